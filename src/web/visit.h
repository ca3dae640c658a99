// SPDX-License-Identifier: EUPL-1.2
// One request on its way through the dispatcher. Only web/ includes this.
#pragma once
#include "web/dispatcher.h"

namespace web {

struct Dispatcher::Visit {
    Visit(Office const&, net::Request&);

    void identify(db::Snapshot const&);
    // Query and path parameters as a look's input.
    base::Result<json::object> query_input() const;
    json::object parameter_input() const;
    // The body and the path parameters as an act's input; housekeeping fields are taken out.
    std::optional<base::Refusal> read_input();
    bool only_switches_language() const;
    bool arrives() const { return request.method == "GET"; } // of an act: sent here by another host
    // Takes fields that nobody asked for out of the input; true when that was all that was wrong.
    bool drop_unknown(base::Refusal const&);

    // What was typed when a session had expired, sealed in a cookie, and taken up again.
    std::optional<Cookie> sealed_typed() const;
    void take_up_typed();

    // The answer that the same key got before; a Refusal when the key was used for something else.
    std::optional<base::Result<Answer>> answered_before(db::Snapshot const&) const;
    void remember(act::Act&, Answer const&) const;

    std::string shared_key() const;
    net::Response shared_answer(SharedPages::Page const&) const;
    // Protection headers and the cookies that came up on the way.
    void dress(net::Response&) const;
    net::Response failed() const;

    Office const& office;
    net::Request request;
    Call call;
    Wants wants;
    Route const* route = nullptr;
    std::vector<std::pair<std::string, std::string>> parameters;
    json::object input;
    std::string token;      // of the session, from cookie or bearer
    act::PersonId was;      // whose session the token named before it ended
    std::string typed_seal; // the cookie with what was typed
    std::string key;        // for repeated requests
    std::string body_hash;
    std::string switch_to; // a form asked for another language
    bool from_cookie = false;
    bool bad_path = false;
    bool on_worker = false; // no longer on a loop thread
    std::vector<Cookie> new_cookies;
};

}
