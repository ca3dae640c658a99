// SPDX-License-Identifier: EUPL-1.2
// What became of something handed over to be sent.
#pragma once
#include <string>

namespace ports {

struct Sent {
    // TryLater: the other side is not there, or busy, or our own settings are wrong. Refused: this message will never
    // be taken.
    enum class Kind { Accepted, TryLater, Refused };
    Kind kind = Kind::Accepted;
    std::string why; // for the technician, in English; no personal data, no address, no word of the message

    static Sent accepted() { return {}; }
    static Sent later(std::string why) { return {Kind::TryLater, std::move(why)}; }
    static Sent refused(std::string why) { return {Kind::Refused, std::move(why)}; }
    bool operator==(Sent const&) const = default;
};

}
