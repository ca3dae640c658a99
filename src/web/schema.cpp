// SPDX-License-Identifier: EUPL-1.2
// The words of JSON Schema, and names for structs.
#include "web/schema.h"

#include <boost/core/demangle.hpp>

namespace web {
namespace {

// "padro::(anonymous namespace)::SlipPage" is "padro.SlipPage".
std::string plain_name(std::type_info const& type)
{
    auto name = boost::core::demangle(type.name());
    for (auto const* const gone : {"(anonymous namespace)::", "{anonymous}::"})
        for (auto at = name.find(gone); at != name.npos; at = name.find(gone))
            name.erase(at, std::string_view(gone).size());
    for (auto at = name.find("::"); at != name.npos; at = name.find("::")) name.replace(at, 2, ".");
    return name;
}

}

json::object Schemas::reference(std::type_info const& type, Way way, json::object (*schema)(Schemas&))
{
    auto const known = names.find({type, way});
    auto const point_to = [](std::string const& name) {
        return json::object{{"$ref", "#/components/schemas/" + name}};
    };
    if (known != names.end()) return point_to(known->second);
    auto const told = schema(*this);
    auto const plain = plain_name(type);
    auto name = plain;
    // Two files of a room may each have their own Page.
    for (int next = 2; named.contains(name) && named.at(name) != told; ++next) name = plain + std::to_string(next);
    named[name] = told;
    names[{type, way}] = name;
    return point_to(name);
}

namespace telling {

json::object text(Schemas::Way way)
{
    json::object schema{{"type", "string"}};
    if (way == Schemas::Way::In) schema["maxLength"] = longest_text;
    return schema;
}

// OpenAPI 3.1: bytes as they are have a media type and no encoding.
json::object octets() { return {{"type", "string"}, {"contentMediaType", "application/octet-stream"}}; }

json::object whole(std::int64_t least, std::uint64_t most)
{
    json::object schema{{"type", "integer"}};
    if (least == 0) schema["minimum"] = 0;
    schema["format"] = most > std::uint64_t(std::numeric_limits<std::int32_t>::max()) ? "int64" : "int32";
    return schema;
}

json::object choice(std::vector<std::string> names) { return {{"type", "string"}, {"enum", json::value_from(names)}}; }

json::object list(json::object items) { return {{"type", "array"}, {"items", std::move(items)}}; }

json::object nullable(json::object schema)
{
    return {{"anyOf", json::array{std::move(schema), json::object{{"type", "null"}}}}};
}

json::object plain(std::string_view type) { return {{"type", json::string(type)}}; }

}

}
