// SPDX-License-Identifier: EUPL-1.2
// A book of one year with its diligences of opening and closing, to be printed: per day how many, from which number to
// which, and a hash that anybody can make again from the public log.
#include "rooms/registry/pages.h"
#include "rooms/registry/search.h"

#include <charconv>

namespace registry {
namespace {

using base::Refusal;

struct Which {
    std::string llibre; // "2026-E"
};
BOOST_DESCRIBE_STRUCT(Which, (), (llibre))

struct DayLine {
    std::string day, day_words, first, last, hash, href;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(DayLine, (), (day, day_words, first, last, hash, href, count))

struct BookPage {
    static constexpr auto view = "registry/book";
    std::string title, body, year, opening, closing;
    bool closed = false;
    std::int64_t count = 0;
    std::vector<DayLine> days;
};
BOOST_DESCRIBE_STRUCT(BookPage, (), (title, body, year, opening, closing, closed, count, days))

// A book is named by the beginning of its numbers.
std::optional<Number> book_named(std::string const& text) { return number_in(text + "-000001"); }

DayLine shown(web::Call const& call, Number of, BookDay const& day)
{
    auto const number = [&](std::int64_t which) { return text_of({of.year, of.direction, which}); };
    return {base::iso(day.day),  base::day_in_words(day.day, call.language),    number(day.first), number(day.last),
            base::hex(day.hash), "/oficina/registre/dia/" + base::iso(day.day), day.count};
}

base::Result<BookPage> show_book(Book& book, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const of = book_named(which.llibre);
    if (!of) return Refusal{Refusal::Why::NotFound, "registry.no-book"};
    auto const days = days_of_book(snapshot, of->year, of->direction);
    if (days.empty()) return Refusal{Refusal::Why::NotFound, "registry.no-book"};
    BookPage page;
    page.year = std::to_string(of->year);
    page.title = call.say(of->direction == Direction::Entry ? "registry.book-of-entry" : "registry.book-of-exit",
                          {{"year", page.year}});
    page.body = book.setting.body_name;
    for (auto const& day : days) {
        page.days.push_back(shown(call, *of, day));
        page.count += day.count;
    }
    auto const& first = page.days.front();
    auto const& last = page.days.back();
    page.opening =
        call.say("registry.opening", {{"year", page.year}, {"day", first.day_words}, {"number", first.first}});
    // A book closes with its year, by the town's clock.
    page.closed = base::year_of(base::local_day(call.at)) > of->year;
    if (page.closed)
        page.closing = call.say("registry.closing", {{"year", page.year},
                                                     {"day", last.day_words},
                                                     {"number", last.last},
                                                     {"count", std::to_string(page.count)}});
    call.looked_at({}, "registry.book");
    return page;
}

}

void book_routes(web::Router& on, Book& book)
{
    on.look("/oficina/registre/llibre/{llibre}", web::staff("registry.see"), book, show_book, {.slow = true});
}

}
