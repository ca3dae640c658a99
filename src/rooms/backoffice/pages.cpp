// SPDX-License-Identifier: EUPL-1.2
#include "rooms/backoffice/pages.h"
#include "web/parts.h"

namespace backoffice {
namespace {

struct Card {
    std::string href, name, summary;
};
BOOST_DESCRIBE_STRUCT(Card, (), (href, name, summary))

struct Home {
    static constexpr auto view = "backoffice/home";
    std::string title, hello;
    std::vector<Notice> notices;
    std::vector<Card> cards;
};
BOOST_DESCRIBE_STRUCT(Home, (), (title, hello, notices, cards))

base::Result<Home> show_home(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    Home page;
    page.title = call.say("backoffice.title");
    page.hello = call.say("backoffice.hello", {{"name", call.by.name}});
    page.notices = room.notices(snapshot, call);
    for (auto const& section : room.sections)
        if (section.permission.empty() || call.by.may(section.permission))
            page.cards.push_back({section.href, call.say(section.text), call.say(section.summary)});
    page.cards.push_back({"/oficina/compte", call.say("backoffice.account"), call.say("backoffice.account-summary")});
    return page;
}

struct CheckRow {
    std::string what, name, detail;
    bool ready;
};
BOOST_DESCRIBE_STRUCT(CheckRow, (), (what, name, detail, ready))

struct Status {
    static constexpr auto view = "backoffice/status";
    std::string title;
    bool ready = true;
    std::vector<CheckRow> checks;
};
BOOST_DESCRIBE_STRUCT(Status, (), (title, ready, checks))

base::Result<Status> show_status(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    Status page;
    page.title = call.say("backoffice.status-title");
    for (auto const& each : room.checks(snapshot, call.at)) {
        page.checks.push_back(
            {each.what, call.say("backoffice.check-" + each.what, {{"name", each.of}}), each.detail, each.ready});
        page.ready = page.ready && each.ready;
    }
    return page;
}

}

void routes(web::Router& on, Room& room)
{
    on.look("/oficina", web::staff(), room, show_home);
    on.look("/oficina/estat", web::staff("status.see"), room, show_status, {.waits = true}); // ports ask other servers
    jobs_routes(on, room);
    search_routes(on, room);
}

}
