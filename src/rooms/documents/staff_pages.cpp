// SPDX-License-Identifier: EUPL-1.2
// Issued documents in the office: one is found by its code, revoked, or marked as replaced by another one.
#include "base/text.h"
#include "rooms/documents/code.h"
#include "rooms/documents/pages.h"
#include "web/parts.h"
#include "web/sensitive.h"

namespace documents {
namespace {

using base::Refusal;

struct SearchPage {
    static constexpr auto view = "documents/office-search";
    std::string title;
    web::Input code;
};
BOOST_DESCRIBE_STRUCT(SearchPage, (), (title, code))

struct Sought {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(Sought, (), (code))

struct OfficePage {
    static constexpr auto view = "documents/office-document";
    std::string title, code, issued, state, state_words, state_since;
    web::Covered holder;
    web::Uncover uncover;
    bool valid = false, may_revoke = false, can_revoke = false, holder_covered = false;
    web::Input reason, successor;
};
BOOST_DESCRIBE_STRUCT(OfficePage, (),
                      (title, code, issued, state, state_words, state_since, holder, uncover, valid, may_revoke,
                       can_revoke, holder_covered, reason, successor))

web::Input code_field(web::Call const& call, char const* id, std::string label)
{
    auto field = web::input(call, id, std::move(label), call.say("documents.code-hint"));
    field.code = true;
    return field;
}

base::Result<SearchPage> show_search(Desk&, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    return SearchPage{call.say("documents.office-title"), code_field(call, "code", call.say("documents.office-code"))};
}

base::Result<Issued> sought(Desk const& desk, db::Snapshot const& snapshot, std::string const& typed, char const* field)
{
    auto found = store::by_code(desk, snapshot, read_code(typed));
    if (!found) return Refusal{Refusal::Why::NotFound, "documents.unknown-code", field};
    return std::move(*found);
}

std::string moment(web::Call const& call, base::Instant at)
{
    return call.say("documents.at-time",
                    {{"day", base::day_in_words(local_day(at), call.language)}, {"time", local_time(at)}});
}

OfficePage office_page(Desk const& desk, db::Snapshot const& snapshot, web::Call const& call, Issued const& issued)
{
    OfficePage page;
    page.title = issued.title;
    page.code = grouped(issued.code);
    page.issued = moment(call, issued.issued_at);
    page.valid = issued.state == State::Available;
    page.state = page.valid ? "valid" : std::string(name(issued.state));
    page.state_words = call.say("documents.state-" + page.state);
    page.state_since = page.valid ? "" : moment(call, issued.state_at);
    page.holder = web::sensitive(call, desk.setting.holder_name(snapshot, issued.person), web::Mask::Name,
                                 issued.person, "documents.holder");
    page.holder_covered = page.holder.masked;
    page.uncover = {.action = "/oficina/documents",
                    .field = "code",
                    .value = page.code,
                    .label = call.say("documents.show-holder")};
    page.may_revoke = call.by.may("documents.revoke");
    page.can_revoke = page.may_revoke && after(issued.state, Event::Revoke).has_value();
    page.reason = web::input(call, "reason", call.say("documents.reason"), call.say("documents.reason-hint"));
    page.successor = code_field(call, "successor", call.say("documents.successor"));
    return page;
}

base::Result<OfficePage> show_found(Desk& desk, db::Snapshot const& snapshot, web::Call const& call, Sought const& in)
{
    auto const issued = sought(desk, snapshot, in.code, "code");
    if (!issued) return issued.refusal();
    return office_page(desk, snapshot, call, *issued);
}

// Where a refused form, or one that was interrupted to prove who one is, comes back: at its document, with what was
// typed.
base::Result<web::Answer> show_again(Desk& desk, db::Snapshot const& snapshot, web::Call const& call,
                                     web::Nothing const& nothing)
{
    if (auto const issued = store::by_code(desk, snapshot, read_code(call.value("code"))))
        return web::answer(office_page(desk, snapshot, call, *issued));
    return web::answer(*show_search(desk, snapshot, call, nothing));
}

struct Revoking {
    std::string code, reason;
};
BOOST_DESCRIBE_STRUCT(Revoking, (), (code, reason))

struct Done {
    std::string code, state, verify;
};
BOOST_DESCRIBE_STRUCT(Done, (), (code, state, verify))
// What anybody sees from now on is the best proof that it is done.
std::string location(Done const& done) { return done.verify; }

base::Result<Revoking> prepare_revoke(Desk& desk, db::Snapshot const& snapshot, web::Call const&, Revoking const& in)
{
    auto const issued = sought(desk, snapshot, in.code, "code");
    if (!issued) return issued.refusal();
    if (base::trimmed(in.reason).empty() || in.reason.size() > 300)
        return Refusal{Refusal::Why::Unprocessable, "documents.reason-missing", "reason"};
    return in;
}

base::Result<Done> do_revoke(Desk& desk, act::Act& act, Revoking const& in)
{
    auto const done = revoke(desk, act, in.code, in.reason);
    if (!done) return done.refusal();
    return Done{done->code, done->state, done->verify};
}

struct Replacing {
    std::string code, successor;
};
BOOST_DESCRIBE_STRUCT(Replacing, (), (code, successor))

base::Result<Replacing> prepare_replace(Desk& desk, db::Snapshot const& snapshot, web::Call const&, Replacing const& in)
{
    auto const old = sought(desk, snapshot, in.code, "code"), fresh = sought(desk, snapshot, in.successor, "successor");
    if (!old) return old.refusal();
    if (!fresh) return fresh.refusal();
    return in;
}

base::Result<Done> do_replace(Desk& desk, act::Act& act, Replacing const& in)
{
    auto const done = supersede(desk, act, in.code, in.successor);
    if (!done) return done.refusal();
    return Done{done->code, done->state, done->verify};
}

}

void office_routes(web::Router& on, Desk& desk)
{
    on.look("/oficina/documents", web::staff("documents.see"), desk, show_search);
    on.ask("/oficina/documents", web::staff("documents.see"), desk, show_found);
    on.look("/oficina/documents/revoca", web::staff("documents.revoke"), desk, show_again, {.step_up = true});
    on.act("/oficina/documents/revoca", web::staff("documents.revoke"), desk, prepare_revoke, do_revoke,
           {.step_up = true});
    on.look("/oficina/documents/substitueix", web::staff("documents.revoke"), desk, show_again, {.step_up = true});
    on.act("/oficina/documents/substitueix", web::staff("documents.revoke"), desk, prepare_replace, do_replace,
           {.step_up = true});
}

}
