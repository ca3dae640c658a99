// SPDX-License-Identifier: EUPL-1.2
// The document for programs, and the same for people.
#include "rooms/api/api.h"
#include "rooms/api/openapi.h"

#include <map>

namespace api {
namespace {

// A member as programmers write it: "list of string", a choice, or the name of a struct told below.
struct Field {
    std::string name, kind, target;
    bool required = false;
};
BOOST_DESCRIBE_STRUCT(Field, (), (name, kind, target, required))

struct Operation {
    std::string id, method, path, who;
    std::vector<Field> takes, gives;
    std::string media, answers;
};
BOOST_DESCRIBE_STRUCT(Operation, (), (id, method, path, who, takes, gives, media, answers))

struct Group {
    std::string name, anchor;
    std::vector<Operation> operations;
};
BOOST_DESCRIBE_STRUCT(Group, (), (name, anchor, operations))

struct Struct {
    std::string name, anchor;
    std::vector<Field> members;
};
BOOST_DESCRIBE_STRUCT(Struct, (), (name, anchor, members))

struct ApiPage {
    static constexpr auto view = "api/operations";
    std::string title;
    std::vector<Group> groups;
    std::vector<Struct> structs;
};
BOOST_DESCRIBE_STRUCT(ApiPage, (), (title, groups, structs))

std::string text(json::object const& from, std::string_view name)
{
    auto const* const found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::string name_of(std::string_view pointer) { return std::string(pointer.substr(pointer.rfind('/') + 1)); }

// An id for a page: letters, digits, dashes.
std::string anchor(std::string of)
{
    for (auto& c : of) c = c == '.' ? '_' : c;
    return of;
}

Field field(std::string name, json::object const& schema, bool required)
{
    Field made{std::move(name), text(schema, "type"), "", required};
    if (auto const pointer = text(schema, "$ref"); !pointer.empty()) {
        made.kind = name_of(pointer);
        made.target = anchor("schema-" + made.kind);
    } else if (auto const* const either = schema.if_contains("anyOf")) {
        made = field(made.name, either->get_array().front().get_object(), false);
        made.kind += " | null";
    } else if (auto const* const choices = schema.if_contains("enum")) {
        made.kind.clear();
        for (auto const& each : choices->get_array())
            made.kind += (made.kind.empty() ? "" : " | ") + std::string(each.get_string());
    } else if (auto const* const items = schema.if_contains("items")) {
        made = field(made.name, items->get_object(), required);
        made.kind += "[]";
    }
    return made;
}

std::vector<Field> members(json::object const& schema)
{
    std::vector<Field> list;
    auto const* const properties = schema.if_contains("properties");
    auto const* const required = schema.if_contains("required");
    if (!properties) return list;
    for (auto const& [name, value] : properties->get_object()) {
        auto const must =
            required && std::ranges::find(required->get_array(), json::value(name)) != required->get_array().end();
        list.push_back(field(name, value.get_object(), must));
    }
    return list;
}

std::string who(web::Call const& call, json::object const& operation)
{
    // texts: api.who-*
    auto told = call.say("api.who-" + text(operation, "x-who"));
    if (auto const level = text(operation, "x-level"); !level.empty()) told += " (" + level + ")";
    if (auto const permission = text(operation, "x-permission"); !permission.empty()) told += " (" + permission + ")";
    if (operation.contains("x-fresh-proof")) told += ", " + call.say("api.fresh-proof");
    return told;
}

json::object const& first_content(json::object const& from, std::string& media)
{
    static json::object const none;
    auto const* const content = from.if_contains("content");
    if (!content) return none;
    for (auto const& [type, value] : content->get_object()) media += (media.empty() ? "" : ", ") + std::string(type);
    auto const& first = content->get_object().begin()->value().get_object();
    auto const* const schema = first.if_contains("schema");
    return schema ? schema->get_object() : none;
}

Operation described(web::Call const& call, std::string path, std::string_view method, json::object const& told)
{
    Operation made;
    made.id = anchor(text(told, "operationId"));
    for (auto const c : method) made.method += char(c - 'a' + 'A'); // the description has them small
    made.path = std::move(path);
    made.who = who(call, told);
    for (auto const& each : told.at("parameters").get_array())
        if (auto const& parameter = each.get_object(); parameter.contains("name"))
            made.takes.push_back(field(text(parameter, "name"), parameter.at("schema").get_object(),
                                       parameter.contains("required") && parameter.at("required").get_bool()));
    std::string sent;
    if (auto const* const body = told.if_contains("requestBody"))
        for (auto& each : members(first_content(body->get_object(), sent))) made.takes.push_back(std::move(each));
    for (auto const& [status, answer] : told.at("responses").get_object()) {
        made.answers += (made.answers.empty() ? "" : ", ") + std::string(status);
        if (!status.starts_with("2")) continue;
        auto const& schema = first_content(answer.get_object(), made.media);
        if (schema.contains("$ref")) made.gives.push_back(field("", schema, true));
    }
    return made;
}

base::Result<web::Answer> show_document(Room& room, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    web::Answer answer;
    answer.value = document(room.router, call);
    return answer;
}

base::Result<ApiPage> show_page(Room& room, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    auto const told = document(room.router, call);
    ApiPage page;
    page.title = call.say("api.title");
    std::map<std::string, Group> groups;
    for (auto const& [path, methods] : told.at("paths").get_object())
        for (auto const& [method, operation] : methods.get_object()) {
            auto const& made = operation.get_object();
            auto const name = std::string(made.at("tags").get_array().front().get_string());
            auto& group = groups[name];
            group.name = name;
            group.anchor = anchor("tag-" + name);
            group.operations.push_back(described(call, path, method, made));
        }
    for (auto& [name, group] : groups) page.groups.push_back(std::move(group));
    for (auto const& [name, schema] : told.at("components").at("schemas").get_object())
        page.structs.push_back({name, anchor("schema-" + std::string(name)), members(schema.get_object())});
    std::ranges::sort(page.structs, {}, &Struct::name);
    return page;
}

}

void routes(web::Router& on, Room& room)
{
    on.look("/api", web::anyone(), room, show_page);
    on.look("/api/openapi.json", web::anyone(), room, show_document, {.gives = "application/json"});
}

}
