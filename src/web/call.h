// SPDX-License-Identifier: EUPL-1.2
// What a handler knows of the request it serves: who, when, in which language, what was typed before.
#pragma once
#include "act/act.h"
#include "base/result.h"
#include "net/http.h"
#include "web/texts.h"

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace web {

namespace json = boost::json;

// What the pages of one town have in common.
struct Town {
    std::string name; // "Ajuntament de Vilanova del Riu"
    std::string url;  // "https://seu.vilanova.example", without a slash at the end
    std::vector<std::string> languages{"ca", "es", "en"};
    std::string telephone;
    bool sample = false; // anybody may enter as anybody: never on a real town
};

// A look at somebody's data, to be recorded before the page leaves.
struct Look {
    act::PersonId subject;
    std::string what; // "documents.list"
};

// A piece of a body that comes in pieces (Traits::in_pieces): the route's handlers are called for each.
struct Piece {
    std::string hand;     // the same for all pieces of a request, and of no other
    bool opening = false; // nothing has come yet: only `prepare` is asked, whether anything stands against it
    std::string bytes;
    std::int64_t at = 0; // bytes of the body before it
    bool last = false;   // with it the body is whole
    bool cut = false;    // nothing more will come: the connection broke
};

// The id of an input in a page by the path of its field: "place.street" is place-street, as HTML wants ids.
std::string id_of(std::string_view path);

// The value of a cookie in a Cookie field, empty when it is not there.
std::string cookie(std::string_view header, std::string_view name);

struct Call {
    Call(Town const& of, Texts const& said) : town(of), texts(said) {}

    Town const& town;
    Texts const& texts;
    act::Actor by;
    act::Channel channel = act::Channel::Web;
    base::Instant at;
    std::string language = "ca";
    std::string path;  // decoded, without the query
    std::string query; // as sent
    std::string peer;
    std::string cookies;                   // as sent
    std::string last_event_id;             // of a page that was cut off from its live topics
    bool websocket = false;                // it asks to go on as a WebSocket
    std::string browser;                   // as it calls itself, unreliable
    bool certificate_asked = false;        // it came to the host that asks for certificates
    std::vector<std::string> client_chain; // what came there, DER, judged by nobody yet
    net::Headers headers;                  // those that the route's traits name, as they came
    std::shared_ptr<Piece const> piece;    // of a body that comes in pieces
    std::string agent_origin;              // scheme and host that the browser used, for links that leave the page
    json::object typed; // values to show again: a refused form, a changed language, an interrupted session
    std::optional<base::Refusal> refused;
    std::string reason; // why somebody of the office wants to see what is masked; recorded
    mutable std::vector<Look> looks;

    std::string say(std::string const& key, base::Refusal::Arguments const& with = {}) const
    {
        return texts.say(language, key, with);
    }
    // What was typed in a field, or `otherwise`.
    std::string value(std::string_view field, std::string_view otherwise = "") const
    {
        auto const* const found = typed.if_contains(field);
        return found && found->is_string() ? std::string(found->get_string()) : std::string(otherwise);
    }
    // The message that belongs under a field, empty when there is nothing wrong with it.
    std::string fault(std::string_view field) const;
    // Noted once however many fields of the page show it.
    void looked_at(act::PersonId subject, std::string what) const;
};

}
