// SPDX-License-Identifier: EUPL-1.2
// What was filed for somebody, for whoever oversees it: by day, officer and procedure.
#include "rooms/assistance/pages.h"
#include "rooms/staff/staff.h"
#include "web/form.h"

#include <set>

namespace assistance {
namespace {

constexpr int page_size = 50;

struct ListAsked {
    std::optional<std::string> des_de, fins, funcionari, tramit, abans;
};
BOOST_DESCRIBE_STRUCT(ListAsked, (), (des_de, fins, funcionari, tramit, abans))

struct Row {
    std::string href, number, title, subject, officer, day;
};
BOOST_DESCRIBE_STRUCT(Row, (), (href, number, title, subject, officer, day))

struct ListPage {
    static constexpr auto view = "assistance/list";
    std::string title, next;
    web::Input from, until;
    web::Select officer, procedure;
    std::vector<Row> filings;
};
BOOST_DESCRIBE_STRUCT(ListPage, (), (title, next, from, until, officer, procedure, filings))

web::Input day_field(web::Call const& call, char const* id, char const* label, std::optional<std::string> const& said)
{
    auto made = web::input(call, id, call.say(label), "");
    made.type = "date";
    made.value = said && base::day_from_iso(*said) ? *said : "";
    return made;
}

// Whoever was ever habilitated.
std::vector<web::Choice> officers(db::Snapshot const& snapshot, web::Call const& call)
{
    std::vector<web::Choice> list{{"", call.say("assistance.all-officers"), ""}};
    std::set<std::string> seen;
    for (auto const& each : store::habilitations(snapshot))
        if (auto const member = staff::member(snapshot, each.staff); member && seen.insert(member->login).second)
            list.push_back({member->login, member->name, ""});
    return list;
}

std::vector<web::Choice> procedures(Room& room, web::Call const& call)
{
    std::vector<web::Choice> list{{"", call.say("assistance.all-procedures"), ""}};
    for (auto const& each : catalogue::titles(room.cases.procedures, call)) list.push_back({each.id, each.title, ""});
    return list;
}

store::Filter filter_of(db::Snapshot const& snapshot, ListAsked const& asked)
{
    store::Filter filter;
    auto const from = base::day_from_iso(asked.des_de.value_or("")),
               until = base::day_from_iso(asked.fins.value_or(""));
    if (from) filter.from = base::local_midnight(*from);
    if (until) filter.until = base::local_midnight(*until + std::chrono::days(1));
    if (asked.funcionari) {
        auto const member = staff::member_by_login(snapshot, *asked.funcionari);
        filter.staff = member ? member->id.text : "nobody";
    }
    filter.procedure = asked.tramit.value_or("");
    filter.before = asked.abans && base::is_id_text(*asked.abans) ? *asked.abans : "";
    filter.limit = page_size;
    return filter;
}

base::Result<ListPage> show_list(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 ListAsked const& asked)
{
    ListPage page;
    page.title = call.say("assistance.list-title");
    page.from = day_field(call, "des_de", "assistance.filter-from", asked.des_de);
    page.until = day_field(call, "fins", "assistance.filter-until", asked.fins);
    page.officer = web::select(call, "funcionari", call.say("assistance.filter-officer"), "",
                               asked.funcionari.value_or(""), officers(snapshot, call));
    page.procedure = web::select(call, "tramit", call.say("assistance.procedure"), "", asked.tramit.value_or(""),
                                 procedures(room, call));
    auto const found = store::filings(snapshot, filter_of(snapshot, asked));
    for (auto const& each : found) {
        auto const member = staff::member(snapshot, each.staff);
        page.filings.push_back({address(each.assistance, "fet"), each.number, each.title, each.subject,
                                member ? member->name : "",
                                base::day_in_words(base::local_day(each.filed_at), call.language)});
        call.looked_at(each.person, "assistance.list");
    }
    if (found.size() == std::size_t(page_size))
        page.next = "/oficina/assistencia/presentacions?des_de=" + web::url_encoded(page.from.value) +
                    "&fins=" + web::url_encoded(page.until.value) +
                    "&funcionari=" + web::url_encoded(asked.funcionari.value_or("")) +
                    "&tramit=" + web::url_encoded(asked.tramit.value_or("")) + "&abans=" + found.back().assistance.text;
    return page;
}

}

void list_routes(web::Router& on, Room& room)
{
    on.look("/oficina/assistencia/presentacions", web::staff("assistance.see"), room, show_list);
}

}
