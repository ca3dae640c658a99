// SPDX-License-Identifier: EUPL-1.2
// Photographs as strangers hand them in: whatever is read of one can be laid on a page.
#include "rooms/uploads/photograph.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const found = uploads::photograph({reinterpret_cast<char const*>(data), size});
    if (!found) return 0;
    if (found->width < 1 || found->height < 1 || found->orientation < 1 || found->orientation > 8) std::abort();
    if (found->width * found->height > uploads::most_pixels) std::abort();
    if (uploads::joined({*found}).size() < found->data.size()) std::abort();
    return 0;
}
