// SPDX-License-Identifier: EUPL-1.2
// Filing over HTTP, as programs and browsers do it: drafts, pages, conditions, signing, the entry, the matter after it;
// and that nobody reaches what is another's.
#include "app/embedded.h"
#include "http/office.h"

#include <fstream>

namespace http {
namespace {

std::string const answers =
    R"({"request":"Que arregleu els fanals","subject":"Fanals","facts":"Fa dies que no hi ha llum"})";

std::string text(Answer const& answer)
{
    auto const object = answer.object();
    return object.contains("text") ? std::string(object.at("text").as_string()) : "";
}

std::string member(Answer const& answer, std::string_view name)
{
    auto const object = answer.object();
    auto const* const found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->as_string()) : "";
}

class Filing : public ::testing::Test {
protected:
    Answer begun(std::string const& procedure = "instancia-generica", std::string const& body = "{}") const
    {
        return at.client.post_json("/tramits/" + procedure + "/esborranys", body, bearer(token));
    }
    std::string draft(std::string const& typed = answers) const
    {
        return member(begun("instancia-generica", "{\"answers\":" + typed + "}"), "id");
    }
    Answer filed(std::string const& id, std::string const& key = {}) const
    {
        net::Headers more;
        if (!key.empty()) more.emplace_back("Idempotency-Key", key);
        return at.client.post_json("/esborranys/" + id + "/presenta", "{}", bearer(token, more));
    }
    Answer changed(std::string const& id, std::string const& body, std::string const& by = {}) const
    {
        return at.client.send("PATCH", "/esborranys/" + id,
                              bearer(by.empty() ? token : by, {{"Content-Type", "application/json"}}), body);
    }

    House& at = house();
    std::string const person = at.adults().at(3), other = at.adults().at(4);
    std::string const token = at.token(person);
};

TEST_F(Filing, ADraftBecomesAnEntryAndAMatter)
{
    auto const made = begun();
    ASSERT_EQ(made.status, 201) << made.body;
    auto const id = member(made, "id");
    EXPECT_EQ(member(made, "step"), "/esborranys/" + id + "/pas/request");
    auto const early = filed(id);
    EXPECT_EQ(early.status, 422);
    EXPECT_EQ(member(early, "field"), "request");
    auto const saved = changed(id, "{\"answers\":" + answers + "}");
    ASSERT_EQ(saved.status, 200) << saved.body;
    EXPECT_TRUE(saved.object().at("missing").as_array().empty());
    auto const entry = filed(id);
    ASSERT_EQ(entry.status, 201) << entry.body;
    auto const told = entry.object();
    auto const number = std::string(told.at("entry").at("number").as_string());
    EXPECT_TRUE(number.starts_with("20") && number.find("-E-") == 4) << number;
    EXPECT_EQ(told.at("matter").at("state").as_string(), "opened");
    auto const matter =
        at.client.get("/carpeta/tramits/" + std::string(told.at("matter").at("id").as_string()), bearer(token));
    ASSERT_EQ(matter.status, 200) << matter.body;
    EXPECT_TRUE(matter.holds("Que arregleu els fanals"));
    EXPECT_TRUE(matter.holds(number));
    auto const receipt = at.client.get(std::string(told.at("receipt").at("pdf").as_string()), bearer(token));
    EXPECT_EQ(receipt.status, 200);
    EXPECT_TRUE(receipt.body.starts_with("%PDF-"));
    EXPECT_EQ(text(at.client.get("/esborranys/" + id, bearer(token))), "forms.draft-is-filed");
    EXPECT_EQ(text(filed(id)), "forms.draft-is-filed");
}

TEST_F(Filing, AtOnceForPrograms)
{
    auto const body = R"({"subject":"Fanals","facts":"No hi ha llum","request":"Que els arregleu"})";
    net::Headers const key{{"Idempotency-Key", "once-" + token.substr(0, 8)}};
    auto const first = at.client.post_json("/tramits/instancia-generica", body, bearer(token, key));
    ASSERT_EQ(first.status, 201) << first.body;
    auto const again = at.client.post_json("/tramits/instancia-generica", body, bearer(token, key));
    EXPECT_EQ(again.body, first.body);
    auto const bad = at.client.post_json("/tramits/instancia-generica", R"({"subject":"","facts":"a","request":"b"})",
                                         bearer(token));
    EXPECT_EQ(bad.status, 422);
    EXPECT_EQ(member(bad, "field"), "subject");
    auto const low =
        at.client.post_json("/tramits/instancia-generica", body, bearer(at.token(person, act::Level::Low)));
    EXPECT_EQ(low.status, 403);
    auto const stranger = at.client.post_json(
        "/tramits/instancia-generica",
        R"({"subject":"a","facts":"a","request":"b","attachments":["01arz3ndektsv4rrffq69g5fav"]})", bearer(token));
    EXPECT_EQ(text(stranger), "forms.no-such-file");
}

TEST_F(Filing, TheSameKeyFilesOnce)
{
    auto const id = draft();
    auto const first = filed(id, "k-" + id), again = filed(id, "k-" + id);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(again.body, first.body);
}

TEST_F(Filing, IsNobodyElses)
{
    auto const id = draft();
    auto const theirs = at.token(other);
    EXPECT_EQ(at.client.get("/esborranys/" + id, bearer(theirs)).status, 404);
    EXPECT_EQ(at.client.get("/esborranys/" + id + "/pas/facts", bearer(theirs)).status, 404);
    EXPECT_EQ(at.client.get("/esborranys/" + id + "/presenta", bearer(theirs)).status, 404);
    EXPECT_EQ(changed(id, R"({"answers":{"subject":"x"}})", theirs).status, 404);
    EXPECT_EQ(at.client.post_json("/esborranys/" + id + "/presenta", "{}", bearer(theirs)).status, 404);
    EXPECT_EQ(at.client.post_json("/esborranys/" + id + "/descarta", "{}", bearer(theirs)).status, 404);
    auto const matter = std::string(filed(id).object().at("matter").at("id").as_string());
    EXPECT_EQ(at.client.get("/carpeta/tramits/" + matter, bearer(theirs)).status, 404);
    EXPECT_EQ(
        at.client.post_json("/carpeta/tramits/" + matter + "/pregunta", R"({"pregunta":"?"})", bearer(theirs)).status,
        404);
    EXPECT_EQ(at.client.post_json("/carpeta/tramits/" + matter + "/desisteix", "{}", bearer(theirs)).status, 404);
    EXPECT_EQ(at.client.get("/esborranys/" + id).status, 303) << "a browser is shown the way in";
}

TEST_F(Filing, ABrowserGoesPageByPageAndNothingTypedIsLost)
{
    auto const cookie = at.entered(person);
    auto const start = at.client.post_form("/tramits/comunicacio-obres/esborranys", {{"_clau", "s1"}}, cookie);
    ASSERT_EQ(start.status, 303) << start.body;
    auto const works = start["Location"];
    auto const page = at.client.get(works, browser(cookie));
    ASSERT_EQ(page.status, 200) << page.body;
    auto const wrong = at.client.post_form(
        works, {{"vist", hidden(page.body, "vist")}, {"works", "Canviar el terra"}, {"accio", "continua"}}, cookie);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(wrong.holds("Canviar el terra")) << "what was right stays";
    EXPECT_TRUE(wrong.holds("govuk-error-summary"));
    // The question about the scaffold belongs to the front alone.
    auto const facade = at.client.post_form(
        works, {{"vist", hidden(wrong.body, "vist")}, {"works", "Canviar el terra"}, {"kind", "facade"}}, cookie);
    EXPECT_EQ(facade.status, 422);
    auto const right = at.client.post_form(
        works, {{"vist", hidden(facade.body, "vist")}, {"works", "Canviar el terra"}, {"kind", "inside"}}, cookie);
    ASSERT_EQ(right.status, 303) << right.body;
    EXPECT_TRUE(right["Location"].ends_with("/pas/where"));
    auto const where = at.client.get(right["Location"], browser(cookie));
    EXPECT_TRUE(where.holds("Dada del padr")) << "the address stands there, with where it comes from";
}

TEST_F(Filing, ComputedSumsAreTheServersOwn)
{
    auto const made = begun("comunicacio-obres", R"({"answers":{"works":"Terra","kind":"inside",
        "lines":[{"what":"Rajoles","amount":"1.250,50"},{"what":"Feina","amount":90000}]}})");
    ASSERT_EQ(made.status, 201) << made.body;
    auto const check = at.client.get("/esborranys/" + member(made, "id") + "/presenta", browser(at.entered(person)));
    EXPECT_TRUE(check.holds("2.150,50")) << check.body;
    EXPECT_EQ(begun("comunicacio-obres", R"({"answers":{"nonsense":1}})").status, 422);
}

TEST_F(Filing, TwoDevicesFindEachOtherOut)
{
    auto const cookie = at.entered(person);
    auto const id = draft();
    auto const step = "/esborranys/" + id + "/pas/facts";
    auto const seen = hidden(at.client.get(step, browser(cookie)).body, "vist");
    EXPECT_EQ(changed(id, R"({"answers":{"facts":"Des del telèfon"}})").status, 200);
    auto const late =
        at.client.post_form(step, {{"vist", seen}, {"subject", "Fanals"}, {"facts", "Des de l'ordinador"}}, cookie);
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(late.holds("Des de l&#39;ordinador") || late.holds("Des de l'ordinador"));
    auto const knowing = at.client.post_form(
        step, {{"vist", hidden(late.body, "vist")}, {"subject", "Fanals"}, {"facts", "Des de l'ordinador"}}, cookie);
    EXPECT_EQ(knowing.status, 303);
    EXPECT_EQ(text(changed(id, "{\"answers\":{\"facts\":\"x\"},\"page\":\"facts\",\"seen\":\"" + seen + "\"}")),
              "forms.changed-elsewhere");
}

TEST_F(Filing, ASignatureIsFreshAndMeant)
{
    House own;
    auto const cookie = own.entered();
    auto const made = own.client.post_json("/tramits/instancia-generica/esborranys", "{\"answers\":" + answers + "}",
                                           bearer(own.token()));
    auto const file = "/esborranys/" + member(made, "id") + "/presenta";
    auto const unsigned_one = own.client.post_form(file, {{"_clau", "a"}}, cookie);
    EXPECT_EQ(unsigned_one.status, 422);
    auto const seen = hidden(own.client.get(file, browser(cookie)).body, "vist");
    EXPECT_FALSE(seen.empty());
    auto const blind = own.client.post_form(file, {{"_clau", "x"}, {"signo", "si"}, {"vist", "other"}}, cookie);
    EXPECT_EQ(blind.status, 409) << "what is signed is what was shown";
    own.clock.advance(std::chrono::minutes(11));
    auto const stale = own.client.post_form(file, {{"_clau", "b"}, {"signo", "si"}, {"vist", seen}}, cookie);
    EXPECT_EQ(stale.status, 303);
    EXPECT_TRUE(stale["Location"].starts_with("/entra?retorn=")) << stale["Location"];
    auto const fresh = own.client.post_form(file, {{"_clau", "c"}, {"signo", "si"}, {"vist", seen}}, own.entered());
    EXPECT_EQ(fresh.status, 303);
    EXPECT_TRUE(fresh["Location"].starts_with("/carpeta/tramits/")) << fresh["Location"];
}

TEST_F(Filing, ABrowsersSessionIsNoProgram)
{
    auto const session = at.token(person, act::Level::High, std::chrono::minutes(60), "demo");
    auto const id = member(
        at.client.post_json("/tramits/instancia-generica/esborranys", "{\"answers\":" + answers + "}", bearer(session)),
        "id");
    EXPECT_EQ(text(at.client.post_json("/esborranys/" + id + "/presenta", "{}", bearer(session))), "cases.must-sign");
    EXPECT_EQ(text(at.client.post_json("/tramits/instancia-generica", answers, bearer(session))), "cases.for-programs");
}

TEST_F(Filing, HostileNamesOfInputsHarmNobody)
{
    auto const cookie = at.entered(person);
    auto const id = draft();
    auto const step = "/esborranys/" + id + "/pas/request";
    for (Fields const& sent : {Fields{{"request", "aaaa"}, {"request", "bbbb"}, {"request-0-x", "1"}},
                               Fields{{"request-\xFF", "x"}}, Fields{{"request-__fitxer", "\xFF\xFE"}},
                               Fields{{"accio", "afegeix.x\r\nSet-Cookie: a=b"}, {"request", "a"}}}) {
        auto const answer = at.client.post_form(step, sent, cookie);
        EXPECT_LT(answer.status, 500);
        EXPECT_TRUE(answer["Set-Cookie"].empty());
        EXPECT_EQ(at.client.get("/carpeta/esborranys", bearer(token)).status, 200);
        EXPECT_EQ(at.client.get("/esborranys/" + id, bearer(token)).status, 200);
    }
}

TEST_F(Filing, WithdrawingIsAnEntryOfItsOwn)
{
    auto const opened = filed(draft()).object();
    auto const matter = "/carpeta/tramits/" + std::string(opened.at("matter").at("id").as_string());
    auto const withdrawn = at.client.post_json(matter + "/desisteix", R"({"reason":"Ja no cal"})", bearer(token));
    ASSERT_EQ(withdrawn.status, 201) << withdrawn.body;
    EXPECT_EQ(withdrawn.object().at("matter").at("state").as_string(), "withdrawn");
    EXPECT_NE(withdrawn.object().at("entry").at("number"), opened.at("entry").at("number"));
    EXPECT_EQ(text(at.client.post_json(matter + "/desisteix", "{}", bearer(token))), "cases.is-withdrawn");
}

TEST_F(Filing, MorePapersAreAnEntryOfTheirOwn)
{
    auto const opened = filed(draft()).object();
    auto const matter = "/carpeta/tramits/" + std::string(opened.at("matter").at("id").as_string());
    EXPECT_EQ(text(at.client.post_json(matter + "/documents", "{}", bearer(token))), "cases.no-paper");
    std::string const form =
        "--x\r\nContent-Disposition: form-data; name=\"papers__fitxer\"; filename=\"carta.txt\"\r\n"
        "Content-Type: text/plain\r\n\r\nLa carta del banc.\r\n--x--\r\n";
    auto const sent = at.client.send("POST", matter + "/documents",
                                     bearer(token, {{"Content-Type", "multipart/form-data; boundary=x"}}), form);
    ASSERT_EQ(sent.status, 201) << sent.body;
    EXPECT_NE(sent.object().at("entry").at("number"), opened.at("entry").at("number"));
    EXPECT_EQ(sent.object().at("matter").at("state").as_string(), "opened");
    EXPECT_TRUE(at.client.get(matter, bearer(token)).holds("carta.txt"));
    EXPECT_EQ(at.client.get(matter + "/documents", bearer(at.token(other))).status, 404);
}

// Somebody of whom the office knows a mailbox only files what asks for no more (decision 0010).
TEST_F(Filing, APersonKnownByAMailboxAlone)
{
    auto const session = at.town->lane.wait<std::string>([&](db::Tx& tx) -> base::Result<std::string> {
        identity::Proof const proof{"email", "rosa@exemple.cat", "rosa@exemple.cat", act::Level::Low, "codi"};
        return identity::open_session(tx, proof, at.clock.now(), std::chrono::minutes(60)).token;
    });
    auto const by = "sessio=" + *session;
    auto const begun_at = at.client.post_form("/tramits/acces-informacio-publica/esborranys", {}, by)["Location"];
    auto const id = begun_at.substr(0, begun_at.find("/pas/"));
    at.client.post_form(id + "/pas/information", {{"information", "Actes\tdel ple\nde juny"}}, by);
    at.client.post_form(id + "/pas/how", {{"how", "folder"}}, by);
    auto const page = at.client.get(id + "/presenta", browser(by));
    auto const sent = at.client.post_form(id + "/presenta", {{"vist", hidden(page.body, "vist")}}, by);
    ASSERT_EQ(sent.status, 303) << sent.body;
    EXPECT_TRUE(sent["Location"].starts_with("/carpeta/tramits/")) << sent["Location"];
    EXPECT_EQ(at.client.post_form("/tramits/instancia-generica/esborranys", {}, by).status, 303)
        << "to identify oneself";
}

TEST_F(Filing, FilesThatAreNoTextAreNoFiles)
{
    auto const id = draft();
    auto const sent =
        at.client.post_json("/esborranys/" + id + "/pas/papers",
                            R"({"attachments":[1,null,{"a":[]},"nobody"],"accio":"continua"})", bearer(token));
    EXPECT_LT(sent.status, 500) << sent.body;
    EXPECT_EQ(changed(id, R"({"answers":{"attachments":[1,{"a":2}],"place":[3],"has_place":{"x":1}}})").status, 200);
    EXPECT_EQ(at.client.get("/esborranys/" + id + "/pas/papers", browser(at.entered(person))).status, 200);
    EXPECT_EQ(at.client.get("/esborranys/" + id + "/presenta", browser(at.entered(person))).status, 200);
}

TEST_F(Filing, TheOfficeTakesItUpAndAnswers)
{
    auto const id = std::string(filed(draft()).object().at("matter").at("id").as_string());
    auto const question =
        at.client.post_json("/carpeta/tramits/" + id + "/pregunta", R"({"pregunta":"Quan serà?"})", bearer(token));
    EXPECT_EQ(question.status, 200) << question.body;
    auto const administrator = at.staff_token("marta");
    EXPECT_EQ(at.client.get("/oficina/expedients/" + id, bearer(administrator)).status, 403);
    auto const staff = at.staff_token("pau");
    auto const shown = at.client.get("/oficina/expedients/" + id, bearer(staff));
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_TRUE(shown.holds("Quan ser"));
    EXPECT_FALSE(shown.holds(person)) << "covered until a reason is given";
}

TEST_F(Filing, WhatIsRefusedWithTheFilesKeepsWhatWasTyped)
{
    auto const id = draft();
    auto const refused =
        at.client.post_json("/esborranys/" + id + "/pas/papers",
                            R"({"accio":"uneix-attachments","held_elsewhere":"El plànol de 2019"})", bearer(token));
    EXPECT_EQ(text(refused), "uploads.no-photographs");
    EXPECT_TRUE(at.client.get("/esborranys/" + id, bearer(token)).holds("de 2019"));
}

TEST_F(Filing, TheOfficeSeesHowMuchIsGeneric)
{
    auto const months = [&] {
        auto const shown = at.client.get("/oficina/instancies-generiques", bearer(at.staff_token("laia")));
        EXPECT_EQ(shown.status, 200) << shown.body;
        return shown.object().at("months").as_array();
    };
    auto const before = months().at(0).as_object().at("generic").as_int64();
    ASSERT_EQ(filed(draft()).status, 201);
    auto const list = months();
    EXPECT_EQ(list.size(), 12u);
    auto const& now = list.at(0).as_object();
    EXPECT_EQ(now.at("generic").as_int64(), before + 1);
    EXPECT_GE(now.at("filed").as_int64(), now.at("generic").as_int64());
    EXPECT_TRUE(now.at("share").as_string().ends_with(" %"));
    EXPECT_EQ(at.client.get("/oficina/instancies-generiques", bearer(at.staff_token("albert"))).status, 403);
}

TEST_F(Filing, AProcedureThatChangesTakesItsDraftsAlongWhereTheyFit)
{
    House own;
    auto const mine = own.token();
    auto const path = own.folder / "procedures" / "prova.yaml";
    auto const yaml = replaced(app::embedded().procedures.at("acces-informacio-publica"),
                               "id: acces-informacio-publica", "id: prova");
    auto const write = [&](std::string const& what) { std::ofstream(path) << what; };
    write(yaml);
    own.clock.advance(std::chrono::seconds(2));
    auto const made = own.client.post_json("/tramits/prova/esborranys",
                                           R"({"answers":{"information":"Actes del ple"}})", bearer(mine));
    ASSERT_EQ(made.status, 201) << made.body;
    write(replaced(yaml, "most: 3000", "most: 2500"));
    own.clock.advance(std::chrono::seconds(2));
    auto const moved = own.client.get("/esborranys/" + member(made, "id"), bearer(mine));
    EXPECT_TRUE(moved.object().at("migrated").as_bool()) << moved.body;
    write(replaced(yaml, "most: 3000", "most: 5"));
    own.clock.advance(std::chrono::seconds(2));
    auto const stays = own.client.get("/esborranys/" + member(made, "id"), bearer(mine));
    EXPECT_TRUE(stays.object().at("behind").as_bool()) << stays.body;
    EXPECT_EQ(member(stays, "answers"), "");
    EXPECT_EQ(stays.object().at("answers").at("information").as_string(), "Actes del ple");
}

}
}
