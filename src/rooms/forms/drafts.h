// SPDX-License-Identifier: EUPL-1.2
// Drafts: what somebody is filling in, from its first answer until it is filed, given up or forgotten.
#pragma once
#include "rooms/forms/answers.h"

namespace forms {

using DraftId = base::Id<struct DraftTag>;

// Draft: open -> filed | abandoned | expired. Nothing comes back.
enum class DraftState { Open, Filed, Abandoned, Expired };
enum class DraftEvent { File, Abandon, Expire };
std::string_view name(DraftState);
std::optional<DraftState> after(DraftState, DraftEvent);

// A draft is kept this long after it was saved last; the person is told the day.
constexpr auto draft_lasts = std::chrono::hours(24 * 30);
constexpr std::size_t most_drafts = 50;          // open ones of one person
constexpr std::size_t largest_answers = 200'000; // bytes of JSON

struct Draft {
    DraftId id;
    std::string procedure;
    std::int64_t version = 0;
    act::PersonId person, on_behalf;
    act::StaffId staff;
    std::string language;
    json::object typed;
    json::object sources; // key to "padro", "session", "earlier": where an answer that nobody typed comes from
    DraftState state = DraftState::Open;
    base::Instant began_at{}, saved_at{}, expires_at{};
};

// Whose it is: the same person standing for the same other, or the same member of staff.
bool owns(act::Actor const&, Draft const&);
// The actor's own draft with this id; NotFound for anybody else's, Gone when it is no longer open.
base::Result<Draft> open_draft(db::Snapshot const&, act::Actor const&, std::string_view id);
std::optional<Draft> draft(db::Snapshot const&, DraftId const&);
// The actor's open drafts, the last saved first.
std::vector<Draft> drafts_of(db::Snapshot const&, act::Actor const&);

// Acts. `begin` refuses whoever has too many.
base::Result<DraftId> begin(act::Act&, catalogue::Procedure const&, json::object const& typed,
                            json::object const& sources);
// Puts `typed` over the answers of the same keys (null: forgets one) and keeps the draft for another while.
base::Result<Draft> save(act::Act&, DraftId const&, json::object const& typed);
base::Result<base::Done> move(act::Act&, DraftId const&, DraftEvent);
// The draft goes on with another version of its procedure's form.
void adopt(act::Act&, DraftId const&, std::int64_t version);
// The actor fills it in from now on, whoever's it was, with these answers in the place of all that there were. Refuses
// whoever has too many.
base::Result<base::Done> take(act::Act&, Draft const&, json::object const& typed, json::object const& sources);
// Those whose time is over become expired and lose what was typed; how many. For the hourly round.
std::size_t expire(db::Tx&, base::Instant now);

// What a page of a draft looked like: two devices that fill in the same page find each other out by it.
std::string seal_of_page(catalogue::FormPage const&, json::object const& typed);

// Of all its answers: whoever files rechecks that they are those that were shown.
std::string seal_of(json::object const& typed);

// Whether a draft may go from one version of a form to another: every answer that was right is right there too, under
// the same key and type (invariant 31).
bool can_move(catalogue::Form const& from, catalogue::Form const& to, json::object const& typed, Surroundings const&);

}
