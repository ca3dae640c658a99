// SPDX-License-Identifier: EUPL-1.2
// What a citizen has handed in and filed with nothing yet: seen, added to, taken away.
#include "rooms/uploads/pages.h"

#include <algorithm>

namespace uploads {
namespace {

using base::Refusal;
constexpr auto address = "/carpeta/fitxers";

struct Mine {
    static constexpr auto view = "uploads/mine";
    std::string title;
    bool empty = false;
    Field field;
};
BOOST_DESCRIBE_STRUCT(Mine, (), (title, empty, field))

base::Result<Mine> show_mine(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    std::vector<UploadId> ids;
    for (auto const& kept : unfiled(snapshot, call.by)) ids.push_back(kept.id);
    Mine mine;
    mine.title = call.say("uploads.mine-title");
    mine.empty = ids.empty();
    auto const days = std::chrono::duration_cast<std::chrono::days>(room.setting.kept).count();
    mine.field = field(room, snapshot, call, "fitxers", call.say("uploads.mine-label"),
                       call.say("uploads.mine-hint", {{"days", std::to_string(std::max<std::int64_t>(days, 1))}}),
                       room.setting.own, ids);
    return mine;
}

// The form as browsers send it: ids of what is there, what was chosen now, and the button that was pressed.
struct Sent {
    std::vector<std::string> fitxers__nom;
    std::vector<web::Octets> fitxers__fitxer;
    std::optional<std::string> fitxers, accio;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (fitxers, fitxers__nom, fitxers__fitxer, accio))

struct Wanted {
    UploadId removed = {};             // or none
    std::optional<Joined> joined = {}; // of photographs that were there already
    Came came = {};                    // files chosen now, whichever button sent them
};

base::Result<Wanted> prepare_mine(Room& room, db::Snapshot const& snapshot, web::Call const& call, Sent const& sent)
{
    constexpr std::string_view removing = "treu-";
    auto const pressed = sent.accio.value_or("puja");
    Wanted wanted;
    if (pressed.starts_with(removing)) wanted.removed = {pressed.substr(removing.size())};
    auto const joins = pressed == "uneix-fitxers";
    if (!sent.fitxers__fitxer.empty() || (!joins && !wanted.removed))
        wanted.came = came(room, "fitxers", sent.fitxers__fitxer, sent.fitxers__nom);
    if (!joins) return wanted;
    if (auto made = join(room, snapshot, call.by, ids_in(sent.fitxers.value_or("")))) {
        wanted.joined = std::move(*made);
    } else if (!wanted.came.refusal) {
        wanted.came.refusal = made.refusal();
        wanted.came.refusal->field = "fitxers";
    }
    return wanted;
}

struct Done {
    static constexpr bool creates = false;
    std::vector<std::string> ids;
};
BOOST_DESCRIBE_STRUCT(Done, (), (ids))
std::string location(Done const&) { return address; }

base::Result<Done> record_mine(Room& room, act::Act& act, Wanted const& wanted)
{
    Done done;
    if (wanted.removed) {
        auto const gone = remove(room, act, wanted.removed);
        // Taken away twice is taken away.
        if (!gone && gone.refusal().why != Refusal::Why::Gone) return gone.refusal();
    }
    auto good = wanted.came.good;
    if (wanted.joined) good.push_back(wanted.joined->ready);
    for (auto const& ready : good) {
        auto const kept = record(room, act, *ready);
        if (!kept) {
            auto no = kept.refusal();
            no.field = "fitxers";
            no.kept = true;
            return no;
        }
        done.ids.push_back(kept->id.text);
    }
    if (!wanted.came.refusal) return done;
    auto no = *wanted.came.refusal;
    no.kept = true; // the good ones stay
    return no;
}

}

void mine_routes(web::Router& on, Room& room)
{
    auto const citizen = web::citizen(act::Level::Low);
    on.look(address, citizen, room, show_mine);
    on.act(address, citizen, room, prepare_mine, record_mine,
           {.body_limit = std::size_t(room.setting.largest_form), .waits = true});
}

}
