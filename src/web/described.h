// SPDX-License-Identifier: EUPL-1.2
// Described structs read from what came in (a form or JSON, already one object) and written as JSON.
// Reading names the field at fault; an unknown member is refused; an optional may be absent.
#pragma once
#include "base/result.h"
#include "base/text.h"

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <charconv>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace web {

namespace json = boost::json;

// A member of this type takes bytes as they come; every other text must be UTF-8 without control characters.
struct Octets {
    std::string data;
};

// A member of this type takes whatever no other member does: the answers to a form that is data. Its texts are clean as
// all others are, and not composed or trimmed; how much and how deep is bounded by the body.
struct Rest {
    json::object fields;
};
// Of the name under which a multipart form's files stand (form.h): their bytes are no text.
constexpr std::string_view file_suffix = "__fitxer";

// What a handler takes that is asked for nothing.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

constexpr std::size_t longest_text = 20'000;

namespace reading {

using Faults = std::vector<base::Refusal>;

inline void fault(Faults& faults, std::string const& path, char const* key)
{
    faults.emplace_back(base::Refusal::Why::Unprocessable, key, path);
}

std::optional<std::string> clean_text(json::string const& text, Faults& faults, std::string const& path);
std::optional<std::int64_t> whole_number(json::value const& value, Faults& faults, std::string const& path);
// Faults of the texts inside a value that is taken as it comes.
void judge_rest(json::value const& value, Faults& faults, std::string const& path);

template<class T> struct IsOptional : std::false_type {
};
template<class T> struct IsOptional<std::optional<T>> : std::true_type {
};
template<class T> struct IsVector : std::false_type {
};
template<class T> struct IsVector<std::vector<T>> : std::true_type {
};

// "foreign-office" in JSON and forms is foreign_office in C++.
inline std::string told(std::string enumerator)
{
    for (auto& c : enumerator) c = c == '_' ? '-' : c;
    return enumerator;
}

template<class E> std::optional<E> enumerator(std::string_view text)
{
    std::optional<E> found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto const& known) {
        if (told(known.name) == text) found = known.value;
    });
    return found;
}

template<class T> void read_into(T& target, json::object const& from, std::string const& prefix, Faults& faults);

template<class T> void read_value(T& target, json::value const& value, std::string const& path, Faults& faults)
{
    if constexpr (IsOptional<T>::value) {
        if (value.is_null() || (value.is_string() && value.get_string().empty())) return;
        read_value(target.emplace(), value, path, faults);
    } else if constexpr (IsVector<T>::value) {
        if (!value.is_array()) {
            // A form field that may repeat comes alone when it is there once.
            read_value(target.emplace_back(), value, path, faults);
            return;
        }
        for (auto const& item : value.get_array()) {
            auto const place = path + "." + std::to_string(target.size());
            read_value(target.emplace_back(), item, place, faults);
        }
    } else if constexpr (std::is_same_v<T, Octets>) {
        if (value.is_string())
            target.data = std::string(value.get_string());
        else
            fault(faults, path, "field.type");
    } else if constexpr (std::is_same_v<T, json::object>) {
        if (!value.is_object()) return fault(faults, path, "field.type");
        judge_rest(value, faults, path);
        target = value.get_object();
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!value.is_string())
            fault(faults, path, value.is_array() ? "field.repeated" : "field.type");
        else if (auto text = clean_text(value.get_string(), faults, path))
            target = std::move(*text);
    } else if constexpr (std::is_same_v<T, bool>) {
        auto const on = value.is_bool() ? value.get_bool() : value.is_string() && value.get_string() == "si";
        if (!value.is_bool() && !value.is_string()) fault(faults, path, "field.type");
        target = on;
    } else if constexpr (std::is_enum_v<T>) {
        auto const* const text = value.if_string();
        auto const known = text ? enumerator<T>(std::string_view(text->data(), text->size())) : std::nullopt;
        if (known)
            target = *known;
        else
            fault(faults, path, value.is_array() ? "field.repeated" : "field.choice");
    } else if constexpr (std::is_integral_v<T>) {
        if (auto const number = whole_number(value, faults, path)) {
            if (std::in_range<T>(*number))
                target = T(*number);
            else
                fault(faults, path, "field.number");
        }
    } else {
        if (value.is_object())
            read_into(target, value.get_object(), path + ".", faults);
        else
            fault(faults, path, "field.type");
    }
}

template<class T> void read_into(T& target, json::object const& from, std::string const& prefix, Faults& faults)
{
    std::size_t known = 0;
    json::object* rest = nullptr;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
        using Member = std::remove_reference_t<decltype(target.*member.pointer)>;
        if constexpr (std::is_same_v<Member, Rest>) {
            rest = &(target.*member.pointer).fields;
        } else {
            auto const* const value = from.if_contains(member.name);
            known += value ? 1 : 0;
            if (value)
                read_value(target.*member.pointer, *value, prefix + member.name, faults);
            else if constexpr (!IsOptional<Member>::value && !IsVector<Member>::value && !std::is_same_v<Member, bool>)
                fault(faults, prefix + member.name, "field.missing");
        }
    });
    if (known == from.size()) return;
    for (auto const& each : from) {
        std::string_view const name = each.key();
        bool found = false;
        boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
            [&](auto member) { found = found || name == member.name; });
        if (found) continue;
        if (!rest) {
            fault(faults, prefix + std::string(name).substr(0, 60), "field.unknown");
            continue;
        }
        if (!base::is_utf8(name)) {
            fault(faults, prefix, "field.characters");
            continue;
        }
        if (!name.ends_with(file_suffix) || name.find('-') != name.npos)
            judge_rest(each.value(), faults, prefix + std::string(name).substr(0, 60));
        (*rest)[each.key()] = each.value();
    }
}

}

// The struct, or one Refusal with all its faults (the first in front, the others inside it).
template<class T> base::Result<T> read(json::object const& from)
{
    T target{};
    reading::Faults faults;
    reading::read_into(target, from, "", faults);
    if (faults.empty()) return target;
    return base::together(std::move(faults));
}

}
