// SPDX-License-Identifier: EUPL-1.2
// An id token and a set of keys, as whoever stands in a provider's place may send them: "token\nset". Nothing is
// believed of a made-up signature, and what is believed is bounded and clean.
#include "base/text.h"
#include "ports/identity_provider/discovery.h"
#include "ports/identity_provider/id_token.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr auto issuer = "https://provider.example";
constexpr base::Instant when{1'790'000'000'000'000};

void must(bool right)
{
    if (!right) std::abort();
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace identity_provider;
    std::string_view const all(reinterpret_cast<char const*>(data), size);
    auto const cut = all.find('\n');
    auto const token = all.substr(0, cut), set = cut == all.npos ? std::string_view() : all.substr(cut + 1);
    auto const keys = read_keys(set).value_or(std::vector<Jwk>());
    for (auto const& key : keys) {
        must(base::is_utf8(key.id));
        must(key.kind == Jwk::Kind::P256 ? key.first.size() == 32 && key.second.size() == 32
                                         : key.first.size() >= 256 && key.first.size() <= 1024);
        must(!signed_by(key, key.kind == Jwk::Kind::P256 ? Algorithm::Es256 : Algorithm::Rs256, "said by nobody",
                        std::string(64, 'x')));
    }
    auto const judged = judge(token, keys, {issuer, "finestreta", "a-nonce", "an-access-token"}, when);
    must(!name(judged.fault).empty());
    if (judged.fault == TokenFault::None) {
        must(text_of(judged.claims, "iss") == issuer && text_of(judged.claims, "nonce") == "a-nonce");
        must(text_of(judged.claims, "sub", 255).has_value());
    } else {
        must(judged.claims.empty());
    }
    must(judge(token, {}, {issuer, "finestreta", "a-nonce", ""}, when).fault != TokenFault::None);
    auto const said = read_discovery(all, issuer);
    if (said.fault.empty()) must(said.token.starts_with("https://") && said.keys.starts_with("https://"));
    return 0;
}
