// SPDX-License-Identifier: EUPL-1.2
// Expressions of forms: whatever is read is evaluated to the end among odd answers, and told to the browser.
#include "base/expression.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const read = base::read_expression({reinterpret_cast<char const*>(data), size});
    auto const* const expression = std::get_if<base::Expression>(&read);
    if (!expression) return 0;
    base::evaluate(*expression, {[](std::string_view key) -> base::Value {
                                     if (key.size() % 4 == 0) return std::string("2008-02-29");
                                     if (key.size() % 4 == 1) return base::Decimal{9'000'000'000'000'000};
                                     if (key.size() % 4 == 2) return base::Values{base::Value{}, true};
                                     return {};
                                 },
                                 [](std::string_view, std::string_view) { return base::Values{base::Decimal{-1}}; },
                                 std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)});
    boost::json::serialize(base::told(*expression));
    return 0;
}
