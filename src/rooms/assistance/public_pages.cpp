// SPDX-License-Identifier: EUPL-1.2
// What anybody may know of assisted filing: what it is, for whom, which procedures, what to bring, the form of consent
// (RD 203/2021, art. 30.1), and by which posts: not by whom (RGPD, art. 5.1.c).
#include "rooms/assistance/pages.h"

#include <set>

namespace assistance {
namespace {

struct ListedLine {
    std::string href, title, since;
};
BOOST_DESCRIBE_STRUCT(ListedLine, (), (href, title, since))

struct PublicPage {
    static constexpr auto view = "assistance/public";
    std::string title, town, telephone;
    std::vector<ListedLine> procedures;
    std::vector<std::string> posts;
};
BOOST_DESCRIBE_STRUCT(PublicPage, (), (title, town, telephone, procedures, posts))

base::Result<PublicPage> show_public(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     web::Nothing const&)
{
    PublicPage page;
    page.title = call.say("assistance.public-title");
    page.town = call.town.name;
    page.telephone = call.town.telephone;
    auto const shelf = room.cases.procedures.shelf(call.at);
    for (auto const& each : store::listed(snapshot))
        if (auto const* const found = shelf->find(each.procedure))
            page.procedures.push_back({"/tramits/" + each.procedure, found->title.in(call.language),
                                       base::day_in_words(base::local_day(each.at), call.language)});
    std::set<std::string> posts;
    for (auto const& each : store::habilitations(snapshot))
        if (in_force(each.term, base::local_day(call.at))) posts.insert(each.post);
    page.posts.assign(posts.begin(), posts.end());
    return page;
}

struct BlankPage {
    static constexpr auto view = "assistance/blank";
    std::string title, town, statement;
};
BOOST_DESCRIBE_STRUCT(BlankPage, (), (title, town, statement))

base::Result<BlankPage> show_blank(Room&, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    return BlankPage{call.say("assistance.sheet-title"), call.town.name, call.say("assistance.blank-statement")};
}

}

void public_routes(web::Router& on, Room& room)
{
    on.look("/assistencia", web::anyone(), room, show_public);
    on.look("/assistencia/consentiment", web::anyone(), room, show_blank);
}

}
