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
    staff::routes(on, town.staff);
    backoffice::routes(on, town.backoffice);
    calendar::routes(on, town.calendar);
    catalogue::routes(on, town.procedures);
    documents::routes(on, *town.desk);
    padro::routes(on, town.padro);
}

// texts: staff.team-* backoffice.status-*
std::vector<web::Section> sections()
{
    return {{"/oficina/equip", "staff.team-title", "staff.team-summary", "staff.manage"},
            {"/oficina/estat", "backoffice.status-title", "backoffice.status-summary", "status.see"}};
}

void add_jobs(Town& town)
{
    town.queue.every("audit.chain", std::chrono::minutes(1), [&town](jobs::Job const&) {
        town.lane.wait<std::size_t>(
            [&](db::Tx& tx) -> base::Result<std::size_t> { return audit::chain(tx, town.shared.clock.now()); });
        return jobs::Ending::done();
    });
}

web::Hooks hooks(Town& town)
{
    web::Hooks hooks;
    hooks.who = [](db::Snapshot const& snapshot, std::string_view token, base::Instant now) {
        return token.starts_with(staff::token_prefix) ? staff::who(snapshot, token, now)
                                                      : identity::who(snapshot, token, now);
    };
    hooks.who_was = identity::who_was;
    hooks.record_looks = [](db::Tx& tx, web::Call const& call) {
        act::Act act{tx, call.by, call.channel, call.at, call.language};
        for (auto const& look : call.looks) audit::looked(act, look.what, look.subject, call.reason);
    };
    hooks.recheck = [](db::Snapshot const& snapshot, act::Actor const& by, base::Instant now) {
        return by.kind == act::Actor::Kind::Staff ? staff::recheck(snapshot, by, now) : std::nullopt;
    };
    hooks.revision = [&town] { return town.procedures.revision(town.shared.clock.now()); };
    return hooks;
}

}
