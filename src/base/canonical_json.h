// SPDX-License-Identifier: EUPL-1.2
// The one form of a JSON value that may be hashed or signed (RFC 8785): members in the order of their UTF-16 code
// units, no blanks, the shortest escapes.
#pragma once
#include <boost/json/value.hpp>
#include <string>

namespace base {

// Whole numbers within ±(2^53 - 1) only: the house signs no fractions. Throws std::invalid_argument for other numbers
// and for text that is not UTF-8.
std::string canonical_json(boost::json::value const&);

}
