// SPDX-License-Identifier: EUPL-1.2
// A message centre's units as they come off the wire, one behind the other; and the same bytes as a text to be sent:
// its parts hold all of it, in order, and fit the units.
#include "base/text.h"
#include "ports/sms/alphabet.h"
#include "ports/sms/pdu.h"

#include <cstddef>
#include <cstdlib>

using namespace ports;

static void read_all(std::string_view rest)
{
    while (rest.size() >= 4) {
        auto const length = smpp::length_of(rest.substr(0, 4));
        if (!length || *length > rest.size()) return;
        auto const whole = rest.substr(0, *length);
        auto const pdu = smpp::read(whole);
        if (!pdu || smpp::written(*pdu) != whole) std::abort(); // what was read is what is written
        if (auto const text = smpp::first_text(pdu->body); text && text->size() >= pdu->body.size()) std::abort();
        rest.remove_prefix(*length);
    }
}

static void cut(std::string_view text)
{
    auto const parts = parts_of(text, 7);
    if (!parts) return;
    std::string together;
    for (auto const& part : parts->octets) {
        if (part.empty() || part.size() > 160) std::abort();
        smpp::Submit const submit{smpp::address_of("Vilanova"), smpp::address_of("+34600123456"), parts->with_header,
                                  parts->in_ucs2, part};
        if (!smpp::body_of(submit)) std::abort();
        together += part.substr(parts->with_header ? 6 : 0);
        // No part ends between an escape and its character, or inside a pair.
        if (!parts->in_ucs2 && part.back() == 0x1b) std::abort();
        if (parts->in_ucs2 && (std::uint8_t(part[part.size() - 2]) & 0xfc) == 0xd8) std::abort();
    }
    auto const composed = base::composed(text);
    if (together != (parts->in_ucs2 ? ucs2(composed) : *gsm7(composed))) std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    read_all(bytes);
    cut(bytes);
    return 0;
}
