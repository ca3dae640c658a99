// SPDX-License-Identifier: EUPL-1.2
// Text as people write it: UTF-8 throughout, compared without accents, case or the dot of l·l.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

bool is_utf8(std::string_view);
// Normal form C, so that the same name has the same bytes whoever typed it. Input must be UTF-8.
std::string composed(std::string_view);
std::string from_latin1(std::string_view);
// Lower case, no accents or other marks, l·l as ll, typographic apostrophes as ': for comparing and searching.
std::string folded(std::string_view);
std::string lower(std::string_view);
std::string_view trimmed(std::string_view);
std::vector<std::string> split(std::string_view, char by);
// Code points of a UTF-8 text, U+FFFD for what is not one.
std::vector<char32_t> code_points(std::string_view);
std::size_t length_in_characters(std::string_view);
void append_utf8(std::string&, char32_t);
// Words of a text for searching, lower case but with their accents: elisions (d'aparcament, l'escola) and
// clitics (empadronar-me) are cut off, l·l stays inside its word.
std::vector<std::string> words(std::string_view);
// A country's name in a language, from its ISO 3166 code ("ES"); the code itself when it is unknown.
std::string country_name(std::string_view code, std::string_view language);
// Replaces {name} by its value; unknown markers stay.
std::string filled(std::string_view pattern, std::vector<std::pair<std::string, std::string>> const& values);

}
