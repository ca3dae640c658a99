// SPDX-License-Identifier: EUPL-1.2
// What is for another administration, over HTTP: it waits, is sent by hand, comes back, goes to whom it is really for.
#include "http/counter.h"

namespace http {
namespace {

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
    for (auto const* const line :
         {"Escrit per a una altra administració, registrat", "Escrit enviat a l'altra administració",
          "L'altra administració ha rebutjat l'escrit", "Enviament a l'altra administració tancat"})
        EXPECT_TRUE(theirs.holds(line)) << line << theirs.body;
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

TEST_F(Counter, TheSecretaryReachesWhatWaitsAndItsIntake)
{
    auto const made = registered(elsewhere), ours = registered();
    auto const secretary = at.staff_token("secretaria");
    auto const page = "/oficina/taulell/presentacions/" + member(made, "id");
    EXPECT_EQ(at.client.get(page, bearer(secretary)).status, 200);
    EXPECT_TRUE(at.client.get(page + "/rebut", bearer(secretary)).body.starts_with("%PDF-"));
    EXPECT_EQ(at.client.get("/oficina/taulell/presentacions/" + member(ours, "id"), bearer(secretary)).status, 404)
        << "what stays here is not sent";
    EXPECT_EQ(at.client.get(page, bearer(at.staff_token("albert"))).status, 404);
    auto const shown = at.client.get("/oficina/taulell/intercanvi", browser("sessio=" + secretary));
    EXPECT_EQ(shown.status, 200);
    EXPECT_FALSE(shown.holds("href=\"/oficina/taulell\"")) << "a link that would refuse them";
    EXPECT_TRUE(at.client.get("/oficina", browser("sessio=" + secretary)).holds("/oficina/taulell/intercanvi"));
}

TEST_F(Counter, WhatARejectionLosesNothingOf)
{
    House own;
    auto const nuria = own.staff_token("nuria");
    auto const who = own.adults().at(2);
    Fields fields{{"shown", "dni"}, {"document", who}, {"subject", "Recurs"}, {"returned", "si"}};
    fields.insert(fields.end(), elsewhere.begin(), elsewhere.end());
    auto const made = taken_in(own, nuria, fields), later = taken_in(own, nuria, fields);
    ASSERT_EQ(made.status, 201) << made.body;
    auto const note = [&](Answer const& of, std::string const& body) {
        return own.client.post_json("/oficina/taulell/intercanvi/" + member(of, "exchange"), body, bearer(nuria));
    };
    auto const text_of = [&](std::string const& body) { return member(note(made, body), "text"); };
    EXPECT_EQ(text_of(R"({"event":"send","identifier":"A1","body":"A09002970","body_name":"Generalitat"})"),
              "counter.body-when-rejected");
    ASSERT_EQ(note(made, R"({"event":"send","identifier":"A1"})").status, 200);
    ASSERT_EQ(note(made, R"({"event":"reject","note":"No és nostre"})").status, 200);
    EXPECT_EQ(text_of(R"({"event":"send","identifier":"B2","body":"BCN","body_name":"x"})"), "counter.bad-dir3");
    EXPECT_EQ(text_of(R"({"event":"send","identifier":"B2","body":"A09002970"})"), "counter.bad-body-name");
    auto const again = note(made, R"({"event":"send","identifier":"B2","body":"a09002970","body_name":"Generalitat"})");
    ASSERT_EQ(member(again, "state"), "sent") << again.body;
    auto const page = own.client.get("/oficina/taulell/intercanvi/" + member(made, "exchange"), bearer(nuria)).object();
    EXPECT_EQ(page.at("destination").as_string(), "Generalitat (A09002970)");
    auto const& notes = page.at("notes").as_array();
    ASSERT_EQ(notes.size(), 3u);
    EXPECT_EQ(notes[0].at("identifier").as_string(), "A1");
    EXPECT_EQ(notes[0].at("destination").as_string(), "Ajuntament de Barcelona (L01080193)");
    EXPECT_EQ(notes[1].at("note").as_string(), "No és nostre");
    EXPECT_EQ(notes[2].at("identifier").as_string(), "B2");
    // What is over stands newest first, and beyond a line come older ones.
    for (auto const* const each : {&made, &later}) {
        note(*each, R"({"event":"send","identifier":"C3"})");
        ASSERT_EQ(member(note(*each, R"({"event":"confirm"})"), "state"), "confirmed");
    }
    auto const lines = [&](std::string const& query) {
        return own.client.get("/oficina/taulell/intercanvi" + query, bearer(nuria)).object().at("groups").as_array();
    };
    auto const over = lines("?estat=confirmed");
    ASSERT_EQ(over.size(), 1u);
    ASSERT_EQ(over[0].at("lines").as_array().size(), 2u);
    EXPECT_EQ(over[0].at("lines").at(0).at("id").as_string(), member(later, "exchange"));
    auto const older = lines("?estat=confirmed&des=" + member(later, "exchange"));
    ASSERT_EQ(older.at(0).at("lines").as_array().size(), 1u);
    EXPECT_EQ(older.at(0).at("lines").at(0).at("destination").as_string(), "Generalitat (A09002970)");
}

TEST_F(Counter, AnInfectedPaperThatWaitsIsToldAndClosed)
{
    uploads::testing::Scanner scanner;
    scanner.down = true;
    House own;
    own.town->uploads.scanner = &scanner;
    auto const nuria = own.staff_token("nuria");
    auto const who = own.adults().at(2);
    Fields fields{{"shown", "dni"}, {"document", who}, {"subject", "Recurs"}, {"returned", "si"}};
    fields.insert(fields.end(), elsewhere.begin(), elsewhere.end());
    auto const made = taken_in(own, nuria, fields, {{"recurs.txt", uploads::testing::eicar()}});
    ASSERT_EQ(made.status, 201) << made.body;
    auto const place = "/oficina/taulell/intercanvi/" + member(made, "exchange");
    auto const waiting = std::string(own.client.get(place, bearer(nuria)).object().at("waiting").as_string());
    scanner.down = false;
    own.clock.advance(std::chrono::minutes(10));
    uploads::rescan(own.town->uploads, own.town->lane, own.town->database, own.clock.now());
    auto const after = std::string(own.client.get(place, bearer(nuria)).object().at("waiting").as_string());
    EXPECT_NE(after.find("virus"), std::string::npos) << after;
    EXPECT_NE(after, waiting);
    EXPECT_EQ(member(own.client.get(place + "/fitxer", bearer(nuria)), "text"), "counter.exchange-infected");
    auto const theirs = own.client.get("/carpeta/historial", bearer(own.token(who)));
    EXPECT_TRUE(theirs.holds("hi ha trobat un virus")) << theirs.body;
    EXPECT_EQ(member(own.client.post_json(place, R"({"event":"close","note":"Ho tornarà a portar"})", bearer(nuria)),
                     "state"),
              "closed");
}

TEST_F(Counter, WhatGoesAlongOnPaperIsNotSaidToBeGivenBack)
{
    auto fields = elsewhere;
    fields.insert(fields.end(), {{"physical", "1"}, {"returned", ""}});
    auto const made = registered(fields);
    ASSERT_EQ(made.status, 201) << made.body;
    auto const sheet = at.client.get("/oficina/taulell/presentacions/" + member(made, "id"), bearer(agent));
    EXPECT_TRUE(sheet.holds("S'envien en paper")) << sheet.body;
    EXPECT_FALSE(sheet.holds("S'han tornat a la persona"));
}

}
}
