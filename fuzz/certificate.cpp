// SPDX-License-Identifier: EUPL-1.2
// Fuzz target: what is read of a certificate that anybody may present, before anything is known of it.
#include "ports/identity_provider/certificate.h"
#include "ports/identity_provider/x509.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size)
{
    std::string_view const der(reinterpret_cast<char const*>(bytes), size);
    if (auto const holder = identity_provider::read_holder(der)) {
        // What the rest of the house relies on.
        auto const numbered = holder->document_kind == "nif" || holder->document_kind == "nie";
        if (holder->names_a_person() && (!numbered || holder->document_number.size() != 9)) std::abort();
        if (holder->sha256.size() != 64) std::abort();
    }
    if (auto const paper = identity_provider::parsed(der)) {
        identity_provider::responders(paper.get());
        identity_provider::list_places(paper.get());
    }
    return 0;
}
