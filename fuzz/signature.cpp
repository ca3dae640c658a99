// SPDX-License-Identifier: EUPL-1.2
// A signature as anybody who files may send it, before anything is known of it. One that is taken names its signer's
// certificate, is over the bytes that were to be signed, and over no others.
#include "ports/identity_provider/signature.h"
#include "base/text.h"
#include "ports/identity_provider/certificate.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using identity_provider::Signature;
    std::string_view const der(reinterpret_cast<char const*>(data), size);
    std::string_view const bytes = "el que es presenta";
    auto const read = identity_provider::read_signature(der, bytes);
    if ((read.wrong == Signature::Wrong::None) == read.chain.empty()) std::abort();
    for (auto const& one : read.chain)
        if (!base::is_utf8(identity_provider::read_holder(one).value_or(identity_provider::Holder{}).issuer))
            std::abort();
    if (read.wrong == Signature::Wrong::None &&
        identity_provider::read_signature(der, "una altra cosa").wrong != Signature::Wrong::OtherBytes)
        std::abort();
    return 0;
}
