// SPDX-License-Identifier: EUPL-1.2
// Who may come in: the route table is walked, so that a route with a wrong guard cannot be added in silence.
#include "http/office.h"

#include <set>

namespace http {
namespace {

std::string address(web::Route const& route)
{
    std::string path;
    for (std::size_t i = 1; i < route.segments.size(); ++i)
        path += "/" + (route.segments[i].starts_with('{') ? "0000000000000000000000000z" : route.segments[i]);
    return path;
}

std::string named(web::Route const& route) { return route.method + " " + route.pattern; }

std::vector<web::Route> guarded()
{
    std::vector<web::Route> list;
    for (auto const& route : house().town->office.router.all())
        if (route.guard.who != web::Guard::Who::Anyone) list.push_back(route);
    return list;
}

Answer as_program(web::Route const& route, net::Headers headers)
{
    headers.emplace_back("Accept", "application/json");
    if (route.method == "GET") return house().client.get(address(route), std::move(headers));
    if (route.method == "POST") return house().client.post_json(address(route), "{}", std::move(headers));
    return house().client.send(route.method, address(route), std::move(headers));
}

Answer as_browser(web::Route const& route, std::string const& cookie)
{
    if (route.method == "GET") return house().client.get(address(route), browser(cookie));
    return house().client.post_form(address(route), {}, cookie);
}

// Every address that asks nobody who they are stands here; a new one must be written down on purpose.
TEST(Guards, TheOpenAddressesAreThese)
{
    std::set<std::string> open;
    for (auto const& route : house().town->office.router.all())
        if (route.guard.who == web::Guard::Who::Anyone) open.insert(named(route));
    std::set<std::string> const expected{"GET /",
                                         "GET /accessibilitat",
                                         "GET /api",
                                         "GET /api/openapi.json",
                                         "GET /assistencia",
                                         "GET /assistencia/consentiment",
                                         "GET /avis-legal",
                                         "GET /directe",
                                         "GET /entra",
                                         "GET /entra/certificat",
                                         "GET /entra/certificat/problema",
                                         "GET /entra/codi",
                                         "GET /entra/codi/escriu",
                                         "GET /entra/codi/torna",
                                         "GET /entra/demo",
                                         "GET /entra/relleu",
                                         "GET /healthz",
                                         "GET /mostra/missatges",
                                         "GET /oficina/alta/{token}",
                                         "GET /oficina/entra",
                                         "GET /oficina/entra/clau",
                                         "GET /oficina/entra/codi",
                                         "GET /proteccio-de-dades",
                                         "GET /readyz",
                                         "GET /registre",
                                         "GET /registre/log/consistency",
                                         "GET /registre/log/head",
                                         "GET /registre/log/key",
                                         "GET /registre/log/proof",
                                         "GET /seu",
                                         "GET /seu/calendari",
                                         "GET /seu/calendari/termini",
                                         "GET /tramits",
                                         "GET /tramits/certificat-empadronament",
                                         "GET /tramits/volant-empadronament",
                                         "GET /tramits/{id}",
                                         "GET /verifica",
                                         "GET /verifica/{code}",
                                         "GET /verifica/{code}/original",
                                         "OPTIONS /fitxers",
                                         "POST /entra",
                                         "POST /entra/codi",
                                         "POST /entra/codi/escriu",
                                         "POST /entra/codi/torna",
                                         "POST /entra/demo",
                                         "POST /entra/relleu",
                                         "POST /oficina/alta/{token}",
                                         "POST /oficina/entra",
                                         "POST /oficina/entra/clau",
                                         "POST /oficina/entra/codi",
                                         "POST /surt",
                                         "POST /verifica"};
    EXPECT_EQ(open, expected);
}

TEST(Guards, EveryOtherRouteAnswersAProgramOfNobody401)
{
    ASSERT_GE(guarded().size(), 5u);
    for (auto const& route : guarded()) {
        for (auto const& headers : {net::Headers{}, net::Headers{{"Authorization", "Bearer nobody"}},
                                    net::Headers{{"Authorization", "Bearer " + std::string(300, 'x')}}}) {
            auto const answer = as_program(route, headers);
            EXPECT_EQ(answer.status, 401) << named(route);
            EXPECT_EQ(answer["WWW-Authenticate"], "Bearer") << named(route);
            EXPECT_EQ(answer["Content-Type"], "application/problem+json") << named(route);
        }
    }
}

TEST(Guards, EveryOtherRouteSendsABrowserOfNobodyToEnter)
{
    for (auto const& route : guarded()) {
        if (route.traits.for_programs) continue; // no browser visits it by itself
        auto const answer = as_browser(route, "");
        EXPECT_EQ(answer.status, 303) << named(route);
        auto const* const door = route.guard.who == web::Guard::Who::Staff ? "/oficina/entra" : "/entra";
        EXPECT_TRUE(answer["Location"].starts_with(door + std::string("?retorn=%2f")))
            << named(route) << " " << answer["Location"];
    }
}

TEST(Guards, TooLowALevelIsForbiddenToAProgramAndLeadsABrowserBackToEnter)
{
    auto const token = house().token("12345678Z", act::Level::Low);
    std::size_t walked = 0;
    for (auto const& route : guarded()) {
        if (route.guard.level <= act::Level::Low) continue;
        ++walked;
        auto const answer = as_program(route, {{"Authorization", "Bearer " + token}});
        EXPECT_EQ(answer.status, 403) << named(route);
        auto const page = as_browser(route, "sessio=" + token);
        EXPECT_EQ(page.status, 303) << named(route);
        EXPECT_NE(page["Location"].find("nivell=" + std::string(act::name(route.guard.level))), std::string::npos)
            << named(route);
    }
    EXPECT_GE(walked, 2u);
}

TEST(Guards, AnotherCitizensThingIsNotFoundWhereverAnIdStands)
{
    auto const made = house().issue("12345678Z");
    auto const id = std::string(made.at("id").as_string());
    auto const other = house().token(house().adults().at(3));
    std::size_t walked = 0;
    for (auto const& route : guarded()) {
        auto path = route.pattern;
        auto const at = path.find("{id}");
        if (at == path.npos || route.guard.who != web::Guard::Who::Citizen) continue;
        // Drafts and matters are held to it in filing_test, what waits to be signed in signing_test and signatures_test,
        // links of drafts in handover_test; a procedure is everybody's.
        if (path.starts_with("/esborranys/") || path.starts_with("/carpeta/tramits/") ||
            path.starts_with("/tramits/") || path.starts_with("/signatura/") || path.starts_with("/represa/") ||
            path.starts_with("/carpeta/signatures/"))
            continue;
        ++walked;
        path.replace(at, 4, id);
        if (route.method != "GET") { // an act on something that is not there for whoever asks
            EXPECT_EQ(house().client.post_json(path, "{}", bearer(other)).status, 404) << path;
            continue;
        }
        EXPECT_EQ(house().client.get(path, bearer(other)).status, 404) << path;
        EXPECT_EQ(house().client.get(path, bearer(house().token())).status, 200) << path;
        // Existing and not existing look the same.
        path.replace(at, id.size(), "0000000000000000000000000z");
        auto const nothing = house().client.get(path, bearer(other));
        path.replace(at, 26, id);
        EXPECT_EQ(nothing.body, house().client.get(path, bearer(other)).body) << path;
    }
    EXPECT_EQ(walked, 7u);
}

// The whole table as everybody: each role of the office, and a citizen who has proved everything.
TEST(Guards, EveryRouteOpensToThoseItNamesAndToNobodyElse)
{
    std::size_t let_in = 0, kept_out = 0;
    for (auto const* const login : {"marta", "nuria", "pau", "laia", "albert", "secretaria", ""}) {
        for (auto const& route : guarded()) {
            // A session of its own each time: leaving is among the routes.
            auto const token = *login ? house().staff_token(login) : house().token();
            auto const by =
                *house().town->office.hooks.who(house().town->database.read().snapshot(), token, house().clock.now());
            using enum web::Guard::Who;
            auto const person = by.kind == act::Actor::Kind::Person;
            auto const open = route.guard.who == Entered || (person && route.guard.who == Citizen) ||
                              (!person && route.guard.who == Staff &&
                               (route.guard.permission.empty() || by.may(route.guard.permission)));
            auto const status = as_program(route, {{"Authorization", "Bearer " + token}}).status;
            EXPECT_EQ(status != 401 && status != 403, open) << login << " " << named(route) << " " << status;
            ++(open ? let_in : kept_out);
        }
    }
    EXPECT_GT(let_in, 50u);
    EXPECT_GT(kept_out, 50u);
}

TEST(Guards, ASensitiveRouteWantsAFreshProof)
{
    House own;
    std::size_t walked = 0;
    std::set<std::string_view> const own_of_secretary{"documents.revoke", "registry.annul"};
    auto const administrator = own.staff_token("marta"), secretary = own.staff_token("secretaria"),
               agent = own.staff_token("nuria");
    own.clock.advance(std::chrono::minutes(11));
    for (auto const& route : own.town->office.router.all()) {
        if (!route.traits.step_up) continue;
        ++walked;
        auto const& token = own_of_secretary.contains(route.guard.permission) ? secretary
                            : route.guard.permission == "counter.attend"      ? agent
                                                                              : administrator;
        net::Headers headers{{"Authorization", "Bearer " + token}, {"Accept", "application/json"}};
        auto const answer = route.method == "GET" ? own.client.get(address(route), headers)
                                                  : own.client.post_json(address(route), "{}", headers);
        EXPECT_EQ(answer.status, 403) << named(route);
        EXPECT_EQ(answer.object().at("text").as_string(), "web.prove-again") << named(route);
        if (route.method != "GET") continue;
        auto const page = own.client.get(address(route), browser("sessio=" + token));
        EXPECT_TRUE(page["Location"].starts_with("/oficina/confirma?retorn=")) << page["Location"];
    }
    EXPECT_GT(walked, 10u);
}

TEST(Guards, ATokenEndsWhenItsTimeIsOver)
{
    House own;
    auto const token = own.token("12345678Z", act::Level::High, std::chrono::minutes(60));
    EXPECT_EQ(own.client.get("/carpeta", bearer(token)).status, 200);
    own.clock.advance(std::chrono::minutes(59));
    EXPECT_EQ(own.client.get("/carpeta", bearer(token)).status, 200);
    own.clock.advance(std::chrono::minutes(2));
    EXPECT_EQ(own.client.get("/carpeta", bearer(token)).status, 401);
}

TEST(Guards, ASessionEndsWhenThePersonLeaves)
{
    auto const cookie = house().entered();
    EXPECT_EQ(house().client.get("/carpeta", browser(cookie)).status, 200);
    auto const left = house().client.post_form("/surt", {}, cookie);
    EXPECT_EQ(left.status, 303);
    EXPECT_EQ(left["Location"], "/");
    EXPECT_TRUE(left.all("Set-Cookie").front().starts_with("sessio=;")) << left.all("Set-Cookie").front();
    EXPECT_NE(left.all("Set-Cookie").front().find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(house().client.get("/carpeta", browser(cookie)).status, 303) << "the old cookie opens nothing any more";
}

TEST(Guards, TheDemoEntranceExistsInASampleTownOnly)
{
    House real({.edit = [](std::string yaml) { return replaced(std::move(yaml), "sample: true", "sample: false"); }});
    auto const answer = real.client.post_json("/entra/demo", R"({"document":"12345678Z","level":"high"})");
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.cookie("sessio"), "");
    auto const page = real.client.get("/entra", browser());
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(page.holds("/entra/demo"));
}

}
}
