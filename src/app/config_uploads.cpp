// SPDX-License-Identifier: EUPL-1.2
// The sections uploads and virus_scan of town.yaml.
#include "app/config_section.h"

namespace app {
namespace {

int from_to(Section const& keys, char const* key, int otherwise, int least, int most)
{
    auto const value = keys.number(key, otherwise);
    if (value < least || value > most)
        keys.fail_at(key, "must be from " + std::to_string(least) + " to " + std::to_string(most));
    return value;
}

void read_limits(Section const& keys, uploads::Limits& limits)
{
    if (keys.pairs().empty()) return;
    keys.only({"documents", "each_mb", "total_mb", "name_characters", "extensions"});
    limits.documents = std::size_t(from_to(keys, "documents", int(limits.documents), 1, 100));
    limits.each_bytes = std::int64_t(from_to(keys, "each_mb", int(limits.each_bytes / 1'000'000), 1, 1000)) * 1'000'000;
    limits.total_bytes =
        std::int64_t(from_to(keys, "total_mb", int(limits.total_bytes / 1'000'000), 1, 10'000)) * 1'000'000;
    limits.name_characters = std::size_t(from_to(keys, "name_characters", int(limits.name_characters), 10, 200));
    limits.extensions = keys.list("extensions", limits.extensions);
    if (limits.extensions.empty()) keys.fail_at("extensions", "is empty");
}

// "/run/clamav/clamd.ctl" or "host:3310".
ports::ClamdSetting scanner_at(Section const& keys)
{
    ports::ClamdSetting found;
    auto const where = keys.text("clamd");
    found.seconds = from_to(keys, "seconds", found.seconds, 1, 600);
    if (where.starts_with('/')) {
        found.socket = where;
        return found;
    }
    auto const colon = where.rfind(':');
    auto const port = colon == where.npos ? std::string() : where.substr(colon + 1);
    auto const right = colon > 0 && !port.empty() && port.size() <= 5 &&
                       port.find_first_not_of("0123456789") == port.npos && std::stoi(port) > 0 &&
                       std::stoi(port) < 65'536;
    if (!right) keys.fail_at("clamd", "must be the path of a socket, or a host and port such as localhost:3310");
    found.host = where.substr(0, colon);
    found.port = std::uint16_t(std::stoi(port));
    return found;
}

}

void read_uploads(Section const& keys, Config& config)
{
    auto const section = keys.inner("uploads");
    section.only({"largest_mb", "person_mb", "person_files", "hours", "own", "exchange"});
    auto& with = config.uploads;
    with.largest = std::int64_t(from_to(section, "largest_mb", 100, 1, 2000)) * 1'000'000;
    with.person_bytes = std::int64_t(from_to(section, "person_mb", 500, 1, 100'000)) * 1'000'000;
    with.person_files = std::size_t(from_to(section, "person_files", 50, 1, 500));
    with.kept = std::chrono::hours(from_to(section, "hours", 24 * 31, 1, 24 * 90));
    read_limits(section.inner("own"), with.own);
    read_limits(section.inner("exchange"), with.exchange);
    auto const scanner = keys.inner("virus_scan");
    if (scanner.pairs().empty()) return;
    scanner.only({"clamd", "seconds"});
    config.scanner = scanner_at(scanner);
}

}
