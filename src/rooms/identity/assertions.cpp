// SPDX-License-Identifier: EUPL-1.2
// Assertions with their evidence, and codes that carry one from host to host.
#include "base/crypto.h"
#include "rooms/identity/people.h"

#include <boost/json.hpp>

namespace identity {
namespace {

using base::Refusal;
namespace json = boost::json;
constexpr auto code_lasts = std::chrono::seconds(30);

std::string member(json::object const& of, std::string_view name)
{
    auto const* const found = of.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

}

act::AssertionId keep_assertion(db::Tx& tx, Proof const& proof, std::string const& evidence, base::Instant now)
{
    auto const id = act::AssertionId::fresh(now);
    tx(R"sql(
        insert into identity_assertion (id, person, provider, level, document_number, at, evidence_hash, evidence)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        )sql",
       id.text, known(tx, proof, now).text, proof.method, name(proof.level), proof.document_number, now.micros,
       db::Bytes{base::sha256(evidence)}, evidence);
    return id;
}

std::optional<Assertion> assertion(db::Snapshot const& snapshot, act::AssertionId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, person, provider, level, at, evidence from identity_assertion where id = $1
        )sql",
                                  id.text);
    if (!row) return {};
    Assertion found{
        {row->text(0)}, {row->text(1)}, row->text(2), act::level_named(row->text(3)), {row->integer(4)}, {}, {}};
    auto const evidence = json::parse(row->text(5));
    if (auto const* const stands_for = evidence.get_object().if_contains("stands_for")) {
        found.organisation_number = member(stands_for->get_object(), "number");
        found.organisation_name = member(stands_for->get_object(), "name");
    }
    return found;
}

std::string hand_over(db::Tx& tx, act::AssertionId const& assertion, std::string_view browser, std::string_view back_to,
                      base::Instant now)
{
    auto code = base::base64url(base::random_bytes(32));
    tx(R"sql(
        insert into identity_handover (code, browser, assertion, back_to, until) values ($1, $2, $3, $4, $5)
        )sql",
       db::Bytes{base::sha256(code)}, browser, assertion.text, back_to, (now + code_lasts).micros);
    return code;
}

base::Result<TakenOver> take_over(db::Tx& tx, std::string_view code, std::string_view browser, base::Instant now)
{
    db::Bytes const hash{base::sha256(code)};
    auto const row =
        tx.one(R"sql(select browser, assertion, back_to, until from identity_handover where code = $1)sql", hash);
    if (!row) return Refusal{Refusal::Why::Gone, "identity.handover-used"};
    if (row->integer(3) <= now.micros) return Refusal{Refusal::Why::Gone, "identity.handover-late"};
    // Not used up by the wrong browser: the right one may still come.
    if (browser.empty() || !base::equal_in_constant_time(row->text(0), browser))
        return Refusal{Refusal::Why::Forbidden, "identity.handover-elsewhere"};
    tx(R"sql(delete from identity_handover where code = $1)sql", hash);
    return TakenOver{{row->text(1)}, row->text(2)};
}

}
