// SPDX-License-Identifier: EUPL-1.2
// Each room's routes, and what lower rooms are handed from higher ones.
#pragma once
#include "app/town.h"

namespace app {

void add_routes(Town&);
web::Hooks hooks(Town&);
// What each room does after its acts, and what comes round.
void add_jobs(Town&);
// What pages may listen to.
void add_topics(Town&);
std::vector<backoffice::Notice> notices(db::Snapshot const&, web::Call const&);
audit::Room audit_room();
thread::Room thread_room();
// What the office's one search looks through.
std::vector<backoffice::Search> searches(Town&);
// The staff's navigation, in its order.
std::vector<web::Section> sections();

}
