// SPDX-License-Identifier: EUPL-1.2
// The staff's search on both engines: with the index of words and without it the same entries come in the same order.
#include "rooms/registry/office_test.h"
#include "rooms/registry/search.h"
#include "rooms/registry/words.h"

namespace registry {
namespace {

class SearchTest : public db::testing::OnEngine {
protected:
    void SetUp() override
    {
        OnEngine::SetUp();
        for (int i = 0; i < 120; ++i) {
            auto wanted = testing::application("Fanals del carrer " + std::to_string(i % 7));
            if (i % 40 == 3) wanted.subject = "Poda d'un plàtan, cantonada";
            wanted.parties[0].document = i % 10 == 0 ? "87654321X" : "12345678Z";
            if (i % 20 == 0) wanted.parties.push_back(wanted.parties[0]);
            if (i % 3 == 0) wanted.unit = "Urbanisme";
            office.enter(wanted);
        }
    }
    std::vector<std::int64_t> found(Filter const& filter)
    {
        std::vector<std::int64_t> leaves;
        for (auto const& row : office.seen([&](auto const& snapshot) { return newest_first(snapshot, filter); }))
            leaves.push_back(row.leaf);
        return leaves;
    }
    static Filter of(std::string words, std::string document = "", std::string unit = "")
    {
        Filter filter;
        filter.words = std::move(words);
        filter.document = std::move(document);
        filter.unit = std::move(unit);
        return filter;
    }
    void doing(std::function<void(db::Tx&)> const& what)
    {
        office.lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            what(tx);
            return base::Done{};
        });
    }
    testing::Office office{database};
};
INSTANTIATE_TEST_SUITE_P(Engines, SearchTest, db::testing::all_engines(), db::testing::engine_name);

using Leaves = std::vector<std::int64_t>;

TEST_P(SearchTest, FindsByBeginningsOfWordsNewestFirst)
{
    EXPECT_EQ(found(of("PLAT pod")), (Leaves{83, 43, 3}));
    EXPECT_EQ(found(of("un cantonada")), (Leaves{83, 43, 3}));
    EXPECT_EQ(found(of("latan")), Leaves{});
    EXPECT_EQ(found(of("%")), Leaves{}) << "a mark is no word";
    EXPECT_EQ(found(of("plàtan", "", "Urbanisme")), (Leaves{3}));
    auto later = of("platan");
    later.before = 83;
    EXPECT_EQ(found(later), (Leaves{43, 3}));
    auto first = of("fanals");
    first.limit = 2;
    EXPECT_EQ(found(first), (Leaves{119, 118}));
}

TEST_P(SearchTest, FindsAPersonsEntriesOnceEach)
{
    EXPECT_EQ(found(of("", "87654321X")), (Leaves{110, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 0}));
    EXPECT_EQ(found(of("fanals 1", "87654321X")), (Leaves{50}))
        << "leaves 8, 15, 22, … have carrer 1; 50 is the tenth's";
    EXPECT_EQ(found(of("", "87654321X", "Urbanisme")), (Leaves{90, 60, 30, 0}));
    EXPECT_EQ(found(of("", "00000000T")), Leaves{});
}

TEST_P(SearchTest, IsTheSameWithoutTheIndexAndWhenItIsMadeAfterwards)
{
    std::vector<Filter> const all{of("plat"), of("fanals 3"), of("carrer"), of("fanals", "", "Urbanisme"),
                                  of("no hi és")};
    std::vector<Leaves> with;
    for (auto const& each : all) with.push_back(found(each));
    EXPECT_FALSE(with[1].empty());
    doing([](db::Tx& tx) {
        tx(R"sql(delete from registry_word)sql");
        tx(R"sql(update registry_wordless set below = 120)sql");
    });
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(found(all[i]), with[i]) << all[i].words;
    std::int64_t left = 1;
    for (int i = 0; i < 3; ++i) doing([&](db::Tx& tx) { left = fill_words(tx, 50); });
    EXPECT_EQ(left, 0);
    EXPECT_EQ(office.seen([](auto const& snapshot) { return rare_word(snapshot, {"fanals", "plat"}); }), "plat");
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(found(all[i]), with[i]) << all[i].words;
}

}
}
