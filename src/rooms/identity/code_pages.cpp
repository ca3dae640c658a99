// SPDX-License-Identifier: EUPL-1.2
// Entering at level low: a telephone or an address, then the code that was sent there. Whoever asks gets the same
// answer in the same time, whether or not something was sent; nothing here depends on who is known.
#include "rooms/identity/code_pages.h"

#include "base/network.h"
#include "rooms/audit/audit.h"
#include "rooms/identity/browser.h"
#include "rooms/identity/codes.h"
#include "rooms/identity/people.h"
#include "web/address.h"
#include "web/form.h"

namespace identity {
namespace {

using base::Refusal;
constexpr auto ask_path = "/entra/codi", type_path = "/entra/codi/escriu", again_path = "/entra/codi/torna";

struct AskPageAsked {
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(AskPageAsked, (), (retorn))

struct AskPage {
    static constexpr auto view = "identity/ask_code";
    std::string title, back_to, others;
    bool form = true;
    web::Input contact;
};
BOOST_DESCRIBE_STRUCT(AskPage, (), (title, back_to, others, form, contact))

struct ContactTyped {
    std::string contacte;
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(ContactTyped, (), (contacte, retorn))

// What is to be sent, and to whom, as far as it is known before the lane.
struct Asking {
    Contact contact;
    Browser browser;
    std::string back_to, town;
    web::Texts const* texts = nullptr;
    bool again = false;
};

struct Sending {
    std::vector<web::Cookie> cookies;
    std::string to = type_path;
};
BOOST_DESCRIBE_STRUCT(Sending, (), (to))
std::string location(Sending const& sending) { return sending.to; }

// texts: identity.contact-label-* identity.contact-hint-*
base::Result<AskPage> show_ask(Room& room, db::Snapshot const&, web::Call const& call, AskPageAsked const& asked)
{
    auto const& door = *room.codes;
    std::string const kinds = door.mail && door.sms ? "both" : door.mail ? "mail" : "sms";
    AskPage page;
    page.title = call.say("identity.code-ask-title");
    page.back_to = web::local_address(asked.retorn ? asked.retorn : std::optional(call.value("retorn")), "/carpeta");
    page.others = "/entra?retorn=" + web::url_encoded(page.back_to);
    page.contact = web::input(call, "contacte", call.say("identity.contact-label-" + kinds),
                              call.say("identity.contact-hint-" + kinds));
    // WCAG 2.2, 1.3.5: one field for either is the name by which somebody enters.
    page.contact.autocomplete = kinds == "both" ? "username" : kinds == "mail" ? "email" : "tel";
    page.contact.inputmode = kinds == "sms" ? "tel" : "email";
    page.contact.width = "govuk-input--width-20";
    return page;
}

Refusal too_many(char const* field) { return {Refusal::Why::TooMany, "identity.code-too-many", field}; }

bool within_limit(Room const& room, web::Call const& call)
{
    return room.codes->limits->take("code", base::neighbourhood(call.peer), call.at);
}

base::Result<Asking> prepare_asking(Room& room, db::Snapshot const&, web::Call const& call, ContactTyped const& in)
{
    auto const contact = contact_typed(*room.codes, in.contacte);
    if (!contact) return contact.refusal();
    if (!within_limit(room, call)) return too_many("contacte");
    return Asking{*contact, bound_browser(call), web::local_address(in.retorn, "/carpeta"), call.town.name,
                  &call.texts};
}

jobs::Message message_of(Asking const& asking, NewCode const& made, std::string_view language, base::Instant now)
{
    base::Refusal::Arguments const with{{"code", made.code}, {"town", asking.town}};
    std::string const tongue(language);
    jobs::Message message;
    message.id = made.id.text;
    message.to = asking.contact.address;
    message.language = tongue;
    message.until = now + code_lasts;
    if (asking.contact.kind == Contact::Kind::Telephone) {
        message.by = jobs::Message::By::Sms;
        message.text = asking.texts->say(tongue, "identity.code-sms", with);
        return message;
    }
    message.subject = asking.texts->say(tongue, "identity.code-mail-subject", with);
    message.text = asking.texts->say(tongue, "identity.code-mail-text", with);
    return message;
}

base::Result<Sending> record_asking(Room& room, act::Act& act, Asking const& asking)
{
    auto const& door = *room.codes;
    auto const before = code_of(door, act.tx, asking.browser.hash, act.at);
    auto const fresh = before.standing != CodeStanding::None && before.code.asked_at + next_code_after > act.at;
    if (asking.again) {
        if (before.standing == CodeStanding::None) return Refusal{Refusal::Why::Gone, "identity.code-none"};
        if (fresh) return Refusal{Refusal::Why::TooMany, "identity.code-wait", "codi"};
    }
    // Sent twice by a hasty hand: the code that is on its way does.
    auto const same = fresh && before.code.contact.address == asking.contact.address;
    if (same && before.standing == CodeStanding::Open) return Sending{{asking.browser.cookie}};
    auto const withheld = enough_sent(door, act.tx, asking.contact, act.at);
    auto const made = ask_code(door, act.tx, asking.contact, asking.browser.hash, asking.back_to, act.at);
    auto message = message_of(asking, made, act.language, act.at);
    message.withheld = withheld;
    door.post->put(act.tx, message, act.at);
    return Sending{{asking.browser.cookie}};
}

struct Again {};
BOOST_DESCRIBE_STRUCT(Again, (), ())

base::Result<Asking> prepare_again(Room& room, db::Snapshot const& snapshot, web::Call const& call, Again const&)
{
    auto const found = code_of(*room.codes, snapshot, browser_hash(call), call.at);
    if (found.standing == CodeStanding::None) return Refusal{Refusal::Why::Gone, "identity.code-none"};
    if (!within_limit(room, call)) return too_many("codi");
    return Asking{found.code.contact, bound_browser(call), found.code.back_to, call.town.name, &call.texts, true};
}

struct TypePage {
    static constexpr auto view = "identity/type_code";
    std::string title, why, contact, postbox;
    bool form = false, by_telephone = false;
    bool may_ask_again = false;
    std::vector<web::Input> code;
};
BOOST_DESCRIBE_STRUCT(TypePage, (), (title, why, contact, postbox, form, by_telephone, may_ask_again, code))

base::Result<TypePage> show_type(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    auto const found = code_of(*room.codes, snapshot, browser_hash(call), call.at);
    TypePage page;
    page.contact = found.code.contact.address;
    page.by_telephone = found.code.contact.kind == Contact::Kind::Telephone;
    page.postbox = page.by_telephone ? room.codes->sms_shown_at : room.codes->mail_shown_at;
    page.may_ask_again = found.standing != CodeStanding::None;
    page.form = found.standing == CodeStanding::Open;
    page.title = call.say(page.form ? "identity.code-type-title" : "identity.code-again-title");
    if (!page.form) {
        if (!call.refused) page.why = call.say(why_closed(found.standing).text); // else it stands on top already
        return page;
    }
    auto field = web::input(call, "codi", call.say("identity.code-label"), call.say("identity.code-hint"));
    field.width = "govuk-input--width-5";
    field.inputmode = "numeric";
    field.autocomplete = "one-time-code";
    field.code = true;
    field.value.clear();
    page.code.push_back(std::move(field));
    return page;
}

struct CodeTyped {
    std::string codi;
};
BOOST_DESCRIBE_STRUCT(CodeTyped, (), (codi))

struct Trying {
    std::string digits, browser;
};

base::Result<Trying> prepare_trying(Room&, db::Snapshot const&, web::Call const& call, CodeTyped const& in)
{
    auto const digits = code_typed(in.codi);
    if (!digits) return Refusal{Refusal::Why::Unprocessable, "identity.code-form", "codi"}; // a slip is no try
    return Trying{*digits, browser_hash(call)};
}

std::string evidence_of(AskedCode const& code, base::Instant used)
{
    return boost::json::serialize(boost::json::object{{"code", code.id.text},
                                                      {"sent_to", std::string(name(code.contact.kind))},
                                                      {"asked", base::rfc3339(code.asked_at)},
                                                      {"used", base::rfc3339(used)},
                                                      {"wrong_tries", code.tries}});
}

base::Result<Entered> record_trying(Room& room, act::Act& act, Trying const& trying)
{
    auto const used = use_code(*room.codes, act.tx, trying.browser, trying.digits, act.at);
    if (!used) {
        // RD 311/2022, op.acc.5: failures are recorded too; nobody is known yet.
        if (used.refusal().kept) audit::record(act, "identity.code-refused", {}, "");
        return used.refusal();
    }
    auto const& contact = used->contact;
    Proof const proof{std::string(name(contact.kind)), contact.address, contact.address, act::Level::Low, "codi"};
    auto const id = keep_assertion(act.tx, proof, evidence_of(*used, act.at), act.at);
    return let_in(act, id, room.session_length, used->back_to);
}

}

void code_routes(web::Router& on, Room& room)
{
    if (!room.codes) return;
    on.look(ask_path, web::anyone(), room, show_ask);
    on.act(ask_path, web::anyone(), room, prepare_asking, record_asking, {.any_standing = true, .guessed = true});
    on.look(type_path, web::anyone(), room, show_type);
    on.act(type_path, web::anyone(), room, prepare_trying, record_trying, {.limited = "enter", .any_standing = true});
    on.look(again_path, web::anyone(), room, show_type); // shown again after a refusal
    on.act(again_path, web::anyone(), room, prepare_again, record_asking, {.any_standing = true, .guessed = true});
}

}
