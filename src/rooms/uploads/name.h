// SPDX-License-Identifier: EUPL-1.2
// Names of files as strangers send them.
#pragma once
#include <string>
#include <string_view>

namespace uploads {

// The bare name: no folders, no control characters, normal form C, at most 200 characters with its extension kept;
// characters that some file system or the register exchange refuses become "_". "fitxer" when nothing is left.
std::string clean_name(std::string_view);
// Behind the last dot, lower case; empty when there is none.
std::string extension(std::string_view name);

}
