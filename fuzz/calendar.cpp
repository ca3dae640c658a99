// SPDX-License-Identifier: EUPL-1.2
// A town's calendar.yaml: read or refused with a reason, never worse.
#include "rooms/calendar/holidays.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const read =
        calendar::read_calendar("calendar.yaml", {reinterpret_cast<char const*>(data), size}, {"ca", "es", "en"});
    auto const* const fault = std::get_if<calendar::Fault>(&read);
    if (fault && fault->reason.empty()) std::abort();
    return 0;
}
