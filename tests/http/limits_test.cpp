// SPDX-License-Identifier: EUPL-1.2
// Limits on entering and on guessing codes, by address; and shared pages under many hands at once.
#include "http/office.h"

#include <atomic>

namespace http {
namespace {

constexpr auto enter = R"({"document":"12345678Z","level":"low"})";

TEST(RateLimit, OfEnteringHoldsAndEnds)
{
    House strict({.edit = with_limits(3, 0)});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(strict.client.post_json("/entra/demo", enter).status, 200) << i;
    auto const refused = strict.client.post_json("/entra/demo", enter);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused["Content-Type"], "application/problem+json");
    EXPECT_EQ(refused.cookie("sessio"), "");
    EXPECT_EQ(strict.client.get("/tramits", browser()).status, 200) << "everything else goes on";
    strict.clock.advance(std::chrono::seconds(61));
    EXPECT_EQ(strict.client.post_json("/entra/demo", enter).status, 200);
}

TEST(RateLimit, CountsWrongEntriesToo)
{
    House strict({.edit = with_limits(2, 0)});
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(strict.client.post_json("/entra/demo", R"({"document":"1","level":"low"})").status, 422);
    EXPECT_EQ(strict.client.post_json("/entra/demo", enter).status, 429);
}

TEST(RateLimit, OfGuessingCountsWrongCodesOnly)
{
    House strict({.edit = with_limits(0, 3)});
    auto const code = std::string(strict.issue().at("verify").as_string());
    for (int i = 0; i < 10; ++i) EXPECT_EQ(strict.client.get(code, {{"Accept", "application/json"}}).status, 200) << i;
    auto const wrong = [&](std::string const& path) {
        return strict.client.get(path, {{"Accept", "application/json"}}).status;
    };
    EXPECT_EQ(wrong("/verifica/AAAAAAAAAAAAAAAAAAAAAAAAAA"), 404);
    EXPECT_EQ(wrong("/verifica/x/original"), 404);
    EXPECT_EQ(strict.client.send("POST", "/verifica", {{"Content-Type", "application/pdf"}}, "%PDF-x").status, 200);
    // All ways to guess draw from the same account.
    EXPECT_EQ(wrong("/verifica/AAAAAAAAAAAAAAAAAAAAAAAAAB"), 429);
    EXPECT_EQ(wrong("/verifica/x/original"), 429);
    EXPECT_EQ(wrong(code), 429) << "who has guessed too much is not told of a right guess either";
    EXPECT_EQ(strict.client.send("POST", "/verifica", {{"Content-Type", "application/pdf"}}, "%PDF-x").status, 429);
    EXPECT_EQ(strict.client.get("/verifica", browser()).status, 200) << "the empty form is still there";
    EXPECT_FALSE(strict.client.get("/verifica?codi=" + code.substr(10), browser()).holds("/original"))
        << "nor by the form";
    strict.clock.advance(std::chrono::seconds(61));
    EXPECT_EQ(wrong(code), 200);
}

TEST(RateLimit, GoesByTheAddressAndBelievesAProxyOnlyWhenToldTo)
{
    auto const times = [](bool behind_proxy) {
        House strict({.edit = with_limits(2, 0), .behind_proxy = behind_proxy});
        int entered = 0;
        for (int i = 0; i < 6; ++i)
            entered +=
                strict.client
                    .post_json("/entra/demo", enter,
                               {{"X-Forwarded-For", "10.0.0." + std::to_string(i) + ", 192.0.2." + std::to_string(i)}})
                    .status == 200;
        return entered;
    };
    EXPECT_EQ(times(false), 2) << "a header that anybody can write opens no new account";
    EXPECT_EQ(times(true), 6);
}

TEST(RateLimit, BelievesOnlyTheLastHopOfAProxy)
{
    House strict({.edit = with_limits(2, 0), .behind_proxy = true});
    int entered = 0;
    for (int i = 0; i < 6; ++i)
        entered +=
            strict.client
                .post_json("/entra/demo", enter, {{"X-Forwarded-For", "10.0.0." + std::to_string(i) + ", 192.0.2.1"}})
                .status == 200;
    EXPECT_EQ(entered, 2);
}

// ---- shared pages
std::string name_of(std::string const& document)
{
    auto const reader = house().town->database.read();
    return padro::registered_name(reader.snapshot(), document);
}

TEST(SharedPages, ShowAPersonsNameToThatPersonOnly)
{
    auto const cookie = house().entered();
    auto const name = name_of("12345678Z");
    ASSERT_NE(name, "");
    for (auto const* const path :
         {"/", "/tramits", "/tramits/volant-empadronament", "/tramits/alta-empadronament", "/accessibilitat"})
        for (int round = 0; round < 3; ++round) {
            EXPECT_TRUE(house().client.get(path, browser(cookie)).holds(name)) << path;
            EXPECT_FALSE(house().client.get(path, browser()).holds(name)) << path;
            EXPECT_FALSE(house().client.get(path, browser("sessio=wrong")).holds(name)) << path;
        }
}

TEST(SharedPages, LeakNothingUnderManyHandsAtOnce)
{
    std::vector<std::pair<std::string, std::string>> people; // cookie and name
    for (std::size_t i = 0; i < 6; ++i)
        people.emplace_back(house().entered(house().adults().at(i)), name_of(house().adults().at(i)));
    people.emplace_back("", "");
    std::atomic<int> wrong = 0, seen = 0;
    std::vector<std::thread> visitors;
    for (std::size_t v = 0; v < 7; ++v)
        visitors.emplace_back([&, v] {
            for (int i = 0; i < 60; ++i) {
                auto const& [cookie, name] = people[(v + std::size_t(i)) % people.size()];
                auto const page = house().client.get(i % 2 ? "/" : "/tramits/volant-empadronament", browser(cookie));
                if (page.status != 200 || (!name.empty() && !page.holds(name))) ++wrong;
                for (auto const& [other, theirs] : people)
                    if (!theirs.empty() && theirs != name && page.holds(theirs)) ++wrong;
                ++seen;
            }
        });
    for (auto& visitor : visitors) visitor.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(seen, 7 * 60);
}

TEST(SharedPages, FollowAChangedProcedureWithinSeconds)
{
    House own;
    auto const path = "/tramits/alta-empadronament";
    auto const before = own.client.get(path, browser());
    auto yaml = own.town->procedures.setting.shipped.at("alta-empadronament");
    auto const shelf = own.town->procedures.shelf(own.clock.now());
    auto const title = shelf->find("alta-empadronament")->title.in("ca");
    auto const file = own.town->procedures.setting.folder / "alta-empadronament.yaml";
    std::FILE* const out = std::fopen(file.c_str(), "w");
    ASSERT_NE(out, nullptr);
    std::fputs(replaced(yaml, title, "Un títol nou").c_str(), out);
    std::fclose(out);
    own.clock.advance(std::chrono::seconds(3));
    auto const after = own.client.get(path, browser());
    EXPECT_FALSE(before.holds("Un títol nou"));
    EXPECT_TRUE(after.holds("Un títol nou"));
}

TEST(SharedPages, AskedWithAQueryOrHeadAreNotTakenForThePlainOne)
{
    auto const plain_page = house().client.get("/tramits", browser());
    EXPECT_FALSE(house().client.get("/tramits?q=volant", browser()).body == plain_page.body);
    EXPECT_EQ(house().client.get("/tramits", browser()).body, plain_page.body);
    EXPECT_EQ(house().client.get("/tramits?lang=es", browser())["Content-Language"], "es");
    EXPECT_EQ(house().client.get("/tramits", browser())["Content-Language"], "ca");
    EXPECT_EQ(house().client.get("/tramits", {{"Accept", "application/json"}})["Content-Type"], "application/json");
}

}
}
