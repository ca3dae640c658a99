// SPDX-License-Identifier: EUPL-1.2
#include "app/entry.h"

#include "base/log.h"

#include <map>
#include <system_error>

namespace app {
namespace {

constexpr std::uint16_t from_main_port = 363; // 8080 and 8443
using Place = std::pair<std::string, std::uint16_t>;

bool follows_port(Town const& town)
{
    return town.config.town.sample && town.config.certificate_entry->host == "localhost";
}

Place place_of(Town const& town, std::string const& address, std::uint16_t main_port)
{
    auto const& entry = *town.config.certificate_entry;
    if (follows_port(town)) return {address, std::uint16_t(main_port + from_main_port)};
    return {entry.address.empty() ? address : entry.address, entry.port};
}

}

void listen_for_certificates(std::vector<Town*> const& towns, net::Server& server, std::string const& address)
{
    std::map<Place, std::vector<Town*>> places;
    for (auto* const town : towns)
        if (town->certificates) places[place_of(*town, address, server.port())].push_back(town);
    for (auto const& [place, here] : places) {
        net::Listening listening{place.first, place.second, {}, true};
        for (auto const* const town : here) listening.identities.push_back(*town->certificate_host());
        try {
            auto const port = server.listen(listening);
            for (auto* const town : here)
                if (follows_port(*town)) town->certificates->url = "https://localhost:" + std::to_string(port);
        } catch (std::system_error const& taken) {
            for (auto* const town : here) {
                if (!follows_port(*town)) throw;
                town->identity.certificates = nullptr;
            }
            base::log::warning("serve.no-certificate-entry",
                               {{"port", std::to_string(place.second)}, {"what", taken.what()}});
        }
    }
}

}
