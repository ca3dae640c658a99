// SPDX-License-Identifier: EUPL-1.2
// What is said in SMPP 3.4: protocol data units, written and read. Lengths are believed only when they are right.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ports::smpp {

// SMPP 3.4, 5.1.2.1. A response has the highest bit set.
enum class Command : std::uint32_t {
    GenericNack = 0x80000000,
    BindTransmitter = 0x00000002,
    SubmitSm = 0x00000004,
    Unbind = 0x00000006,
    EnquireLink = 0x00000015,
};
constexpr Command response_to(Command command) { return Command(std::uint32_t(command) | 0x80000000); }

struct Pdu {
    Command command{};
    std::uint32_t status = 0, sequence = 0;
    std::string body;
};

constexpr std::size_t header_size = 16, largest = 16 * 1024;

// How long the unit is whose first four octets these are; nothing when no unit of ours is that long or short.
std::optional<std::size_t> length_of(std::string_view first_four);
// A whole unit; nothing when its length is not what it says.
std::optional<Pdu> read(std::string_view whole);
std::string written(Pdu const&);

struct Bind {
    std::string system_id, password, system_type; // at most 15, 8 and 12 octets (4.1.1)
};
// Bodies; nothing when a field is too long for its place or has a zero in it.
std::optional<std::string> body_of(Bind const&);

struct Address {
    std::uint8_t type = 0, plan = 0; // 5.2.5, 5.2.6
    std::string text;
};
// International for +34…, a short code for other digits, a name for the rest (at most eleven characters).
Address address_of(std::string_view);

struct Submit {
    Address from, to;
    bool with_header = false, in_ucs2 = false;
    std::string message;
};
std::optional<std::string> body_of(Submit const&);
// A C-octet string that begins a body, such as the message_id of submit_sm_resp; nothing when it does not end.
std::optional<std::string> first_text(std::string_view body);

}
