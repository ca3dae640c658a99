// SPDX-License-Identifier: EUPL-1.2
// Reading the list of providers: whatever is not understood is refused, because a setting that is silently left out
// here would let in somebody who should not.
#include "app/providers.h"

#include "app/config_section.h"
#include "base/text.h"
#include "ports/identity_provider/address.h"
#include "ports/secret_file.h"

#include <algorithm>
#include <array>
#include <set>

namespace app {
namespace {

namespace fs = std::filesystem;
using identity_provider::ClaimMap;
using identity_provider::Oidc;
using identity_provider::Valid;

// Addresses under /entra that are taken.
constexpr std::array<std::string_view, 4> reserved{"demo", "certificat", "relleu", "codi"};

constexpr auto* place = "town.yaml: identity";

std::string level_in(Section const& keys, char const* key)
{
    auto const level = keys.text(key, "");
    if (!level.empty() && act::level_named(level) == act::Level::None)
        keys.fail_at(key, "must be low, substantial or high");
    return level;
}

std::string address_in(Section const& keys, char const* key, std::optional<std::string> otherwise = {})
{
    auto address = keys.text(key, std::move(otherwise));
    if (!identity_provider::is_safe_address(address) || address.find('?') != address.npos)
        keys.fail_at(key, "must be an address that begins with https://");
    return address;
}

std::string secret_of(Section const& keys, fs::path const& folder)
{
    auto const file = folder / keys.text("secret_file");
    auto const secret = ports::secret_in(file.string());
    if (!secret) keys.fail_at("secret_file", file.string() + " holds no secret");
    return *secret;
}

// One text for all languages, or one for each of the town's; none when it is not there.
identity::Words words_in(Section const& keys, char const* key, std::vector<std::string> const& languages)
{
    auto const found = keys.member(key);
    if (!found) return {};
    if (found.IsScalar()) return {{languages.front(), keys.text(key)}};
    identity::Words words;
    for (auto const& language : languages) {
        auto const said = found.IsMap() ? found[language] : YAML::Node(YAML::NodeType::Undefined);
        if (!said || !said.IsScalar() || said.Scalar().empty()) keys.fail_at(key, "lacks " + language);
        words[language] = said.Scalar();
    }
    return words;
}

ClaimMap claim_map(Section const& keys)
{
    ClaimMap map;
    map.level = level_in(keys, "level");
    auto const claims = keys.inner("claims");
    claims.only({"document", "given_name", "family_name", "name"});
    map.document = claims.text("document", map.document);
    map.given_name = claims.text("given_name", map.given_name);
    map.family_name = claims.text("family_name", map.family_name);
    map.name = claims.text("name", map.name);
    auto const levels = keys.inner("levels");
    for (auto const& [said, node] : levels.pairs()) {
        map.levels[said] = level_in(levels, said.c_str());
        if (map.levels[said].empty()) levels.fail_at(said.c_str(), "must be low, substantial or high");
    }
    if (map.level.empty() && map.levels.empty())
        keys.fail("needs levels (what acr says) or level (what everybody has): without either nobody enters");
    return map;
}

Oidc::Setting oidc(Section const& keys, fs::path const& folder)
{
    keys.only({"name", "label", "help", "kind", "issuer", "client_id", "secret_file", "scope", "acr_values", "level",
               "levels", "claims", "userinfo", "authorities"});
    Oidc::Setting setting;
    setting.issuer = address_in(keys, "issuer");
    setting.client = keys.text("client_id");
    setting.secret = secret_of(keys, folder);
    setting.scope = keys.text("scope", "openid");
    if (auto const scopes = base::split(setting.scope, ' '); std::ranges::find(scopes, "openid") == scopes.end())
        keys.fail_at("scope", "must have openid in it");
    setting.wanted = keys.text("acr_values", "");
    setting.claims = claim_map(keys);
    setting.userinfo = keys.yes("userinfo");
    setting.ca_file = keys.file("authorities", folder);
    return setting;
}

Valid::Setting valid(Section const& keys, fs::path const& folder)
{
    keys.only({"name", "label", "help", "kind", "url", "client_id", "secret_file", "level", "authorities"});
    Valid::Setting setting;
    setting.url = address_in(keys, "url", setting.url);
    while (setting.url.ends_with('/')) setting.url.pop_back();
    setting.client = keys.text("client_id");
    setting.secret = secret_of(keys, folder);
    setting.level = level_in(keys, "level");
    setting.ca_file = keys.file("authorities", folder);
    return setting;
}

std::string name_in(Section const& keys)
{
    auto const name = keys.text("name");
    auto const plain = name.size() <= 30 && name[0] >= 'a' && name[0] <= 'z' && std::ranges::all_of(name, [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                       });
    if (!plain) keys.fail_at("name", "must be small letters, digits and hyphens: it stands in addresses");
    if (std::ranges::find(reserved, name) != reserved.end()) keys.fail_at("name", name + " is taken");
    return name;
}

}

std::vector<ProviderSetting> read_providers(YAML::Node const& list, fs::path const& folder,
                                            std::vector<std::string> const& languages)
{
    std::vector<ProviderSetting> read;
    if (!list || list.IsNull()) return read;
    if (!list.IsSequence()) Section(list, place).fail("must be a list of providers");
    std::set<std::string> names;
    for (auto const& node : list) {
        Section const keys(node, place);
        if (!node.IsMap()) keys.fail("lists providers, each with its settings");
        ProviderSetting setting;
        setting.name = name_in(keys);
        if (!names.insert(setting.name).second) keys.fail("has two providers called " + setting.name);
        setting.label = words_in(keys, "label", languages);
        if (setting.label.empty()) keys.fail("lacks label");
        setting.help = words_in(keys, "help", languages);
        auto const kind = keys.text("kind");
        if (kind != "oidc" && kind != "valid") keys.fail_at("kind", "must be oidc or valid");
        if (kind == "oidc")
            setting.how = oidc(keys, folder);
        else
            setting.how = valid(keys, folder);
        read.push_back(std::move(setting));
    }
    return read;
}

std::deque<identity::Way> ways_of(std::vector<ProviderSetting> const& settings)
{
    std::deque<identity::Way> ways;
    for (auto const& each : settings) {
        auto& way = ways.emplace_back();
        way.name = each.name;
        way.label = each.label;
        way.help = each.help;
        if (auto const* const connect = std::get_if<Oidc::Setting>(&each.how))
            way.provider = std::make_unique<Oidc>(*connect);
        else
            way.provider = std::make_unique<Valid>(std::get<Valid::Setting>(each.how));
    }
    return ways;
}

}
