// SPDX-License-Identifier: EUPL-1.2
// An entry as a value: its number, and the text that its leaf is made of.
#include "base/canonical_json.h"
#include "base/text.h"
#include "rooms/registry/book.h"

#include <charconv>
#include <fmt/format.h>

namespace registry {
namespace {

namespace json = boost::json;

json::array written(std::vector<Party> const& parties)
{
    json::array out;
    for (auto const& party : parties)
        out.push_back({{"document_kind", party.document_kind},
                       {"document", party.document},
                       {"name", party.name},
                       {"representative", party.representative}});
    return out;
}

json::array written(std::vector<Paper> const& papers)
{
    json::array out;
    for (auto const& paper : papers)
        out.push_back({{"name", paper.name}, {"type", paper.type}, {"sha256", paper.sha256}, {"bytes", paper.bytes}});
    return out;
}

json::array written(std::vector<std::pair<std::string, std::string>> const& told)
{
    json::array out;
    for (auto const& [label, value] : told) out.push_back(json::array{label, value});
    return out;
}

template<class T> std::optional<T> number_of(std::string_view digits)
{
    T value{};
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return {};
    return value;
}

}

std::string_view name(Direction direction) { return direction == Direction::Entry ? "entry" : "exit"; }
Direction direction_named(std::string_view text) { return text == "exit" ? Direction::Exit : Direction::Entry; }
std::string_view name(Note::Kind kind) { return kind == Note::Kind::Correction ? "correction" : "annulment"; }

std::string text_of(Number const& number)
{
    return fmt::format("{}-{}-{:06}", number.year, number.direction == Direction::Entry ? 'E' : 'S', number.number);
}

std::optional<Number> number_in(std::string_view typed)
{
    auto const text = base::trimmed(typed);
    if (text.size() < 13 || text.size() > 19 || text[4] != '-' || text[6] != '-') return {};
    auto const year = number_of<std::int64_t>(text.substr(0, 4)), number = number_of<std::int64_t>(text.substr(7));
    auto const letter = text[5];
    if (!year || *year < 1000 || !number || *number < 1) return {};
    if (letter != 'E' && letter != 'e' && letter != 'S' && letter != 's') return {};
    Number const found{*year, letter == 'E' || letter == 'e' ? Direction::Entry : Direction::Exit, *number};
    // One way to write a number: no sign, no more zeros than six digits want.
    if (text_of(found).substr(7) != text.substr(7)) return {};
    return found;
}

std::string exact(base::Instant at)
{
    auto text = rfc3339(at);
    auto const micros = ((at.micros % 1'000'000) + 1'000'000) % 1'000'000;
    text.insert(text.size() - 1, fmt::format(".{:06}", micros));
    return text;
}

std::string canonical(Entry const& entry, std::string_view body)
{
    json::object out{{"format", entry.format},
                     {"body", body},
                     {"number", text_of(entry.number)},
                     {"direction", name(entry.number.direction)},
                     {"presented_at", exact(entry.presented_at)},
                     {"effective_at", nullptr},
                     {"channel", entry.channel},
                     {"language", entry.language},
                     {"kind", entry.kind},
                     {"subject", entry.subject},
                     {"procedure", entry.procedure},
                     {"unit", entry.unit},
                     {"destination", entry.destination},
                     {"matter", entry.matter},
                     {"sending_body", entry.sending_body},
                     {"parties", written(entry.parties)},
                     {"papers", written(entry.papers)},
                     {"told", written(entry.told)}};
    if (entry.effective_at) out["effective_at"] = exact(*entry.effective_at);
    return base::canonical_json(out);
}

std::string canonical(Note const& note, Number const& of, std::string_view body)
{
    return base::canonical_json(json::object{{"format", 1},
                                             {"body", body},
                                             {"number", text_of(of)},
                                             {"note", note.place},
                                             {"kind", name(note.kind)},
                                             {"at", exact(note.at)},
                                             {"field", note.field},
                                             {"value", note.value},
                                             {"reason", note.reason}});
}

std::string signed_text(Head const& head)
{
    return base::canonical_json(
        json::object{{"size", head.size}, {"root", base::hex(head.root)}, {"signed_at", exact(head.signed_at)}});
}

json::object written(Head const& head)
{
    return {{"size", head.size},
            {"root", base::hex(head.root)},
            {"signed_at", exact(head.signed_at)},
            {"signature", base::base64(head.signature)}};
}

}
