// SPDX-License-Identifier: EUPL-1.2
// Subjects found by the beginnings of their words, in a register of millions. Only this room includes it.
#pragma once
#include "rooms/registry/registry.h"

#include <string>
#include <string_view>
#include <vector>

namespace registry {

// The words of a text, folded, each once: "Tala d'un plàtan" is tala, d, un, platan.
std::vector<std::string> words_of(std::string_view text);
// Whether each of these begins a word of the subject.
bool meant(std::vector<std::string> const& beginnings, std::string_view subject);

void keep_words(db::Tx&, std::int64_t leaf, std::string_view subject);
// Of these beginnings the one that fewest entries have; empty where even that one is common (who asks then soon finds
// enough by going through all), where there is none, or where not all entries have their words yet.
std::string rare_word(db::Snapshot const&, std::vector<std::string> const& beginnings);
// Words that begin like it lie before this one.
db::Bytes beyond(std::string const& beginning);

}
