// SPDX-License-Identifier: EUPL-1.2
// Whole files.
#pragma once
#include <filesystem>
#include <string>

namespace app {

// Throws ConfigError when it cannot be read.
std::string read_file(std::filesystem::path const&);
void write_file(std::filesystem::path const&, std::string const& content);

}
