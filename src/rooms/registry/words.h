// SPDX-License-Identifier: EUPL-1.2
// Subjects found by the beginnings of their words, in a register of millions. Only this room includes it.
#pragma once
#include "rooms/registry/registry.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace registry {

// The words of a text, folded, each once: "Tala d'un plàtan" is tala, d, un, platan.
std::vector<std::string> words_of(std::string_view text);
// Whether each of these begins a word of the subject.
bool meant(std::vector<std::string> const& beginnings, std::string_view subject);

void keep_words(db::Tx&, std::int64_t leaf, std::string_view subject);
// The entries, newest first and before `before`, that have the rarest of these beginnings; nothing where even that one
// is common (those who ask then soon find enough by going through all), or not all entries have their words.
std::optional<std::vector<std::int64_t>> leaves_with(db::Snapshot const&, std::vector<std::string> const& beginnings,
                                                     std::int64_t before);

}
