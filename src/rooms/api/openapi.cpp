// SPDX-License-Identifier: EUPL-1.2
// The document around the operations (OpenAPI Specification 3.1.1).
#include "rooms/api/openapi.h"

#include "base/text.h"
#include "web/faces.h"

#include <set>

namespace api {
namespace {

using enum base::Refusal::Why;
constexpr std::array every_why{Malformed, Unidentified, Forbidden,     NotFound, Conflict,    Gone,   Precondition,
                               TooLarge,  Unsupported,  Unprocessable, TooMany,  Unavailable, Altered};

json::object text() { return {{"type", "string"}}; }

// RFC 9457, with our own members: `why` and `text` for programs, `field` and `others` for forms.
json::object problem_schema()
{
    json::array whys;
    for (auto const why : every_why) whys.emplace_back(web::name(why));
    json::object const other{
        {"type", "object"}, {"required", {"field", "detail"}}, {"properties", {{"field", text()}, {"detail", text()}}}};
    return {{"type", "object"},
            {"required", {"type", "title", "status", "detail", "why", "text"}},
            {"properties",
             {{"type", text()},
              {"title", text()},
              {"status", {{"type", "integer"}}},
              {"detail", text()},
              {"why", {{"type", "string"}, {"enum", whys}}},
              {"text", text()},
              {"field", text()},
              {"others", {{"type", "array"}, {"items", other}}}}}};
}

json::object problem_response(web::Call const& call, base::Refusal::Why why)
{
    json::object content;
    if (why == TooLarge) content["text/plain"] = json::object{{"schema", text()}}; // refused before it is read
    content["application/problem+json"] = json::object{{"schema", {{"$ref", "#/components/schemas/Problem"}}}};
    content["text/html"] = json::object{{"schema", text()}};
    return {{"description", call.say("why." + std::string(web::name(why)))}, {"content", std::move(content)}};
}

json::object components(web::Call const& call, web::Schemas const& schemas)
{
    json::object named = schemas.all();
    named["Problem"] = problem_schema();
    named["Reason"] = json::object{{"type", "string"}, {"maxLength", 300}, {"description", call.say("api.reason")}};
    json::object const location{{"schema", text()}, {"description", call.say("api.location")}};
    json::object answers{{"see-other",
                          {{"description", call.say("api.see-other")},
                           {"headers", {{"Location", {{"$ref", "#/components/headers/Location"}}}}}}}};
    for (auto const why : every_why) answers[web::name(why)] = problem_response(call, why);
    json::object const language{{"name", "lang"},
                                {"in", "query"},
                                {"description", call.say("api.language")},
                                {"schema", {{"type", "string"}, {"enum", json::value_from(call.town.languages)}}}};
    json::object const key{{"name", "Idempotency-Key"},
                           {"in", "header"},
                           {"description", call.say("api.key")},
                           {"schema", {{"type", "string"}, {"maxLength", 200}}}};
    return {{"schemas", std::move(named)},
            {"responses", std::move(answers)},
            {"headers", {{"Location", location}}},
            {"parameters", {{"Language", language}, {"IdempotencyKey", key}}},
            {"securitySchemes",
             {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}},
              {"cookie", {{"type", "apiKey"}, {"in", "cookie"}, {"name", web::session_cookie}}}}}};
}

}

json::object document(web::Router const& router, web::Call const& call)
{
    web::Schemas schemas;
    json::object paths;
    std::set<std::string> tags;
    for (auto const& route : router.all()) {
        auto& path = paths[route.pattern];
        if (!path.is_object()) path = json::object();
        path.get_object()[base::lower(route.method)] = operation(route, schemas);
        tags.insert(tag(route));
    }
    json::array tag_list;
    for (auto const& name : tags) tag_list.push_back(json::object{{"name", name}});
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", call.town.name},
              {"description", call.say("api.about")},
              {"version", "1"},
              {"contact", {{"name", call.town.name}, {"url", call.town.url}}},
              {"license", {{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}}},
            {"servers", json::array{json::object{{"url", call.town.url}}}},
            {"tags", std::move(tag_list)},
            {"paths", std::move(paths)},
            {"components", components(call, schemas)}};
}

}
