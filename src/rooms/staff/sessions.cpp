// SPDX-License-Identifier: EUPL-1.2
// Sessions of the staff.
#include "base/crypto.h"
#include "rooms/staff/staff.h"

#include <algorithm>

namespace staff {
namespace {

std::shared_ptr<act::Permissions const> permissions(db::Snapshot const& snapshot, std::string const& member)
{
    auto granted = std::make_shared<act::Permissions>();
    for (auto const& row : snapshot(R"sql(
        select distinct p.permission from staff_grant g join staff_role_permission p on p.role = g.role
        where g.member = $1
        )sql",
                                    member))
        granted->insert(row.text(0));
    return granted;
}

}

Opened open_session(db::Tx& tx, Entry const& entry, base::Instant now, std::chrono::minutes lasting)
{
    Opened opened{std::string(token_prefix) + base::base64url(base::random_bytes(32)), now + lasting};
    tx(R"sql(
        insert into staff_session (token, id, member, level, method, peer, browser, begun, proved_at, until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
        )sql",
       db::Bytes{base::sha256(opened.token)}, act::SessionId::fresh(now).text, entry.member.text, name(entry.level),
       entry.method, entry.peer, entry.browser.substr(0, 200), now.micros, opened.until.micros);
    tx(R"sql(update staff_member set last_entered = $2 where id = $1)sql", entry.member.text, now.micros);
    return opened;
}

void close_session(db::Tx& tx, act::SessionId const& session)
{
    tx(R"sql(delete from staff_session where id = $1)sql", session.text);
}

std::optional<act::Actor> who(db::Snapshot const& snapshot, std::string_view token, base::Instant now)
{
    if (!token.starts_with(token_prefix)) return {};
    auto const today = base::iso(base::local_day(now));
    auto const row = snapshot.one(R"sql(
        select s.id, s.member, s.level, s.method, s.proved_at, m.name
        from staff_session s join staff_member m on m.id = s.member
        where s.token = $1 and s.until > $2 and m.valid_from <= $3 and (m.valid_until is null or m.valid_until >= $3)
        )sql",
                                  db::Bytes{base::sha256(token)}, now.micros, today);
    if (!row) return {};
    act::Actor actor;
    actor.kind = act::Actor::Kind::Staff;
    actor.session = {row->text(0)};
    actor.staff = {row->text(1)};
    actor.level = act::level_named(row->text(2));
    actor.method = row->text(3);
    actor.proved_at = {row->integer(4)};
    actor.name = row->text(5);
    actor.permissions = permissions(snapshot, actor.staff.text);
    return actor;
}

std::optional<base::Refusal> recheck(db::Snapshot const& snapshot, act::Actor const& actor, base::Instant now)
{
    auto const today = base::iso(base::local_day(now));
    auto const row = snapshot.one(R"sql(
        select 1 from staff_session s join staff_member m on m.id = s.member
        where s.id = $1 and s.until > $2 and m.valid_from <= $3 and (m.valid_until is null or m.valid_until >= $3)
        )sql",
                                  actor.session.text, now.micros, today);
    if (row) return {};
    return base::Refusal{base::Refusal::Why::Unidentified, "web.enter-first"};
}

std::optional<act::Actor> renewed(db::Snapshot const& snapshot, act::Actor actor, base::Instant now)
{
    if (recheck(snapshot, actor, now)) return {};
    actor.permissions = permissions(snapshot, actor.staff.text);
    return actor;
}

bool Room::in_office(std::string_view peer) const
{
    return std::ranges::any_of(setting.networks, [&](base::Network const& block) { return block.holds(peer); });
}

void tidy(db::Tx& tx, base::Instant now)
{
    tx(R"sql(delete from staff_session where until <= $1)sql", now.micros);
    tx(R"sql(delete from staff_pending where until <= $1)sql", now.micros);
    tx(R"sql(delete from staff_invitation where until <= $1)sql", now.micros);
    tx(R"sql(delete from staff_used_challenge where until <= $1)sql", now.micros);
    tx(R"sql(delete from staff_attempt where last_at <= $1)sql", (now - std::chrono::hours(24)).micros);
}

}
