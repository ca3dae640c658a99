// SPDX-License-Identifier: EUPL-1.2
// Where a write comes from, where a person is sent back to, and what becomes of a form whose session ended.
#include "http/office.h"

#include "web/form.h"

namespace http {
namespace {

constexpr auto slips = "/tramits/volant-empadronament";
Fields const individual{{"kind", "individual"}, {"purpose", "bank"}};
net::Headers const form_type{{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "text/html"}};

Answer sent(net::Headers headers)
{
    headers.insert(headers.end(), form_type.begin(), form_type.end());
    return house().client.send("POST", slips, std::move(headers), urlencoded(individual));
}

TEST(Origin, OfAnotherSiteIsForbiddenToWhoComesWithACookie)
{
    auto const cookie = house().entered();
    for (auto const& origin :
         {std::string("https://evil.example"), "http://evil.example/" + house().client.host(), std::string("null"),
          "http://" + house().client.host() + ".evil.example", std::string("http://localhost"),
          std::string("//" + house().client.host()), "http://evil@" + house().client.host(), std::string("x")})
        EXPECT_EQ(sent({{"Cookie", cookie}, {"Origin", origin}}).status, 403) << origin;
}

TEST(Origin, MissingIsForbiddenToWhoComesWithACookie)
{
    auto const cookie = house().entered();
    EXPECT_EQ(sent({{"Cookie", cookie}}).status, 403);
    EXPECT_EQ(sent({{"Cookie", cookie}, {"Sec-Fetch-Site", "cross-site"}}).status, 403);
    EXPECT_EQ(sent({{"Cookie", cookie}, {"Sec-Fetch-Site", "same-site"}}).status, 403);
    EXPECT_EQ(sent({{"Cookie", cookie}, {"Sec-Fetch-Site", "none"}}).status, 403);
    EXPECT_EQ(sent({{"Cookie", cookie}, {"Sec-Fetch-Site", "same-origin"}}).status, 303) << "some browsers say it so";
}

TEST(Origin, OfTheHouseIsLetIn)
{
    EXPECT_EQ(sent({{"Cookie", house().entered()}, {"Origin", "http://" + house().client.host()}}).status, 303);
}

TEST(Origin, IsNotAskedOfABearerToken)
{
    EXPECT_EQ(
        house().client.post_json(slips, R"({"kind":"individual","purpose":"bank"})", bearer(house().token())).status,
        201);
    // A token beside a cookie: the token counts, and a page of another site cannot add one.
    EXPECT_EQ(house()
                  .client
                  .post_json(slips, R"({"kind":"individual","purpose":"bank"})",
                             bearer(house().token(), {{"Cookie", house().entered()}}))
                  .status,
              201);
}

TEST(Origin, OfAnotherSiteCannotEnterOrLeaveForAPerson)
{
    auto const cookie = house().entered();
    net::Headers foreign{{"Origin", "https://evil.example"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    EXPECT_EQ(house().client.send("POST", "/entra/demo", foreign, "document=12345678Z&level=low").status, 403);
    foreign.emplace_back("Cookie", cookie);
    EXPECT_EQ(house().client.send("POST", "/surt", foreign).status, 403);
    EXPECT_EQ(house().client.get("/carpeta", browser(cookie)).status, 200);
}

TEST(Origin, DoesNotMatterToWhoOnlyLooks)
{
    EXPECT_EQ(house().client.get("/tramits",
                                 browser("", {{"Origin", "https://evil.example"}}))["Access-Control-Allow-Origin"],
              "");
}

TEST(Return, AfterEnteringStaysInTheHouse)
{
    auto const led_to = [](std::string const& back) {
        return house().client.post_form("/entra/demo",
                                        {{"document", "12345678Z"}, {"level", "low"}, {"retorn", back}})["Location"];
    };
    for (auto const* const evil :
         {"//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "http:evil.example",
          "evil.example", "javascript:alert(1)", "data:text/html,x", "", " //evil.example", "/\t/evil.example",
          "///evil.example", "/carpeta\\..\\..", "/\\/evil.example", "%2f%2fevil.example", "@evil.example"}) {
        auto const location = led_to(evil);
        EXPECT_TRUE(location.starts_with("/")) << evil << " -> " << location;
        EXPECT_FALSE(location.starts_with("//")) << evil << " -> " << location;
        EXPECT_EQ(location.find('\\'), std::string::npos) << evil << " -> " << location;
        EXPECT_EQ(location.find('\t'), std::string::npos)
            << evil << " -> " << location << ": browsers drop tabs in addresses";
    }
    EXPECT_EQ(led_to("/carpeta?x=1"), "/carpeta?x=1");
    EXPECT_EQ(led_to("/tramits/volant-empadronament"), "/tramits/volant-empadronament");
}

TEST(Return, CannotBreakTheHeader)
{
    auto const answer = house().client.post_form(
        "/entra/demo", {{"document", "12345678Z"}, {"level", "low"}, {"retorn", "/a\r\nSet-Cookie: x=y"}});
    EXPECT_EQ(answer["Location"], "/carpeta");
    EXPECT_EQ(answer.all("Set-Cookie").size(), 1u);
    EXPECT_EQ(house()
                  .client
                  .post_form("/entra/demo",
                             {{"document", "12345678Z"}, {"level", "low"}, {"retorn", std::string("/a\0b", 4)}})
                  .status,
              422);
}

TEST(Return, OnThePageToEnterIsLocalToo)
{
    for (auto const* const evil : {"//evil.example", "/%5cevil.example", "https://evil.example", "/%09/evil.example"})
        EXPECT_FALSE(house().client.get("/entra?retorn=" + std::string(evil), browser()).holds("evil.example")) << evil;
}

// ---- a session that ends while a form is being filled in
struct Interrupted {
    Interrupted() : cookie(own.entered())
    {
        own.clock.advance(std::chrono::minutes(61));
        refused = own.client.post_form(slips, {{"kind", "historical"}, {"purpose", "mortgage"}}, cookie);
        seal = refused.cookie("escrit");
    }
    // The form as it comes after entering again, with a seal in the browser's cookies.
    Answer shown(std::string const& path, std::string const& with)
    {
        return own.client.get(path, browser(own.entered() + "; escrit=" + with));
    }
    static bool keeps(Answer const& page)
    {
        auto const at = page.body.find("value=\"historical\"");
        return at != page.body.npos &&
               page.body.substr(at, page.body.find('>', at) - at).find("checked") != std::string::npos;
    }

    House own;
    std::string cookie, seal;
    Answer refused;
};

TEST(ExpiredSession, LeadsToEnterWithWhatWasTypedUnderSeal)
{
    Interrupted form;
    EXPECT_EQ(form.refused.status, 303);
    EXPECT_EQ(form.refused["Location"], "/entra?retorn=%2ftramits%2fvolant-empadronament");
    ASSERT_NE(form.seal, "");
    EXPECT_EQ(form.refused.body.find("mortgage"), std::string::npos);
    EXPECT_EQ(form.seal.find("historical"), std::string::npos) << "sealed, not only written";
}

TEST(ExpiredSession, TakesUpWhatWasTypedAtTheSameAddressOnce)
{
    Interrupted form;
    auto const page = form.shown(slips, form.seal);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(Interrupted::keeps(page));
    auto const forgotten = page.all("Set-Cookie");
    ASSERT_EQ(forgotten.size(), 1u);
    EXPECT_TRUE(forgotten[0].starts_with("escrit=;")) << forgotten[0];
}

TEST(ExpiredSession, ShowsWhatWasTypedNowhereElseAndToNobodyUnidentified)
{
    Interrupted form;
    auto const other = form.shown("/tramits/certificat-empadronament", form.seal);
    EXPECT_FALSE(Interrupted::keeps(other));
    EXPECT_TRUE(other.all("Set-Cookie").empty()) << "it is kept for its own form";
    auto const nobody = form.own.client.get(slips, browser("escrit=" + form.seal));
    EXPECT_FALSE(Interrupted::keeps(nobody));
}

TEST(ExpiredSession, TakesUpNothingButItsOwnSeal)
{
    Interrupted form;
    auto broken = form.seal;
    broken[broken.size() / 2] = broken[broken.size() / 2] == 'A' ? 'B' : 'A';
    House other;
    auto const foreign = other.client.post_form(slips, {{"kind", "historical"}, {"purpose", "bank"}}).cookie("escrit");
    ASSERT_NE(foreign, "");
    for (auto const& seal : {broken, foreign, std::string("x"), std::string("historical"), form.seal.substr(1),
                             form.seal + "AAAA", std::string(3000, 'A')}) {
        auto const page = form.shown(slips, seal);
        EXPECT_EQ(page.status, 200) << seal.substr(0, 20);
        EXPECT_FALSE(Interrupted::keeps(page)) << seal.substr(0, 20);
    }
}

TEST(ExpiredSession, LosesWhatIsTooLongForACookieWithoutFailing)
{
    Fields fields{{"kind", "individual"}, {"purpose", "bank"}, {"language", std::string(5000, 'x')}};
    auto const answer = house().client.post_form(slips, fields);
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.cookie("escrit"), "");
}

}
}
