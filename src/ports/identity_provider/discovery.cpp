// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/discovery.h"

#include "ports/identity_provider/address.h"
#include "ports/identity_provider/strict_json.h"

namespace identity_provider {

std::string discovery_address(std::string_view issuer)
{
    if (issuer.ends_with('/')) issuer.remove_suffix(1);
    return std::string(issuer) + "/.well-known/openid-configuration";
}

Discovery read_discovery(std::string_view text, std::string_view issuer)
{
    Discovery read;
    auto const said = strict_object(text, longest_discovery);
    if (!said) {
        read.fault = "malformed";
        return read;
    }
    if (text_of(*said, "issuer", 1000) != issuer) {
        read.fault = "issuer-differs";
        return read;
    }
    auto const address = [&](std::string_view name, bool wanted) {
        auto found = text_of(*said, name, 1000).value_or("");
        auto const safe = is_safe_address(found) && (found.starts_with("https:") || issuer.starts_with("http:"));
        if (!safe && (wanted || !found.empty())) read.fault = std::string(name) + "-unsafe";
        return found;
    };
    read.authorization = address("authorization_endpoint", true);
    read.token = address("token_endpoint", true);
    read.keys = address("jwks_uri", true);
    read.userinfo = address("userinfo_endpoint", false);
    auto const* const tells = said->if_contains("authorization_response_iss_parameter_supported");
    read.tells_issuer = tells && tells->is_bool() && tells->get_bool();
    return read;
}

}
