// SPDX-License-Identifier: EUPL-1.2
// Home and legal pages.
#include "rooms/site/site.h"

#include <algorithm>

namespace site {
namespace {

struct Entry {
    std::string title, summary, href;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (title, summary, href))

struct HomePage {
    static constexpr auto view = "site/home";
    std::string title;
    std::vector<Entry> online, others;
};
BOOST_DESCRIBE_STRUCT(HomePage, (), (title, online, others))

struct LegalPage {
    std::string title, body, nif, ine, dir3, address, email, seal;
};
BOOST_DESCRIBE_STRUCT(LegalPage, (), (title, body, nif, ine, dir3, address, email, seal))

struct Action {
    std::string procedure, title, resolution, body, appeals;
};
BOOST_DESCRIBE_STRUCT(Action, (), (procedure, title, resolution, body, appeals))

struct OfficePage {
    static constexpr auto view = "site/office";
    std::string title, body, nif, ine, dir3, address, email, seal, today, time;
    std::vector<Action> automated;
};
BOOST_DESCRIBE_STRUCT(OfficePage, (), (title, body, nif, ine, dir3, address, email, seal, today, time, automated))

struct Alive {
    std::string status = "ok";
};
BOOST_DESCRIBE_STRUCT(Alive, (), (status))

struct Ready {
    bool ready = true;
    std::vector<Check> checks;
};
BOOST_DESCRIBE_STRUCT(Ready, (), (ready, checks))

base::Result<HomePage> show_home(Room& room, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    HomePage page;
    page.title = call.say("site.home-title");
    auto const shelf = room.procedures.shelf(call.at);
    for (auto const& procedure : shelf->procedures) {
        Entry entry{procedure.title.in(call.language), procedure.summary.in(call.language), "/tramits/" + procedure.id};
        auto const online = room.procedures.online(procedure);
        (online ? page.online : page.others).push_back(std::move(entry));
    }
    std::ranges::reverse(page.online); // the slip before the certificate
    std::ranges::sort(page.others, {}, [](Entry const& entry) { return base::folded(entry.title); });
    constexpr std::size_t shown = 6;
    if (page.others.size() > shown) page.others.resize(shown);
    return page;
}

// The same facts of the town under three texts of law.
web::Answer legal(Room const& room, std::string title, char const* view)
{
    auto const& from = room.setting;
    auto answer = web::answer(
        LegalPage{std::move(title), from.body, from.nif, from.ine, from.dir3, from.address, from.email, from.seal});
    answer.view = view;
    return answer;
}

base::Result<web::Answer> show_accessibility(Room& room, db::Snapshot const&, web::Call const& call,
                                             web::Nothing const&)
{
    return legal(room, call.say("site.accessibility-title"), "site/accessibility");
}

base::Result<web::Answer> show_privacy(Room& room, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    return legal(room, call.say("site.privacy-title"), "site/privacy");
}

base::Result<web::Answer> show_notice(Room& room, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    return legal(room, call.say("site.notice-title"), "site/notice");
}

base::Result<OfficePage> show_office(Room& room, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    auto const& from = room.setting;
    OfficePage page;
    page.title = call.say("site.office-title");
    page.body = from.body;
    page.nif = from.nif;
    page.ine = from.ine;
    page.dir3 = from.dir3;
    page.address = from.address;
    page.email = from.email;
    page.seal = from.seal;
    page.today = base::day_in_words(local_day(call.at), call.language);
    page.time = local_time(call.at);
    for (auto const& action : from.automated)
        page.automated.push_back({action.procedure, action.title, action.resolution, action.body, action.appeals});
    return page;
}

base::Result<Alive> show_alive(Room&, db::Snapshot const&, web::Call const&, web::Nothing const&) { return Alive{}; }

base::Result<Ready> show_ready(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    Ready page;
    page.checks = room.checks(snapshot, call.at);
    page.ready = std::ranges::all_of(page.checks, &Check::ready);
    if (!page.ready) {
        base::Refusal refusal{base::Refusal::Why::Unavailable, "site.not-ready"};
        for (auto const& check : page.checks)
            if (!check.ready) refusal.with.emplace_back("what", check.what + ": " + check.detail);
        return refusal;
    }
    return page;
}

}

void routes(web::Router& on, Room& room)
{
    on.look("/", web::anyone(), room, show_home, {.shared = true});
    on.look("/accessibilitat", web::anyone(), room, show_accessibility, {.shared = true});
    on.look("/proteccio-de-dades", web::anyone(), room, show_privacy, {.shared = true});
    on.look("/avis-legal", web::anyone(), room, show_notice, {.shared = true});
    on.look("/seu", web::anyone(), room, show_office);
    on.look("/healthz", web::anyone(), room, show_alive);
    on.look("/readyz", web::anyone(), room, show_ready);
}

}
