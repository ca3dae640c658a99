// SPDX-License-Identifier: EUPL-1.2
// Compression of answers.
#pragma once
#include <string>
#include <string_view>

namespace web {

enum class Encoding { Identity, Gzip, Brotli };

// The best that the client takes (RFC 9110, 12.5.3; a coding with q=0 is refused).
Encoding accepted(std::string_view accept_encoding);
std::string_view name(Encoding);
// `thorough` for what is kept and sent often.
std::string compressed(std::string_view, Encoding, bool thorough);

}
