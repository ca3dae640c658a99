// SPDX-License-Identifier: EUPL-1.2
// Matching of addresses.
#include "web/router.h"

#include "base/text.h"

#include <stdexcept>

namespace web {
namespace {

bool is_parameter(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

// How many literal segments a pattern has when it fits the path, or nothing.
std::optional<int> fit(std::vector<std::string> const& pattern, std::vector<std::string_view> const& path)
{
    if (pattern.size() != path.size()) return {};
    int literal = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (is_parameter(pattern[i])) {
            if (path[i].empty()) return {};
        } else if (pattern[i] == path[i]) {
            ++literal;
        } else {
            return {};
        }
    }
    return literal;
}

std::vector<std::string_view> pieces(std::string_view path)
{
    std::vector<std::string_view> found;
    for (std::size_t start = 0;;) {
        auto const end = path.find('/', start);
        found.push_back(path.substr(start, end == path.npos ? end : end - start));
        if (end == path.npos) return found;
        start = end + 1;
    }
}

}

std::optional<base::Refusal> fault(Guard const& guard, act::Actor const& by)
{
    using base::Refusal;
    if (guard.who == Guard::Who::Anyone) return {};
    if (by.kind == act::Actor::Kind::Nobody) return Refusal{Refusal::Why::Unidentified, "web.enter-first"};
    auto const person = by.kind == act::Actor::Kind::Person, staff = by.kind == act::Actor::Kind::Staff;
    auto const wanted = (person && guard.who != Guard::Who::Staff) || (staff && guard.who != Guard::Who::Citizen);
    if (!wanted) return Refusal{Refusal::Why::Forbidden, "web.not-for-you"};
    if (!guard.permission.empty() && !by.may(guard.permission))
        return Refusal{Refusal::Why::Forbidden, "web.not-permitted"};
    if (by.level < guard.level && !staff)
        return Refusal{Refusal::Why::Forbidden, "web.level-too-low", "", {{"level", std::string(name(guard.level))}}};
    return {};
}

Route& Router::add(std::string method, std::string pattern, Guard guard, Traits traits)
{
    if (find(method, pattern)) throw std::logic_error("two routes for " + method + " " + pattern);
    Route route;
    route.method = std::move(method);
    route.segments = base::split(pattern, '/');
    route.pattern = std::move(pattern);
    route.guard = guard;
    route.traits = std::move(traits);
    routes.push_back(std::move(route));
    return routes.back();
}

Match Router::match(std::string_view method, std::string_view path) const
{
    auto const asked = pieces(path);
    Match best;
    int best_fit = -1;
    for (auto const& route : routes) {
        auto const literal = fit(route.segments, asked);
        if (!literal) continue;
        if (route.method != method) {
            best.other_methods += (best.other_methods.empty() ? "" : ", ") + route.method;
            if (route.method == "GET") best.other_methods += ", HEAD";
        } else if (*literal > best_fit) {
            best.route = &route;
            best_fit = *literal;
        }
    }
    if (!best.route) return best;
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (auto const& segment = best.route->segments[i]; is_parameter(segment))
            best.parameters.emplace_back(segment.substr(1, segment.size() - 2), asked[i]);
    return best;
}

Route const* Router::find(std::string_view method, std::string_view pattern) const
{
    for (auto const& route : routes)
        if (route.method == method && route.pattern == pattern) return &route;
    return nullptr;
}

}
