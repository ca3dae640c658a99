// SPDX-License-Identifier: EUPL-1.2
// What forms and matters are handed from the other rooms of a town.
#pragma once
#include "rooms/cases/cases.h"
#include "rooms/counter/counter.h"
#include "rooms/forms/forms.h"

namespace app {

class Town;
forms::Room forms_room(Town&);
cases::Room cases_room(Town&);
counter::Room counter_room(Town&);

}
