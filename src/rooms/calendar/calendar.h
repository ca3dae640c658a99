// SPDX-License-Identifier: EUPL-1.2
// The town's non-working days: read from calendar.yaml, published, and used to tell people when a term ends and why.
#pragma once
#include "base/term.h"
#include "web/router.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace calendar {

// Why calendar.yaml is refused, and where.
struct Fault {
    std::string file;
    int line = 0;       // from 1, 0 when no line is at fault
    std::string reason; // in English, for the technician
};

// The calendar as it was when the program started. A file that is missing or refused leaves it empty: then no term is
// computed, and the town is not ready.
struct Room {
    Room() = default;
    Room(std::filesystem::path const& file, std::vector<std::string> const& languages);
    base::Calendar calendar;
    std::optional<Fault> fault;
};

// What the technician should know of it, in English.
struct Health {
    bool ready = false; // the current year is there
    std::string detail;
    std::vector<std::string> warnings;
};
Health health(Room const&, base::Day today);

struct StepTold {
    std::string article, text;
};
BOOST_DESCRIBE_STRUCT(StepTold, (), (article, text))

struct StretchTold {
    std::string first, last, days, what, counted;
    bool working = false; // whether these days were counted
};
BOOST_DESCRIBE_STRUCT(StretchTold, (), (first, last, days, what, counted, working))

// How a term came out, step by step and stretch by stretch, in one language: a part of pages.
struct Explained {
    std::string view = "calendar/part-explained";
    std::vector<StepTold> steps;
    std::vector<StretchTold> stretches;
};
BOOST_DESCRIBE_STRUCT(Explained, (), (view, steps, stretches))

Explained explained(Room const&, web::Call const&, base::Deadline const&);
// "dimarts, 14 d'abril de 2026"
std::string weekday_and_day(web::Call const&, base::Day);

void routes(web::Router&, Room&);

}
