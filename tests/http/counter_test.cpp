// SPDX-License-Identifier: EUPL-1.2
// The counter over HTTP: papers become an entry and a matter, whoever is obliged is required to amend; and what is
// wrong is refused before a number exists.
#include "http/counter.h"

namespace http {
namespace {

TEST_F(Counter, PaperBecomesAnEntryAndAMatterOfThePerson)
{
    auto const made = registered();
    ASSERT_EQ(made.status, 201) << made.body;
    auto const number = member(made, "number");
    EXPECT_EQ(member(made, "amend_until"), "") << "a natural person chooses";
    auto const theirs = bearer(at.token(person));
    auto const matter = at.client.get("/carpeta/tramits/" + matter_of(made), theirs);
    ASSERT_EQ(matter.status, 200) << matter.body;
    EXPECT_TRUE(matter.holds(number));
    EXPECT_TRUE(matter.holds("instancia.txt"));
    EXPECT_EQ(matter.object().at("notices").as_array().size(), 0u);
    auto const receipt = at.client.get("/registre/rebut/" + member(made, "receipt"), theirs);
    EXPECT_TRUE(receipt.body.starts_with("%PDF-")) << receipt.body;
    auto const printed =
        at.client.get("/oficina/taulell/presentacions/" + member(made, "id") + "/rebut", bearer(agent));
    EXPECT_EQ(printed.body, receipt.body);
    auto const row = at.town->database.read().snapshot().one(R"sql(
        select e.channel, e.staff, a.provider, a.evidence from registry_entry e
        join counter_intake i on i.entry = e.id join identity_assertion a on a.id = i.assertion where i.id = $1
        )sql",
                                                             member(made, "id"));
    ASSERT_TRUE(row);
    EXPECT_EQ(row->text(0), "counter");
    EXPECT_FALSE(row->text(1).empty()) << "the agent registered it";
    EXPECT_EQ(row->text(2), "counter");
    EXPECT_NE(row->text(3).find("\"shown\":\"dni\""), std::string::npos) << row->text(3);
}

TEST_F(Counter, EnterTwiceRegistersOnce)
{
    auto const before = entries();
    auto const key = "twice-" + agent.substr(3, 10);
    auto const first = registered({}, {{"instancia.txt"}}, "", key),
               again = registered({}, {{"instancia.txt"}}, "", key);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(entries(), before + 1);
}

TEST_F(Counter, WhatIsWrongIsToldByFieldAndTakesNoNumber)
{
    auto const before = entries();
    struct Case {
        Fields more;
        std::vector<File> files;
        char const *text, *field;
    };
    std::vector<File> const one{{"instancia.txt"}};
    for (auto const& [more, files, text, field] : std::vector<Case>{
             {{{"document", "12345678A"}}, one, "counter.bad-document", "document"},
             {{{"shown", "known-to-me"}}, one, "field.choice", "shown"},
             {{{"document", "00000000T"}}, one, "counter.bad-name", "name"},
             {{{"shown", "passport"}, {"document", "YB998877"}, {"name", "x"}}, one, "counter.bad-country", "country"},
             {{{"shown", "passport"}, {"document", "YB998877"}, {"country", "ES"}, {"name", "x"}},
              one,
              "counter.bad-country",
              "country"},
             {{{"shown", "passport"}, {"country", "FR"}, {"name", "x"}}, one, "counter.bad-document", "document"},
             {{{"physical", "1"}, {"returned", ""}}, one, "counter.physical-own", "physical"},
             {{{"addressee", "other"}, {"body", "L01080193"}, {"body_name", "x"}, {"physical", "1"}},
              one,
              "counter.physical-returned",
              "returned"},
             {{{"accio", "registra"}}, one, "field.choice", "papers"},
             {{{"subject", "  "}}, one, "counter.bad-subject", "subject"},
             {{{"subject", std::string(241, 'a')}}, one, "counter.bad-subject", "subject"},
             {{{"email", "no és cap correu"}}, one, "counter.bad-email", "email"},
             {{{"telephone", "12"}}, one, "counter.bad-telephone", "telephone"},
             {{{"obliged", "because"}}, one, "field.choice", "obliged"},
             {{{"procedure", "no-n-hi-ha"}}, one, "field.choice", "procedure"},
             {{{"behalf_document", person}}, one, "counter.behalf-self", "behalf_document"},
             {{{"behalf_document", "A08000144"}}, one, "counter.bad-document", "behalf_document"},
             {{{"addressee", "other"}, {"body", "BCN"}, {"body_name", "x"}}, one, "counter.bad-dir3", "body"},
             {{{"addressee", "other"}, {"body", "L01080193"}}, one, "counter.bad-body-name", "body_name"},
             {{{"addressee", "other"}, {"body", at.town->config.site.dir3}, {"body_name", "x"}},
              one,
              "counter.is-ours",
              "body"},
             {{}, {}, "counter.no-paper", "papers"},
             {{{"papers", "01arz3ndektsv4rrffq69g5fav"}}, {}, "counter.no-paper", "papers"},
             {{}, {{"virus.exe"}}, "uploads.mislabelled", "papers"},
         }) {
        auto const answer = registered(more, files);
        EXPECT_EQ(answer.status, 422) << text << answer.body;
        EXPECT_EQ(member(answer, "text"), text) << answer.body;
        EXPECT_EQ(member(answer, "field"), field) << text;
    }
    EXPECT_EQ(entries(), before);
}

TEST_F(Counter, AButtonOfTheFileFieldRegistersNothing)
{
    auto const before = entries();
    auto const put = sent_by_browser({{"accio", "puja"}}, {{"una.txt"}, {"dues.txt", "Més.\n"}});
    EXPECT_EQ(put.status, 422);
    EXPECT_TRUE(put.holds("una.txt") && put.holds("dues.txt")) << put.body;
    auto const ids = hidden(put.body, "papers");
    ASSERT_EQ(uploads::ids_in(ids).size(), 2u) << ids;
    auto const out = sent_by_browser({{"papers", ids}, {"accio", "treu-" + uploads::ids_in(ids)[0].text}}, {});
    EXPECT_EQ(out.status, 422);
    EXPECT_EQ(hidden(out.body, "papers"), uploads::ids_in(ids)[1].text);
    EXPECT_FALSE(out.holds("una.txt"));
    EXPECT_EQ(sent_by_browser({{"accio", "puja"}}, {{"virus.exe"}}).status, 422);
    EXPECT_EQ(entries(), before) << "no number was taken";
    auto const done = sent_by_browser({{"papers", hidden(out.body, "papers")}}, {});
    EXPECT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(entries(), before + 1);
}

TEST_F(Counter, PhotographsAreJoinedBeforeAnythingIsRegistered)
{
    auto const before = entries();
    auto const picture = *base::from_base64url(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAFElEQVR4nGP4z8DwX0DBgIGFEQoAI5sCa4U9TuMAAAAASUVORK5CYII");
    auto const put = sent_by_browser({{"accio", "puja"}}, {{"carta.txt"}});
    uploads::testing::Scanner scanner;
    at.town->uploads.scanner = &scanner;
    auto const photographs = at.client.send("POST", "/oficina/taulell/registra",
                                            {{"Content-Type", "multipart/form-data; boundary=x"},
                                             {"Cookie", "sessio=" + agent},
                                             {"Origin", "http://" + at.client.host()},
                                             {"Accept", "text/html"}},
                                            form(filing({{"accio", "puja"}, {"papers", hidden(put.body, "papers")}}),
                                                 {{"u.png", picture, "image/png"}, {"dos.png", picture, "image/png"}}));
    auto const ids = uploads::ids_in(hidden(photographs.body, "papers"));
    ASSERT_EQ(ids.size(), 3u) << photographs.body;
    auto const joined =
        sent_by_browser({{"papers", hidden(photographs.body, "papers")}, {"accio", "uneix-papers"}}, {});
    at.town->uploads.scanner = nullptr;
    EXPECT_EQ(joined.status, 422);
    auto const left = uploads::ids_in(hidden(joined.body, "papers"));
    ASSERT_EQ(left.size(), 2u) << joined.body;
    EXPECT_EQ(left[0], ids[0]);
    EXPECT_TRUE(joined.holds("u.pdf"));
    EXPECT_EQ(entries(), before);
}

TEST_F(Counter, AnObligedPersonsPaperIsRegisteredAndRequired)
{
    auto const made = registered(company);
    ASSERT_EQ(made.status, 201) << made.body;
    auto const until = member(made, "amend_until");
    auto const expected = base::expiry(at.town->calendar.calendar, at.clock.now(), {10, base::Unit::WorkingDays});
    EXPECT_EQ(until, base::iso(expected->last));
    auto const office = at.client.get("/oficina/expedients/" + matter_of(made), bearer(at.staff_token("pau"))).object();
    ASSERT_EQ(office.at("notices").as_array().size(), 1u);
    EXPECT_TRUE(office.at("notices").as_array()[0].at("pending").as_bool());
    auto const sheet = at.client.get("/oficina/taulell/presentacions/" + member(made, "id"), bearer(agent));
    EXPECT_TRUE(sheet.object().at("required").as_bool());
    EXPECT_TRUE(sheet.holds("68.4"));
    auto const stays = registered({{"obliged", "chosen"}});
    EXPECT_NE(member(stays, "amend_until"), "") << "whoever chose electronic means is required too";
}

TEST_F(Counter, WhatIsFiledElectronicallyAmendsIt)
{
    auto const made = registered({{"obliged", "professional"}});
    ASSERT_EQ(made.status, 201) << made.body;
    auto const matter = "/carpeta/tramits/" + matter_of(made);
    auto const theirs = at.token(person);
    auto const before = at.client.get(matter, bearer(theirs)).object().at("notices").as_array();
    ASSERT_EQ(before.size(), 1u);
    EXPECT_TRUE(before[0].at("pending").as_bool());
    auto const sent = [&](std::string const& by, Fields const& choice, std::string const& name) {
        return at.client.send("POST", matter + "/documents",
                              bearer(by, {{"Content-Type", "multipart/form-data; boundary=x"}}),
                              form(choice, {{name, "Signada."}}));
    };
    auto const told = [&] { return at.client.get(matter, bearer(theirs)).object().at("notices").as_array(); };
    ASSERT_EQ(sent(theirs, {}, "poders.txt").status, 201);
    EXPECT_TRUE(told()[0].at("pending").as_bool()) << "any other paper leaves the term running";
    Fields const again{{"esmena", "si"}, {"signo", "si"}};
    auto const low = at.token(person, act::Level::Low, std::chrono::minutes(60), "demo");
    EXPECT_EQ(member(sent(low, again, "a.txt"), "text"), "web.level-too-low") << "it is signed as a request is";
    auto const demo = at.token(person, act::Level::High, std::chrono::minutes(60), "demo");
    EXPECT_EQ(member(sent(demo, {{"esmena", "si"}}, "a.txt"), "text"), "cases.must-sign");
    EXPECT_TRUE(told()[0].at("pending").as_bool());
    EXPECT_TRUE(at.client.get(matter + "/documents", browser("sessio=" + demo)).holds("name=\"esmena\""));
    auto const filed = sent(demo, again, "instancia.txt");
    ASSERT_EQ(filed.status, 201) << filed.body;
    auto const number = std::string(filed.object().at("entry").at("number").as_string());
    auto const after = told();
    ASSERT_EQ(after.size(), 1u);
    EXPECT_FALSE(after[0].at("pending").as_bool());
    EXPECT_NE(std::string(after[0].at("text").as_string()).find(number), std::string::npos);
    auto const kept =
        at.town->database.read().snapshot().one(R"sql(select content from cases_filing where number = $1)sql", number);
    EXPECT_NE(kept->text(0).find("\"signature\""), std::string::npos) << kept->text(0);
    EXPECT_NE(kept->text(0).find("instancia.txt"), std::string::npos) << "the signature is over the papers";
    // A second one leaves the date as it is.
    EXPECT_EQ(member(sent(demo, again, "mes.txt"), "text"), "cases.nothing-to-amend");
    EXPECT_FALSE(at.client.get(matter + "/documents", browser("sessio=" + demo)).holds("name=\"esmena\""));
    EXPECT_NE(std::string(told()[0].at("text").as_string()).find(number), std::string::npos);
}

TEST_F(Counter, OfWhomNobodyIsShownToStandForNoTermBegins)
{
    auto fields = company;
    fields[2].second = "pending";
    auto const made = registered(fields);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(member(made, "amend_until"), "");
    auto const sheet = at.client.get("/oficina/taulell/presentacions/" + member(made, "id"), bearer(agent));
    EXPECT_TRUE(sheet.holds("5.6")) << sheet.body;
    EXPECT_FALSE(sheet.object().at("required").as_bool()) << "nobody signs in its name";
    auto const office = at.client.get("/oficina/expedients/" + matter_of(made), bearer(at.staff_token("pau"))).object();
    auto const notice = office.at("notices").at(0).as_object();
    EXPECT_TRUE(notice.at("pending").as_bool());
    EXPECT_NE(std::string(notice.at("text").as_string()).find("5.6"), std::string::npos);
}

TEST_F(Counter, AWithdrawnMatterRequiresNothing)
{
    auto const made = registered({{"obliged", "chosen"}});
    auto const matter = "/carpeta/tramits/" + matter_of(made);
    auto const theirs = bearer(at.token(person));
    ASSERT_EQ(at.client.post_json(matter + "/desisteix", "{}", theirs).status, 201);
    EXPECT_TRUE(at.client.get(matter, theirs).object().at("notices").as_array().empty());
}

TEST_F(Counter, ABrowserSeesTheFormAgainWithAllThatWasTyped)
{
    auto const cookie = "sessio=" + agent;
    auto const found_page = at.client.post_form("/oficina/taulell", {{"search", person}, {"accio", "cerca"}}, cookie);
    ASSERT_EQ(found_page.status, 200) << found_page.body;
    EXPECT_TRUE(found_page.holds("action=\"/oficina/taulell/registra\""));
    net::Headers headers{{"Content-Type", "multipart/form-data; boundary=x"},
                         {"Cookie", cookie},
                         {"Origin", "http://" + at.client.host()},
                         {"Accept", "text/html"}};
    auto const refused =
        at.client.send("POST", "/oficina/taulell/registra", headers,
                       form(filing({{"document", "12345678A"}, {"extract", "Dues línies"}}), {{"instancia.txt"}}));
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_TRUE(refused.holds("govuk-error-summary"));
    EXPECT_TRUE(refused.holds("Vorera trencada"));
    EXPECT_TRUE(refused.holds("Dues l"));
    auto const right =
        at.client.send("POST", "/oficina/taulell/registra", headers, form(filing(), {{"instancia.txt"}}));
    EXPECT_EQ(right.status, 303) << right.body;
    EXPECT_TRUE(right["Location"].starts_with("/oficina/taulell/presentacions/")) << right["Location"];
    auto const done = at.client.get(right["Location"], browser(cookie));
    EXPECT_TRUE(done.holds("data-print"));
}

TEST_F(Counter, IsForThoseWhoAttend)
{
    for (auto const* const login : {"marta", "pau", "albert", "secretaria"}) {
        auto const token = at.staff_token(login);
        EXPECT_EQ(registered({}, {{"a.txt"}}, token).status, 403) << login;
    }
    EXPECT_EQ(at.client.get("/oficina/taulell", bearer(at.token(person))).status, 403);
    EXPECT_EQ(at.client.get("/oficina/taulell/intercanvi", bearer(at.staff_token("marta"))).status, 403);
}

TEST_F(Counter, AnothersUploadIsNotFiled)
{
    auto const theirs = at.token(person);
    auto const begun = at.client.send(
        "POST", "/fitxers",
        bearer(theirs, {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", "3"}, {"Upload-Metadata", "filename YS50eHQ="}}));
    auto const where = begun["Location"];
    ASSERT_FALSE(where.empty()) << begun.body;
    auto const id = where.substr(where.rfind('/') + 1);
    EXPECT_EQ(member(registered({{"papers", id}}, {}), "text"), "counter.no-paper");
}

TEST_F(Counter, WhatIsPrintedIsInThePersonsLanguage)
{
    auto const made = registered({{"language", "es"}});
    ASSERT_EQ(made.status, 201) << made.body;
    auto const sheet = at.client.get("/oficina/taulell/presentacions/" + member(made, "id"), bearer(agent));
    EXPECT_EQ(sheet.object().at("title").as_string(), "Registrado con el número") << sheet.body;
    EXPECT_EQ(sheet.object().at("words").at("presented").as_string(), "Presentado");
    EXPECT_EQ(sheet.object().at("people").at(0).at("label").as_string(), "Persona interesada");
    EXPECT_EQ(sheet.object().at("give_back").as_string(), "Torneu-li els originals.") << "the agent's own language";
}

}
}
