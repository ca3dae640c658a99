// SPDX-License-Identifier: EUPL-1.2
#include "rooms/registry/words.h"

#include "base/text.h"

#include <algorithm>

namespace registry {
namespace {

constexpr std::size_t most_words = 64, longest_word = 60;
constexpr std::int64_t common = 2'000; // entries

bool of_a_word(char c)
{
    auto const octet = static_cast<unsigned char>(c);
    return octet >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    auto const folded = base::folded(text);
    for (auto at = folded.begin(); words.size() < most_words;) {
        at = std::find_if(at, folded.end(), of_a_word);
        if (at == folded.end()) break;
        auto const end = std::find_if_not(at, folded.end(), of_a_word);
        std::string word(at, end);
        word.resize(std::min(word.size(), longest_word));
        if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
        at = end;
    }
    return words;
}

bool meant(std::vector<std::string> const& beginnings, std::string_view subject)
{
    auto const words = words_of(subject);
    return std::ranges::all_of(beginnings, [&](auto const& beginning) {
        return std::ranges::any_of(words, [&](auto const& word) { return word.starts_with(beginning); });
    });
}

void keep_words(db::Tx& tx, std::int64_t leaf, std::string_view subject)
{
    for (auto const& word : words_of(subject))
        tx(R"sql(insert into registry_word (word, leaf) values ($1, $2))sql", db::Bytes{word}, leaf);
}

std::int64_t fill_words(db::Tx& tx, std::int64_t most)
{
    auto const below = tx.one(R"sql(select below from registry_wordless)sql")->integer(0);
    if (below == 0) return 0;
    auto const rows = tx(
        R"sql(select leaf, subject from registry_entry where leaf < $1 order by leaf desc limit $2)sql", below, most);
    for (auto const& row : rows) keep_words(tx, row.integer(0), row.text(1));
    auto const left = std::int64_t(rows.size()) < most ? 0 : rows.back().integer(0);
    tx(R"sql(update registry_wordless set below = $1)sql", left);
    return left;
}

db::Bytes beyond(std::string const& beginning) { return {beginning + '\xff'}; } // no octet of UTF-8 is FF

std::string rare_word(db::Snapshot const& snapshot, std::vector<std::string> const& beginnings)
{
    if (beginnings.empty()) return {};
    if (snapshot.one(R"sql(select below from registry_wordless)sql")->integer(0) > 0) return {};
    std::string rarest;
    auto fewest = common;
    for (auto const& each : beginnings) {
        auto const row = snapshot.one(R"sql(
            select count(*) from (select 1 from registry_word where word >= $1 and word < $2 limit $3) as them
            )sql",
                                      db::Bytes{each}, beyond(each), fewest);
        if (row->integer(0) >= fewest) continue;
        fewest = row->integer(0);
        rarest = each;
    }
    return rarest;
}

}
