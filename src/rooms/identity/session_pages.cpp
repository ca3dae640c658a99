// SPDX-License-Identifier: EUPL-1.2
// The sessions that a citizen has open, here and on whatever they entered from, and the end of those forgotten there.
#include "rooms/audit/audit.h"
#include "rooms/identity/identity.h"
#include "web/described.h"

namespace identity {
namespace {

struct SessionCard {
    std::string id, begun, until; // in words
    bool current;
};
BOOST_DESCRIBE_STRUCT(SessionCard, (), (id, begun, until, current))

struct SessionsPage {
    static constexpr auto view = "identity/sessions";
    std::string title;
    bool others = false;
    std::vector<SessionCard> sessions;
};
BOOST_DESCRIBE_STRUCT(SessionsPage, (), (title, others, sessions))

std::string moment(web::Call const& call, base::Instant at)
{
    return call.say("identity.moment",
                    {{"day", base::day_in_words(base::local_day(at), call.language)}, {"time", base::local_time(at)}});
}

base::Result<SessionsPage> show_sessions(Room&, db::Snapshot const& snapshot, web::Call const& call,
                                         web::Nothing const&)
{
    SessionsPage page;
    page.title = call.say("identity.sessions-title");
    for (auto const& row : snapshot(R"sql(
        select id, begun, level, until from identity_session where person = $1 and until > $2 order by begun desc
        )sql",
                                    call.by.person.text, call.at.micros)) {
        auto const current = row.text(0) == call.by.session.text;
        page.others = page.others || !current;
        auto const until = call.say("identity.session-line", {{"level", call.say("identity.level-" + row.text(2))},
                                                              {"until", moment(call, {row.integer(3)})}});
        page.sessions.push_back({row.text(0), moment(call, {row.integer(1)}), until, current});
    }
    return page;
}

// One session by its id, or all but the one that asks.
struct Closing {
    std::optional<std::string> session;
};
BOOST_DESCRIBE_STRUCT(Closing, (), (session))

struct Closed {
    int closed;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (closed))
std::string location(Closed const&) { return "/carpeta/sessions"; }

base::Result<Closing> prepare_closing(Room&, db::Snapshot const&, web::Call const&, Closing const& asked)
{
    return asked;
}

// Of the person's own only; one that has ended meanwhile is no fault.
base::Result<Closed> close_sessions(Room&, act::Act& act, Closing const& asked)
{
    Closed done{};
    for (auto const& row : act.tx(R"sql(select id from identity_session where person = $1)sql", act.by.person.text)) {
        act::SessionId const id{row.text(0)};
        if (asked.session ? id.text != *asked.session : id == act.by.session) continue;
        close_session(act.tx, id);
        ++done.closed;
    }
    if (done.closed > 0) audit::record(act, "identity.sessions-closed", act.by.person, "");
    return done;
}

}

void session_routes(web::Router& on, Room& room)
{
    on.look("/carpeta/sessions", web::citizen(act::Level::Low), room, show_sessions);
    on.act("/carpeta/sessions", web::citizen(act::Level::Low), room, prepare_closing, close_sessions,
           {.any_standing = true});
}

}
