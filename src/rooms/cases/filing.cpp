// SPDX-License-Identifier: EUPL-1.2
#include "rooms/cases/filing.h"

#include "base/crypto.h"
#include "rooms/audit/audit.h"
#include "rooms/cases/signing.h"
#include "rooms/thread/thread.h"

namespace cases {
namespace {

using base::Refusal;

// How fresh a proof of identity must be to sign.
constexpr auto fresh_to_sign = std::chrono::minutes(10);

void insert_matter(act::Act& act, Prepared const& what, MatterId const& id, std::string const& number)
{
    act.tx(R"sql(
        insert into cases_matter (id, number, procedure, version, title, subject, interested, unit, state, language,
                                  opened_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'opened', $9, $10, $10)
        )sql",
           id.text, number, what.procedure->id, what.procedure->version, what.procedure->title.in(what.language),
           what.subject, what.interested.text, what.procedure->unit, what.language, act.at.micros);
}

void insert_filing(act::Act& act, Prepared const& what, MatterId const& matter, registry::Entered const& entered)
{
    auto const or_null = [](std::string const& id) { return id.empty() ? std::nullopt : std::optional(id); };
    act.tx(R"sql(
        insert into cases_filing (id, matter, kind, person, staff, content, sha256, entry, number, receipt, filed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        )sql",
           what.id.text, matter.text, what.kind, or_null(act.by.person.text), or_null(act.by.staff.text), what.content,
           base::hex(base::sha256(what.content)), entered.id.text, entered.number, entered.receipt_code,
           entered.presented_at.micros);
    std::int64_t position = 0;
    for (auto const& paper : what.papers)
        act.tx(R"sql(
            insert into cases_paper (filing, position, upload, name, type, bytes, sha256)
            values ($1, $2, $3, $4, $5, $6, $7)
            )sql",
               what.id.text, position++, paper.id, paper.name, paper.type, paper.bytes, paper.sha256);
}

// The form itself is the first document; then come its signature and the papers, in their order.
std::vector<registry::Paper> register_papers(Prepared const& what)
{
    std::vector<registry::Paper> list{{what.file_name, "application/json", base::hex(base::sha256(what.content)),
                                       what.id.text, std::int64_t(what.content.size())}};
    if (what.certificate)
        list.push_back({what.file_name + ".csig", "application/pkcs7-signature", what.certificate->sha256, what.id.text,
                        std::int64_t(what.certificate->bytes.size())});
    for (auto const& paper : what.papers) list.push_back({paper.name, paper.type, paper.sha256, paper.id, paper.bytes});
    return list;
}

base::Result<base::Done> freeze_papers(Room& room, act::Act& act, Prepared const& what)
{
    for (auto const& paper : what.papers) {
        auto const kept = uploads::freeze(room.uploads, act, {paper.id}, what.id.text);
        if (!kept) return kept.refusal();
        if (kept->sha256 != paper.sha256) return web::stale();
    }
    return base::Done{};
}

base::Result<base::Done> close_draft(act::Act& act, Prepared const& what)
{
    if (what.draft.text.empty()) return base::Done{};
    auto const now = forms::open_draft(act.tx, act.by, what.draft.text);
    if (!now) return now.refusal();
    if (forms::seal_of(now->typed) != what.draft_seal) return Refusal{Refusal::Why::Conflict, "cases.changed"};
    return forms::move(act, what.draft, forms::DraftEvent::File);
}

// The state in which the matter is left: more papers leave it as it is, also one that is being withdrawn elsewhere.
base::Result<State> state_after(act::Act& act, Prepared const& what)
{
    if (what.matter.text.empty()) return State::Opened;
    auto const now = matter(act.tx, what.matter);
    if (!now) return Refusal{Refusal::Why::NotFound, "cases.no-matter"};
    if (now->state == State::Withdrawn) return Refusal{Refusal::Why::Conflict, "cases.is-withdrawn"};
    if (what.kind != "withdrawal") return now->state;
    return *after(now->state, Event::Withdraw);
}

// The epigraph that tells its nature (Llei 39/2015, art. 16.3).
std::string kind_of(Prepared const& what)
{
    if (what.kind != "application") return what.kind == "papers" ? "documents" : what.kind;
    using catalogue::Filed;
    switch (what.procedure->form ? what.procedure->form->files : Filed::Request) {
    case Filed::Appeal:
        return "appeal";
    case Filed::Communication:
        return "communication";
    case Filed::Declaration:
        return "declaration";
    case Filed::Withdrawal:
    case Filed::Waiver:
        return "withdrawal";
    case Filed::Request:
    case Filed::Other:
        break;
    }
    return what.procedure->id == generic_procedure ? "generic" : "application";
}

registry::Wanted wanted(Prepared const& what, MatterId const& matter)
{
    registry::Wanted entry;
    entry.kind = kind_of(what);
    entry.subject = what.subject;
    entry.procedure = what.procedure->id;
    entry.unit = what.procedure->unit;
    entry.matter = matter.text;
    entry.parties = what.parties;
    entry.papers = register_papers(what);
    entry.told = what.told;
    entry.language = what.language;
    return entry;
}

}

std::string location(Filed const& filed)
{
    return "/carpeta/tramits/" + filed.matter.id + "?presentat=" + filed.entry.number;
}

std::vector<registry::Party> parties_of(Room& room, db::Snapshot const& snapshot, act::Actor const& by)
{
    std::vector<registry::Party> list;
    auto const add = [&](act::PersonId const& id, bool representative) {
        if (auto const who = room.person(snapshot, id))
            list.push_back({id, who->document_kind, who->document, who->name, representative});
    };
    if (by.on_behalf) add(by.on_behalf, false);
    add(by.person, bool(by.on_behalf));
    return list;
}

bool signs_by_calling(act::Actor const& by) { return by.method == "token"; }

std::optional<Refusal> may_sign(act::Actor const& by, base::Instant now)
{
    if (by.level < act::Level::Substantial)
        return Refusal{Refusal::Why::Forbidden, "web.level-too-low", "", {{"level", "substantial"}}};
    if (!signs_by_calling(by) && by.proved_at + fresh_to_sign < now)
        return Refusal{Refusal::Why::Forbidden, "web.prove-again"};
    return {};
}

std::string signed_content(json::object content, act::Actor const& by, Room::Person const& who, act::Channel channel,
                           base::Instant at, Signing how)
{
    if (how == Signing::None) return json::serialize(content);
    json::object signature{{"kind", how == Signing::ByCertificate ? "certificate" : "non-cryptographic"},
                           {"name", who.name},
                           {"document", who.document},
                           {"level", name(by.level)},
                           {"method", by.method},
                           {"assertion", by.assertion.text},
                           {"proved_at", base::rfc3339(by.proved_at)}};
    if (how == Signing::ByCertificate) { // all of the text is what the certificate signs
        signature["format"] = "CAdES";
    } else {
        signature["signed_at"] = base::rfc3339(at);
        signature["channel"] = name(channel);
        signature["sha256"] = base::hex(base::sha256(json::serialize(content)));
    }
    content["signature"] = std::move(signature);
    return json::serialize(content);
}

namespace {

struct Entered {
    MatterId matter;
    State state;
    registry::Entered entry;
};

// What is filed, by whomever it may be: papers frozen, entry, matter, filing, thread and trail.
base::Result<Entered> keep_filing(Room& room, act::Act& act, Prepared const& what)
{
    if (auto const done = freeze_papers(room, act, what); !done) return done.refusal();
    auto const opens = what.matter.text.empty();
    auto const id = opens ? MatterId::fresh(act.at) : what.matter;
    auto const state = state_after(act, what);
    if (!state) return state.refusal();
    auto const entered = registry::enter(room.book, act, wanted(what, id));
    if (!entered) return entered.refusal();
    if (opens)
        insert_matter(act, what, id, entered->number);
    else
        act.tx(R"sql(update cases_matter set state = $2, changed_at = $3 where id = $1)sql", id.text, name(*state),
               act.at.micros);
    insert_filing(act, what, id, *entered);
    if (what.certificate) keep(act, what.id, *what.certificate);
    thread::append(act, {what.interested, id.text, "filed-" + what.kind, entered->number, entered->number});
    audit::record(act, "cases.filed", what.interested, entered->number);
    if (what.amends && room.on_amended) room.on_amended(act, id, *entered);
    return Entered{id, *state, *entered};
}

}

base::Result<Filed> file(Room& room, act::Act& act, Prepared const& what)
{
    if (auto const no = forms::may_file(act.tx, act.by, *what.procedure, act.at)) return *no;
    if (what.certificate) {
        if (!waiting(act.tx, act.by, what.certificate->waited.text, act.at))
            return Refusal{Refusal::Why::NotFound, "cases.signing-over"};
        forget(act.tx, what.certificate->waited);
    } else if (what.signs) {
        if (auto const no = may_sign(act.by, act.at)) return *no;
    }
    if (auto const done = close_draft(act, what); !done) return done.refusal();
    auto const kept = keep_filing(room, act, what);
    if (!kept) return kept.refusal();
    auto const& entry = kept->entry;
    auto const effective = entry.effective_at ? std::optional(base::rfc3339(*entry.effective_at)) : std::nullopt;
    return Filed{{entry.id.text, entry.number, base::rfc3339(entry.presented_at), effective},
                 {entry.receipt_code.empty() ? "" : "/registre/rebut/" + entry.receipt_code, entry.receipt_code},
                 {kept->matter.text, std::string(name(kept->state))}};
}

base::Result<Opened> take_in(Room& room, act::Act& act, TakenIn const& taken)
{
    Prepared what;
    what.id = taken.id;
    what.procedure = taken.procedure;
    what.kind = "application";
    what.subject = taken.subject;
    what.content = taken.content;
    what.file_name = taken.file_name;
    for (auto const& paper : taken.papers)
        what.papers.push_back({paper.upload, paper.name, paper.type, paper.sha256, paper.bytes});
    what.told = taken.told;
    what.parties = taken.parties;
    what.interested = taken.interested;
    what.language = taken.language;
    auto const kept = keep_filing(room, act, what);
    if (!kept) return kept.refusal();
    return Opened{kept->matter, kept->entry};
}

}
