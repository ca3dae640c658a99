// SPDX-License-Identifier: EUPL-1.2
#pragma once
#include "web/live.h"

namespace web {

void live_routes(Router&, Live&);

}
