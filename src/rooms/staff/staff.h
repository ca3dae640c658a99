// SPDX-License-Identifier: EUPL-1.2
// Who works in the office: accounts with their time, roles, units, sessions, and the ways to prove who one is.
// Roles are data; a route asks for a permission ("documents.revoke"), never for a role.
#pragma once
#include "act/act.h"
#include "base/network.h"
#include "base/result.h"
#include "web/router.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace staff {

struct Member {
    act::StaffId id;
    std::string login, name, email, unit;
    std::string document;                // number of their own, for those who sign; empty when it is not known
    std::string post;                    // as their signature names it: "Secretària interventora"
    std::string valid_from, valid_until; // days; until is the last day, empty for no end
    std::string password;                // PHC string of argon2id, empty until it is set
    std::string totp_secret;             // encrypted, empty without one
    std::int64_t totp_step = 0;
    base::Instant last_entered{};
    std::vector<std::string> roles;
    std::size_t passkeys = 0;

    bool in_force(base::Day) const;
    bool has_second_factor() const { return !totp_secret.empty() || passkeys > 0; }
};

std::optional<Member> member(db::Snapshot const&, act::StaffId const&);
std::optional<Member> member_by_login(db::Snapshot const&, std::string_view login);
std::vector<Member> members(db::Snapshot const&);
std::vector<std::string> roles(db::Snapshot const&);

// What an account is made of; refuses bad logins, unknown roles, days that do not exist or end before they begin.
struct Wanted {
    std::string login, name, email, unit, valid_from, valid_until;
    std::vector<std::string> roles;
    std::string document = {}, post = {};
};
// Makes the account or brings an existing login to what is wanted.
base::Result<Member> put_member(act::Act&, Wanted const&);

struct Bulk {
    std::size_t made = 0, changed = 0;
};
// Enables many from a CSV with the columns login, name, email, unit, roles (space between), from, until; document and
// post may be left out, and then stay as they are.
// All or nothing: every faulty line is named in the Refusal.
base::Result<Bulk> put_members(act::Act&, std::string_view csv);

// A link's secret for setting a password: good once, for three days. A recovery also takes away what was lost.
std::string invite(act::Act&, act::StaffId const&, std::string_view purpose);

// PHC string of argon2id with a fresh salt. Slow on purpose: not on a loop thread.
std::string hashed_password(std::string_view password);
void set_password(db::Tx&, act::StaffId const&, std::string const& hash);

struct Opened {
    std::string token; // the only time that it is seen in the clear
    base::Instant until;
};
struct Entry {
    act::StaffId member;
    act::Level level;
    std::string method, peer, browser;
};
Opened open_session(db::Tx&, Entry const&, base::Instant now, std::chrono::minutes lasting);
void close_session(db::Tx&, act::SessionId const&);
// Tokens of the staff begin like this, so that no lookup is made twice.
constexpr std::string_view token_prefix = "of.";
// The actor that a token names; nothing when it is unknown or over or the account is out of force.
std::optional<act::Actor> who(db::Snapshot const&, std::string_view token, base::Instant now);
// In an act's transaction: whether the session and the account still stand.
std::optional<base::Refusal> recheck(db::Snapshot const&, act::Actor const&, base::Instant now);
// The actor with what they may do now; nothing when session or account is over.
std::optional<act::Actor> renewed(db::Snapshot const&, act::Actor, base::Instant now);
// Forgets what is over. For the hourly round.
void tidy(db::Tx&, base::Instant now);

struct Setting {
    std::string key;                     // 32 bytes: seals second-factor secrets, signs challenges and known browsers
    std::vector<base::Network> networks; // the office's own: a password alone is enough there
    std::chrono::minutes session_length{600};
};
struct Room {
    Setting setting;
    bool in_office(std::string_view peer) const;
};

void routes(web::Router&, Room&);

}
