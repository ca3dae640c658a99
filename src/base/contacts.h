// SPDX-License-Identifier: EUPL-1.2
// Where somebody can be reached, as people type it, in the one form in which it is kept, compared and sent to.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace base {

// "+34600123456" (ITU-T E.164): spaces and marks are left out, 00 is +, nine digits are Spain's. Nothing for what is
// no number.
std::optional<std::string> telephone_number(std::string_view typed);
// A Spanish number of a fixed line (Pla nacional de numeració, RD 2296/2004): takes no text messages.
bool is_fixed_line(std::string_view e164);
// Lower case, the domain in ASCII (RFC 5890): "anna@xn--parallel-koa.cat". Nothing for what could be no mailbox, or one
// that only few servers reach: quoted names (RFC 5321, 4.1.2) and names beyond ASCII (RFC 6531).
std::optional<std::string> email_address(std::string_view typed);

}
