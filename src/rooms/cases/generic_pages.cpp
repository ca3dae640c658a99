// SPDX-License-Identifier: EUPL-1.2
// The share of generic applications, month by month: each one is a procedure that somebody did not find, or that the
// catalogue does not have (88 % of what Catalan town halls are asked on line comes that way).
#include "rooms/cases/filing.h"
#include "rooms/cases/pages.h"

#include <fmt/format.h>

namespace cases {
namespace {

constexpr int months_shown = 12, procedures_shown = 10;

struct Month {
    std::string month;
    std::int64_t filed = 0, generic = 0;
    std::string share;
    std::int64_t proposed = 0, taken = 0;
};
BOOST_DESCRIBE_STRUCT(Month, (), (month, filed, generic, share, proposed, taken))

struct Proposed {
    std::string title, href;
    std::int64_t times = 0, taken = 0;
};
BOOST_DESCRIBE_STRUCT(Proposed, (), (title, href, times, taken))

struct GenericPage {
    static constexpr auto view = "cases/office-generic";
    std::string title;
    std::vector<Month> months; // the present one first: 11/2026
    std::vector<Proposed> procedures;
};
BOOST_DESCRIBE_STRUCT(GenericPage, (), (title, months, procedures))

// "7,5 %"; nothing of nothing.
std::string share(web::Call const& call, std::int64_t part, std::int64_t whole)
{
    if (whole == 0) return {};
    auto const tenths = (part * 1000 + whole / 2) / whole;
    return fmt::format("{}{}{} %", tenths / 10, call.language == "en" ? '.' : ',', tenths % 10);
}

base::Instant first_of(std::chrono::year_month month) { return base::local_midnight(base::Day(month / 1)); }

Month counted(db::Snapshot const& snapshot, web::Call const& call, std::chrono::year_month month)
{
    auto const since = first_of(month), until = first_of(month + std::chrono::months(1));
    auto const row = snapshot.one(R"sql(
        select count(*), coalesce(sum(case when procedure = $3 then 1 else 0 end), 0) from cases_matter
        where opened_at >= $1 and opened_at < $2
        )sql",
                                  since.micros, until.micros, generic_procedure);
    auto const words = forms::proposals(snapshot, since, until);
    return {fmt::format("{:02}/{}", unsigned(month.month()), int(month.year())),
            row->integer(0),
            row->integer(1),
            share(call, row->integer(1), row->integer(0)),
            words.drafts,
            words.taken};
}

base::Result<GenericPage> show(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    GenericPage page;
    page.title = call.say("cases.generic-title");
    std::chrono::year_month_day const today(base::local_day(call.at));
    auto const now = today.year() / today.month();
    for (int back = 0; back < months_shown; ++back)
        page.months.push_back(counted(snapshot, call, now - std::chrono::months(back)));
    auto const shelf = room.procedures.shelf(call.at);
    auto const since = first_of(now - std::chrono::months(months_shown - 1));
    for (auto const& each : forms::proposed_most(snapshot, since, procedures_shown))
        if (auto const* const found = shelf->find(each.procedure))
            page.procedures.push_back(
                {found->title.in(call.language), "/tramits/" + each.procedure, each.times, each.taken});
    return page;
}

}

void generic_routes(web::Router& on, Room& room)
{
    on.look("/oficina/instancies-generiques", web::staff("cases.see"), room, show);
}

}
