// SPDX-License-Identifier: EUPL-1.2
// The plan of the office: which rooms there are.
#include "app/rooms.h"

#include "rooms/audit/audit.h"

namespace app {

void add_routes(Town& town)
{
    auto& on = town.office.router;
    site::routes(on, town.site);
    identity::routes(on, town.identity);
    calendar::routes(on, town.calendar);
    catalogue::routes(on, town.procedures);
    documents::routes(on, *town.desk);
    padro::routes(on, town.padro);
}

web::Hooks hooks(Town& town)
{
    web::Hooks hooks;
    hooks.who = identity::who;
    hooks.who_was = identity::who_was;
    hooks.record_looks = [](db::Tx& tx, web::Call const& call) {
        act::Act act{tx, call.by, call.channel, call.at, call.language};
        for (auto const& look : call.looks) audit::looked(act, look.what, look.subject);
    };
    hooks.revision = [&town] { return town.procedures.revision(town.shared.clock.now()); };
    return hooks;
}

}
