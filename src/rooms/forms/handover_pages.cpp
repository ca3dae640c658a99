// SPDX-License-Identifier: EUPL-1.2
// The link and the code of a draft that goes on elsewhere; and, there, typing the code.
#include "base/digits.h"
#include "rooms/forms/handover.h"
#include "rooms/forms/pages.h"
#include "web/parts.h"
#include "web/qr.h"

namespace forms {
namespace {

struct DraftNamed {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(DraftNamed, (), (id))

struct LinkPage {
    static constexpr auto view = "forms/handover";
    std::string title, id, procedure, link, code, until;
    std::vector<web::QrCode> qr;
    bool open = false;
};
BOOST_DESCRIBE_STRUCT(LinkPage, (), (title, id, procedure, link, code, until, qr, open))

base::Result<LinkPage> show_link(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 DraftNamed const& asked)
{
    auto const opened = open(room, snapshot, call, asked.id);
    if (!opened) return opened.refusal();
    LinkPage page;
    page.title = call.say("forms.handover-title");
    page.id = opened->draft.id.text;
    page.procedure = opened->procedure->title.in(call.language);
    auto const found = handover_of(snapshot, opened->draft.id, call.at);
    page.open = found.has_value();
    if (!found) return page;
    page.link = call.agent_origin + "/represa/" + found->id.text;
    page.code = code_of(room, *found).insert(handover_digits / 2, " ");
    page.until =
        call.say("forms.day-and-time", {{"day", base::day_in_words(base::local_day(found->until), call.language)},
                                        {"time", base::local_time(found->until)}});
    page.qr.push_back(web::qr_code(page.link, call.say("forms.handover-qr")));
    call.looked_at(call.by.subject(), "forms.draft");
    return page;
}

struct Linked {
    static constexpr bool creates = true;
    std::string id, draft, link, code, until;
};
BOOST_DESCRIBE_STRUCT(Linked, (), (id, draft, link, code, until))
std::string location(Linked const& linked) { return "/esborranys/" + linked.draft + "/enllac"; }

base::Result<DraftNamed> prepare_own(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     DraftNamed const& in)
{
    auto const opened = open(room, snapshot, call, in.id);
    if (!opened) return opened.refusal();
    return in;
}

base::Result<Linked> record_link(Room& room, act::Act& act, DraftNamed const& in)
{
    auto const draft = open_draft(act.tx, act.by, in.id);
    if (!draft) return draft.refusal();
    auto const made = make_handover(act, *draft);
    return Linked{made.id.text, draft->id.text, "/represa/" + made.id.text, code_of(room, made),
                  base::rfc3339(made.until)};
}

struct Unlinked {
    std::string draft;
};
BOOST_DESCRIBE_STRUCT(Unlinked, (), (draft))
std::string location(Unlinked const& unlinked) { return "/esborranys/" + unlinked.draft + "/enllac"; }

base::Result<Unlinked> record_unlink(Room&, act::Act& act, DraftNamed const& in)
{
    auto const draft = open_draft(act.tx, act.by, in.id);
    if (!draft) return draft.refusal();
    end_handover(act, draft->id);
    return Unlinked{draft->id.text};
}

struct TakePage {
    static constexpr auto view = "forms/take";
    std::string title, id, mine;
    bool form = true;
    web::Input code;
};
BOOST_DESCRIBE_STRUCT(TakePage, (), (title, id, mine, form, code))

// What it is a draft of is told to nobody without the code.
base::Result<TakePage> show_take(Room&, db::Snapshot const& snapshot, web::Call const& call, DraftNamed const& asked)
{
    auto const found = handover(snapshot, asked.id, call.at);
    if (!found) return found.refusal();
    TakePage page;
    page.title = call.say("forms.take-title");
    page.id = found->id.text;
    if (owns(call.by, *draft(snapshot, found->draft))) page.mine = "/esborranys/" + found->draft.text;
    page.form = page.mine.empty();
    page.code = web::input(call, "codi", call.say("forms.take-code"), call.say("forms.take-code-hint"));
    page.code.inputmode = "numeric";
    page.code.autocomplete = "off";
    page.code.width = "govuk-input--width-10";
    page.code.code = true;
    return page;
}

struct CodeTyped {
    std::string id, codi;
};
BOOST_DESCRIBE_STRUCT(CodeTyped, (), (id, codi))

struct Taken {
    std::string id, step;
};
BOOST_DESCRIBE_STRUCT(Taken, (), (id, step))
std::string location(Taken const& taken) { return taken.step; }

base::Result<CodeTyped> prepare_take(Room&, db::Snapshot const& snapshot, web::Call const& call, CodeTyped const& in)
{
    auto const digits = base::digits_typed(in.codi, handover_digits);
    if (!digits) return Refusal{Refusal::Why::Unprocessable, "forms.handover-form", "codi"}; // a slip is no try
    auto const found = handover(snapshot, in.id, call.at);
    if (!found) return found.refusal();
    return CodeTyped{found->id.text, *digits};
}

base::Result<Taken> record_take(Room& room, act::Act& act, CodeTyped const& in)
{
    auto const found = handover(act.tx, in.id, act.at);
    if (!found) return found.refusal();
    if (owns(act.by, *draft(act.tx, found->draft))) return Taken{found->draft.text, "/esborranys/" + found->draft.text};
    auto const taken = take_over(room, act, found->id, in.codi);
    if (!taken) return taken.refusal();
    return Taken{taken->text, "/esborranys/" + taken->text + "?desat=pres"};
}

}

void handover_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    on.look("/esborranys/{id}/enllac", whoever, room, show_link);
    on.act("/esborranys/{id}/enllac", whoever, room, prepare_own, record_link);
    on.act("/esborranys/{id}/enllac/anulla", whoever, room, prepare_own, record_unlink);
    on.look("/represa/{id}", whoever, room, show_take);
    on.act("/represa/{id}", whoever, room, prepare_take, record_take, {.limited = "enter"});
}

}
