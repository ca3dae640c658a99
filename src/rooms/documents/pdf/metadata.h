// SPDX-License-Identifier: EUPL-1.2
// The XMP packet of a document (ISO 16684-1), and what is read back out of a file's bytes. PDF/A-2b wants properties of
// our own described by an extension schema (ISO 19005-2, 6.6.2.3.3).
#pragma once
#include "base/time.h"

#include <string>
#include <string_view>

namespace documents::pdf {

struct Described {
    std::string_view title, language, code, evidence;
};
std::string metadata(Described const&, base::Instant at);

// The code that a file of ours carries, as found in its bytes, damaged or not; empty when there is none.
std::string code_in(std::string_view file);
// The evidence likewise.
std::string evidence_in(std::string_view file);

}
