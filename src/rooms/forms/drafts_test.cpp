// SPDX-License-Identifier: EUPL-1.2
// Drafts on both engines: whose they are, how they end, how they are kept, and when they may move to another version.
#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"
#include "rooms/forms/drafts.h"
#include "rooms/identity/identity.h"

#include <yaml-cpp/yaml.h>

namespace forms {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000}; // 2026-09-21

TEST(DraftMoves, AreThoseOfTheTableAndNoOthers)
{
    using S = DraftState;
    using E = DraftEvent;
    std::map<std::pair<S, E>, S> const allowed{
        {{S::Open, E::File}, S::Filed}, {{S::Open, E::Abandon}, S::Abandoned}, {{S::Open, E::Expire}, S::Expired}};
    for (auto const state : {S::Open, S::Filed, S::Abandoned, S::Expired})
        for (auto const event : {E::File, E::Abandon, E::Expire}) {
            auto const found = allowed.find({state, event});
            auto const expected = found == allowed.end() ? std::nullopt : std::optional(found->second);
            EXPECT_EQ(after(state, event), expected) << name(state) << " " << int(event);
        }
}

class DraftsTest : public db::testing::OnEngine {
protected:
    DraftsTest()
    {
        db::migrate(database, app::migrations(), noon);
        nuria = entered("12345678Z", "Núria");
        pau = entered("87654321X", "Pau");
        procedure.id = "instancia-generica";
        procedure.version = 3;
    }

    act::Actor entered(std::string const& number, std::string const& who)
    {
        auto const opened = lane.wait<identity::Opened>([&](db::Tx& tx) -> base::Result<identity::Opened> {
            return identity::open_session(tx, {"nif", number, who, act::Level::High, "demo"}, noon, 60min);
        });
        return *identity::who(database.read().snapshot(), opened->token, noon);
    }
    template<class T> base::Result<T> as(act::Actor const& by, std::function<base::Result<T>(act::Act&)> const& what)
    {
        return lane.wait<T>([&](db::Tx& tx) {
            act::Act act{tx, by, act::Channel::Web, now, "ca"};
            return what(act);
        });
    }
    DraftId begun(act::Actor const& by, json::object const& typed = {}, json::object const& sources = {})
    {
        return *as<DraftId>(by, [&](act::Act& act) { return begin(act, procedure, typed, sources); });
    }
    base::Result<Draft> saved(act::Actor const& by, DraftId const& id, json::object const& typed)
    {
        return as<Draft>(by, [&](act::Act& act) { return save(act, id, typed); });
    }
    base::Result<Draft> opened(act::Actor const& by, DraftId const& id)
    {
        return open_draft(database.read().snapshot(), by, id.text);
    }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    act::Actor nuria, pau;
    catalogue::Procedure procedure;
    base::Instant now = noon;
};

TEST_P(DraftsTest, AreTheirOwnersAlone)
{
    auto const id = begun(nuria, {{"subject", "Fanals"}});
    EXPECT_TRUE(opened(nuria, id));
    EXPECT_EQ(opened(pau, id).refusal().text, "forms.no-draft");
    EXPECT_EQ(saved(pau, id, {{"subject", "Altres"}}).refusal().text, "forms.no-draft");
    auto for_pau = nuria;
    for_pau.on_behalf = pau.person;
    EXPECT_EQ(opened(for_pau, id).refusal().text, "forms.no-draft");
    EXPECT_EQ(opened(act::Actor{}, id).refusal().text, "forms.no-draft");
    EXPECT_EQ(drafts_of(database.read().snapshot(), nuria).size(), 1U);
    EXPECT_TRUE(drafts_of(database.read().snapshot(), pau).empty());
}

TEST_P(DraftsTest, KeepWhatWasTypedForAnotherWhileEachTime)
{
    auto const id = begun(nuria, {{"subject", "Fanals"}, {"name", "Núria"}}, {{"name", "padro"}});
    now = noon + std::chrono::hours(24 * 10);
    auto const after_save = saved(nuria, id, {{"subject", nullptr}, {"facts", "No hi ha llum"}, {"name", "Núria"}});
    ASSERT_TRUE(after_save);
    EXPECT_EQ(json::serialize(after_save->typed), json::serialize(opened(nuria, id)->typed));
    EXPECT_FALSE(after_save->typed.contains("subject"));
    EXPECT_EQ(after_save->expires_at, now + draft_lasts);
    EXPECT_TRUE(after_save->sources.contains("name")) << "the same answer keeps where it came from";
    EXPECT_TRUE(saved(nuria, id, {{"name", "Núria P."}})->sources.empty());
    EXPECT_EQ(saved(nuria, id, {{"facts", std::string(largest_answers, 'x')}}).refusal().text, "forms.draft-too-large");
    EXPECT_EQ(opened(nuria, id)->typed.at("facts").as_string(), "No hi ha llum");
}

TEST_P(DraftsTest, EndOnceAndForgetWhatWasTyped)
{
    auto const id = begun(nuria, {{"subject", "Fanals"}});
    EXPECT_TRUE(as<base::Done>(nuria, [&](act::Act& act) { return move(act, id, DraftEvent::Abandon); }));
    EXPECT_EQ(opened(nuria, id).refusal().text, "forms.draft-is-abandoned");
    EXPECT_EQ(as<base::Done>(nuria, [&](act::Act& act) { return move(act, id, DraftEvent::File); }).refusal().text,
              "forms.draft-is-abandoned");
    EXPECT_TRUE(draft(database.read().snapshot(), id)->typed.empty());
}

TEST_P(DraftsTest, ExpireAfterTheirTime)
{
    auto const old = begun(nuria, {{"subject", "Fanals"}});
    now = noon + std::chrono::hours(24 * 29);
    auto const fresh = begun(nuria);
    auto const count =
        lane.wait<std::size_t>([&](db::Tx& tx) -> base::Result<std::size_t> { return expire(tx, noon + draft_lasts); });
    EXPECT_EQ(*count, 1U);
    EXPECT_EQ(opened(nuria, old).refusal().text, "forms.draft-is-expired");
    EXPECT_TRUE(draft(database.read().snapshot(), old)->typed.empty());
    EXPECT_TRUE(opened(nuria, fresh));
}

TEST_P(DraftsTest, NobodyHasMoreThanFifty)
{
    for (std::size_t i = 0; i < most_drafts; ++i) begun(nuria);
    EXPECT_EQ(as<DraftId>(nuria, [&](act::Act& act) { return begin(act, procedure, {}, {}); }).refusal().text,
              "forms.too-many-drafts");
    begun(pau);
}

INSTANTIATE_TEST_SUITE_P(Engines, DraftsTest, db::testing::all_engines(), db::testing::engine_name);

std::shared_ptr<catalogue::Form const> form_of(std::string const& fields)
{
    return catalogue::read_form(
        YAML::Load("files: request\npages:\n  - id: p\n    title: {ca: P}\n    fields:\n" + fields), {"ca"});
}

// Invariant 31: an open draft moves only if every answer still validates under its key.
TEST(Versions, ADraftMovesOnlyWhereAllItsAnswersFit)
{
    auto const first = form_of("      - {key: a, type: text, most: 10, label: {ca: a}}\n"
                               "      - {key: b, type: text, label: {ca: b}}\n");
    auto const wider = form_of("      - {key: a, type: text, most: 20, label: {ca: a}}\n"
                               "      - {key: b, type: text, label: {ca: b}}\n"
                               "      - {key: c, type: text, label: {ca: c}}\n");
    auto const narrower = form_of("      - {key: a, type: text, most: 3, label: {ca: a}}\n");
    auto const other = form_of("      - {key: a, type: number, label: {ca: a}}\n");
    Surroundings const here;
    EXPECT_TRUE(can_move(*first, *wider, {{"a", "Fanals"}, {"b", "x"}}, here));
    EXPECT_FALSE(can_move(*first, *narrower, {{"a", "Fanals"}}, here));
    EXPECT_TRUE(can_move(*first, *narrower, {{"a", "Fa"}}, here));
    EXPECT_FALSE(can_move(*first, *narrower, {{"b", "x"}}, here)) << "its question is gone";
    EXPECT_FALSE(can_move(*first, *other, {{"a", "12"}}, here));
    EXPECT_TRUE(can_move(*first, *narrower, {{"a", std::string(11, 'x')}}, here)) << "it was wrong before as well";
}

}
}
