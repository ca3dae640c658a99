// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/asking.h"

#include "ports/identity_provider/address.h"

#include <algorithm>

namespace identity_provider {
namespace {

using Fault = net::Fetched::Fault;

Told failed(Trouble trouble, std::string fault)
{
    Told told;
    told.trouble = trouble;
    told.fault = std::move(fault);
    return told;
}

// RFC 6749, 5.2: "invalid_grant" and its like tell the technician what to mend; nothing else of it is written down.
std::string error_in(std::string const& body)
{
    auto const said = strict_object(body, 64 * 1024);
    auto const error = said ? text_of(*said, "error", 40) : std::nullopt;
    auto const plain = error && std::ranges::all_of(*error, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    return plain ? "-" + *error : std::string();
}

}

Told ask(std::string const& what, net::Fetch question)
{
    question.redirects = 0;
    question.headers.emplace_back("Accept", "application/json");
    auto const longest = question.max_bytes;
    auto const answer = net::fetch(question);
    if (answer.fault == Fault::TooLarge || answer.fault == Fault::BadAddress)
        return failed(Trouble::Wrong, what + "-" + std::string(name(answer.fault)));
    if (answer.fault != Fault::None) return failed(Trouble::Down, what + "-" + std::string(name(answer.fault)));
    if (answer.status != 200) {
        auto const down = answer.status >= 500 || answer.status == 429;
        return failed(down ? Trouble::Down : Trouble::Wrong,
                      what + "-status-" + std::to_string(answer.status) + error_in(answer.body));
    }
    if (!is_json(net::find(answer.headers, "Content-Type"))) return failed(Trouble::Wrong, what + "-not-json");
    auto said = strict_object(answer.body, longest);
    if (!said) return failed(Trouble::Wrong, what + "-malformed");
    Told told;
    told.said = std::move(*said);
    told.body = answer.body;
    return told;
}

}
