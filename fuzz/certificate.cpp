// SPDX-License-Identifier: EUPL-1.2
// A certificate as anybody may present it in a handshake, before anything is known of it: whom it names, and where it
// says that its state is told. Numbers are right or absent, names are text.
#include "base/identifiers.h"
#include "base/text.h"
#include "ports/identity_provider/certificate.h"
#include "ports/identity_provider/x509.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const der(reinterpret_cast<char const*>(data), size);
    if (auto const holder = identity_provider::read_holder(der)) {
        auto const& number = holder->document_number;
        if (!number.empty() && !base::document_number(number)) std::abort();
        if (holder->names_a_person() && number.size() != 9) std::abort();
        if (holder->sha256.size() != 64) std::abort();
        for (auto const& text : {holder->full_name(), holder->organisation_name, holder->issuer})
            if (!base::is_utf8(text)) std::abort();
    }
    if (auto const paper = identity_provider::parsed(der)) {
        identity_provider::responders(paper.get());
        identity_provider::list_places(paper.get());
    }
    return 0;
}
