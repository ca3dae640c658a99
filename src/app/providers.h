// SPDX-License-Identifier: EUPL-1.2
// The `identity` list of town.yaml: providers elsewhere through whom people enter.
#pragma once
#include "ports/identity_provider/oidc.h"
#include "ports/identity_provider/valid.h"
#include "rooms/identity/identity.h"

#include <deque>
#include <filesystem>
#include <variant>

namespace YAML {
class Node;
}

namespace app {

struct ProviderSetting {
    std::string name; // in addresses: /entra/{name}
    identity::Words label, help;
    std::variant<identity_provider::Oidc::Setting, identity_provider::Valid::Setting> how;
};

// Throws ConfigError with the line and what is wrong. Secrets are read from the files that the list names.
std::vector<ProviderSetting> read_providers(YAML::Node const& list, std::filesystem::path const& folder,
                                            std::vector<std::string> const& languages);
std::deque<identity::Way> ways_of(std::vector<ProviderSetting> const&);

}
