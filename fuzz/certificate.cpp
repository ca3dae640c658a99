// SPDX-License-Identifier: EUPL-1.2
// A certificate as it came in a handshake: whom it names. Numbers are right or absent, names are text.
#include "ports/identity_provider/certificate.h"
#include "base/identifiers.h"
#include "base/text.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const holder = identity_provider::read_holder({reinterpret_cast<char const*>(data), size});
    if (!holder) return 0;
    if (!holder->document_number.empty() && !base::document_number(holder->document_number)) std::abort();
    for (auto const& text : {holder->full_name(), holder->organisation_name, holder->issuer})
        if (!base::is_utf8(text)) std::abort();
    return 0;
}
