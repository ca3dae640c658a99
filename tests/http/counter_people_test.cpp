// SPDX-License-Identifier: EUPL-1.2
// Who comes to the counter, over HTTP: found, named, told apart; who may see their papers, and the trail of each look.
#include "http/counter.h"

namespace http {
namespace {

TEST_F(Counter, ARenamedPersonKeepsTheOfficesName)
{
    auto const made = registered({{"name", "Algú Altre"}});
    ASSERT_EQ(made.status, 201) << made.body;
    auto const kept = at.town->database.read().snapshot().one(
        R"sql(select name from identity_person where document_number = $1)sql", person);
    EXPECT_NE(kept->text(0), "Algú Altre");
    // Whom nobody knows has the name that is typed from what they show.
    auto const stranger =
        registered({{"shown", "passport"}, {"country", "FR"}, {"document", "YB 998877"}, {"name", "Ana María"}});
    ASSERT_EQ(stranger.status, 201) << stranger.body;
    auto const page = at.client.get("/oficina/taulell/presentacions/" + member(stranger, "id"), bearer(agent));
    EXPECT_TRUE(page.holds("YB998877")) << page.body;
    auto const again = found("yb 998877").object();
    EXPECT_EQ(again.at("name").at("value").as_string(), "Ana María") << "a passport that was seen is known";
    EXPECT_EQ(again.at("document").at("value").as_string(), "YB998877");
}

TEST_F(Counter, OneNumberOfTwoCountriesIsTwoPeople)
{
    for (auto const* const country : {"FR", "IT"})
        ASSERT_EQ(registered({{"shown", "passport"},
                              {"country", country},
                              {"document", "CC112233"},
                              {"name", std::string("Persona de ") + country}})
                      .status,
                  201);
    EXPECT_EQ(name_kept("FR:CC112233"), "Persona de FR");
    EXPECT_EQ(name_kept("IT:CC112233"), "Persona de IT");
    auto const both = found("CC112233").object();
    EXPECT_FALSE(both.at("form").as_bool());
    ASSERT_EQ(both.at("candidates").as_array().size(), 2u);
    auto const picked = at.client.post_json(
        "/oficina/taulell",
        json::serialize(json::object{{"search", "CC112233"}, {"chosen", both.at("candidates").at(1).at("chosen")}}),
        bearer(agent));
    EXPECT_EQ(picked.object().at("name").at("value").as_string(), "Persona de IT") << picked.body;
}

// A name that was only ever written at the counter yields; one that was proved does not.
TEST_F(Counter, ASlipOfTheHandIsMendedByWhatIsShown)
{
    Fields const stranger{{"document", "00000001R"}, {"name", "Monserrat Bilà"}};
    ASSERT_EQ(registered(stranger).status, 201);
    EXPECT_EQ(name_kept("00000001R"), "Monserrat Bilà");
    auto const mended = registered({{"document", "00000001R"}, {"name", "Montserrat Vila"}});
    ASSERT_EQ(mended.status, 201);
    EXPECT_EQ(name_kept("00000001R"), "Montserrat Vila");
    EXPECT_TRUE(at.client.get("/oficina/taulell/presentacions/" + member(mended, "id"), bearer(agent))
                    .holds("Montserrat Vila"));
    ASSERT_EQ(registered({{"document", "00000001R"}}).status, 201) << "nothing typed: the name that is known stands";
    Fields const told{{"behalf_document", "00000002W"}, {"behalf_name", "Peer Puig"}, {"proof", "shown"}};
    ASSERT_EQ(registered(told).status, 201);
    ASSERT_EQ(registered({{"document", "00000002W"}, {"name", "Pere Puig"}}).status, 201);
    EXPECT_EQ(name_kept("00000002W"), "Pere Puig") << "told of another, then shown by himself";
    ASSERT_EQ(registered({{"behalf_document", "00000002W"}, {"behalf_name", "Peer"}, {"proof", "shown"}}).status, 201);
    EXPECT_EQ(name_kept("00000002W"), "Pere Puig") << "what he showed stays";
    doing(at, [&](db::Tx& tx) {
        identity::keep_assertion(tx, {"nif", "00000002W", "Pere Puig Proved", act::Level::High, "certificate"}, "{}",
                                 at.clock.now());
    });
    ASSERT_EQ(registered({{"document", "00000002W"}, {"name", "Pere Altre"}}).status, 201);
    EXPECT_EQ(name_kept("00000002W"), "Pere Puig Proved");
}

TEST_F(Counter, ARepresentativesMailboxIsNotOfWhomTheyStandFor)
{
    auto const represented = at.adults().at(7);
    auto const contact = [&](std::string const& document) {
        auto const reader = at.town->database.read();
        auto const found = identity::person_by_document(reader.snapshot(), document);
        return found ? cases::last_contact(reader.snapshot(), found->id, "email") : "nobody";
    };
    ASSERT_EQ(
        registered({{"behalf_document", represented}, {"proof", "shown"}, {"email", "gestora@exemple.cat"}}).status,
        201);
    EXPECT_EQ(contact(represented), "");
    ASSERT_EQ(registered({{"email", "propia@exemple.cat"}}).status, 201);
    EXPECT_EQ(contact(person), "propia@exemple.cat");
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

TEST_F(Counter, EverybodyShownIsInTheTrail)
{
    auto const represented = at.adults().at(8);
    auto const made = registered({{"behalf_document", represented}, {"proof", "shown"}});
    ASSERT_EQ(made.status, 201) << made.body;
    for (auto const* const event : {"counter.intake", "registry.receipt"}) {
        auto const presenter = looks(at, event, person), interested = looks(at, event, represented);
        at.client.get("/oficina/taulell/presentacions/" + member(made, "id") +
                          (std::string_view(event) == "counter.intake" ? "" : "/rebut"),
                      bearer(agent));
        EXPECT_EQ(looks(at, event, person), presenter + 1) << event;
        EXPECT_EQ(looks(at, event, represented), interested + 1) << event;
    }
    auto const before = looks(at, "counter.search", person);
    auto const name = std::string(found(person).object().at("name").at("value").as_string());
    ASSERT_EQ(found(name).status, 200);
    EXPECT_EQ(looks(at, "counter.search", person), before + 1) << "each candidate who is known";
}

TEST_F(Counter, PapersAreReadByWhoMayAndEachLookIsInTheTrail)
{
    uploads::testing::Scanner scanner;
    House own;
    own.town->uploads.scanner = &scanner;
    auto const who = own.adults().at(2);
    doing(own, [](db::Tx& tx) {
        tx(R"sql(delete from staff_grant where role = 'agent' and member =
            (select id from staff_member where login = 'nuria'))sql");
    });
    auto const receptionist = own.staff_token("nuria");
    Fields const fields{{"shown", "dni"}, {"document", who}, {"subject", "Vorera"}, {"returned", "si"}};
    auto const made = taken_in(own, receptionist, fields);
    ASSERT_EQ(made.status, 201) << made.body;
    auto const where = "/fitxers/" + paper_of(own, made) + "/contingut";
    EXPECT_EQ(own.client.get(where, bearer(receptionist)).status, 404) << "filed: no longer of whoever scanned it";
    EXPECT_EQ(looks(own, "uploads.read", who), 0);
    EXPECT_EQ(own.client.get(where, bearer(own.staff_token("pau"))).status, 200);
    EXPECT_EQ(looks(own, "uploads.read", who), 1);
    EXPECT_EQ(own.client.get(where, bearer(own.staff_token("albert"))).status, 404);
    // Of another agent, a receptionist sees nothing either.
    auto const anothers = taken_in(own, own.staff_token("laia"), fields);
    ASSERT_EQ(anothers.status, 201) << anothers.body;
    auto const page = "/oficina/taulell/presentacions/" + member(anothers, "id");
    EXPECT_EQ(own.client.get(page, bearer(receptionist)).status, 404);
    EXPECT_EQ(own.client.get(page + "/rebut", bearer(receptionist)).status, 404);
    EXPECT_EQ(own.client.get("/oficina/taulell/presentacions/" + member(made, "id"), bearer(receptionist)).status, 200);
}

TEST_F(Counter, TheProtectedAreFoundByTheirNumberOnly)
{
    House own;
    auto const nuria = own.staff_token("nuria");
    auto const who = own.adults().at(3);
    own.token(who); // entered once: identity knows them too
    auto const asked = [&](std::string const& typed) {
        return own.client.post_json("/oficina/taulell", json::serialize(json::object{{"search", typed}}),
                                    bearer(nuria));
    };
    auto const name = std::string(asked(who).object().at("name").at("value").as_string());
    ASSERT_EQ(taken_in(own, nuria,
                       {{"shown", "dni"},
                        {"document", who},
                        {"email", "amagada@exemple.cat"},
                        {"subject", "x"},
                        {"returned", "si"}})
                  .status,
              201);
    ASSERT_EQ(asked(name).status, 200);
    ASSERT_EQ(asked("amagada@exemple.cat").status, 200);
    doing(own,
          [&](db::Tx& tx) { tx(R"sql(update padro_person set protected = 1 where document_number = $1)sql", who); });
    EXPECT_FALSE(asked(name).holds("\"" + name + "\"")) << asked(name).body;
    EXPECT_EQ(asked("amagada@exemple.cat").status, 404);
    EXPECT_TRUE(asked(who).object().at("form").as_bool());
}

TEST_F(Counter, MoreThanAreListedIsSaid)
{
    auto const many = found("mar");
    ASSERT_EQ(many.status, 200) << many.body;
    EXPECT_EQ(many.object().at("candidates").as_array().size(), 12u);
    EXPECT_NE(member(many, "more"), "");
    auto const few = found(std::string(found(person).object().at("name").at("value").as_string()));
    EXPECT_EQ(member(few, "more"), "");
}

}
}
