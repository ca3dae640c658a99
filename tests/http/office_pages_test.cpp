// SPDX-License-Identifier: EUPL-1.2
// The office's pages over HTTP: a refused or interrupted form comes back at its thing with what was typed; what is
// covered is uncovered by a reason only, and noted once.
#include "http/office.h"

#include <fstream>

namespace http {
namespace {

std::string code_of(House& house) { return std::string(house.issue().at("code").as_string()); }

std::int64_t looks(House& house, std::string const& event)
{
    auto const reader = house.town->database.read();
    return reader.snapshot()("select count(*) from audit_event where look = 1 and event = $1", event).at(0).integer(0);
}

TEST(OfficeDocuments, ARefusedRevocationComesBackAtItsDocument)
{
    House own;
    auto const code = code_of(own);
    auto const cookie = "sessio=" + own.staff_token("secretaria");
    auto const refused = own.client.post_form("/oficina/documents/revoca", {{"code", code}, {"reason", " "}}, cookie);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.holds(code)) << "the document is still there";
    EXPECT_TRUE(refused.holds("id=\"reason-error\"")) << "and the fault at its field";
    auto const wrong =
        own.client.post_form("/oficina/documents/substitueix", {{"code", code}, {"successor", "ABCD"}}, cookie);
    EXPECT_EQ(wrong.status, 404);
    EXPECT_TRUE(wrong.holds("value=\"ABCD\"")) << "what was typed stays";
}

TEST(OfficeDocuments, ARevocationThatWantsAFreshProofIsTakenUpAgain)
{
    House own;
    auto const code = code_of(own);
    auto const cookie = "sessio=" + own.staff_token("secretaria");
    own.clock.advance(std::chrono::minutes(11));
    Fields const typed{{"code", code}, {"reason", "Dades equivocades"}};
    auto const led = own.client.post_form("/oficina/documents/revoca", typed, cookie);
    EXPECT_EQ(led.status, 303);
    EXPECT_EQ(led["Location"], "/oficina/confirma?retorn=%2foficina%2fdocuments%2frevoca");
    auto const kept = led.cookie("escrit");
    ASSERT_NE(kept, "");
    std::ifstream staff(own.folder / "sample" / "staff.txt");
    std::string login, password;
    staff >> login >> password;
    auto const confirmed = own.client.post_form(
        "/oficina/confirma", {{"password", password}, {"retorn", "/oficina/documents/revoca"}}, cookie);
    EXPECT_EQ(confirmed["Location"], "/oficina/documents/revoca");
    auto const again = own.client.get("/oficina/documents/revoca", browser(cookie + "; escrit=" + kept));
    EXPECT_EQ(again.status, 200);
    EXPECT_TRUE(again.holds(code));
    EXPECT_TRUE(again.holds("Dades equivocades"));
    auto const done = own.client.post_form("/oficina/documents/revoca", typed, cookie);
    EXPECT_TRUE(done["Location"].starts_with("/verifica/")) << done["Location"];
    EXPECT_EQ(own.client.get(done["Location"], {{"Accept", "application/json"}}).object().at("state").as_string(),
              "revoked");
}

TEST(OfficePeople, WhatIsCoveredIsUncoveredByAReasonAndNotedOnce)
{
    House own;
    own.entered("12345678Z");
    auto const token = own.staff_token("nuria");
    auto const ask = [&](std::string const& body) {
        return own.client.post_json("/oficina/persones", body, bearer(token)).object();
    };
    auto const covered = ask(R"({"document":"12345678Z"})");
    EXPECT_TRUE(covered.at("name").as_object().at("masked").as_bool());
    EXPECT_EQ(covered.at("number").as_object().at("shown").as_string(), "***4567**");
    EXPECT_EQ(looks(own, "thread.person"), 0);
    auto const open = ask(R"({"document":"12345678Z","_motiu":"és al taulell"})");
    EXPECT_EQ(open.at("number").as_object().at("shown").as_string(), "12345678Z");
    EXPECT_EQ(looks(own, "thread.person"), 1) << "name and number are one look";
    EXPECT_EQ(own.client.post_json("/oficina/persones", R"({"document":"00000000T"})", bearer(token)).status, 404);
}

TEST(OfficePeople, ARefusedNoteComesBackAtItsPerson)
{
    House own;
    own.entered("12345678Z");
    auto const cookie = "sessio=" + own.staff_token("nuria");
    auto const long_note = std::string(2001, 'x');
    auto const refused =
        own.client.post_form("/oficina/persones/nota", {{"document", "12345678Z"}, {"note", long_note}}, cookie);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.holds(long_note)) << "what was typed stays";
    EXPECT_TRUE(refused.holds("id=\"note-error\""));
    auto const kept = own.client.post_form("/oficina/persones/nota",
                                           {{"document", "12345678Z"}, {"note", "Ha portat els papers"}}, cookie);
    EXPECT_EQ(kept.status, 303);
    EXPECT_TRUE(own.client.get(kept["Location"], browser(cookie)).holds("govuk-notification-banner--success"));
    auto const history = own.client.get("/carpeta/historial", browser(own.entered("12345678Z")));
    EXPECT_FALSE(history.holds("Ha portat els papers")) << "a note of the office is the office's";
}

TEST(OfficePeople, AConfidentialNoteIsForItsUnitOnly)
{
    House own;
    own.entered("12345678Z");
    auto const id = staff::member_by_login(own.town->database.read().snapshot(), "pau")->id.text;
    auto const moved = own.client.post_form("/oficina/equip/" + id,
                                            {{"login", "pau"},
                                             {"name", "Pau Ribas"},
                                             {"email", ""},
                                             {"unit", "SIDH"},
                                             {"from", "2026-01-01"},
                                             {"until", ""},
                                             {"roles", "caseworker"}},
                                            "sessio=" + own.staff_token("marta"));
    EXPECT_EQ(moved.status, 303);
    own.client.post_form("/oficina/persones/nota",
                         {{"document", "12345678Z"}, {"note", "Només nostre"}, {"confidential", "si"}},
                         "sessio=" + own.staff_token("pau"));
    auto const seen = [&](char const* login) {
        return own.client.post_json("/oficina/persones", R"({"document":"12345678Z"})", bearer(own.staff_token(login)))
            .holds("Només nostre");
    };
    EXPECT_TRUE(seen("pau"));
    EXPECT_FALSE(seen("nuria"));
}

}
}
