// SPDX-License-Identifier: EUPL-1.2
// A letter as it travels: headers of RFC 5322, encoded words of RFC 2047, a quoted-printable body (RFC 2045).
#pragma once
#include "ports/mailer/mailer.h"

#include <optional>
#include <string_view>

namespace ports {

struct Sender {
    std::string address, name;
};

// The whole letter with CRLF. Nothing when something in it could pass for a header or is no text: a control character
// in what becomes a header, in the body any but tab and line end, or bytes that are not UTF-8.
std::optional<std::string> mime(Letter const&, Sender const&);

// Unstructured text for a header: as it is when short and plain, else encoded words of at most 75 characters, none of
// which cuts a character in two (RFC 2047, 2 and 5.3), on lines of their own.
std::string header_text(std::string_view);
// Lines of at most 76 characters (RFC 2045, 6.7); no line begins with a dot or with "From ", which some relays change.
std::string quoted_printable(std::string_view utf8);
// "Sun, 22 Nov 2026 09:30:00 +0000"
std::string mail_date(base::Instant);

}
