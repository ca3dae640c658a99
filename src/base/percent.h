// SPDX-License-Identifier: EUPL-1.2
// Text inside an address.
#pragma once
#include <string>
#include <string_view>

namespace base {

// %XX for all but the unreserved characters of RFC 3986.
std::string percent_encoded(std::string_view);

}
