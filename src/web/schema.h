// SPDX-License-Identifier: EUPL-1.2
// Described structs told as JSON Schema 2020-12, by the same rules as `described.h` reads them and Boost.JSON writes
// them; tests/api holds the running program against the result.
#pragma once
#include "web/answer.h"
#include "web/described.h"

#include <map>
#include <typeindex>

namespace web {

// Structs inside structs: each has a name and stands once, as in OpenAPI's components/schemas.
class Schemas {
public:
    // Coming in, an optional member may be left out; going out, every member is there and an optional one may be null.
    enum class Way { In, Out };
    // {"$ref": …}; `schema` is told only when it is the first time.
    json::object reference(std::type_info const&, Way, json::object (*schema)(Schemas&));
    json::object const& all() const { return named; }

private:
    std::map<std::pair<std::type_index, Way>, std::string> names;
    json::object named;
};

namespace telling {

json::object text(Schemas::Way);
json::object octets();
json::object whole(std::int64_t least, std::uint64_t most);
json::object choice(std::vector<std::string> names);
json::object list(json::object items);
json::object nullable(json::object schema);
json::object plain(std::string_view type);
// Takes the place of T in a template that may have no other.
template<class T> constexpr bool untold = false;

template<class T, Schemas::Way way> json::object structure(Schemas&);

template<class T, Schemas::Way way> json::object value(Schemas& schemas)
{
    using reading::IsOptional;
    using reading::IsVector;
    if constexpr (IsOptional<T>::value) {
        auto schema = value<typename T::value_type, way>(schemas);
        return way == Schemas::Way::In ? schema : nullable(std::move(schema));
    } else if constexpr (IsVector<T>::value) {
        return list(value<typename T::value_type, way>(schemas));
    } else if constexpr (std::is_same_v<T, Octets>) {
        return octets();
    } else if constexpr (std::is_same_v<T, json::value> || std::is_same_v<T, json::object>) {
        return std::is_same_v<T, json::object> ? plain("object") : json::object(); // whatever it is
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        return text(way);
    } else if constexpr (std::is_same_v<T, bool>) {
        return plain("boolean");
    } else if constexpr (std::is_enum_v<T>) {
        std::vector<std::string> names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto const& known) { names.emplace_back(known.name); });
        if (way == Schemas::Way::In)
            for (auto& name : names) name = reading::told(std::move(name));
        return choice(std::move(names));
    } else if constexpr (std::is_integral_v<T>) {
        return whole(std::int64_t(std::numeric_limits<T>::min()), std::uint64_t(std::numeric_limits<T>::max()));
    } else if constexpr (std::is_floating_point_v<T>) {
        return plain("number");
    } else if constexpr (boost::describe::has_describe_members<T>::value) {
        return schemas.reference(typeid(T), way, structure<T, way>);
    } else {
        static_assert(untold<T>, "no schema for a member of this type: tell it here");
    }
}

template<class T, Schemas::Way way> json::object structure(Schemas& schemas)
{
    json::object members;
    json::array required;
    bool open = false;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
        if constexpr (std::is_same_v<Member, Rest>) {
            open = true;
        } else {
            constexpr bool optional = reading::IsOptional<Member>::value || reading::IsVector<Member>::value ||
                                      std::is_same_v<Member, bool>; // as `reading::read_into` has it
            members[member.name] = value<Member, way>(schemas);
            if (way == Schemas::Way::Out || !optional) required.emplace_back(member.name);
        }
    });
    json::object schema{{"type", "object"}, {"properties", std::move(members)}, {"additionalProperties", open}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

}

// What a route takes and gives, told when somebody asks.
struct Shape {
    enum class Gives { Value, Anything, File }; // a described struct; an Answer made by hand; bytes
    Gives gives = Gives::Value;
    bool page = false;    // has an HTML view
    bool creates = false; // 201 for a program
    bool waits = false;   // 202 for a program, at times
    json::object (*in)(Schemas&) = nullptr;
    json::object (*out)(Schemas&) = nullptr;
};

template<class In, class Out> Shape shape()
{
    Shape made;
    made.in = telling::structure<In, Schemas::Way::In>;
    if constexpr (std::is_same_v<Out, Answer>) {
        made.gives = Shape::Gives::Anything;
        made.page = true;
    } else if constexpr (std::is_same_v<Out, File>) {
        made.gives = Shape::Gives::File;
    } else {
        made.out = telling::value<Out, Schemas::Way::Out>;
        made.page = requires { Out::view; };
        if constexpr (requires { Out::creates; }) made.creates = Out::creates;
        made.waits = requires(Out const& out) { out.waits(); };
    }
    return made;
}

}
