// SPDX-License-Identifier: EUPL-1.2
// A town's own procedure file: read or refused with a reason, never worse.
#include "rooms/catalogue/procedure.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const read =
        catalogue::read_procedure("fe-de-vida.yaml", {reinterpret_cast<char const*>(data), size}, {"ca", "es", "en"});
    auto const* const fault = std::get_if<catalogue::Fault>(&read);
    if (fault && (fault->reason.empty() || fault->line < 0)) std::abort();
    return 0;
}
