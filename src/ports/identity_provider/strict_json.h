// SPDX-License-Identifier: EUPL-1.2
// JSON as a stranger sends it: bounded in length and depth, and texts that may be kept and shown.
#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace identity_provider {

namespace json = boost::json;

// The object that a text is; nothing when it is longer, deeper than eight, not UTF-8 or anything but an object.
std::optional<json::object> strict_object(std::string_view text, std::size_t longest);
// A member that is text, as it stands; nothing when it is not there, empty, of another type, longer than `longest`
// bytes or holds control characters or marks that turn the writing around.
std::optional<std::string> text_of(json::object const&, std::string_view name, std::size_t longest = 500);
// The same for a text that stands alone.
std::optional<std::string> clean(std::string_view text, std::size_t longest = 500);

}
