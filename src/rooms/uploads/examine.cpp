// SPDX-License-Identifier: EUPL-1.2
#include "rooms/uploads/examine.h"

#include "rooms/uploads/sniff.h"

namespace uploads {
namespace {

using base::Refusal;

// Every part once, in order.
class Parts {
public:
    Parts(Content const& of, std::function<void(std::string_view)> const& told) : content(of), seen(told) {}
    std::string next()
    {
        if (at >= content.size) return {};
        auto const piece = content.from(at);
        if (seen) seen(piece);
        at += std::int64_t(piece.size());
        return std::string(piece);
    }

private:
    Content const& content;
    std::function<void(std::string_view)> const& seen;
    std::int64_t at = 0;
};

}

ports::Scanned scan(Room& room, Content const& content, std::function<void(std::string_view)> const& seen)
{
    Parts parts(content, seen);
    ports::Scanned scanned{ports::Scanned::Verdict::Unknown, "", "no scanner configured"};
    if (room.scanner) scanned = room.scanner->scan([&parts] { return parts.next(); });
    // A scanner that does not listen to the end leaves us the rest.
    while (seen && !parts.next().empty()) continue;
    return scanned;
}

// texts: uploads.empty uploads.mislabelled uploads.unknown-type uploads.protected uploads.polyglot uploads.bomb
// texts: uploads.executable uploads.active uploads.damaged
Examined examine(Room& room, std::string_view name, Content const& content)
{
    Examined found;
    auto const sniffed = sniff(name, content);
    found.type = sniffed.type;
    if (!sniffed.fault.empty()) {
        found.event = Event::Reject;
        found.why = sniffed.fault;
        found.refusal = Refusal{Refusal::Why::Unprocessable, sniffed.fault, "", {{"file", std::string(name)}}};
        return found;
    }
    base::Sha256 hash;
    auto const scanned = scan(room, content, [&hash](std::string_view piece) { hash.feed(piece); });
    found.sha256 = hash.finish();
    using enum ports::Scanned::Verdict;
    found.event = scanned.verdict == Clean      ? Event::Pass
                  : scanned.verdict == Infected ? Event::Infect
                                                : Event::Quarantine;
    found.why = scanned.verdict == Infected ? scanned.found : scanned.trouble;
    if (scanned.verdict == Infected)
        found.refusal = Refusal{Refusal::Why::Unprocessable, "uploads.infected", "", {{"file", std::string(name)}}};
    return found;
}

}
