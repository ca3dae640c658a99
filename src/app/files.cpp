// SPDX-License-Identifier: EUPL-1.2
// Whole files.
#include "app/files.h"

#include "app/config.h"

#include <fstream>
#include <sstream>

namespace app {

std::string read_file(std::filesystem::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) throw ConfigError("cannot read " + file.string());
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

void write_file(std::filesystem::path const& file, std::string const& content)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << content;
    if (!out.flush()) throw ConfigError("cannot write " + file.string());
}

}
