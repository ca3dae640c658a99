// SPDX-License-Identifier: EUPL-1.2
// The counter over HTTP: who comes is found, papers become an entry and a matter or wait for another administration,
// whoever is obliged is required to amend; and what is wrong is refused before a number exists.
#include "http/office.h"

#include "rooms/uploads/testing.h"

#include <algorithm>

namespace http {
namespace {

std::string member(Answer const& answer, std::string_view name)
{
    auto const object = answer.object();
    auto const* const found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->as_string()) : "";
}

struct File {
    std::string name, bytes = "Sol·licito que arregleu la vorera.\n";
};

std::string form(Fields const& fields, std::vector<File> const& files)
{
    std::string body;
    for (auto const& [name, value] : fields)
        body += "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    for (auto const& file : files)
        body += "--x\r\nContent-Disposition: form-data; name=\"papers__fitxer\"; filename=\"" + file.name +
                "\"\r\nContent-Type: text/plain\r\n\r\n" + file.bytes + "\r\n";
    return body + "--x--\r\n";
}

class Counter : public ::testing::Test {
protected:
    Fields filing(Fields more = {}) const
    {
        Fields fields{{"shown", "dni"}, {"document", person}, {"subject", "Vorera trencada"}, {"returned", "si"}};
        for (auto& [name, value] : more) {
            auto const there = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
            if (there == fields.end())
                fields.emplace_back(name, value);
            else
                there->second = value;
        }
        return fields;
    }
    Answer registered(Fields const& more = {}, std::vector<File> const& files = {{"instancia.txt"}},
                      std::string const& by = {}, std::string const& key = {}) const
    {
        net::Headers headers{{"Content-Type", "multipart/form-data; boundary=x"}};
        if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
        return at.client.send("POST", "/oficina/taulell/registra", bearer(by.empty() ? agent : by, std::move(headers)),
                              form(filing(more), files));
    }
    std::string matter_of(Answer const& made) const { return member(made, "matter"); }
    std::int64_t entries() const
    {
        return at.town->database.read().snapshot().one(R"sql(select count(*) from registry_entry)sql")->integer(0);
    }
    Answer found(std::string const& typed) const
    {
        return at.client.post_json("/oficina/taulell", "{\"search\":\"" + typed + "\"}", bearer(agent));
    }
    Fields const elsewhere{{"addressee", "other"}, {"body", "l01080193"}, {"body_name", "Ajuntament de Barcelona"}};
    Fields const company{{"behalf_document", "A08000143"}, {"behalf_name", "Forn de pa, SA"}, {"proof", "shown"}};

    House& at = house();
    std::string const person = at.adults().at(5);
    std::string const agent = at.staff_token("nuria");
};

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

TEST_F(Counter, WhatSirCannotTakeIsRefusedBeforeANumberExists)
{
    auto const before = entries();
    std::vector<File> five(5, {"a.txt"});
    auto const many = registered(elsewhere, five);
    EXPECT_EQ(many.status, 422);
    EXPECT_EQ(member(many, "text"), "uploads.too-many-files") << many.body;
    auto const large = registered(elsewhere, {{"gran.txt", std::string(10'000'001, 'a')}});
    EXPECT_EQ(member(large, "text"), "uploads.file-too-large") << large.body;
    std::string const half(8'000'000, 'b');
    auto const heavy = registered(elsewhere, {{"a.txt", half}, {"b.txt", half}});
    EXPECT_EQ(member(heavy, "text"), "uploads.total-too-large") << heavy.body;
    auto const table = registered(elsewhere, {{"taula.csv", "a;b\n1;2\n"}});
    EXPECT_EQ(member(table, "text"), "uploads.extension") << table.body;
    EXPECT_EQ(entries(), before);
    EXPECT_EQ(registered({}, five).status, 201) << "what stays here may be more";
}

TEST_F(Counter, ARenamedPersonKeepsTheOfficesName)
{
    auto const made = registered({{"name", "Algú Altre"}});
    ASSERT_EQ(made.status, 201) << made.body;
    auto const kept = at.town->database.read().snapshot().one(
        R"sql(select name from identity_person where document_number = $1)sql", person);
    EXPECT_NE(kept->text(0), "Algú Altre");
    // Whom nobody knows has the name that is typed from what they show.
    auto const stranger = registered({{"shown", "passport"}, {"document", "YB 998877"}, {"name", "Ana María"}});
    ASSERT_EQ(stranger.status, 201) << stranger.body;
    auto const page = at.client.get("/oficina/taulell/presentacions/" + member(stranger, "id"), bearer(agent));
    EXPECT_TRUE(page.holds("YB998877")) << page.body;
    auto const again = found("yb 998877").object();
    EXPECT_EQ(again.at("name").at("value").as_string(), "Ana María") << "a passport that was seen is known";
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
    auto const sent = at.client.send("POST", matter + "/documents",
                                     bearer(theirs, {{"Content-Type", "multipart/form-data; boundary=x"}}),
                                     form({}, {{"instancia.txt", "Signada."}}));
    ASSERT_EQ(sent.status, 201) << sent.body;
    auto const number = std::string(sent.object().at("entry").at("number").as_string());
    auto const after = at.client.get(matter, bearer(theirs)).object().at("notices").as_array();
    ASSERT_EQ(after.size(), 1u);
    EXPECT_FALSE(after[0].at("pending").as_bool());
    EXPECT_NE(std::string(after[0].at("text").as_string()).find(number), std::string::npos);
    // A second one leaves the date as it is.
    at.client.send("POST", matter + "/documents", bearer(theirs, {{"Content-Type", "multipart/form-data; boundary=x"}}),
                   form({}, {{"mes.txt", "Més."}}));
    auto const last = at.client.get(matter, bearer(theirs)).object().at("notices").as_array();
    EXPECT_NE(std::string(last[0].at("text").as_string()).find(number), std::string::npos);
}

TEST_F(Counter, AWithdrawnMatterRequiresNothing)
{
    auto const made = registered({{"obliged", "chosen"}});
    auto const matter = "/carpeta/tramits/" + matter_of(made);
    auto const theirs = bearer(at.token(person));
    ASSERT_EQ(at.client.post_json(matter + "/desisteix", "{}", theirs).status, 201);
    EXPECT_TRUE(at.client.get(matter, theirs).object().at("notices").as_array().empty());
}

TEST_F(Counter, SomebodyIsFoundByNumberNameOrMailbox)
{
    auto const by_number = found(person);
    ASSERT_EQ(by_number.status, 200) << by_number.body;
    EXPECT_TRUE(by_number.object().at("form").as_bool());
    EXPECT_EQ(by_number.object().at("document").at("value").as_string(), person);
    EXPECT_TRUE(by_number.object().at("known").as_bool());
    EXPECT_EQ(member(found("12345678A"), "text"), "counter.bad-number");
    EXPECT_EQ(member(found("ab"), "text"), "counter.short-search");
    EXPECT_EQ(found("Ningú que es digui així").status, 404);
    auto const name = std::string(by_number.object().at("name").at("value").as_string());
    auto const listed = found(name);
    ASSERT_EQ(listed.status, 200) << listed.body;
    EXPECT_FALSE(listed.holds(person)) << "numbers are told of whom the agent chooses";
    EXPECT_FALSE(listed.object().at("form").as_bool());
    auto const first = listed.object().at("candidates").as_array().at(0).as_object();
    auto const picked = at.client.post_json(
        "/oficina/taulell", json::serialize(json::object{{"search", name}, {"chosen", first.at("chosen")}}),
        bearer(agent));
    EXPECT_EQ(picked.object().at("document").at("value").as_string(), person) << picked.body;
    ASSERT_EQ(registered({{"email", "Anna@Exemple.cat"}}).status, 201);
    EXPECT_EQ(found("anna@exemple.cat").object().at("candidates").as_array().size(), 1u);
    EXPECT_TRUE(found("A08000143").object().at("form").as_bool());
    EXPECT_EQ(found("A08000143").object().at("behalf_document").at("value").as_string(), "A08000143");
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

TEST_F(Counter, PapersForAnotherAdministrationWaitToBeSent)
{
    uploads::testing::Scanner scanner;
    House own;
    own.town->uploads.scanner = &scanner;
    auto const nuria = own.staff_token("nuria");
    auto fields = filing(elsewhere);
    fields[1].second = own.adults().at(2);
    auto const made = own.client.send("POST", "/oficina/taulell/registra",
                                      bearer(nuria, {{"Content-Type", "multipart/form-data; boundary=x"}}),
                                      form(fields, {{"recurs.txt"}, {"recurs.txt", "Un altre.\n"}}));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(member(made, "matter"), "") << "it is not ours to deal with";
    auto const entry = own.client.get("/oficina/taulell/presentacions/" + member(made, "id"), bearer(nuria));
    EXPECT_TRUE(entry.holds("L01080193")) << entry.body;
    auto const queue = own.client.get("/oficina/taulell/intercanvi", bearer(nuria));
    EXPECT_TRUE(queue.holds(member(made, "number"))) << queue.body;
    auto const place = "/oficina/taulell/intercanvi/" + member(made, "exchange");
    auto const archive = own.client.get(place + "/fitxer", bearer(nuria));
    ASSERT_EQ(archive.status, 200) << archive.body;
    EXPECT_EQ(archive["Content-Type"], "application/zip");
    EXPECT_TRUE(archive.holds("<Codigo_Unidad_Tramitacion_Destino>L01080193<"));
    EXPECT_TRUE(archive.holds("2-recurs.txt"));
    EXPECT_TRUE(archive.holds("Un altre."));
    auto const note = [&](std::string const& body) { return own.client.post_json(place, body, bearer(nuria)); };
    EXPECT_EQ(member(note(R"({"event":"confirm"})"), "text"), "counter.exchange-moved") << "it was not sent yet";
    EXPECT_EQ(member(note(R"({"event":"send"})"), "text"), "counter.bad-identifier");
    EXPECT_EQ(member(note(R"({"event":"send","identifier":"O00000000_26_00000001"})"), "state"), "sent");
    EXPECT_EQ(member(note(R"({"event":"reject"})"), "text"), "counter.bad-note") << "why has to be told";
    EXPECT_EQ(member(note(R"({"event":"reject","note":"No és competència nostra"})"), "state"), "rejected");
    EXPECT_EQ(member(note(R"({"event":"close","note":"La persona ja ho sap"})"), "state"), "closed");
    auto const theirs = own.client.get("/carpeta/historial", bearer(own.token(own.adults().at(2))));
    EXPECT_TRUE(theirs.holds("administraci")) << theirs.body;
}

TEST_F(Counter, SirTakesNoPaperOfTheObliged)
{
    auto fields = elsewhere;
    fields.insert(fields.end(), company.begin(), company.end());
    auto const made = registered(fields);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(member(made, "amend_until"), "") << "another body's requirement is not ours to make";
    auto const file =
        at.client.get("/oficina/taulell/intercanvi/" + member(made, "exchange") + "/fitxer", bearer(agent));
    EXPECT_EQ(member(file, "text"), "counter.exchange-obliged");
}

TEST_F(Counter, WhatNoScannerHasSpokenOfIsNotExported)
{
    auto const made = registered(elsewhere);
    ASSERT_EQ(made.status, 201) << made.body;
    auto const file =
        at.client.get("/oficina/taulell/intercanvi/" + member(made, "exchange") + "/fitxer", bearer(agent));
    EXPECT_EQ(member(file, "text"), "counter.exchange-not-scanned");
}

}
}
