// SPDX-License-Identifier: EUPL-1.2
// The staff's first page, and how the machinery is: every port's and room's own check.
#pragma once
#include "ports/check.h"
#include "web/office.h"
#include "web/router.h"

#include <functional>
#include <string>
#include <vector>

namespace backoffice {

// Something that somebody ought to look at, and where.
struct Notice {
    std::string text, href; // text is already in the person's language
};
BOOST_DESCRIBE_STRUCT(Notice, (), (text, href))

// Something that the one search found: an address, or a form when what leads there must stand in no address.
struct Found {
    std::string title, kind, href;
    std::string action, field, value;
};
BOOST_DESCRIBE_STRUCT(Found, (), (title, kind, href, action, field, value))
using Search = std::function<std::vector<Found>(db::Snapshot const&, web::Call const&, std::string const& typed)>;

struct Room {
    std::vector<web::Section> sections;
    std::function<std::vector<ports::Check>(db::Snapshot const&, base::Instant)> checks;
    std::function<std::vector<Notice>(db::Snapshot const&, web::Call const&)> notices;
    std::vector<Search> searches; // each gives nothing for what is not its kind or not for this person's eyes
};

void routes(web::Router&, Room&);

}
