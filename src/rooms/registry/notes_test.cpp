// SPDX-License-Identifier: EUPL-1.2
// Corrections and annulments, on both engines: every pair of what was and what is asked.
#include "rooms/registry/office_test.h"

namespace registry {
namespace {

using testing::application;

class NotesTest : public db::testing::OnEngine {
protected:
    base::Result<base::Done> doing(std::function<base::Result<base::Done>(act::Act&)> const& what)
    {
        act::Actor by;
        by.kind = act::Actor::Kind::Staff;
        by.staff = {"somebody"};
        return office.lane.wait<base::Done>([&](db::Tx& tx) {
            act::Act act{tx, by, act::Channel::Counter, office.clock.at, "ca"};
            return what(act);
        });
    }
    base::Result<base::Done> corrected(EntryId const& id, std::string_view value = "Urbanisme",
                                       std::string_view reason = "Era d'una altra unitat")
    {
        return doing([&](act::Act& act) { return correct(*office.book, act, id, Field::Unit, value, reason); });
    }
    base::Result<base::Done> annulled(EntryId const& id, std::string_view reason = "Duplicat")
    {
        return doing([&](act::Act& act) { return annul(*office.book, act, id, reason); });
    }
    testing::Office office{database};
};
INSTANTIATE_TEST_SUITE_P(Engines, NotesTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(NotesTest, AFinalEntryIsCorrectedAnyNumberOfTimesAndAnnulledOnce)
{
    auto const id = office.enter(application())->id;
    EXPECT_TRUE(corrected(id));
    office.enter(application());
    EXPECT_TRUE(corrected(id));
    EXPECT_TRUE(annulled(id));
    EXPECT_EQ(corrected(id).refusal().text, "registry.annulled-already");
    EXPECT_EQ(annulled(id).refusal().text, "registry.annulled-already");
    auto const notes = office.seen([&](auto const& snapshot) { return store::notes(snapshot, id); });
    ASSERT_EQ(notes.size(), 3u);
    EXPECT_EQ(notes[0].leaf, 1);
    EXPECT_EQ(notes[1].leaf, 3) << "one tree over entries and notes, in the order of time";
    EXPECT_EQ(notes[2].kind, Note::Kind::Annulment);
    EXPECT_TRUE(testing::faults(office).empty());
    auto const told = office.seen([&](auto const& snapshot) { return brief(*office.book, snapshot, id); });
    EXPECT_TRUE(told->annulled);
    EXPECT_EQ(office.enter(application())->number, "2026-E-000003") << "an annulled number is not given again";
}

TEST_P(NotesTest, WantAReasonAValueAndAnEntry)
{
    auto const id = office.enter(application())->id;
    EXPECT_EQ(corrected(id, " ").refusal().field, "value");
    EXPECT_EQ(corrected(id, "x", "").refusal().field, "reason");
    EXPECT_EQ(corrected(id, "x", std::string(1025, 'x')).refusal().field, "reason");
    EXPECT_EQ(annulled(id, "\n").refusal().field, "reason");
    EXPECT_EQ(annulled({"none"}).refusal().why, base::Refusal::Why::NotFound);
    EXPECT_TRUE(corrected(id, "x", std::string(1024, 'x')));
    EXPECT_TRUE(testing::faults(office).empty());
}

TEST_P(NotesTest, AnAlteredNoteIsFoundOut)
{
    auto const id = office.enter(application())->id;
    annulled(id);
    doing([](act::Act& act) -> base::Result<base::Done> {
        act.tx(R"sql(update registry_note set reason = 'Error')sql");
        return base::Done{};
    });
    EXPECT_EQ(testing::faults(office).at(0), "leaf 1 does not recompute");
}

TEST_P(NotesTest, ALostNoteOrEntryIsFoundOut)
{
    auto const id = office.enter(application())->id;
    annulled(id);
    office.enter(application());
    doing([](act::Act& act) -> base::Result<base::Done> {
        act.tx(R"sql(delete from registry_note)sql");
        return base::Done{};
    });
    EXPECT_FALSE(testing::faults(office).empty());
}

}
}
