// SPDX-License-Identifier: EUPL-1.2
// One route: who may, what it takes, what it answers. The statuses are those that the dispatcher and the handlers of
// such a route can give; a server's own fault (5XX) can come anywhere.
#include "rooms/api/openapi.h"

#include "base/text.h"

#include <algorithm>

namespace api {
namespace {

using web::Guard;
using web::Route;

json::object reference(std::string_view kind, std::string_view name)
{
    return {{"$ref", "#/components/" + std::string(kind) + "/" + std::string(name)}};
}

json::object content(std::string_view type, json::object schema)
{
    return {{type, json::object{{"schema", std::move(schema)}}}};
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }
std::string bare(std::string_view segment) { return std::string(segment.substr(1, segment.size() - 2)); }

bool in_path(Route const& route, std::string_view name)
{
    return std::ranges::any_of(route.segments,
                               [&](auto const& each) { return is_parameter(each) && bare(each) == name; });
}

std::string identifier(Route const& route)
{
    auto made = base::lower(route.method);
    for (auto const& segment : route.segments)
        if (!segment.empty()) made += "-" + (is_parameter(segment) ? "by-" + bare(segment) : segment);
    return made == "get" ? "get-root" : made;
}

bool holds(json::object const& schema, std::string_view name)
{
    auto const* const required = schema.if_contains("required");
    return required &&
           std::ranges::any_of(required->get_array(), [&](auto const& each) { return each.get_string() == name; });
}

json::array parameters(Route const& route, json::object const& in)
{
    json::array list;
    auto const& members = in.at("properties").get_object();
    for (auto const& segment : route.segments) {
        if (!is_parameter(segment)) continue;
        json::object schema{{"type", "string"}};
        if (auto const* const told = members.if_contains(bare(segment))) schema = told->get_object();
        list.push_back(
            json::object{{"name", bare(segment)}, {"in", "path"}, {"required", true}, {"schema", std::move(schema)}});
    }
    for (auto const& name : route.traits.headers)
        list.push_back(json::object{{"name", name}, {"in", "header"}, {"schema", json::object{{"type", "string"}}}});
    if (route.method == "GET")
        for (auto const& [name, schema] : members)
            if (!in_path(route, name))
                list.push_back(
                    json::object{{"name", name}, {"in", "query"}, {"required", holds(in, name)}, {"schema", schema}});
    if (!route.traits.for_programs)
        list.push_back(reference("parameters", route.method == "GET" ? "Language" : "IdempotencyKey"));
    return list;
}

// Path parameters win over members of the body, so the body tells only the others.
json::object body_schema(Route const& route, json::object in)
{
    auto& members = in.at("properties").get_object();
    for (auto const& segment : route.segments)
        if (is_parameter(segment)) members.erase(bare(segment));
    if (auto* const required = in.if_contains("required")) {
        auto& list = required->get_array();
        json::array left;
        for (auto const& each : list)
            if (!in_path(route, each.get_string())) left.push_back(each);
        list = std::move(left);
        if (list.empty()) in.erase("required");
    }
    if (route.guard.who == Guard::Who::Staff) members["_motiu"] = reference("schemas", "Reason");
    return in;
}

// Bytes as they are: no place for them in JSON.
bool has_octets(json::object const& schema)
{
    return std::ranges::any_of(schema.at("properties").get_object(),
                               [](auto const& each) { return each.value().get_object().contains("contentMediaType"); });
}

json::object body(Route const& route, json::object const& in)
{
    auto const schema = body_schema(route, in);
    json::object types;
    if (!route.traits.takes.empty()) {
        types = content(route.traits.takes, {{"type", "string"}, {"contentMediaType", route.traits.takes}});
    } else if (has_octets(schema)) {
        types = content("multipart/form-data", schema);
        if (schema.at("properties").get_object().contains("pdf")) types["application/pdf"] = json::object{};
    } else {
        types = content("application/json", schema);
        types["application/x-www-form-urlencoded"] = json::object{{"schema", schema}};
    }
    return {{"required", schema.contains("required")}, {"content", std::move(types)}};
}

json::object success(Route const& route, web::Schemas& schemas)
{
    auto const& shape = route.shape;
    json::object types;
    if (shape.gives == web::Shape::Gives::File)
        types[route.traits.gives.empty() ? "application/octet-stream" : route.traits.gives] = json::object{};
    else if (!route.traits.gives.empty())
        types = content(route.traits.gives, {{"type", route.traits.gives.ends_with("json") ? "object" : "string"}});
    else
        types = content("application/json", shape.out ? shape.out(schemas) : json::object{{"type", "object"}});
    if (shape.page && route.look && route.traits.gives.empty())
        types["text/html"] = json::object{{"schema", json::object{{"type", "string"}}}};
    return types;
}

struct Failure {
    char const* status;
    base::Refusal::Why why;
    bool possible;
};

void add_failures(json::object& answers, Route const& route, json::object const& in)
{
    using enum base::Refusal::Why;
    auto const guarded = route.guard.who != Guard::Who::Anyone;
    auto const post = route.act || route.method == "POST"; // something comes with it
    auto const takes = !in.at("properties").get_object().empty();
    auto const named = std::ranges::any_of(route.segments, is_parameter);
    auto const limited = !route.traits.limited.empty() || route.traits.guessed;
    for (auto const& each :
         {Failure{"400", Malformed, true}, Failure{"401", Unidentified, guarded || takes},
          Failure{"403", Forbidden, guarded || takes || post}, Failure{"404", NotFound, takes || named},
          Failure{"409", Conflict, post || named}, Failure{"410", Gone, true},
          Failure{"412", Precondition, route.traits.for_programs}, Failure{"413", TooLarge, post},
          Failure{"415", Unsupported, route.traits.in_pieces}, Failure{"422", Unprocessable, true},
          Failure{"429", TooMany, limited || route.traits.for_programs},
          Failure{"460", Altered, route.traits.in_pieces}, Failure{"5XX", Unavailable, true}})
        if (each.possible) answers[each.status] = reference("responses", web::name(each.why));
}

json::object responses(Route const& route, web::Schemas& schemas, json::object const& in)
{
    auto const creates = route.act && (route.shape.creates || route.traits.creates);
    auto const silent = route.traits.silent;
    auto const* const done = creates ? "201" : silent && route.method != "HEAD" ? "204" : "200";
    json::object answer{{"description", "OK"}};
    if (!silent) answer["content"] = success(route, schemas);
    if (creates) answer["headers"] = json::object{{"Location", reference("headers", "Location")}};
    json::object answers;
    if (route.shape.waits) answers["202"] = answer;
    answers[done] = std::move(answer);
    // A form is led on; a browser of nobody is led to the door.
    if (!route.traits.for_programs && (route.act || route.guard.who != Guard::Who::Anyone))
        answers["303"] = reference("responses", "see-other");
    add_failures(answers, route, in);
    return answers;
}

}

std::string tag(Route const& route) { return route.segments.at(1).empty() ? "inici" : route.segments.at(1); }

json::object operation(Route const& route, web::Schemas& schemas)
{
    auto const in = route.shape.in(schemas);
    json::object told{{"operationId", identifier(route)},
                      {"tags", json::array{json::string(tag(route))}},
                      {"parameters", parameters(route, in)}};
    if (route.method == "POST" || route.method == "PATCH") told["requestBody"] = body(route, in);
    told["responses"] = responses(route, schemas, in);
    auto const& guard = route.guard;
    json::array security;
    if (guard.who != Guard::Who::Anyone)
        for (auto const* const scheme : {"bearer", "cookie"}) security.push_back(json::object{{scheme, json::array{}}});
    told["security"] = std::move(security);
    auto const* const who = guard.who == Guard::Who::Anyone    ? "anyone"
                            : guard.who == Guard::Who::Staff   ? "staff"
                            : guard.who == Guard::Who::Entered ? "citizen-or-staff"
                                                               : "citizen";
    told["x-who"] = who;
    if (guard.who == Guard::Who::Citizen || guard.who == Guard::Who::Entered)
        told["x-level"] = json::string(act::name(guard.level));
    if (!guard.permission.empty()) told["x-permission"] = json::string(guard.permission);
    if (route.traits.step_up) told["x-fresh-proof"] = true;
    return told;
}

}
