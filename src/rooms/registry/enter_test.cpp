// SPDX-License-Identifier: EUPL-1.2
// Entering, on both engines: numbers, times, rows and leaves.
#include "rooms/registry/office_test.h"

#include <thread>

namespace registry {
namespace {

using namespace std::chrono_literals;
using testing::answer;
using testing::application;
using testing::local;

class EnterTest : public db::testing::OnEngine {
protected:
    std::string number(Wanted const& wanted) { return office.enter(wanted)->number; }
    std::int64_t count(db::Sql sql)
    {
        return office.seen([&](db::Snapshot const& snapshot) { return snapshot.one(sql)->integer(0); });
    }
    testing::Office office{database};
};
INSTANTIATE_TEST_SUITE_P(Engines, EnterTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(EnterTest, NumbersEachBookByItselfWithoutGaps)
{
    EXPECT_EQ(number(application()), "2026-E-000001");
    EXPECT_EQ(number(answer()), "2026-S-000001");
    EXPECT_EQ(number(application()), "2026-E-000002");
    EXPECT_EQ(number(answer()), "2026-S-000002");
    EXPECT_TRUE(testing::faults(office).empty());
}

TEST_P(EnterTest, KeepsEverythingThatTheLawAsksForAndReadsItBack)
{
    auto wanted = application("  L'avinguda «Ç» · 1  ");
    wanted.parties.insert(wanted.parties.begin(), Party{{}, "nif", "87654321X", "Rosa Representant", true});
    wanted.sending_body = "L01080193";
    wanted.matter = "m1";
    auto const entered = office.enter(wanted);
    ASSERT_TRUE(entered);
    auto const kept = office.seen([&](auto const& snapshot) { return store::by_id(snapshot, entered->id); });
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->subject, "L'avinguda «Ç» · 1");
    EXPECT_EQ(kept->destination, "L01089990") << "the town itself when nobody else is named";
    ASSERT_EQ(kept->parties.size(), 2u);
    EXPECT_EQ(kept->parties[0].document, "12345678Z") << "interested persons first";
    EXPECT_TRUE(kept->parties[1].representative);
    ASSERT_EQ(kept->papers.size(), 2u);
    EXPECT_EQ(kept->papers[1].name, "plànol.png");
    EXPECT_EQ(kept->papers[1].sha256, base::hex(base::sha256("b")));
    EXPECT_EQ(kept->told, wanted.told);
    EXPECT_EQ(kept->salt.size(), 32u);
    auto const of = office.seen([&](auto const& snapshot) { return of_matter(*office.book, snapshot, "m1"); });
    ASSERT_EQ(of.size(), 1u);
    EXPECT_EQ(of[0].number, entered->number);
    EXPECT_FALSE(of[0].annulled);
}

TEST_P(EnterTest, OnANonWorkingDayTakesEffectAtTheFirstHourOfTheNextWorkingOne)
{
    // Llei 39/2015, art. 31.2.b: Saturday 15 August 2026, 22:10, is effective on Monday 17 at 00:00.
    office.clock.at = local("2026-08-15", 22h + 10min);
    auto const entered = office.enter(application());
    EXPECT_EQ(entered->presented_at, office.clock.at);
    EXPECT_EQ(entered->effective_at, local("2026-08-17", 0min));
    office.clock.at = local("2026-11-20", 10h);
    EXPECT_EQ(office.enter(application())->effective_at, office.clock.at);
}

TEST_P(EnterTest, IsTakenAlsoWhenTheCalendarOfTheYearIsNotKnown)
{
    office.clock.at = local("2040-03-01", 10h);
    auto const entered = office.enter(application());
    ASSERT_TRUE(entered);
    EXPECT_EQ(entered->number, "2040-E-000001");
    EXPECT_FALSE(entered->effective_at);
    EXPECT_TRUE(testing::faults(office).empty());
}

TEST_P(EnterTest, AClockSetBackChangesNoOrder)
{
    auto const first = office.enter(application());
    office.clock.at = office.clock.at - 2h;
    auto const second = office.enter(application());
    EXPECT_EQ(second->presented_at, first->presented_at);
    EXPECT_EQ(count(R"sql(select behind from registry_entry where number = 2)sql"), 7'200'000'000);
    EXPECT_TRUE(testing::faults(office).empty());
}

TEST_P(EnterTest, AClockSetBackOverNewYearDoesNotReopenTheOldBook)
{
    office.clock.at = local("2027-01-01", 1s);
    EXPECT_EQ(number(application()), "2027-E-000001");
    office.clock.at = local("2026-12-31", 23h);
    EXPECT_EQ(number(application()), "2027-E-000002");
    EXPECT_TRUE(testing::faults(office).empty());
}

TEST_P(EnterTest, TheYearIsThatOfTheTownsClock)
{
    office.clock.at = local("2026-12-31", 23h + 59min + 59s + 900ms);
    EXPECT_EQ(number(application()), "2026-E-000001");
    office.clock.at = office.clock.at + 100ms; // midnight in Madrid, 23:00 UTC
    EXPECT_EQ(number(application()), "2027-E-000001");
    EXPECT_EQ(number(answer()), "2027-S-000001");
}

TEST_P(EnterTest, TwoWritersInTheLastSecondOfTheYearLeaveNoGap)
{
    auto const begins = local("2026-12-31", 23h + 59min + 59s + 900ms);
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 2; ++writer)
        writers.emplace_back([this, begins, writer] {
            for (int i = 0; i < 100; ++i)
                office.enter(writer == 0 ? application() : answer(), begins + i * 2ms + writer * 700us);
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(count(R"sql(select count(*) from registry_entry)sql"), 200);
    EXPECT_EQ(count(R"sql(select count(distinct year) from registry_entry)sql"), 2);
    EXPECT_TRUE(testing::faults(office).empty());
}

TEST_P(EnterTest, AnActThatIsUndoneTakesNoNumberAndNoLeaf)
{
    office.enter(application());
    act::Actor by;
    auto const undone = office.lane.wait<Entered>([&](db::Tx& tx) -> base::Result<Entered> {
        act::Act act{tx, by, act::Channel::Web, office.clock.at, "ca"};
        EXPECT_TRUE(enter(*office.book, act, application()));
        return base::Refusal{base::Refusal::Why::Conflict, "web.stale"};
    });
    EXPECT_FALSE(undone);
    EXPECT_EQ(number(application()), "2026-E-000002");
    EXPECT_EQ(count(R"sql(select count(*) from registry_node where level = 0)sql"), 2);
    EXPECT_TRUE(testing::faults(office).empty());
}

TEST_P(EnterTest, AReceiptIsPromisedOnceToAKnownPersonForAnEntryOnly)
{
    EXPECT_TRUE(office.enter(application())->receipt_code.empty()) << "nobody is known";
    auto wanted = application();
    wanted.parties[0].person = {"p1"};
    auto const entered = office.enter(wanted);
    EXPECT_EQ(entered->receipt_code.size(), 26u);
    auto const promised =
        office.seen([&](auto const& s) { return store::receipt_by_code(*office.book, s, entered->receipt_code); });
    ASSERT_TRUE(promised);
    EXPECT_EQ(promised->entry, entered->id);
    EXPECT_EQ(promised->holder.text, "p1");
    EXPECT_FALSE(promised->document);
    EXPECT_EQ(count(R"sql(select count(*) from jobs_job where kind = 'registry.receipt')sql"), 1);
    wanted.direction = Direction::Exit;
    EXPECT_TRUE(office.enter(wanted)->receipt_code.empty());
}

TEST_P(EnterTest, RefusesWhatAPersonTypedWrongAndNamesTheField)
{
    auto const refusal = [&](auto change) {
        auto wanted = application();
        change(wanted);
        auto const entered = office.enter(wanted);
        return entered ? std::string("entered") : entered.refusal().text + " " + entered.refusal().field;
    };
    EXPECT_EQ(refusal([](Wanted& w) { w.subject = " "; }), "registry.bad-subject subject");
    EXPECT_EQ(refusal([](Wanted& w) { w.subject = std::string(241, 'x'); }), "registry.bad-subject subject");
    EXPECT_EQ(refusal([](Wanted& w) { w.subject = "a\nb"; }), "registry.bad-subject subject");
    EXPECT_EQ(refusal([](Wanted& w) { w.subject = "\xff"; }), "registry.bad-subject subject");
    EXPECT_EQ(refusal([](Wanted& w) { w.parties[0].name = ""; }), "registry.bad-name parties.0.name");
    EXPECT_EQ(refusal([](Wanted& w) { w.papers[1].name = std::string(256, 'x'); }),
              "registry.bad-file-name papers.1.name");
    EXPECT_EQ(refusal([](Wanted& w) { w.papers.resize(501, w.papers[0]); }), "registry.bad-count papers");
    EXPECT_EQ(refusal([](Wanted& w) { w.subject = std::string(240, 'x'); }), "entered");
    EXPECT_THROW(refusal([](Wanted& w) { w.papers[0].sha256 = "abc"; }), std::invalid_argument);
    EXPECT_THROW(refusal([](Wanted& w) { w.kind = "Una cosa"; }), std::invalid_argument);
    EXPECT_EQ(number(application()), "2026-E-000002") << "what was refused took no number";
}

TEST_P(EnterTest, AnAlteredRowIsFoundOut)
{
    for (int i = 0; i < 5; ++i) office.enter(application());
    office.lane.wait<base::Done>([](db::Tx& tx) -> base::Result<base::Done> {
        tx(R"sql(update registry_entry set presented_at = presented_at - 1 where number = 1)sql");
        return base::Done{};
    });
    EXPECT_EQ(testing::faults(office),
              (std::vector<std::string>{"leaf 0 does not recompute", "the head is not that of the leaves"}));
}

TEST(RegisterNumber, IsReadAsItIsWritten)
{
    Number const first{2026, Direction::Entry, 123};
    EXPECT_EQ(text_of(first), "2026-E-000123");
    EXPECT_EQ(number_in("2026-E-000123"), first);
    EXPECT_EQ(number_in(" 2026-e-000123 "), first);
    EXPECT_EQ(number_in("2026-S-1234567"), (Number{2026, Direction::Exit, 1234567}));
    for (auto const* const wrong : {"", "2026-E-123", "2026-X-000123", "2026-E-0000123", "2026E000123", "+026-E-000123",
                                    "2026-E-00012a", "2026-E-000000", "2026-E--00123", "2026-E-99999999999999999999"})
        EXPECT_FALSE(number_in(wrong)) << wrong;
}

}
}
