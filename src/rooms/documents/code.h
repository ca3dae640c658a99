// SPDX-License-Identifier: EUPL-1.2
// The verification code of a document (codi segur de verificació; Llei 40/2015, art. 42.b; RD 203/2021, art. 21):
// 26 characters of Crockford's alphabet, 130 random bits, one code a document.
#pragma once
#include <string>
#include <string_view>

namespace documents {

// Only the 26 characters, upper case.
std::string fresh_code();
// As people read it: ABCD-EFGH-… in groups of four.
std::string grouped(std::string_view code);
// What somebody typed as the 26 characters: spaces and hyphens dropped, O read as 0, I and L as 1. Text that cannot
// be a code comes back as some other text of 26 characters that is none, so that both take the same path.
std::string read_code(std::string_view typed);

}
