// SPDX-License-Identifier: EUPL-1.2
// The program's log: one line an event on standard error, an event name and a few values. Never personal data:
// callers give codes, counts, durations and identifiers of rows, not names, documents or what people typed.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace base::log {

using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

void info(std::string_view event, Values = {});
void warning(std::string_view event, Values = {});
void error(std::string_view event, Values = {});

}
