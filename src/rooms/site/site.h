// SPDX-License-Identifier: EUPL-1.2
// The front door: home page, the pages that the law asks of an electronic office (RD 203/2021, art. 11), health.
#pragma once
#include "ports/check.h"
#include "rooms/catalogue/catalogue.h"
#include "web/router.h"

#include <functional>
#include <string>
#include <vector>

namespace site {

struct AutomatedAction {
    std::string procedure, title, resolution, body, appeals;
};

struct Setting {
    std::string body, nif, ine, dir3, address, email;
    std::string seal;                       // common name of the seal's certificate
    std::vector<AutomatedAction> automated; // to be listed with their description (RD 203/2021, art. 11.1.i)
};

using ports::Check;

struct Room {
    Setting setting;
    catalogue::Catalogue& procedures;
    std::function<std::vector<Check>(db::Snapshot const&, base::Instant)> checks;
};

void routes(web::Router&, Room&);

}
