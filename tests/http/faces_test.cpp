// SPDX-License-Identifier: EUPL-1.2
// The two faces of every answer: problem details and pages, languages, HEAD, methods, caching, compression, protection.
#include "http/office.h"

#include <algorithm>
#include <set>

namespace http {
namespace {

net::Headers const json_wanted{{"Accept", "application/json"}};

std::string text(json::object const& object, std::string_view key)
{
    auto const* const found = object.if_contains(key);
    return found && found->is_string() ? std::string(found->get_string()) : "";
}

// One address for every kind of answer there is.
struct Asked {
    std::string method, path, why;
    int status;
    std::string body = {};
    net::Headers headers = {};
};

std::vector<Asked> every_kind()
{
    auto const token = "Bearer " + house().token();
    net::Headers const form{{"Content-Type", "application/x-www-form-urlencoded"}};
    return {
        {"GET", "/", "", 200},
        {"GET", "/tramits", "", 200},
        {"GET", "/tramits/alta-empadronament", "", 200},
        {"GET", "/tramits/no-nhi-ha", "not-found", 404},
        {"GET", "/no-nhi-ha", "not-found", 404},
        {"GET", "/verifica/AAAA", "not-found", 404},
        {"GET", "/%ff", "malformed", 400},
        {"POST", "/tramits/volant-empadronament", "unidentified", 401, "kind=individual&purpose=bank", form},
        {"POST",
         "/tramits/volant-empadronament",
         "unprocessable",
         422,
         "kind=x&purpose=bank",
         {{"Content-Type", "application/x-www-form-urlencoded"}, {"Authorization", token}}},
        {"POST",
         "/entra/demo",
         "forbidden",
         403,
         "document=12345678Z&level=low",
         {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", "https://elsewhere.example"}}},
        {"POST", "/entra/demo", "malformed", 400, "a=%zz", form},
        {"POST", "/", "not-found", 405},
    };
}

net::Headers with(net::Headers headers, net::Headers const& more)
{
    headers.insert(headers.end(), more.begin(), more.end());
    return headers;
}

TEST(Problems, HaveTheMembersOfRfc9457AndOurs)
{
    for (auto const& asked : every_kind()) {
        if (asked.status < 400) continue;
        auto const answer = house().client.send(asked.method, asked.path, with(asked.headers, json_wanted), asked.body);
        auto const told = answer.object();
        EXPECT_EQ(answer.status, asked.status) << asked.path;
        EXPECT_EQ(answer["Content-Type"], "application/problem+json") << asked.path;
        for (auto const* const name : {"type", "title", "detail", "why"})
            EXPECT_NE(text(told, name), "") << asked.path << " " << name;
        EXPECT_EQ(text(told, "why"), asked.why) << asked.path;
        ASSERT_TRUE(told.contains("status")) << asked.path;
        EXPECT_EQ(told.at("status").as_int64(), asked.status)
            << asked.path << ": the body must say what the status line says";
    }
}

TEST(Problems, NameTheFieldToMendAndAllFurtherOnes)
{
    auto const answer = house().client.post_json("/tramits/volant-empadronament", R"({"kind":"x","purpose":"y"})",
                                                 bearer(house().token()));
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(text(answer.object(), "field"), "kind");
    auto const others = answer.object().at("others").as_array();
    ASSERT_EQ(others.size(), 1u);
    EXPECT_EQ(text(others[0].as_object(), "field"), "purpose");
}

TEST(Problems, SpeakThePersonsLanguage)
{
    std::set<std::string> said;
    for (auto const* const language : {"ca", "es", "en"}) {
        auto const answer = house().client.get("/no-nhi-ha?lang=" + std::string(language), json_wanted);
        EXPECT_EQ(answer["Content-Language"], language);
        said.insert(text(answer.object(), "detail"));
    }
    EXPECT_EQ(said.size(), 3u);
}

TEST(Problems, ReachABrowserAsAPageWithAWayOn)
{
    for (auto const* const path : {"/no-nhi-ha", "/tramits/no-nhi-ha", "/%ff", "/verifica/AAAA"}) {
        auto const answer = house().client.get(path, browser());
        EXPECT_EQ(answer["Content-Type"], "text/html; charset=utf-8") << path;
        EXPECT_GE(answer.status, 400) << path;
        EXPECT_TRUE(answer.holds("<h1")) << path;
        EXPECT_TRUE(answer.holds("href=\"/\"")) << path;
    }
}

TEST(Form, RefusedShowsWhatWasTypedAndTheFaultBesideItsField)
{
    auto const answer = house().client.post_form("/tramits/volant-empadronament",
                                                 {{"kind", "household"}, {"purpose", "nothing"}}, house().entered());
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer["Content-Type"], "text/html; charset=utf-8");
    EXPECT_TRUE(answer.holds("govuk-error-summary"));
    EXPECT_TRUE(answer.holds("href=\"#purpose\""));
    EXPECT_TRUE(answer.holds("purpose-error"));
    auto const chosen = answer.body.find("value=\"household\"");
    ASSERT_NE(chosen, std::string::npos);
    auto const tag_end = answer.body.find('>', chosen);
    EXPECT_NE(answer.body.substr(chosen, tag_end - chosen).find("checked"), std::string::npos)
        << "the choice made is kept";
}

TEST(Language, OfTheQueryGoesBeforeCookieAndHeader)
{
    auto const language = [](std::string const& path, net::Headers headers) {
        return house().client.get(path, std::move(headers))["Content-Language"];
    };
    net::Headers const header{{"Accept-Language", "en-GB,en;q=0.9,es;q=0.5"}};
    EXPECT_EQ(language("/", {}), "ca") << "the town's own language";
    EXPECT_EQ(language("/", header), "en");
    EXPECT_EQ(language("/", with(header, {{"Cookie", "llengua=es"}})), "es");
    EXPECT_EQ(language("/?lang=ca", with(header, {{"Cookie", "llengua=es"}})), "ca");
    EXPECT_EQ(language("/", {{"Accept-Language", "fr,de"}}), "ca");
    EXPECT_EQ(language("/", {{"Accept-Language", "fr;q=0.9, es-ES;q=0.8"}}), "es");
    EXPECT_EQ(language("/?lang=xx", header), "en") << "a language that the town has not is no wish";
    EXPECT_EQ(language("/", {{"Accept-Language", std::string(5000, ',')}}), "ca");
}

TEST(Language, OnceChosenIsKeptInACookie)
{
    auto const answer = house().client.get("/?lang=en", browser());
    EXPECT_EQ(answer.cookie("llengua"), "en");
    EXPECT_EQ(house().client.get("/?lang=%0d%0aSet-Cookie:a=b", browser()).all("Set-Cookie").size(), 0u);
    EXPECT_EQ(house().client.get("/", browser("llengua=en"))["Content-Language"], "en");
}

TEST(Language, SwitchedInAFormKeepsWhatWasTyped)
{
    auto const answer =
        house().client.post_form("/tramits/volant-empadronament?lang=en",
                                 {{"kind", "historical"}, {"purpose", "bank"}, {"_llengua", "en"}}, house().entered());
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer["Content-Language"], "en");
    auto const chosen = answer.body.find("value=\"historical\"");
    ASSERT_NE(chosen, std::string::npos);
    EXPECT_NE(answer.body.substr(chosen, answer.body.find('>', chosen) - chosen).find("checked"), std::string::npos);
}

TEST(Language, CanBeSwitchedOnEveryPageThatHasAForm)
{
    for (auto const* const path : {"/entra", "/entra/demo", "/tramits/volant-empadronament", "/verifica"}) {
        auto const cookie = house().entered();
        auto const page = house().client.get(path, browser(cookie));
        auto const at = page.body.find("formaction=\"");
        if (at == page.body.npos) { // links instead
            EXPECT_TRUE(page.holds("hreflang=\"en\"")) << path;
            continue;
        }
        auto const action = page.body.substr(at + 12, page.body.find('"', at + 12) - at - 12);
        auto const switched = house().client.post_form(action, {{"_llengua", "es"}, {"document", "12345678Z"}}, cookie);
        EXPECT_EQ(switched.status, 200) << path << " " << action;
        EXPECT_EQ(switched["Content-Language"], "es") << path;
        EXPECT_TRUE(switched.holds("id=\"main\"")) << path;
    }
}

TEST(Head, SaysWhatGetWouldWithoutItsBody)
{
    auto const cookie = house().entered();
    auto const pdf = text(house().issue(), "pdf");
    for (auto const& path : {std::string("/tramits"), std::string("/"), std::string("/no-nhi-ha"),
                             std::string("/carpeta"), pdf, house().town->assets.address("fin.css")}) {
        auto const get = house().client.get(path, browser(cookie));
        auto const head = house().client.send("HEAD", path, browser(cookie));
        EXPECT_EQ(head.status, get.status) << path;
        EXPECT_EQ(head["Content-Type"], get["Content-Type"]) << path;
        EXPECT_EQ(head.body, "") << path;
        auto const whole = house().client.raw(
            {"HEAD " + path + " HTTP/1.1\r\nHost: x\r\nCookie: " + cookie + "\r\nConnection: close\r\n\r\n"});
        EXPECT_EQ(whole.find("\r\n\r\n") + 4, whole.size()) << path << ": nothing may follow the header";
        EXPECT_NE(head["Content-Length"], "0") << path;
    }
}

TEST(Method, ThatAnAddressDoesNotHaveIs405AndSaysWhichThereAre)
{
    for (auto const* const method : {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST"}) {
        auto const answer = house().client.send(method, "/tramits", json_wanted);
        EXPECT_EQ(answer.status, 405) << method;
        EXPECT_EQ(answer["Allow"], "GET, HEAD") << method << " (RFC 9110, 15.5.6)";
    }
    auto const get = house().client.get("/surt", json_wanted);
    EXPECT_EQ(get.status, 405);
    EXPECT_EQ(get["Allow"], "POST");
    EXPECT_EQ(house().client.send("PUT", "/verifica", json_wanted)["Allow"], "GET, HEAD, POST");
    EXPECT_EQ(house().client.send("BREW", "/tramits").status, 405);
    EXPECT_EQ(house().client.send("PUT", "/no-nhi-ha").status, 404);
}

TEST(SharedPage, HasATagAndIsNotSentTwice)
{
    auto const first = house().client.get("/tramits", browser());
    auto const tag = first["ETag"];
    ASSERT_NE(tag, "");
    auto const again = house().client.get("/tramits", browser("", {{"If-None-Match", tag}}));
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again["ETag"], tag);
    EXPECT_EQ(house().client.get("/tramits", browser("", {{"If-None-Match", "\"other\""}})).status, 200);
    EXPECT_NE(house().client.get("/tramits", browser("", {{"Accept-Language", "en"}}))["ETag"], tag);
}

TEST(SharedPage, OfAPersonHasNone)
{
    EXPECT_EQ(house().client.get("/tramits", browser(house().entered()))["ETag"], "");
}

TEST(Compressed, AnswersDecodeToThePlainOnes)
{
    auto const css = house().town->assets.address("fin.css");
    for (auto const& path : {std::string("/accessibilitat"), css, std::string("/api-no-nhi-ha")}) {
        auto const plain = house().client.get(path, browser());
        auto const gzip = house().client.get(path, browser("", {{"Accept-Encoding", "gzip, deflate"}}));
        auto const brotli = house().client.get(path, browser("", {{"Accept-Encoding", "gzip, deflate, br"}}));
        EXPECT_EQ(plain["Content-Encoding"], "") << path;
        EXPECT_EQ(gzip["Content-Encoding"], "gzip") << path;
        EXPECT_EQ(brotli["Content-Encoding"], "br") << path;
        EXPECT_EQ(gunzipped(gzip.body), plain.body) << path;
        EXPECT_EQ(unbrotlied(brotli.body), plain.body) << path;
        EXPECT_LT(brotli.body.size(), plain.body.size()) << path;
        EXPECT_NE(plain["Vary"].find("Accept-Encoding"), std::string::npos) << path;
    }
    EXPECT_EQ(
        house().client.get("/tramits", browser("", {{"Accept-Encoding", "br;q=0, gzip;q=0"}}))["Content-Encoding"], "");
    EXPECT_EQ(house().client.get("/tramits", browser("", {{"Accept-Encoding", "br;q=0, gzip"}}))["Content-Encoding"],
              "gzip");
}

TEST(Compressed, JsonTooAndNeverTheSealedFile)
{
    auto const list = house().client.get("/tramits", {{"Accept", "application/json"}, {"Accept-Encoding", "br"}});
    EXPECT_EQ(list["Content-Encoding"], "br");
    EXPECT_TRUE(json::parse(unbrotlied(list.body)).is_object());
    auto const pdf =
        house().client.get(text(house().issue(), "pdf"), bearer(house().token(), {{"Accept-Encoding", "br, gzip"}}));
    EXPECT_EQ(pdf["Content-Encoding"], "");
}

TEST(Protection, StandsOnEveryKindOfAnswer)
{
    for (auto const& asked : every_kind())
        for (auto const* const accept : {"text/html", "application/json"}) {
            auto const answer =
                house().client.send(asked.method, asked.path, with(asked.headers, {{"Accept", accept}}), asked.body);
            auto const where = asked.method + " " + asked.path + " " + accept + " " + std::to_string(answer.status);
            EXPECT_NE(answer["Content-Security-Policy"].find("frame-ancestors 'none'"), std::string::npos) << where;
            EXPECT_EQ(answer["Content-Security-Policy"].find("unsafe"), std::string::npos) << where;
            EXPECT_EQ(answer["X-Content-Type-Options"], "nosniff") << where;
            EXPECT_EQ(answer["Referrer-Policy"], "same-origin") << where;
            EXPECT_EQ(answer["Cross-Origin-Opener-Policy"], "same-origin") << where;
            EXPECT_NE(answer["Permissions-Policy"], "") << where;
            EXPECT_NE(answer["Cache-Control"], "") << where;
            EXPECT_NE(answer["Date"], "") << where;
            EXPECT_EQ(answer["Server"], "") << where;
            EXPECT_EQ(answer["Access-Control-Allow-Origin"], "") << where;
        }
}

TEST(Protection, StandsOnEveryRouteForWhoeverComes)
{
    for (auto const& route : house().town->office.router.all()) {
        auto path = route.pattern;
        for (auto const* const name : {"{id}", "{code}"})
            if (auto const at = path.find(name); at != path.npos)
                path.replace(at, std::string_view(name).size(), "cap");
        auto const answer =
            route.method == "GET" ? house().client.get(path, browser()) : house().client.post_form(path, {});
        EXPECT_EQ(answer["X-Content-Type-Options"], "nosniff") << route.method << " " << path;
        EXPECT_NE(answer["Content-Security-Policy"], "") << route.method << " " << path;
        EXPECT_LT(answer.status, 500) << route.method << " " << path;
    }
}

TEST(Protection, KeepsPersonalAnswersOutOfCaches)
{
    auto const cookie = house().entered();
    for (auto const& path :
         {std::string("/carpeta"), text(house().issue(), "pdf"), std::string("/tramits/volant-empadronament")})
        EXPECT_EQ(house().client.get(path, browser(cookie))["Cache-Control"], "no-store") << path;
}

TEST(Protection, CookiesAreOutOfReachOfScriptsAndOtherSites)
{
    auto const entered = house().client.post_form("/entra/demo", {{"document", "12345678Z"}, {"level", "high"}});
    ASSERT_EQ(entered.status, 303);
    auto const set = entered.all("Set-Cookie").at(0);
    for (auto const* const part : {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=3600"})
        EXPECT_NE(set.find(part), std::string::npos) << part;
    House secure({.edit = [](std::string yaml) {
        return replaced(std::move(yaml), "http://localhost:8080", "https://seu.example");
    }});
    secure.town->config.town.url = "https://seu.example";
    auto const answer = secure.client.send("POST", "/entra/demo",
                                           {{"Content-Type", "application/x-www-form-urlencoded"},
                                            {"Host", "seu.example"},
                                            {"Origin", "https://seu.example"}},
                                           "document=12345678Z&level=high");
    ASSERT_EQ(answer.status, 303);
    EXPECT_NE(answer.all("Set-Cookie").at(0).find("Secure"), std::string::npos);
    EXPECT_EQ(answer["Strict-Transport-Security"], "max-age=31536000");
}

TEST(Assets, AreKeptForEverAndUnknownOnesAreNotFound)
{
    auto const css = house().client.get(house().town->assets.address("fin.css"));
    EXPECT_EQ(css.status, 200);
    EXPECT_EQ(css["Content-Type"], "text/css; charset=utf-8");
    EXPECT_NE(css["Cache-Control"].find("immutable"), std::string::npos);
    EXPECT_EQ(css["X-Content-Type-Options"], "nosniff");
    EXPECT_EQ(house().client.get("/a/0000000000000000/fin.css", browser()).status, 404);
    EXPECT_EQ(house().client.get("/a/", browser()).status, 404);
}

TEST(Page, NamesNothingThatIsNotServed)
{
    auto const page = house().client.get("/", browser());
    std::size_t followed = 0;
    for (auto at = page.body.find("=\"/"); at != page.body.npos; at = page.body.find("=\"/", at + 3)) {
        auto path = page.body.substr(at + 2, page.body.find('"', at + 2) - at - 2);
        auto const attribute = page.body.substr(at > 6 ? at - 6 : 0, 6);
        if (attribute == "action") continue;
        for (auto mark = path.find("&amp;"); mark != path.npos; mark = path.find("&amp;")) path.replace(mark, 5, "&");
        auto const answer = house().client.get(path, browser(house().entered()));
        EXPECT_TRUE(answer.status == 200 || answer.status == 303) << path << " " << answer.status;
        ++followed;
    }
    EXPECT_GT(followed, 15u);
}

}
}
