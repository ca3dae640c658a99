// SPDX-License-Identifier: EUPL-1.2
// What an act answers when it does not do what was asked, and the value that carries either.
// A Refusal is something that a person caused and reads; what only a machine can cause is thrown instead.
#pragma once
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace base {

struct Refusal {
    // One place (web/answer.cpp) maps these to HTTP statuses.
    enum class Why {
        Malformed,
        Unidentified,
        Forbidden,
        NotFound,
        Conflict,
        Gone,
        Precondition, // of a protocol: the version that was asked for
        TooLarge,
        Unsupported, // a kind of body that is not taken here
        Unprocessable,
        TooMany,
        Unavailable,
        Altered // what came is not what was sent: its checksum says so
    };
    using Arguments = std::vector<std::pair<std::string, std::string>>;

    Refusal() = default;
    Refusal(Why reason, std::string key, std::string at_field = {}, Arguments values = {}) :
        why(reason), text(std::move(key)), field(std::move(at_field)), with(std::move(values))
    {
    }

    Why why = Why::Unprocessable;
    std::string text;            // key of the message in the text catalogues
    std::string field;           // path of the field to mend, empty when no single field is at fault
    Arguments with;              // values for the {markers} of the message
    std::vector<Refusal> others; // further faults of the same input, so that a form is mended in one go
    bool kept = false;           // what the act wrote stays although it refuses: a failed attempt must be counted
};

// Either a T or the Refusal that explains why there is none. Dereferencing a refused Result throws
// std::bad_variant_access: test it first.
template<class T> class Result {
public:
    Result(T value) : either(std::move(value)) {}
    Result(Refusal refusal) : either(std::move(refusal)) {}

    explicit operator bool() const { return either.index() == 0; }
    T const& operator*() const { return std::get<0>(either); }
    T& operator*() { return std::get<0>(either); }
    T const* operator->() const { return &std::get<0>(either); }
    T* operator->() { return &std::get<0>(either); }
    Refusal const& refusal() const { return std::get<1>(either); }

private:
    std::variant<T, Refusal> either;
};

// All faults of one input as one Refusal: the first in front, the others inside it. There is at least one.
inline Refusal together(std::vector<Refusal> faults)
{
    auto first = std::move(faults.front());
    for (std::size_t i = 1; i < faults.size(); ++i) first.others.push_back(std::move(faults[i]));
    return first;
}

// The value of an act that has nothing to tell but that it was done.
struct Done {};

}
