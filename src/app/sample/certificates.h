// SPDX-License-Identifier: EUPL-1.2
// The sample town's certificates: authorities that it trusts, that of the host that asks for certificates, and files to
// import into a browser, right ones and one for each thing that can be wrong.
#pragma once
#include "base/time.h"

#include <filesystem>

namespace sample {

// Fills trust/, keys/entry.crt, keys/entry.key (0600) and sample/certificates/ of a town's folder.
void write_certificates(std::filesystem::path const& folder, std::string const& nif, base::Instant now);

}
