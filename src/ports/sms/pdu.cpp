// SPDX-License-Identifier: EUPL-1.2
#include "ports/sms/pdu.h"

#include <algorithm>

namespace ports::smpp {
namespace {

void put_number(std::string& out, std::uint32_t value)
{
    for (int const shift : {24, 16, 8, 0}) out += char(value >> shift & 0xff);
}

std::uint32_t number(std::string_view octets, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | std::uint8_t(octets[at + i]);
    return value;
}

// Texts with a zero behind them; `room` counts the zero, as the specification's tables do.
class Body {
public:
    Body& text(std::string_view value, std::size_t room)
    {
        right = right && value.size() < room && value.find('\0') == value.npos;
        octets.append(value) += '\0';
        return *this;
    }
    Body& octet(std::uint8_t value)
    {
        octets += char(value);
        return *this;
    }
    Body& message(std::string_view value)
    {
        right = right && value.size() <= 254;
        octets += char(std::min<std::size_t>(value.size(), 254));
        octets.append(value);
        return *this;
    }
    std::optional<std::string> whole() const { return right ? std::optional(octets) : std::nullopt; }

private:
    std::string octets;
    bool right = true;
};

}

std::optional<std::size_t> length_of(std::string_view first_four)
{
    if (first_four.size() != 4) return {};
    std::size_t const length = number(first_four, 0);
    if (length < header_size || length > largest) return {};
    return length;
}

std::optional<Pdu> read(std::string_view whole)
{
    if (whole.size() < header_size || length_of(whole.substr(0, 4)) != whole.size()) return {};
    return Pdu{Command(number(whole, 4)), number(whole, 8), number(whole, 12), std::string(whole.substr(header_size))};
}

std::string written(Pdu const& pdu)
{
    std::string out;
    put_number(out, std::uint32_t(header_size + pdu.body.size()));
    put_number(out, std::uint32_t(pdu.command));
    put_number(out, pdu.status);
    put_number(out, pdu.sequence);
    return out + pdu.body;
}

std::optional<std::string> body_of(Bind const& bind)
{
    constexpr std::uint8_t version_3_4 = 0x34;
    return Body()
        .text(bind.system_id, 16)
        .text(bind.password, 9)
        .text(bind.system_type, 13)
        .octet(version_3_4)
        .octet(0)
        .octet(0)
        .text("", 41)
        .whole();
}

Address address_of(std::string_view text)
{
    auto const digits = [](std::string_view of) {
        return !of.empty() && std::ranges::all_of(of, [](char c) { return c >= '0' && c <= '9'; });
    };
    constexpr std::uint8_t international = 1, network_specific = 3, alphanumeric = 5, isdn = 1, unknown = 0;
    if (text.starts_with('+') && digits(text.substr(1))) return {international, isdn, std::string(text.substr(1))};
    return {digits(text) ? network_specific : alphanumeric, unknown, std::string(text)};
}

std::optional<std::string> body_of(Submit const& submit)
{
    constexpr std::uint8_t user_data_header = 0x40, default_alphabet = 0, ucs2 = 8;
    return Body()
        .text("", 6) // service_type: the default
        .octet(submit.from.type)
        .octet(submit.from.plan)
        .text(submit.from.text, 21)
        .octet(submit.to.type)
        .octet(submit.to.plan)
        .text(submit.to.text, 21)
        .octet(submit.with_header ? user_data_header : 0)
        .octet(0)     // protocol_id
        .octet(0)     // priority_flag
        .text("", 17) // schedule_delivery_time: at once
        .text("", 17) // validity_period: the centre's
        .octet(0)     // registered_delivery: no receipt
        .octet(0)     // replace_if_present_flag
        .octet(submit.in_ucs2 ? ucs2 : default_alphabet)
        .octet(0) // sm_default_msg_id
        .message(submit.message)
        .whole();
}

std::optional<std::string> first_text(std::string_view body)
{
    auto const end = body.find('\0');
    if (end == body.npos) return {};
    return std::string(body.substr(0, end));
}

}
