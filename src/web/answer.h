// SPDX-License-Identifier: EUPL-1.2
// What a handler answers, before it has a face: a described struct with its view, or a file.
#pragma once
#include "base/result.h"
#include "net/websocket.h"
#include "web/described.h"

#include <string>
#include <vector>

namespace web {

// Bytes to be handed out as they are.
struct File {
    std::string bytes;
    std::string type;      // "application/pdf"
    std::string name;      // offered for saving
    bool download = false; // else shown in the browser
};

struct Cookie {
    std::string name, value;
    int seconds = 0; // 0: until the browser closes; negative: forget it
};

struct Answer {
    json::object value;   // the JSON face, and what fills the view
    std::string view;     // name of the HTML view; empty for acts that only lead elsewhere
    std::string location; // where the thing made can be seen: 303 for a form, 201 for a program when `created`
    bool created = false;
    bool accepted = false; // asked for and not done yet: 202 for a program
    int status = 0;        // another than the usual one
    net::Headers headers;  // further ones
    std::vector<Cookie> cookies;
    std::optional<File> file;
    std::shared_ptr<net::Feed> feed;                 // events that go on
    std::shared_ptr<net::Conversation> conversation; // what a WebSocket goes on with
};

// One place says what a Refusal is in HTTP.
int status_of(base::Refusal::Why);
std::string_view name(base::Refusal::Why);

// A struct names its view (`static constexpr auto view = "padro/slip"`), may make something
// (`static constexpr bool creates = true`), may wait for somebody to do it (`bool waits() const`), and is found where
// `location(Out const&)` says; it may carry `cookies`.
template<class Out> Answer answer(Out const& out)
{
    Answer made;
    if constexpr (std::is_same_v<Out, Answer>) {
        return out;
    } else if constexpr (std::is_same_v<Out, File>) {
        made.file = out;
    } else {
        made.value = json::value_from(out).get_object();
        if constexpr (requires { Out::view; }) made.view = Out::view;
        if constexpr (requires { Out::creates; }) made.created = Out::creates;
        if constexpr (requires { location(out); }) made.location = location(out);
        if constexpr (requires { out.waits(); }) made.accepted = out.waits();
        if constexpr (requires { out.cookies; }) made.cookies = out.cookies;
    }
    return made;
}

}
