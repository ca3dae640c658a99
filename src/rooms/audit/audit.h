// SPDX-License-Identifier: EUPL-1.2
// The trail of acts and looks: append-only rows, written in the transaction of what they tell of.
#pragma once
#include "act/act.h"

#include <string_view>

namespace audit {

// An act: `event` names it ("documents.issued"), `subject` is whose data it concerns, `object` the row.
void record(act::Act&, std::string_view event, act::PersonId const& subject, std::string_view object);
// A look at `subject`'s data.
void looked(act::Act&, std::string_view event, act::PersonId const& subject);

}
