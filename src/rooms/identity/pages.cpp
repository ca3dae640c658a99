// SPDX-License-Identifier: EUPL-1.2
// The way in and out. Providers of identity stand on this page; a sample town has one that asks for no proof.
#include "rooms/audit/audit.h"
#include "rooms/identity/certificate_pages.h"
#include "rooms/identity/code_pages.h"
#include "rooms/identity/people.h"
#include "rooms/identity/provider_pages.h"
#include "web/address.h"
#include "web/form.h"
#include "web/parts.h"

namespace identity {
namespace {

using base::Refusal;

struct EnterAsked {
    std::optional<std::string> retorn, nivell;
};
BOOST_DESCRIBE_STRUCT(EnterAsked, (), (retorn, nivell))

struct EnterPage {
    static constexpr auto view = "identity/enter";
    std::string title;
    bool sample;
    bool level_needed;
    bool nothing; // no way in at all
    std::string needed, back_to, certificate, code;
    std::vector<WayCard> ways;
    bool form = true;
    web::Input document;
    web::Radios level;
};
BOOST_DESCRIBE_STRUCT(EnterPage, (),
                      (title, sample, level_needed, nothing, needed, back_to, certificate, code, ways, form, document,
                       level))

struct EnterDemo {
    std::string document, level;
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(EnterDemo, (), (document, level, retorn))

struct Proved {
    Proof proof;
    std::string back_to;
    std::chrono::minutes lasting;
};

struct Left {
    std::vector<web::Cookie> cookies;
};
BOOST_DESCRIBE_STRUCT(Left, (), ())
std::string location(Left const&) { return "/"; }

base::Result<EnterPage> show_enter(Room& room, db::Snapshot const&, web::Call const& call, EnterAsked const& asked)
{
    EnterPage page;
    page.title = call.say("identity.enter-title");
    page.sample = room.sample;
    auto const needed = act::level_named(call.value("nivell", asked.nivell.value_or("")));
    page.level_needed = needed > act::Level::None;
    page.needed = page.level_needed ? call.say("identity.level-" + std::string(name(needed))) : "";
    page.back_to = web::local_address(asked.retorn ? asked.retorn : std::optional(call.value("retorn")), "/carpeta");
    if (room.certificates) page.certificate = with_return(std::string(certificate_path), page.back_to);
    page.ways = way_cards(room, call, page.back_to);
    // Where more is needed, a code would only lead back here.
    if (room.codes && needed <= act::Level::Low) page.code = with_return("/entra/codi", page.back_to);
    page.nothing = !page.sample && page.certificate.empty() && page.ways.empty() && !room.codes;
    page.document = web::input(call, "document", call.say("identity.document"), call.say("identity.document-hint"));
    page.document.width = "govuk-input--width-10";
    page.document.code = true;
    page.level = web::radios(
        call, "level", call.say("identity.level"), "", "substantial",
        {{"low", call.say("identity.level-low"), call.say("identity.level-low-hint")},
         {"substantial", call.say("identity.level-substantial"), call.say("identity.level-substantial-hint")},
         {"high", call.say("identity.level-high"), call.say("identity.level-high-hint")}});
    return page;
}

base::Result<Proved> prove_demo(Room& room, db::Snapshot const& snapshot, web::Call const&, EnterDemo const& asked)
{
    if (!room.sample) return Refusal{Refusal::Why::NotFound, "web.no-page"};
    auto const number = base::document_number(asked.document);
    if (!number) return Refusal{Refusal::Why::Unprocessable, "identity.bad-document", "document"};
    auto const level = act::level_named(asked.level);
    if (level == act::Level::None) return Refusal{Refusal::Why::Unprocessable, "field.choice", "level"};
    auto const name = room.registered_name(snapshot, number->text);
    if (name.empty()) return Refusal{Refusal::Why::Unprocessable, "identity.not-in-sample", "document"};
    auto const* const kind = number->kind == base::DocumentKind::Nie ? "nie" : "nif";
    return Proved{
        {kind, number->text, name, level, "demo"}, web::local_address(asked.retorn, "/carpeta"), room.session_length};
}

base::Result<Entered> enter(Room&, act::Act& act, Proved const& proved)
{
    auto const opened = open_session(act.tx, proved.proof, act.at, proved.lasting);
    keep_standing(act, opened);
    audit::record(act, "identity.entered", opened.person, "");
    Entered entered;
    entered.name = proved.proof.name;
    entered.level = std::string(name(proved.proof.level));
    entered.until = base::rfc3339(opened.until);
    entered.cookies = {session_cookie_of(opened, proved.lasting)};
    entered.back_to = proved.back_to;
    return entered;
}

base::Result<act::SessionId> ending(Room&, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    return call.by.session;
}

base::Result<Left> leave(Room&, act::Act& act, act::SessionId const& session)
{
    if (session) {
        close_session(act.tx, session);
        audit::record(act, "identity.left", act.by.person, "");
    }
    return Left{{{"sessio", "", -1}, {"escrit", "", -1}}};
}

}

void routes(web::Router& on, Room& room)
{
    on.look("/entra", web::anyone(), room, show_enter);
    on.ask("/entra", web::anyone(), room, show_enter); // where its form asks for another language
    if (room.sample) on.look("/entra/demo", web::anyone(), room, show_enter); // shown again after a refusal
    if (room.sample) on.act("/entra/demo", web::anyone(), room, prove_demo, enter, {.limited = "enter"});
    certificate_routes(on, room);
    provider_routes(on, room);
    code_routes(on, room);
    on.act("/surt", web::anyone(), room, ending, leave, {.any_standing = true});
}

}
