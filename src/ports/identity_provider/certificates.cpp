// SPDX-License-Identifier: EUPL-1.2
// The order in which a certificate is judged.
#include "ports/identity_provider/certificates.h"

#include "base/crypto.h"

#include <algorithm>
#include <fstream>

namespace identity_provider {
namespace {

std::vector<std::string> authorities(std::filesystem::path const& folder)
{
    std::vector<std::string> texts;
    std::error_code none;
    for (auto const& entry : std::filesystem::directory_iterator(folder, none)) {
        if (entry.path().extension() != ".pem") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        texts.emplace_back((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    }
    if (texts.empty()) throw std::runtime_error(folder.string() + " has no authority (*.pem)");
    return texts;
}

// L39/2015, art. 9.2.a: whoever enters is a person; RD 203/2021, art. 27.1: with name and Spanish number.
Fault fault_of(Holder const& holder)
{
    switch (holder.kind) {
    case Holder::Kind::Seal:
    case Holder::Kind::Website:
        return Fault::NotAPerson;
    case Holder::Kind::Pseudonym:
        return Fault::Pseudonym;
    default:
        return holder.names_a_person() ? Fault::None : Fault::NoNumber;
    }
}

}

Certificates::Certificates(Setting with) :
    setting(std::move(with)),
    trust(authorities(setting.folder)),
    revocation(trust, {setting.folder, setting.responder, setting.timeout})
{
}

Certificates::Verified Certificates::verify(std::vector<std::string> const& presented, base::Instant at, Use use)
{
    Verified verified;
    auto const judged = trust.judge(presented, at, use);
    verified.fault = judged.fault;
    if (judged.fault != Fault::None) return verified;
    for (auto const& each : judged.chain) verified.chain.push_back(base::hex(base::sha256(each)));
    verified.holder = read_holder(judged.chain[0]);
    verified.fault = verified.holder ? fault_of(*verified.holder) : Fault::Malformed;
    if (verified.fault != Fault::None) return verified;
    verified.standings = revocation.of(judged.chain, at);
    auto const any = [&](Standing::State state) {
        return std::ranges::any_of(verified.standings, [state](Standing const& one) { return one.state == state; });
    };
    if (any(Standing::State::Revoked))
        verified.fault = Fault::Revoked;
    else if (any(Standing::State::Unknown) && setting.must_know_revocation)
        verified.fault = Fault::RevocationUnknown;
    return verified;
}

Certificates::Signed Certificates::verify(std::string_view signature, std::string_view bytes, base::Instant at)
{
    auto const read = read_signature(signature, bytes);
    Signed found{read.wrong, read.attached, {}};
    if (read.wrong == Signature::Wrong::None) found.by = verify(read.chain, at, Use::Signing);
    return found;
}

ports::Check Certificates::check(base::Instant at) const
{
    auto const days = (trust.first_end().micros - at.micros) / 86'400'000'000;
    return {"certificates", days > 0,
            std::to_string(trust.size()) + " authorities, the first ends in " + std::to_string(days) +
                " days; revocation " + (setting.must_know_revocation ? "must be known" : "may be unknown")};
}

}
