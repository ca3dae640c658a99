// SPDX-License-Identifier: EUPL-1.2
// Withdrawing what one asked for (Llei 39/2015, art. 94): a filing of its own, signed (art. 11.2.d). What was filed
// before stays as it is.
#include "rooms/cases/filing.h"
#include "rooms/cases/pages.h"
#include "web/parts.h"

namespace cases {
namespace {

using base::Refusal;

struct WithdrawAsked {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(WithdrawAsked, (), (id))

struct WithdrawPage {
    static constexpr auto view = "cases/withdraw";
    std::string title, id, number, matter;
    std::vector<web::Checkboxes> sign;
    web::Textarea reason;
    bool by_certificate = false, form = true;
};
BOOST_DESCRIBE_STRUCT(WithdrawPage, (), (title, id, number, matter, sign, reason, by_certificate, form))

struct WithdrawSent {
    std::string id;
    std::optional<std::string> reason;
    bool signo = false;
};
BOOST_DESCRIBE_STRUCT(WithdrawSent, (), (id, reason, signo))

base::Result<Matter> withdrawable(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                  std::string const& id)
{
    auto found = own_matter(room, snapshot, call, id);
    if (found && !after(found->state, Event::Withdraw)) return Refusal{Refusal::Why::Conflict, "cases.is-withdrawn"};
    return found;
}

base::Result<WithdrawPage> show(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                WithdrawAsked const& asked)
{
    auto const found = withdrawable(room, snapshot, call, asked.id);
    if (!found) return found.refusal();
    WithdrawPage page;
    page.title = call.say("cases.withdraw-title");
    page.id = found->id.text;
    page.number = found->number;
    page.matter = found->title;
    page.reason =
        web::textarea(call, "reason", call.say("cases.withdraw-reason"), call.say("cases.withdraw-reason-hint"));
    page.sign.push_back(web::checkboxes(call, "signo", call.say("cases.sign-legend"), call.say("cases.sign-hint"), {},
                                        {{"si", call.say("cases.sign-withdrawal"), ""}}));
    page.by_certificate = room.certificates != nullptr;
    call.looked_at(found->interested, "cases.matter");
    return page;
}

base::Result<Prepared> prepare(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                               WithdrawSent const& sent)
{
    auto const found = withdrawable(room, snapshot, call, sent.id);
    if (!found) return found.refusal();
    if (auto const no = may_sign(call.by, call.at)) return *no;
    if (!sent.signo && !signs_by_calling(call.by))
        return Refusal{Refusal::Why::Unprocessable, "cases.must-sign", "signo"};
    return compose_withdrawal(room, snapshot, call, sent.id, sent.reason.value_or(""), Signing::ByIdentity);
}

base::Result<Filed> record(Room& room, act::Act& act, Prepared const& what) { return file(room, act, what); }

}

base::Result<Prepared> compose_withdrawal(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                          std::string const& id, std::string const& reason, Signing how)
{
    auto const found = withdrawable(room, snapshot, call, id);
    if (!found) return found.refusal();
    if (base::length_in_characters(reason) > 1000)
        return Refusal{Refusal::Why::Unprocessable, "cases.long-reason", "reason"};
    auto const who = room.person(snapshot, call.by.person);
    auto procedure = room.procedures.at_version(found->procedure, found->version);
    if (!who || !procedure) return Refusal{Refusal::Why::NotFound, "cases.no-matter"};
    Prepared what;
    what.id = FilingId::fresh(call.at);
    what.procedure = std::move(procedure);
    what.matter = found->id;
    what.kind = "withdrawal";
    what.file_name = call.say("cases.file-withdrawal");
    what.language = call.language;
    what.parties = parties_of(room, snapshot, call.by);
    what.interested = found->interested;
    what.subject =
        first_characters(call.say("cases.withdrawal-of", {{"number", found->number}, {"title", found->title}}), 240);
    what.signs = true;
    what.told.emplace_back(call.say("cases.of-matter"), found->number + " · " + found->title);
    if (!reason.empty()) what.told.emplace_back(call.say("cases.withdraw-reason"), reason);
    json::object content{{"matter", found->id.text},          {"number", found->number},
                         {"language", call.language},         {"files", "withdrawal"},
                         {"parties", in_words(what.parties)}, {"addressed_to", addressed_to(room)},
                         {"at", base::rfc3339(call.at)},      {"reason", reason},
                         {"told", in_words(what.told)}};
    what.content = signed_content(std::move(content), call.by, *who, call.channel, call.at, how);
    return what;
}

void withdraw_routes(web::Router& on, Room& room)
{
    on.look("/carpeta/tramits/{id}/desisteix", web::citizen(act::Level::Low), room, show);
    on.act("/carpeta/tramits/{id}/desisteix", web::citizen(act::Level::Low), room, prepare, record);
    if (room.certificates)
        on.look("/carpeta/tramits/{id}/desisteix/signatura", web::citizen(act::Level::Low), room, show);
}

}
