// SPDX-License-Identifier: EUPL-1.2
// What a whole file is: hashed, held to its name, scanned. Only this room includes it.
#pragma once
#include "base/crypto.h"
#include "rooms/uploads/content.h"
#include "rooms/uploads/uploads.h"

namespace uploads {

struct Examined {
    base::Digest sha256;
    std::string type;
    Event event = Event::Quarantine;
    std::string why;                      // signature, text key of the refusal, or the scanner's trouble
    std::optional<base::Refusal> refusal; // of what is infected or unreadable
};

// Reads all of it, twice at most; waits for the scanner.
Examined examine(Room&, std::string_view name, Content const&);
// Asks the scanner alone. `seen`, when given, hears every byte in order.
ports::Scanned scan(Room&, Content const&, std::function<void(std::string_view)> const& seen = {});

}
