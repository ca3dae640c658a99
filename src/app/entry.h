// SPDX-License-Identifier: EUPL-1.2
// The addresses that ask for certificates. Only app/ and its tests include this.
#pragma once
#include "app/town.h"

namespace app {

// Listens where the towns say (towns of one address share it, told apart by the name that the browser asks for),
// beside a server that listens at `port` for all else. A sample town's address follows that port: PORT + 363.
// Throws std::system_error when an address is taken; a sample town then goes without, and says so in the log.
void listen_for_certificates(std::vector<Town*> const&, net::Server&, std::string const& address);

}
