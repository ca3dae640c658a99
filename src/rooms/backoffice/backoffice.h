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

struct Room {
    std::vector<web::Section> sections;
    std::function<std::vector<ports::Check>(db::Snapshot const&, base::Instant)> checks;
    std::function<std::vector<Notice>(db::Snapshot const&, web::Call const&)> notices;
};

void routes(web::Router&, Room&);

}
