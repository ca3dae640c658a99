// SPDX-License-Identifier: EUPL-1.2
// The register, the list and what is filed, as rows on both engines.
#include "rooms/assistance/store.h"

#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"
#include "rooms/identity/identity.h"
#include "rooms/staff/staff.h"

namespace assistance {
namespace {

constexpr base::Instant noon{1'790'000'000'000'000}; // 2026-09-21
base::Day day(std::string_view iso) { return *base::day_from_iso(iso); }

class AssistanceRows : public db::testing::OnEngine {
protected:
    AssistanceRows()
    {
        db::migrate(database, app::migrations(), noon);
        doing([&](act::Act& act) {
            auto const made = staff::put_member(
                act, {"nuria", "Núria", "n@vila.example", "OAC", "2026-01-01", "", {"agent", "receptionist"}});
            by.kind = act::Actor::Kind::Staff;
            by.staff = made->id;
        });
        doing([&](act::Act& act) {
            assertion = identity::keep_assertion(
                act.tx, {"nif", "12345678Z", "Pere", act::Level::Substantial, "counter"}, "{}", act.at);
            person = identity::assertion(act.tx, assertion)->person;
        });
        procedure.id = "instancia-generica";
        procedure.version = 3;
    }
    void doing(std::function<void(act::Act&)> const& what)
    {
        auto const done = lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            act::Act act{tx, by, act::Channel::Counter, now, "ca"};
            what(act);
            return base::Done{};
        });
        ASSERT_TRUE(done);
    }
    HabilitationId habilitated(Wanted const& more)
    {
        HabilitationId id;
        doing([&](act::Act& act) {
            auto wanted = more;
            wanted.staff = by.staff;
            auto const made = habilitate(act, wanted);
            ASSERT_TRUE(made) << made.refusal().text << " " << made.refusal().field;
            id = *made;
        });
        return id;
    }
    AssistanceId begun()
    {
        store::Assistance made;
        made.id = AssistanceId::fresh(now);
        made.staff = by.staff;
        made.person = person;
        made.assertion = assertion;
        made.shown = "dni";
        made.procedure = procedure.id;
        made.language = "es";
        doing([&](act::Act& act) {
            made.draft = *forms::begin(act, procedure, {}, {});
            store::insert(act, made);
        });
        return made.id;
    }
    // With the rows of other rooms that it names.
    void filed(AssistanceId const& id, HabilitationId const& under)
    {
        doing([&](act::Act& act) {
            act.tx(R"sql(
                insert into cases_matter (id, number, procedure, version, title, subject, interested, unit, state, language,
                                          opened_at, changed_at)
                values ($1, $1, 'instancia-generica', 3, 'Instància', 'Fanals', $2, 'OAC', 'opened', 'ca', 1, 1)
                )sql",
                   id.text, person.text);
            act.tx(R"sql(
                insert into cases_filing (id, matter, kind, content, sha256, entry, number, receipt, filed_at)
                values ($1, $1, 'application', '{}', '', '', '', '', 1)
                )sql",
                   id.text);
            act.tx(R"sql(
                insert into uploads_upload (id, staff, name, type, metadata, bytes, received, state, why, made_at, state_at,
                                            expires_at)
                values ($1, $2, 'full.pdf', 'application/pdf', '', 1, 1, 'clean', '', 1, 1, 1)
                )sql",
                   id.text, by.staff.text);
            store::insert(act, {id,
                                {id.text},
                                {id.text},
                                "entry",
                                "2026-E-000001",
                                "code",
                                by.staff,
                                under,
                                person,
                                procedure.id,
                                "Instància",
                                "Fanals",
                                "hash",
                                {id.text},
                                "sheet",
                                "2026-09-21",
                                "{}",
                                now});
            store::move(act, id, State::Filed);
        });
    }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    act::Actor by;
    act::PersonId person;
    act::AssertionId assertion;
    catalogue::Procedure procedure;
    base::Instant now = noon;
};

TEST_P(AssistanceRows, AProcedureIsListedFromItsRowUntilItsEnd)
{
    doing([&](act::Act& act) {
        EXPECT_TRUE(list(act, "instancia-generica"));
        EXPECT_FALSE(list(act, "instancia-generica")) << "twice";
        EXPECT_TRUE(store::is_listed(act.tx, "instancia-generica"));
        store::end_listing(act, store::listed(act.tx).at(0).id);
        EXPECT_FALSE(store::is_listed(act.tx, "instancia-generica"));
        EXPECT_TRUE(list(act, "instancia-generica")) << "again, in a row of its own";
    });
    EXPECT_EQ(store::listed(database.read().snapshot()).size(), 1u);
}

TEST_P(AssistanceRows, TheRegisterKeepsWhoWasHabilitatedAndWhen)
{
    doing([&](act::Act& act) { EXPECT_TRUE(list(act, "instancia-generica")); });
    auto const some = habilitated({{}, "Cap", "D 1", "2026-02-02", "2026-02-03", "2026-10-31", {"instancia-generica"}});
    auto const all = habilitated({{}, "Cap", "D 2", "2026-02-02", "2026-11-01", "", {}});
    auto const reader = database.read();
    auto const& snapshot = reader.snapshot();
    EXPECT_EQ(store::in_force(snapshot, by.staff, "instancia-generica", day("2026-09-21"))->id, some);
    EXPECT_FALSE(store::in_force(snapshot, by.staff, "comunicacio-obres", day("2026-09-21")));
    EXPECT_EQ(store::in_force(snapshot, by.staff, "comunicacio-obres", day("2026-11-01"))->id, all);
    EXPECT_FALSE(store::in_force(snapshot, {"nobody"}, "instancia-generica", day("2026-11-01")));
    EXPECT_TRUE(assists(snapshot, by, noon));
    doing([&](act::Act& act) { store::end(act, some, "D 3"); });
    auto const after_end = database.read();
    EXPECT_FALSE(assists(after_end.snapshot(), by, noon)) << "the other has not begun";
    auto const ended = store::habilitation(after_end.snapshot(), some);
    EXPECT_TRUE(ended->term.ended);
    EXPECT_EQ(ended->reason, "D 3");
    EXPECT_EQ(ended->procedures, std::vector<std::string>{"instancia-generica"});
    EXPECT_EQ(store::habilitations(after_end.snapshot()).size(), 2u);
}

TEST_P(AssistanceRows, AnAssistanceIsPrintedChangedAndIdentifiedAgain)
{
    auto const id = begun();
    auto const found = [&] { return *store::assistance(database.read().snapshot(), id); };
    EXPECT_EQ(found().state, State::Filling);
    EXPECT_EQ(found().identified_at, noon);
    now = noon + std::chrono::hours(1);
    doing([&](act::Act& act) { store::print(act, id, "{}", "hash"); });
    EXPECT_EQ(found().state, State::Printed);
    EXPECT_EQ(found().printed_at, now);
    EXPECT_EQ(found().sha256, "hash");
    doing([&](act::Act& act) { store::identify(act, id, assertion, "passport", "en"); });
    EXPECT_EQ(found().state, State::Filling);
    EXPECT_EQ(found().shown, "passport");
    EXPECT_EQ(found().identified_at, now);
    EXPECT_EQ(store::open_of(database.read().snapshot(), by.staff).size(), 1u);
    doing([&](act::Act& act) { store::move(act, id, State::Abandoned); });
    EXPECT_EQ(found().request, "") << "what was given up is forgotten";
    EXPECT_TRUE(store::open_of(database.read().snapshot(), by.staff).empty());
}

TEST_P(AssistanceRows, WhatWasFiledIsFoundByMatterDayOfficerAndProcedure)
{
    auto const under = habilitated({{}, "Cap", "D 1", "2026-02-02", "2026-02-03", "", {}});
    auto const first = begun();
    filed(first, under);
    now = noon + std::chrono::hours(48);
    auto const second = begun();
    filed(second, under);
    auto const reader = database.read();
    auto const& snapshot = reader.snapshot();
    EXPECT_EQ(store::of_matter(snapshot, {first.text})->assistance, first);
    EXPECT_EQ(store::of_holder(snapshot, second.text)->assistance, second);
    EXPECT_FALSE(store::of_matter(snapshot, {"none"}));
    auto const all = store::filings(snapshot, {});
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].assistance, second) << "the newest first";
    EXPECT_EQ(all[1].signature, "{}");
    EXPECT_EQ(store::filings(snapshot, {.before = second.text}).size(), 1u);
    EXPECT_EQ(store::filings(snapshot, {.from = noon + std::chrono::hours(1)}).size(), 1u);
    EXPECT_EQ(store::filings(snapshot, {.until = noon + std::chrono::hours(1)}).at(0).assistance, first);
    EXPECT_EQ(store::filings(snapshot, {.staff = by.staff.text, .procedure = procedure.id, .before = {}}).size(), 2u);
    EXPECT_TRUE(store::filings(snapshot, {.staff = "nobody"}).empty());
    EXPECT_TRUE(store::filings(snapshot, {.procedure = "other"}).empty());
    EXPECT_TRUE(not_to_take(snapshot, by, {first.text}));
    act::Actor other;
    other.kind = act::Actor::Kind::Staff;
    other.staff = {"another"};
    EXPECT_FALSE(not_to_take(snapshot, other, {first.text}));
    uploads::Kept kept;
    kept.holder = first.text;
    EXPECT_FALSE(staff_may_read(snapshot, by, kept)) << "no longer at the counter";
    by.permissions = std::make_shared<act::Permissions const>(act::Permissions{"counter.attend"});
    EXPECT_EQ(staff_may_read(snapshot, by, kept), person);
    EXPECT_FALSE(staff_may_read(snapshot, other, kept));
}

INSTANTIATE_TEST_SUITE_P(Engines, AssistanceRows, db::testing::all_engines(), db::testing::engine_name);

}
}
