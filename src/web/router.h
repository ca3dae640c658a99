// SPDX-License-Identifier: EUPL-1.2
// The route table of one town: who may call what, and the handler's up to three parts with their types put aside.
// A route cannot be made without a guard.
#pragma once
#include "act/act.h"
#include "web/answer.h"
#include "web/call.h"
#include "web/schema.h"

#include <functional>
#include <memory>

namespace web {

struct Guard {
    enum class Who { Anyone, Citizen, Staff, Entered };
    Who who;
    act::Level level = act::Level::None;
    std::string_view permission = {}; // of staff; empty: whoever works here
};
constexpr Guard anyone() { return {Guard::Who::Anyone}; }
constexpr Guard citizen(act::Level level) { return {Guard::Who::Citizen, level}; }
// Whoever has entered: a citizen at that level, or somebody of the office.
constexpr Guard entered(act::Level level) { return {Guard::Who::Entered, level}; }
constexpr Guard staff(std::string_view permission = {}) { return {Guard::Who::Staff, act::Level::None, permission}; }

// Why somebody does not pass a guard; nothing when they do.
std::optional<base::Refusal> fault(Guard const&, act::Actor const&);

// Refused by an act whose prepared part has gone stale: the dispatcher prepares again.
inline base::Refusal stale() { return {base::Refusal::Why::Conflict, "web.stale"}; }

// How a route behaves beyond its handler.
struct Traits {
    bool shared = false; // the same page for every unidentified visitor: rendered once, kept for a while
    std::size_t body_limit = 64 * 1024;
    std::string limited = {};              // name of the rate limit that each call counts against, empty for none
    bool slow = false;                     // computes for long: run by a worker thread, not by the loop
    bool waits = false;                    // asks other servers: run by one of the threads that may wait for them
    bool any_standing = false;             // open also to one whose representation of somebody else is over
    bool step_up = false;                  // staff must have proved who they are within the last minutes
    bool guessed = false;                  // the handler counts wrong guesses and answers "too many" by itself
    bool for_programs = false;             // a protocol of scripts: refusals are told as JSON, nobody is led elsewhere
    bool in_pieces = false;                // the body comes in pieces, each an act of its own (web::Piece)
    std::vector<std::string> headers = {}; // request headers that the handlers read, for Call::headers
    bool creates = false;                  // 201, of a handler that makes its Answer by hand
    bool silent = false;                   // its answer has no body: the headers tell
    net::Headers always = {};              // headers of every answer, refusals too
    std::string takes = {};                // media type of a body that is neither a form nor JSON
    std::string gives = {};                // media type of what is neither a page nor JSON: "application/pdf"
};

using Prepared = std::shared_ptr<void>;

struct Route {
    std::string method;
    std::string pattern;
    std::vector<std::string> segments; // of the pattern; "{name}" takes one segment
    Guard guard;
    Traits traits;
    Shape shape;
    std::function<base::Result<Answer>(db::Snapshot const&, Call const&, json::object const&)> look;
    std::function<base::Result<Prepared>(db::Snapshot const&, Call const&, json::object const&)> prepare;
    std::function<base::Result<Answer>(act::Act&, Prepared const&)> act;
};

struct Match {
    Route const* route = nullptr;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string other_methods; // that the address has when it lacks the one asked for: "GET, HEAD"
};

class Router {
public:
    template<class Room, class In, class Out>
    void look(std::string pattern, Guard guard, Room& room,
              base::Result<Out> (*handler)(Room&, db::Snapshot const&, Call const&, In const&), Traits traits = {})
    {
        add_look("GET", std::move(pattern), guard, room, handler, std::move(traits));
    }

    // `prepare` reads and computes in parallel and may be run again; `act` runs in the lane.
    template<class Room, class In, class Ready, class Out>
    void act(std::string pattern, Guard guard, Room& room,
             base::Result<Ready> (*prepare)(Room&, db::Snapshot const&, Call const&, In const&),
             base::Result<Out> (*record)(Room&, act::Act&, Ready const&), Traits traits = {})
    {
        add_act("POST", std::move(pattern), guard, room, prepare, record, std::move(traits));
    }

    // Somebody sent here by another host, by GET, with something to record: a certificate shown, an identity proved.
    // It must be safe for whoever follows the address without meaning it, because browsers may.
    template<class Room, class In, class Ready, class Out>
    void arrive(std::string pattern, Guard guard, Room& room,
                base::Result<Ready> (*prepare)(Room&, db::Snapshot const&, Call const&, In const&),
                base::Result<Out> (*record)(Room&, act::Act&, Ready const&), Traits traits = {})
    {
        add_act("GET", std::move(pattern), guard, room, prepare, record, std::move(traits));
    }

    // A question that comes by POST because it carries a file or personal data, but changes nothing.
    template<class Room, class In, class Out>
    void ask(std::string pattern, Guard guard, Room& room,
             base::Result<Out> (*handler)(Room&, db::Snapshot const&, Call const&, In const&), Traits traits = {})
    {
        add_look("POST", std::move(pattern), guard, room, handler, std::move(traits));
    }

    // Acts by PATCH and DELETE, as POST's in all else.
    template<class Room, class In, class Ready, class Out>
    void change(std::string pattern, Guard guard, Room& room,
                base::Result<Ready> (*prepare)(Room&, db::Snapshot const&, Call const&, In const&),
                base::Result<Out> (*record)(Room&, act::Act&, Ready const&), Traits traits = {})
    {
        add_act("PATCH", std::move(pattern), guard, room, prepare, record, std::move(traits));
    }
    template<class Room, class In, class Ready, class Out>
    void remove(std::string pattern, Guard guard, Room& room,
                base::Result<Ready> (*prepare)(Room&, db::Snapshot const&, Call const&, In const&),
                base::Result<Out> (*record)(Room&, act::Act&, Ready const&), Traits traits = {})
    {
        add_act("DELETE", std::move(pattern), guard, room, prepare, record, std::move(traits));
    }

    // Looks whose answer is in the headers. A HEAD without a route of its own is answered as the GET there.
    template<class Room, class In, class Out>
    void head(std::string pattern, Guard guard, Room& room,
              base::Result<Out> (*handler)(Room&, db::Snapshot const&, Call const&, In const&), Traits traits = {})
    {
        add_look("HEAD", std::move(pattern), guard, room, handler, std::move(traits));
    }
    template<class Room, class In, class Out>
    void options(std::string pattern, Guard guard, Room& room,
                 base::Result<Out> (*handler)(Room&, db::Snapshot const&, Call const&, In const&), Traits traits = {})
    {
        add_look("OPTIONS", std::move(pattern), guard, room, handler, std::move(traits));
    }

    // Literal segments win over parameters.
    Match match(std::string_view method, std::string_view path) const;
    Route const* find(std::string_view method, std::string_view pattern) const;
    std::vector<Route> const& all() const { return routes; }

private:
    template<class Room, class In, class Ready, class Out>
    void add_act(std::string method, std::string pattern, Guard guard, Room& room,
                 base::Result<Ready> (*prepare)(Room&, db::Snapshot const&, Call const&, In const&),
                 base::Result<Out> (*record)(Room&, act::Act&, Ready const&), Traits traits)
    {
        auto& route = add(std::move(method), std::move(pattern), guard, std::move(traits));
        route.shape = shape<In, Out>();
        route.prepare = [&room, prepare](db::Snapshot const& snapshot, Call const& call,
                                         json::object const& input) -> base::Result<Prepared> {
            auto const in = read<In>(input);
            if (!in) return in.refusal();
            auto ready = prepare(room, snapshot, call, *in);
            if (!ready) return ready.refusal();
            return Prepared(std::make_shared<Ready>(std::move(*ready)));
        };
        route.act = [&room, record](act::Act& act, Prepared const& ready) -> base::Result<Answer> {
            auto const out = record(room, act, *static_cast<Ready const*>(ready.get()));
            if (!out) return out.refusal();
            return answer(*out);
        };
    }

    template<class Room, class In, class Out>
    void add_look(std::string method, std::string pattern, Guard guard, Room& room,
                  base::Result<Out> (*handler)(Room&, db::Snapshot const&, Call const&, In const&), Traits traits)
    {
        auto& route = add(std::move(method), std::move(pattern), guard, std::move(traits));
        route.shape = shape<In, Out>();
        route.look = [&room, handler](db::Snapshot const& snapshot, Call const& call,
                                      json::object const& input) -> base::Result<Answer> {
            auto const in = read<In>(input);
            if (!in) return in.refusal();
            auto const out = handler(room, snapshot, call, *in);
            if (!out) return out.refusal();
            return answer(*out);
        };
    }

    Route& add(std::string method, std::string pattern, Guard guard, Traits traits);
    std::vector<Route> routes;
};

}
