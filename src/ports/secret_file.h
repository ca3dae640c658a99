// SPDX-License-Identifier: EUPL-1.2
// Passwords and tokens of other servers lie in files of their own, which town.yaml names.
#pragma once
#include <optional>
#include <string>

namespace ports {

// What a file holds, without the space around it; nothing when it cannot be read or holds nothing. Read at each use,
// so that a secret can be changed while the town is served.
std::optional<std::string> secret_in(std::string const& file);

}
