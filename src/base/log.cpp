// SPDX-License-Identifier: EUPL-1.2
// The log over spdlog's thread-safe sink. Values are cut and their control characters replaced, so that no
// input can forge a line.
#include "base/log.h"

#include <algorithm>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace base::log {
namespace {

spdlog::logger& logger()
{
    static auto const made = [] {
        auto log = spdlog::stderr_logger_mt("finestreta");
        log->set_pattern("%Y-%m-%dT%H:%M:%S.%fZ %l %v", spdlog::pattern_time_type::utc);
        return log;
    }();
    return *made;
}

std::string line(std::string_view event, Values values)
{
    std::string text(event);
    for (auto const& [name, value] : values) {
        auto shown = value.substr(0, 300);
        std::ranges::replace_if(
            shown, [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; }, '?');
        text.append(" ").append(name).append("=").append(shown);
    }
    return text;
}

}

void info(std::string_view event, Values values) { logger().info("{}", line(event, values)); }
void warning(std::string_view event, Values values) { logger().warn("{}", line(event, values)); }
void error(std::string_view event, Values values) { logger().error("{}", line(event, values)); }

}
