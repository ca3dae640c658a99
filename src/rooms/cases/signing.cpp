// SPDX-License-Identifier: EUPL-1.2
#include "rooms/cases/signing.h"

#include "base/crypto.h"
#include "rooms/cases/pages.h"
#include "rooms/identity/identity.h"

namespace cases {
namespace {

using base::Refusal;
using identity_provider::Fault;
using identity_provider::Holder;
using identity_provider::Signature;
constexpr auto lasting = std::chrono::minutes(10);

Refusal no(std::string const& text) { return {Refusal::Why::Unprocessable, text, "signatura"}; }

// "CN=Emissora, SL,O=…" is told by its common name.
std::string common_name(std::string const& distinguished)
{
    auto const at = distinguished.starts_with("CN=") ? 0 : distinguished.find(",CN=");
    if (at == distinguished.npos) return distinguished;
    std::string made;
    for (auto i = at + (at == 0 ? 3 : 4); i < distinguished.size() && distinguished[i] != ','; ++i) {
        if (distinguished[i] == '\\' && i + 1 < distinguished.size()) ++i;
        made += distinguished[i];
    }
    return made;
}

// A representative's certificate signs for the organisation that it names, and no other one does by itself.
std::optional<Refusal> fault_of(Room& room, db::Snapshot const& snapshot, act::Actor const& by, Holder const& holder)
{
    auto const person = room.person(snapshot, by.person);
    if (!person || person->document != holder.document_number) return no("cases.signature-other-person");
    if (holder.kind != Holder::Kind::Representative) return {};
    auto const whom = by.on_behalf ? room.person(snapshot, by.on_behalf) : std::nullopt;
    if (whom && whom->document == holder.organisation_number) return {};
    return no("cases.signature-other-organisation");
}

}

SigningId keep(act::Act& act, Waiting const& what)
{
    auto const id = SigningId::fresh(act.at);
    act.tx(R"sql(delete from cases_signing where session = $1 and holder = $2)sql", act.by.session.text, what.holder);
    act.tx(R"sql(
        insert into cases_signing (id, session, kind, holder, seen, language, content, made_at, until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        )sql",
           id.text, act.by.session.text, what.kind, what.holder, what.seen, what.language, what.content,
           what.made_at.micros, (act.at + lasting).micros);
    return id;
}

std::optional<Waiting> waiting(db::Snapshot const& snapshot, act::Actor const& by, std::string const& id,
                               base::Instant now)
{
    if (!base::is_id_text(id)) return {};
    auto const row = snapshot.one(R"sql(
        select id, kind, holder, seen, language, content, made_at, until from cases_signing
        where id = $1 and session = $2 and until > $3
        )sql",
                                  id, by.session.text, now.micros);
    if (!row) return {};
    return Waiting{{row->text(0)}, row->text(1), row->text(2),      row->text(3),
                   row->text(4),   row->text(5), {row->integer(6)}, {row->integer(7)}};
}

void forget(db::Tx& tx, SigningId const& id) { tx(R"sql(delete from cases_signing where id = $1)sql", id.text); }

void tidy(db::Tx& tx, base::Instant now) { tx(R"sql(delete from cases_signing where until <= $1)sql", now.micros); }

// texts: cases.signature-* cases.certificate-*
base::Result<CertificateSignature> judge(Room& room, db::Snapshot const& snapshot, act::Actor const& by,
                                         std::string const& signature, std::string const& content, base::Instant at)
{
    auto const found = room.certificates->verify(signature, content, at);
    if (found.wrong != Signature::Wrong::None) return no("cases.signature-" + std::string(name(found.wrong)));
    if (found.by.fault != Fault::None) return no("cases.certificate-" + std::string(name(found.by.fault)));
    auto const& holder = *found.by.holder;
    if (auto const fault = fault_of(room, snapshot, by, holder)) return *fault;
    return CertificateSignature{{},
                                signature,
                                base::hex(base::sha256(signature)),
                                holder.full_name(),
                                holder.document_number,
                                holder.kind == Holder::Kind::Representative ? holder.organisation_number : "",
                                common_name(holder.issuer),
                                identity::evidence_of(found.by, at)};
}

void keep(act::Act& act, FilingId const& filing, CertificateSignature const& what)
{
    act.tx(R"sql(
        insert into cases_signature (filing, signature, sha256, signer, document, organisation, issuer, evidence,
                                     verified_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        )sql",
           filing.text, db::Bytes{what.bytes}, what.sha256, what.signer, what.document, what.organisation, what.issuer,
           what.evidence, act.at.micros);
}

std::optional<KeptSignature> signature_of(db::Snapshot const& snapshot, FilingId const& filing)
{
    auto const row = snapshot.one(R"sql(
        select signature, sha256, signer, document, organisation, issuer, verified_at
        from cases_signature where filing = $1
        )sql",
                                  filing.text);
    if (!row) return {};
    return KeptSignature{row->bytes(0), row->text(1), row->text(2),     row->text(3),
                         row->text(4),  row->text(5), {row->integer(6)}};
}

std::string signed_words(web::Call const& call, std::optional<KeptSignature> const& with)
{
    if (!with) return {};
    return call.say(with->organisation.empty() ? "cases.signed-by" : "cases.signed-for",
                    {{"name", with->signer},
                     {"issuer", with->issuer},
                     {"organisation", with->organisation},
                     {"day", day_words(call, with->verified_at)},
                     {"time", base::local_time(with->verified_at)}});
}

}
