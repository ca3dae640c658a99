// SPDX-License-Identifier: EUPL-1.2
// The act of entering.
#include "base/canonical_json.h"
#include "base/log.h"
#include "base/text.h"
#include "jobs/jobs.h"
#include "rooms/audit/audit.h"
#include "rooms/registry/book.h"

#include <algorithm>
#include <stdexcept>

namespace registry {
namespace {

using base::Refusal;
constexpr std::size_t salt_size = 32, longest_subject = 240, longest_name = 255, most_papers = 500, most_parties = 500;
// Acts of one batch differ by as much as their requests took; a clock that is further back is a fault to tell.
constexpr std::int64_t tolerated_micros = 60'000'000;

std::optional<Refusal> fault(std::string_view text, std::size_t longest, char const* key, std::string field)
{
    auto const clean =
        base::is_utf8(text) && std::ranges::none_of(text, [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; });
    if (!clean || base::trimmed(text).empty() || base::length_in_characters(text) > longest)
        return Refusal{Refusal::Why::Unprocessable, key, std::move(field), {{"longest", std::to_string(longest)}}};
    return {};
}

// texts: registry.kind-*
// What a person typed somewhere.
std::optional<Refusal> fault(Wanted const& wanted)
{
    if (auto no = fault(wanted.subject, longest_subject, "registry.bad-subject", "subject")) return no;
    for (std::size_t i = 0; i < wanted.parties.size(); ++i)
        if (auto no = fault(wanted.parties[i].name, longest_name, "registry.bad-name",
                            "parties." + std::to_string(i) + ".name"))
            return no;
    for (std::size_t i = 0; i < wanted.papers.size(); ++i)
        if (auto no = fault(wanted.papers[i].name, longest_name, "registry.bad-file-name",
                            "papers." + std::to_string(i) + ".name"))
            return no;
    if (wanted.papers.size() > most_papers)
        return Refusal{Refusal::Why::TooLarge, "registry.bad-count", "papers", {{"most", std::to_string(most_papers)}}};
    if (wanted.parties.size() > most_parties)
        return Refusal{
            Refusal::Why::TooLarge, "registry.bad-count", "parties", {{"most", std::to_string(most_parties)}}};
    return {};
}

// What only a room can get wrong.
void require_whole(Wanted const& wanted)
{
    auto const require = [](bool good, char const* what) {
        if (!good) throw std::invalid_argument(std::string("registry::enter: ") + what);
    };
    auto const plain = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
    require(!wanted.kind.empty() && wanted.kind.size() <= 40 && std::ranges::all_of(wanted.kind, plain), "kind");
    require(!wanted.language.empty(), "language");
    for (auto const& paper : wanted.papers) {
        auto const digest = base::from_hex(paper.sha256);
        require(digest && digest->size() == 32 && base::hex(*digest) == paper.sha256, "sha256 of a paper");
        require(paper.bytes >= 0, "bytes of a paper");
    }
    for (auto const* const text :
         {&wanted.procedure, &wanted.unit, &wanted.destination, &wanted.matter, &wanted.sending_body})
        require(base::is_utf8(*text) && text->size() <= 400, "a text too long");
    for (auto const& [label, value] : wanted.told)
        require(base::is_utf8(label) && base::is_utf8(value) && label.size() + value.size() <= 40'000, "told");
}

// Llei 39/2015, art. 16.2: entries follow the order of time. A clock that was set back does not break it: the entry
// takes the instant of the one before, and the office is told.
base::Instant in_order(Entry& entry, base::Instant at, base::Instant before)
{
    if (at >= before) return at;
    entry.behind = before.micros - at.micros;
    if (entry.behind > tolerated_micros)
        base::log::error("registry.clock-behind", {{"seconds", std::to_string(entry.behind / 1'000'000)}});
    return before;
}

// Art. 31.2.b, 31.3: the seat's calendar. The filing is taken also when that year is not known (art. 31.2.a).
void take_effect(Entry& entry, base::Calendar const& seat)
{
    auto const effect = base::effective_at(seat, entry.presented_at);
    if (!effect) return;
    entry.effective_at = effect->at;
    entry.provisional = effect->provisional;
}

Entry made_of(Book const& book, act::Act const& act, Wanted const& wanted)
{
    Entry entry;
    entry.channel = name(act.channel);
    entry.language = wanted.language;
    entry.staff = act.by.staff.text;
    entry.kind = wanted.kind;
    entry.subject = base::composed(base::trimmed(wanted.subject));
    entry.procedure = wanted.procedure;
    entry.unit = wanted.unit;
    entry.destination = wanted.destination.empty() ? book.setting.body : wanted.destination;
    entry.matter = wanted.matter;
    entry.sending_body = wanted.sending_body;
    entry.told = wanted.told;
    entry.parties = wanted.parties;
    std::ranges::stable_partition(entry.parties, [](Party const& party) { return !party.representative; });
    entry.papers = wanted.papers;
    return entry;
}

// Art. 16.3: whoever files gets a receipt; it lies in the folder of the first known interested person, else of whoever
// stands for them, else of who acts.
act::PersonId holder(Entry const& entry, act::Actor const& by)
{
    for (auto const& party : entry.parties)
        if (party.person) return party.person;
    return by.person;
}

std::string promise_receipt(Book const& book, act::Act& act, Entry const& entry)
{
    auto const person = holder(entry, act.by);
    if (entry.number.direction == Direction::Exit || !person) return {};
    auto const level = act.by.kind == act::Actor::Kind::Person ? act.by.level : act::Level::Substantial;
    auto const code = documents::fresh_code();
    store::insert(book, act.tx, store::Receipt{entry.id, code, person, level, {}});
    jobs::put(act.tx, "registry.receipt", entry.id.text, entry.id.text, act.at, act.at);
    return code;
}

}

base::Result<Entered> enter(Book& book, act::Act& act, Wanted const& wanted)
{
    require_whole(wanted);
    if (auto no = fault(wanted)) return std::move(*no);
    auto entry = made_of(book, act, wanted);
    auto const last = store::last(act.tx);
    entry.presented_at = in_order(entry, act.at, last.presented_at);
    entry.id = EntryId::fresh(entry.presented_at);
    take_effect(entry, *book.setting.calendar);
    auto const year = base::year_of(base::local_day(entry.presented_at));
    entry.number = {year, wanted.direction, store::next_number(act.tx, year, wanted.direction)};
    entry.leaf = last.size;
    entry.salt = base::random_bytes(salt_size);
    store::insert(act.tx, entry);
    tree::append(act.tx, entry.leaf, merkle::leaf_hash(entry.salt, canonical(entry, book.setting.body)));
    auto code = promise_receipt(book, act, entry);
    audit::record(act, "registry.entered", holder(entry, act.by), entry.id.text);
    return Entered{entry.id, text_of(entry.number), entry.presented_at, entry.effective_at, std::move(code)};
}

}
