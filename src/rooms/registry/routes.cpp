// SPDX-License-Identifier: EUPL-1.2
#include "rooms/registry/pages.h"

namespace registry {

void routes(web::Router& on, Book& book)
{
    log_routes(on, book);
    person_routes(on, book);
    office_routes(on, book);
    entry_routes(on, book);
    book_routes(on, book);
    incident_routes(on, book);
}

}
