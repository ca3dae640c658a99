// SPDX-License-Identifier: EUPL-1.2
// One search for the whole office: what was typed tells by its form what it is. By POST: no number stands in an
// address.
#include "base/text.h"
#include "rooms/backoffice/pages.h"
#include "web/parts.h"

namespace backoffice {
namespace {

struct Sought {
    std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(Sought, (), (q))

struct FoundPage {
    static constexpr auto view = "backoffice/search";
    std::string title, q;
    std::vector<Found> found;
};
BOOST_DESCRIBE_STRUCT(FoundPage, (), (title, q, found))

base::Result<FoundPage> search(Room& room, db::Snapshot const& snapshot, web::Call const& call, Sought const& in)
{
    FoundPage page;
    page.title = call.say("backoffice.search-title");
    page.q = std::string(base::trimmed(in.q.value_or(""))).substr(0, 200);
    if (page.q.empty()) return page;
    for (auto const& source : room.searches)
        for (auto& each : source(snapshot, call, page.q)) page.found.push_back(std::move(each));
    return page;
}

}

void search_routes(web::Router& on, Room& room)
{
    on.look("/oficina/cerca", web::staff(), room, search);
    on.ask("/oficina/cerca", web::staff(), room, search);
}

}
