// SPDX-License-Identifier: EUPL-1.2
// Addresses of providers, and what is sent in them.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace identity_provider {

// https with a host and without user or fragment; http only to this very machine, where nobody listens in between.
bool is_safe_address(std::string_view);
// name=value&… of what is not empty, in the order given (application/x-www-form-urlencoded).
std::string query(std::vector<std::pair<std::string_view, std::string_view>> const&);
// The address with a query behind it, also when it has one already.
std::string with_query(std::string const& address, std::string const& query);
// Whether a Content-Type says JSON, with or without parameters.
bool is_json(std::string_view content_type);

}
