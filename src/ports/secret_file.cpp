// SPDX-License-Identifier: EUPL-1.2
#include "ports/secret_file.h"

#include "base/text.h"

#include <fstream>
#include <iterator>

namespace ports {

std::optional<std::string> secret_in(std::string const& file)
{
    std::ifstream in(file);
    std::string const written{std::istreambuf_iterator<char>(in), {}};
    auto const secret = base::trimmed(written);
    if (!in || secret.empty()) return {};
    return std::string(secret);
}

}
