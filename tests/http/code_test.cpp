// SPDX-License-Identifier: EUPL-1.2
// Entering by a code, as browsers and programs meet it: from the address to the session, and every way astray.
#include "http/office.h"

namespace http {
namespace {

using namespace std::chrono_literals;
constexpr auto ask = "/entra/codi", type = "/entra/codi/escriu", again = "/entra/codi/torna";

class ByCode : public ::testing::Test {
protected:
    // What has been sent since the last time.
    std::vector<ports::Kept> sent()
    {
        own.town->queue.run_due_apart();
        auto all = own.town->postbox.box.newest();
        std::vector<ports::Kept> fresh(all.begin(), all.begin() + std::ptrdiff_t(all.size() - seen));
        seen = all.size();
        return fresh;
    }
    std::string asked(std::string const& contact = "anna@exemple.cat", std::string const& before = "")
    {
        auto const answer = own.client.post_form(ask, {{"contacte", contact}, {"retorn", "/carpeta"}}, before);
        EXPECT_EQ(answer.status, 303) << answer.body;
        EXPECT_EQ(answer["Location"], type);
        return "navegador=" + answer.cookie("navegador");
    }
    static std::string code_in(ports::Kept const& message)
    {
        for (std::size_t i = 0; i + 6 <= message.text.size(); ++i)
            if (message.text.substr(i, 6).find_first_not_of("0123456789") == std::string::npos)
                return message.text.substr(i, 6);
        return "none";
    }
    static std::string other(std::string code)
    {
        code[0] = code[0] == '9' ? '0' : char(code[0] + 1);
        return code;
    }
    Answer typed(std::string const& code, std::string const& cookie)
    {
        return own.client.post_form(type, {{"codi", code}}, cookie);
    }

    House own;
    std::size_t seen = 0;
};

TEST_F(ByCode, TheCodeOfALetterOpensASessionAtLevelLow)
{
    auto const cookie = asked();
    auto const letters = sent();
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].medium, "mail");
    EXPECT_EQ(letters[0].to, "anna@exemple.cat");
    auto const page = own.client.get(type, browser(cookie));
    EXPECT_TRUE(page.holds("anna@exemple.cat"));
    EXPECT_TRUE(page.holds("autocomplete=\"one-time-code\""));
    EXPECT_TRUE(page.holds("inputmode=\"numeric\""));
    EXPECT_TRUE(page.holds("/mostra/missatges"));
    auto const entered = typed(code_in(letters[0]), cookie);
    EXPECT_EQ(entered.status, 303);
    EXPECT_EQ(entered["Location"], "/carpeta");
    auto const session = "sessio=" + entered.cookie("sessio");
    EXPECT_TRUE(own.client.get("/carpeta", browser(session)).holds("anna@exemple.cat"));
    auto const slip =
        own.client.post_form("/tramits/volant-empadronament", {{"kind", "individual"}, {"purpose", "school"}}, session);
    EXPECT_EQ(slip.status, 303);
    EXPECT_NE(slip["Location"].find("nivell=substantial"), std::string::npos) << "a document wants more";
}

TEST_F(ByCode, ATextMessageDoesTheSame)
{
    auto const cookie = asked("600 123 456");
    auto const messages = sent();
    ASSERT_EQ(messages.size(), 1u);
    EXPECT_EQ(messages[0].medium, "sms");
    EXPECT_EQ(messages[0].to, "+34600123456");
    EXPECT_EQ(typed(code_in(messages[0]), cookie)["Location"], "/carpeta");
}

TEST_F(ByCode, TheSameContactIsTheSamePersonAndNobodysDocument)
{
    std::string person;
    for (int i = 0; i < 2; ++i) {
        auto const cookie = asked("12345678z@exemple.cat");
        auto const session = typed(code_in(sent().at(0)), cookie).cookie("sessio");
        auto const reader = own.town->database.read();
        auto const by = identity::who(reader.snapshot(), session, own.clock.now());
        ASSERT_TRUE(by);
        EXPECT_EQ(by->level, act::Level::Low);
        EXPECT_EQ(by->method, "codi");
        EXPECT_TRUE(bool(by->assertion));
        auto const vouched = identity::assertion(reader.snapshot(), by->assertion);
        EXPECT_EQ(vouched->provider, "codi");
        auto const known = identity::person(reader.snapshot(), by->person);
        EXPECT_EQ(known->document_kind, "email");
        EXPECT_EQ(known->document_number, "12345678z@exemple.cat");
        if (i == 0) person = by->person.text;
        EXPECT_EQ(by->person.text, person);
        own.clock.advance(2min);
    }
    own.token("12345678Z");
    auto const reader = own.town->database.read();
    EXPECT_NE(identity::person_by_document(reader.snapshot(), "12345678Z")->id.text, person);
}

TEST_F(ByCode, WrongCodesAreToldAndCounted)
{
    auto const cookie = asked();
    auto const code = code_in(sent().at(0));
    auto const wrong = typed(other(code), cookie);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(wrong.holds("Us queden 4 intents"));
    EXPECT_FALSE(wrong.holds(other(code))) << "what was typed is not shown again";
    EXPECT_EQ(typed("12a", cookie).status, 422);
    EXPECT_TRUE(typed("12345", cookie).holds("Introduïu les sis xifres"));
    EXPECT_TRUE(typed(other(code), cookie).holds("Us queden 3 intents")) << "a slip is no try";
    typed(other(code), cookie);
    EXPECT_TRUE(typed(other(code), cookie).holds("Us queda un intent"));
    typed(other(code), cookie);
    auto const spent = typed(code, cookie);
    EXPECT_EQ(spent.status, 410);
    EXPECT_EQ(spent.cookie("sessio"), "");
    EXPECT_TRUE(own.client.get(type, browser(cookie)).holds("cinc vegades"));
}

TEST_F(ByCode, AnotherBrowserCannotUseIt)
{
    auto const cookie = asked();
    auto const code = code_in(sent().at(0));
    EXPECT_EQ(typed(code, "").status, 410);
    EXPECT_EQ(typed(code, "navegador=" + std::string(43, 'a')).status, 410);
    EXPECT_EQ(typed(code, cookie).status, 303);
}

TEST_F(ByCode, AfterTenMinutesThePageSaysSoAndSendsAnother)
{
    auto const cookie = asked();
    auto const code = code_in(sent().at(0));
    own.clock.advance(10min + 1s);
    EXPECT_EQ(typed(code, cookie).status, 410);
    EXPECT_TRUE(own.client.get(type, browser(cookie)).holds("ha caducat"));
    auto const more = own.client.post_form(again, {}, cookie);
    EXPECT_EQ(more["Location"], type);
    auto const letters = sent();
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].to, "anna@exemple.cat");
    EXPECT_EQ(typed(code_in(letters[0]), cookie)["Location"], "/carpeta") << "and one goes on where one wanted to";
}

TEST_F(ByCode, AnotherCodeComesOnlyAfterAMinute)
{
    auto const cookie = asked();
    EXPECT_EQ(sent().size(), 1u);
    auto const early = own.client.post_form(again, {}, cookie);
    EXPECT_EQ(early.status, 429);
    EXPECT_TRUE(early.holds("Espereu un minut"));
    EXPECT_TRUE(early.holds("name=\"codi\"")) << "the form is still there";
    EXPECT_TRUE(sent().empty());
    own.clock.advance(61s);
    EXPECT_EQ(own.client.post_form(again, {}, cookie).status, 303);
    EXPECT_EQ(sent().size(), 1u);
    EXPECT_EQ(own.client.post_form(again, {}).status, 410) << "nothing asked for in this browser";
}

TEST_F(ByCode, AHastyHandGetsOneLetter)
{
    auto const cookie = asked();
    asked("anna@exemple.cat", cookie);
    asked("Anna@EXEMPLE.cat", cookie);
    EXPECT_EQ(sent().size(), 1u);
}

TEST_F(ByCode, BeyondTheLimitOfAContactNothingIsSentAndNobodyCanTell)
{
    std::string last;
    for (int i = 0; i < 7; ++i) {
        auto const answer = own.client.post_form(ask, {{"contacte", "anna@exemple.cat"}});
        auto const page = own.client.get(type, browser("navegador=" + answer.cookie("navegador")));
        EXPECT_EQ(answer.status, 303);
        auto const cut = page.body.find("<main");
        auto const shown = page.body.substr(cut, page.body.find("</main>") - cut);
        if (i > 0) {
            EXPECT_EQ(shown, last) << i;
        }
        last = shown;
    }
    EXPECT_EQ(sent().size(), 5u);
    EXPECT_EQ(jobs::counts(own.town->database.read().snapshot()).dead, 0);
    asked("berta@exemple.cat");
    EXPECT_EQ(sent().size(), 1u) << "others are not concerned";
    own.clock.advance(61min);
    asked();
    EXPECT_EQ(sent().size(), 1u);
}

TEST_F(ByCode, WhatIsNoContactIsToldBesideItsField)
{
    for (auto const* const contact :
         {"", "12345678Z", "anna@", "938 000 010", "anna@exemple.cat\r\nBcc: b@exemple.cat"}) {
        auto const answer = own.client.post_form(ask, {{"contacte", contact}});
        EXPECT_EQ(answer.status, 422) << contact;
        EXPECT_TRUE(answer.holds("id=\"contacte-error\"")) << contact;
        EXPECT_EQ(answer.cookie("navegador"), "") << contact;
    }
    EXPECT_TRUE(sent().empty());
}

TEST_F(ByCode, TheMessageSpeaksTheVisitorsLanguage)
{
    for (auto const& [language, said] : std::vector<std::pair<std::string, std::string>>{
             {"ca", "El vostre codi és"}, {"es", "Su código es"}, {"en", "Your code is"}}) {
        auto headers = net::Headers{{"Accept-Language", language}};
        EXPECT_EQ(own.client.post_form(ask, {{"contacte", language + "@exemple.cat"}}, "", headers).status, 303);
        auto const letters = sent();
        ASSERT_EQ(letters.size(), 1u);
        EXPECT_EQ(letters[0].language, language);
        EXPECT_NE(letters[0].text.find(said), std::string::npos) << letters[0].text;
    }
}

TEST_F(ByCode, LeadsOnlyToAddressesOfThisHouse)
{
    auto const answer =
        own.client.post_form(ask, {{"contacte", "anna@exemple.cat"}, {"retorn", "https://elsewhere.example/"}});
    auto const cookie = "navegador=" + answer.cookie("navegador");
    EXPECT_EQ(typed(code_in(sent().at(0)), cookie)["Location"], "/carpeta");
}

TEST_F(ByCode, TheLinkStandsOnlyWhereACodeIsEnough)
{
    EXPECT_TRUE(own.client.get("/entra?retorn=/carpeta", browser()).holds("/entra/codi?retorn=%2fcarpeta"));
    EXPECT_TRUE(own.client.get("/entra?nivell=low", browser()).holds("/entra/codi"));
    EXPECT_FALSE(own.client.get("/entra?nivell=substantial", browser()).holds("/entra/codi"));
    EXPECT_FALSE(own.client.get("/entra?nivell=high", browser()).holds("/entra/codi"));
}

TEST_F(ByCode, AProgramEntersToo)
{
    auto const answer = own.client.post_json(ask, R"({"contacte":"anna@exemple.cat"})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.object().at("to").as_string(), type);
    auto const body = R"({"codi":")" + code_in(sent().at(0)) + R"("})";
    auto const entered = own.client.post_json(
        type, body, {{"Cookie", "navegador=" + answer.cookie("navegador")}, {"Origin", "http://" + own.client.host()}});
    EXPECT_EQ(entered.status, 200) << entered.body;
    EXPECT_EQ(entered.object().at("level").as_string(), "low");
}

TEST(CodeLimit, OfANeighbourhoodHoldsWhoeverIsWrittenTo)
{
    House strict({.edit = [](std::string yaml) {
        yaml += "mail:\n  server: smtp://127.0.0.1:1\n  from: oac@vilanova.example\n";
        return replaced(std::move(yaml), "code: {times: 600,", "code: {times: 3,");
    }});
    auto const asks = [&](int i) {
        return strict.client.post_form("/entra/codi", {{"contacte", "anna" + std::to_string(i) + "@exemple.cat"}});
    };
    for (int i = 0; i < 3; ++i) EXPECT_EQ(asks(i).status, 303) << i;
    auto const no = asks(3);
    EXPECT_EQ(no.status, 429);
    EXPECT_TRUE(no.holds("massa codis"));
    strict.clock.advance(61min);
    EXPECT_EQ(asks(4).status, 303);
}

TEST(CodeDoor, IsNotThereWhereNothingCanBeSent)
{
    House real({.edit = [](std::string yaml) {
        yaml = with_limits(0, 0)(std::move(yaml));
        return replaced(std::move(yaml), "sample: true ", "sample: false");
    }});
    EXPECT_EQ(real.client.get("/entra/codi", browser()).status, 404);
    EXPECT_EQ(real.client.post_form("/entra/codi", {{"contacte", "anna@exemple.cat"}}).status, 404);
    EXPECT_EQ(real.client.get("/mostra/missatges", browser()).status, 404);
    EXPECT_FALSE(real.client.get("/entra", browser()).holds("/entra/codi"));
}

TEST_F(ByCode, ThePostBoxShowsWhatWouldHaveBeenSent)
{
    EXPECT_TRUE(own.client.get("/mostra/missatges", browser()).holds("Encara no hi ha cap missatge"));
    asked();
    auto const code = code_in(sent().at(0));
    auto const page = own.client.get("/mostra/missatges", browser());
    EXPECT_TRUE(page.holds(code));
    EXPECT_TRUE(page.holds("anna@exemple.cat"));
}

}
}
