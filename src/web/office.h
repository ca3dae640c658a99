// SPDX-License-Identifier: EUPL-1.2
// One town as the dispatcher sees it: its routes, texts, database and lane, and what rooms hand to the web.
#pragma once
#include "db/lane.h"
#include "web/assets.h"
#include "web/limits.h"
#include "web/router.h"
#include "web/views.h"
#include "web/workers.h"

#include <functional>
#include <string>

namespace web {

// What the web needs from rooms that stand above it.
struct Hooks {
    // The actor that a cookie or bearer token names, nothing when it names none (any more).
    std::function<std::optional<act::Actor>(db::Snapshot const&, std::string_view token, base::Instant)> who;
    // Whose session it was that a token named, also after its end; nobody when it is forgotten.
    std::function<act::PersonId(db::Snapshot const&, std::string_view token)> who_was;
    std::function<void(db::Tx&, Call const&)> record_looks;
    // In the act's own transaction: whether the actor may still act (session not revoked, representation valid).
    std::function<std::optional<base::Refusal>(db::Snapshot const&, act::Actor const&, base::Instant)> recheck;
    // Changes whenever a page that is the same for everybody may have changed.
    std::function<std::uint64_t()> revision;
};

// A part of the staff's navigation.
struct Section {
    std::string href;
    std::string text, summary; // keys of its name and of what one does there
    std::string permission;    // empty: for everybody who works here
};

struct Office {
    Town const& town;
    base::Clock const& clock;
    db::Database& database;
    db::Lane& lane;
    Texts const& texts;
    Views const& views;
    Assets const& assets;
    RateLimits& limits;
    Workers& workers;          // that compute
    Workers& askers;           // that may wait for other servers
    std::string typed_key;     // seals what was typed while an expired session is renewed
    bool behind_proxy = false; // believe X-Forwarded-For and X-Forwarded-Proto of the last hop
    Hooks hooks;
    Router router;
    std::vector<Section> sections;
};

}
