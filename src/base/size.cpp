// SPDX-License-Identifier: EUPL-1.2
#include "base/size.h"

namespace base {

std::string size_in_words(std::int64_t bytes, std::string_view language)
{
    if (bytes < 1000) return std::to_string(bytes) + " bytes";
    auto const mega = bytes >= 999'950;
    auto const tenths = (bytes * 10 + (mega ? 500'000 : 500)) / (mega ? 1'000'000 : 1000);
    auto const* const unit = mega ? " MB" : " kB";
    if (tenths >= 100 || tenths % 10 == 0) return std::to_string((tenths + (tenths >= 100 ? 5 : 0)) / 10) + unit;
    return std::to_string(tenths / 10) + (language == "en" ? "." : ",") + std::to_string(tenths % 10) + unit;
}

}
