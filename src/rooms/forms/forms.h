// SPDX-License-Identifier: EUPL-1.2
// Declared forms: filled in page by page, kept as one types, judged whole before anything is filed. What the room needs
// from others, and what others need to file a draft.
#pragma once
#include "rooms/forms/drafts.h"
#include "rooms/uploads/uploads.h"

namespace forms {

struct Room {
    catalogue::Catalogue& procedures;
    uploads::Room& uploads;

    // What the office knows of the actor already, for fields that say so in `prefill` ("name", "address"…): as it would
    // be typed, with where it comes from ("session", "padro", "earlier"). Null when it knows nothing.
    struct Known {
        json::value value;
        std::string source;
    };
    std::function<Known(db::Snapshot const&, act::Actor const&, std::string_view what)> known;
    std::function<std::vector<std::string>(db::Snapshot const&)> streets; // of the town, for proposals
    std::function<Map(db::Snapshot const&)> map = {};                     // must not outlive the snapshot
    std::string key = {};                                                 // of the codes of handovers
};

void routes(web::Router&, Room&);

// A draft with the procedure whose form it is: the one in force where all its answers fit, else that it began with.
struct Opened {
    Draft draft;
    std::shared_ptr<catalogue::Procedure const> procedure;
    bool moves = false; // to a version that it does not name yet: whoever saves adopts it
    bool stays = false; // another version is in force that its answers do not fit
    catalogue::Form const& form() const { return *procedure->form; }
};
base::Result<Opened> open(Room&, db::Snapshot const&, web::Call const&, std::string_view id);
// Of whoever fills in or files, as the snapshot has it; it must not outlive the snapshot.
Surroundings surroundings(Room&, db::Snapshot const&, act::Actor const&, base::Instant, std::string_view language);
std::string step_address(Draft const&, std::string_view page);
// Where to go on: the first page that is shown and not complete, else the page that checks all.
std::string next_address(Draft const&, catalogue::Form const&, Assessed const&);

// Whether the actor may begin or file this procedure: the level that it asks for, and a representation that covers it.
std::optional<base::Refusal> may_file(db::Snapshot const&, act::Actor const&, catalogue::Procedure const&,
                                      base::Instant now);

// One field as a page shows it. `when`: the condition for the browser, JSON, empty for none.
struct FieldShown {
    std::string name, when, source;
    json::value part;
};
BOOST_DESCRIBE_STRUCT(FieldShown, (), (name, when, source, part))

// All of a form on one page, for the office that fills it in with whoever is there: its pages are sections. A condition
// of a page is one of each of its fields.
struct Section {
    std::string id, title, help;
    std::vector<FieldShown> fields;
};
BOOST_DESCRIBE_STRUCT(Section, (), (id, title, help, fields))
struct Whole {
    std::vector<Section> sections;
    std::string seen; // seal of what it showed
    bool files = false;
};
// `more`: the key of a group that shows one row more.
Whole draw_whole(Room&, db::Snapshot const&, web::Call const&, Opened const&, std::string_view more);
// What was sent of it, by the names of its inputs; before the lane, since files are scanned.
struct StepReady;
struct WholeSent {
    std::string action, seen;
    json::object answers;
};
std::shared_ptr<StepReady const> read_whole(Room&, db::Snapshot const&, web::Call const&, Opened, WholeSent const&);
// In the lane: kept whatever it is; what is wrong with it; whether it is to be shown again for another reason.
struct WholeKept {
    Draft draft;
    std::vector<base::Refusal> faults;
    bool stays = false;
    std::string more, at;
};
base::Result<WholeKept> keep_whole(Room&, act::Act&, StepReady const&);
std::string seal_of_whole(catalogue::Form const&, json::object const& typed);
// What the office knows already of somebody, for the fields that say so, with where it comes from.
struct Prefilled {
    json::object typed, sources;
};
Prefilled prefilled(Room&, db::Snapshot const&, act::Actor const& whose, catalogue::Form const&);

// How often a better procedure was proposed to whoever began a generic one, and how often it was taken: in a time from
// `since` to before `until`.
struct ProposalCounts {
    std::int64_t drafts = 0, taken = 0;
};
ProposalCounts proposals(db::Snapshot const&, base::Instant since, base::Instant until);
struct ProposedProcedure {
    std::string procedure;
    std::int64_t times = 0, taken = 0;
};
// The procedures that were proposed most since then, at most `limit`.
std::vector<ProposedProcedure> proposed_most(db::Snapshot const&, base::Instant since, int limit);

}
