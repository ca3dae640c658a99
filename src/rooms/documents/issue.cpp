// SPDX-License-Identifier: EUPL-1.2
// Issuing, superseding, revoking.
#include "base/states.h"
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/documents/code.h"
#include "rooms/documents/desk.h"
#include "rooms/thread/thread.h"

#include <array>

namespace documents {
namespace {

constexpr std::array<std::string_view, 3> states{"available", "superseded", "revoked"};

constexpr std::array moves{
    base::Move{State::Available, Event::Supersede, State::Superseded},
    base::Move{State::Available, Event::Revoke, State::Revoked},
    base::Move{State::Superseded, Event::Revoke, State::Revoked},
};

}

std::string_view name(State state) { return base::name_in(states, state); }

// A state that this program does not know is not vouched for.
State state_named(std::string_view text) { return base::named_in<State>(states, text).value_or(State::Revoked); }

std::optional<State> after(State state, Event event) { return base::after(moves, state, event); }

Desk::Desk(Setting with) :
    setting(std::move(with)),
    seal(setting.seal_key_pem, setting.seal_passphrase, setting.seal_certificates_pem),
    blobs(setting.folder, setting.master_key),
    lookup_key(base::derive_key(setting.master_key, "documents.lookup")),
    code_key(base::derive_key(setting.master_key, "documents.code"))
{
}

pdf::Printer& Desk::printer()
{
    std::call_once(once, [this] {
        auto const& with = setting.stationery;
        made = std::make_unique<pdf::Printer>(
            pdf::Stock{with.regular_font, with.bold_font, with.colour_profile, with.arms_svg}, seal);
        stored_head = blobs.put(made->head(), base::sha256(made->head()));
    });
    return *made;
}

Blob const& Desk::head()
{
    printer();
    return stored_head;
}

std::string Desk::opened(std::string_view sealed) const
{
    auto code = base::decrypt(code_key, sealed, "code");
    if (!code) throw std::runtime_error("a verification code does not open with this town's key");
    return std::move(*code);
}

std::shared_ptr<Desk> open_desk(Setting setting) { return std::make_shared<Desk>(std::move(setting)); }
void warm(Desk& desk) { desk.printer(); }
void flush(Desk& desk) { desk.blobs.flush(); }
bool can_print(Desk& desk, std::string_view text) { return desk.printer().covers(text); }

std::string printable(Desk& desk, std::string_view text)
{
    if (can_print(desk, text)) return std::string(text);
    std::string out;
    for (auto const c : base::code_points(text)) {
        std::string character;
        base::append_utf8(character, c);
        out += can_print(desk, character) ? character : "?";
    }
    return out;
}

std::pair<std::string, std::int64_t> seal_of(Desk const& desk)
{
    return {desk.seal.subject(), desk.seal.valid_until()};
}

std::shared_ptr<Ready const> prepare(Desk& desk, Wanted const& wanted, std::string_view base_url, base::Instant at)
{
    auto ready = std::make_shared<Ready>();
    ready->id = DocumentId::fresh(at);
    ready->code = wanted.code.empty() ? fresh_code() : wanted.code;
    ready->wanted = wanted;
    ready->at = at;
    ready->data = base::sha256(wanted.data);
    auto const address = std::string(base_url) + "/verifica/" + ready->code;
    auto const sealed = desk.printer().print(wanted.paper, ready->code, address, at, wanted.evidence);
    ready->sha256 = sealed.sha256;
    ready->blob = desk.blobs.put(sealed.tail, sealed.sha256, &desk.head());
    return ready;
}

std::string unsealed(Desk& desk, Wanted const& wanted, std::string_view base_url, base::Instant at)
{
    return desk.printer().unsealed(wanted.paper, wanted.code, std::string(base_url) + "/verifica/" + wanted.code, at);
}

std::shared_ptr<Ready const> prepare_signed(Desk& desk, Wanted const& wanted, std::string_view file, std::string signer,
                                            base::Instant at)
{
    auto ready = std::make_shared<Ready>();
    ready->id = DocumentId::fresh(at);
    ready->code = wanted.code;
    ready->wanted = wanted;
    ready->at = at;
    ready->data = base::sha256(wanted.data);
    ready->signed_by = std::move(signer);
    ready->sha256 = base::sha256(file);
    // Written by a program with other fonts or arms before it was started anew, it stands alone.
    auto const& head = desk.printer().head();
    ready->blob = file.starts_with(head) ? desk.blobs.put(file.substr(head.size()), ready->sha256, &desk.head())
                                         : desk.blobs.put(file, ready->sha256);
    return ready;
}

Card record(Desk& desk, act::Act& act, Ready const& ready)
{
    store::insert(desk, act.tx, ready);
    store::supersede_earlier(act.tx, ready);
    audit::record(act, "documents.issued", ready.wanted.person, ready.id.text);
    thread::append(act, {ready.wanted.person, "", "document-issued", ready.id.text});
    Issued issued;
    issued.id = ready.id;
    issued.code = ready.code;
    issued.title = ready.wanted.paper.title;
    issued.language = ready.wanted.paper.language;
    issued.issued_at = issued.state_at = ready.at;
    issued.state = State::Available;
    return card(issued);
}

base::Result<Card> revoke(Desk& desk, act::Act& act, std::string_view typed, std::string_view reason)
{
    using base::Refusal;
    auto issued = store::by_code(desk, act.tx, read_code(typed));
    if (!issued) return Refusal{Refusal::Why::NotFound, "documents.unknown-code", "code"};
    auto const next = after(issued->state, Event::Revoke);
    if (!next) return Refusal{Refusal::Why::Conflict, "documents.already-revoked", "code"};
    store::set_state(act.tx, issued->id, *next, act.at, reason);
    audit::record(act, "documents.revoked", issued->person, issued->id.text);
    thread::append(act, {issued->person, "", "document-revoked", issued->id.text});
    issued->state = *next;
    issued->state_at = act.at;
    return card(*issued);
}

base::Result<Card> supersede(Desk& desk, act::Act& act, std::string_view typed, std::string_view by)
{
    using base::Refusal;
    auto issued = store::by_code(desk, act.tx, read_code(typed));
    if (!issued) return Refusal{Refusal::Why::NotFound, "documents.unknown-code", "code"};
    auto const fresh = store::by_code(desk, act.tx, read_code(by));
    if (!fresh || fresh->person != issued->person || fresh->procedure != issued->procedure || fresh->id == issued->id ||
        fresh->state != State::Available)
        return Refusal{Refusal::Why::Unprocessable, "documents.no-successor", "successor"};
    auto const next = after(issued->state, Event::Supersede);
    if (!next) return Refusal{Refusal::Why::Conflict, "documents.not-available", "code"};
    store::set_successor(act.tx, issued->id, fresh->id, act.at);
    audit::record(act, "documents.superseded", issued->person, issued->id.text);
    thread::append(act, {issued->person, "", "document-superseded", issued->id.text});
    issued->state = *next;
    issued->state_at = act.at;
    return card(*issued);
}

std::string title_of(Desk const& desk, db::Snapshot const& snapshot, std::string_view code)
{
    auto const issued = store::by_code(desk, snapshot, read_code(code));
    return issued ? issued->title : std::string();
}

Card card(Issued const& issued)
{
    return {issued.id.text,
            grouped(issued.code),
            issued.title,
            rfc3339(issued.issued_at),
            std::string(name(issued.state)),
            rfc3339(issued.state_at),
            issued.language,
            "/carpeta/documents/" + issued.id.text + "/pdf",
            "/verifica/" + issued.code};
}

std::vector<Card> cards(Desk const& desk, db::Snapshot const& snapshot, act::PersonId const& person)
{
    std::vector<Card> found;
    for (auto const& issued : store::of_person(desk, snapshot, person)) found.push_back(card(issued));
    return found;
}

}
