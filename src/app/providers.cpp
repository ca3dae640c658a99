// SPDX-License-Identifier: EUPL-1.2
// Reading the list of providers: whatever is not understood is refused, because a setting that is silently left out
// here would let in somebody who should not.
#include "app/providers.h"

#include "app/config.h"
#include "base/text.h"
#include "ports/identity_provider/address.h"
#include "ports/secret_file.h"

#include <algorithm>
#include <array>
#include <set>
#include <yaml-cpp/yaml.h>

namespace app {
namespace {

namespace fs = std::filesystem;
using identity_provider::ClaimMap;
using identity_provider::Oidc;
using identity_provider::Valid;

// Addresses under /entra that are taken.
constexpr std::array<std::string_view, 4> reserved{"demo", "certificat", "relleu", "codi"};

[[noreturn]] void fail(YAML::Node const& at, std::string const& what)
{
    throw ConfigError("town.yaml, line " + std::to_string(at.Mark().line + 1) + ": identity: " + what);
}

// The members of one provider; each is asked for once, and none may be left over.
class Members {
public:
    explicit Members(YAML::Node of) : node(std::move(of))
    {
        if (!node.IsMap()) fail(node, "each provider is a list of settings");
        for (auto const& pair : node) left.insert(pair.first.Scalar());
    }
    YAML::Node member(std::string const& key)
    {
        left.erase(key);
        return node[key];
    }
    std::string text(std::string const& key, std::optional<std::string> otherwise = {})
    {
        auto const found = member(key);
        if (found && !found.IsScalar()) fail(found, key + " must be a text");
        if (found && !found.Scalar().empty()) return found.Scalar();
        if (!otherwise) fail(node, "lacks " + key);
        return *otherwise;
    }
    std::string level(std::string const& key)
    {
        auto const found = text(key, "");
        if (!found.empty() && act::level_named(found) == act::Level::None)
            fail(node[key], key + " must be low, substantial or high");
        return found;
    }
    std::string address(std::string const& key, std::optional<std::string> otherwise = {})
    {
        auto found = text(key, std::move(otherwise));
        if (!identity_provider::is_safe_address(found) || found.find('?') != found.npos)
            fail(node[key], key + " must be an address that begins with https://");
        return found;
    }
    bool yes(std::string const& key)
    {
        auto const found = text(key, "false");
        if (found != "true" && found != "false") fail(node[key], key + " must be true or false");
        return found == "true";
    }
    // One text for all languages, or one for each of the town's.
    identity::Words words(std::string const& key, std::vector<std::string> const& languages, bool wanted)
    {
        auto const found = member(key);
        if (!found && !wanted) return {};
        if (!found) fail(node, "lacks " + key);
        if (found.IsScalar() && !found.Scalar().empty()) return {{languages.front(), found.Scalar()}};
        identity::Words words;
        if (!found.IsMap()) fail(found, key + " must be a text, or one for each language");
        for (auto const& language : languages) {
            auto const said = found[language];
            if (!said || !said.IsScalar() || said.Scalar().empty()) fail(found, key + " lacks " + language);
            words[language] = said.Scalar();
        }
        return words;
    }
    void nothing_left() const
    {
        if (!left.empty()) fail(node, "unknown setting " + *left.begin());
    }
    YAML::Node const node;

private:
    std::set<std::string> left;
};

std::string secret_in(Members& members, fs::path const& folder)
{
    auto const file = folder / members.text("secret_file");
    auto const secret = ports::secret_in(file.string());
    if (!secret) fail(members.node["secret_file"], file.string() + " holds no secret");
    return *secret;
}

std::string authorities_in(Members& members, fs::path const& folder)
{
    auto const named = members.text("authorities", "");
    if (named.empty()) return {};
    if (!fs::is_regular_file(folder / named))
        fail(members.node["authorities"], (folder / named).string() + " is no file");
    return (folder / named).string();
}

ClaimMap claim_map(Members& members)
{
    ClaimMap map;
    map.level = members.level("level");
    if (auto const names = members.member("claims")) {
        Members claims(names);
        map.document = claims.text("document", map.document);
        map.given_name = claims.text("given_name", map.given_name);
        map.family_name = claims.text("family_name", map.family_name);
        map.name = claims.text("name", map.name);
        claims.nothing_left();
    }
    if (auto const levels = members.member("levels")) {
        if (!levels.IsMap()) fail(levels, "levels must say which level each value of acr is");
        for (auto const& pair : levels) {
            auto const level = pair.second.IsScalar() ? pair.second.Scalar() : std::string();
            if (act::level_named(level) == act::Level::None)
                fail(pair.second, "levels: " + pair.first.Scalar() + " must be low, substantial or high");
            map.levels[pair.first.Scalar()] = level;
        }
    }
    if (map.level.empty() && map.levels.empty())
        fail(members.node, "needs levels (what acr says) or level (what everybody has): without either nobody enters");
    return map;
}

Oidc::Setting oidc(Members& members, fs::path const& folder)
{
    Oidc::Setting setting;
    setting.issuer = members.address("issuer");
    setting.client = members.text("client_id");
    setting.secret = secret_in(members, folder);
    setting.scope = members.text("scope", "openid");
    if (auto const scopes = base::split(setting.scope, ' '); std::ranges::find(scopes, "openid") == scopes.end())
        fail(members.node["scope"], "scope must have openid in it");
    setting.wanted = members.text("acr_values", "");
    setting.claims = claim_map(members);
    setting.userinfo = members.yes("userinfo");
    setting.ca_file = authorities_in(members, folder);
    return setting;
}

Valid::Setting valid(Members& members, fs::path const& folder)
{
    Valid::Setting setting;
    setting.url = members.address("url", setting.url);
    while (setting.url.ends_with('/')) setting.url.pop_back();
    setting.client = members.text("client_id");
    setting.secret = secret_in(members, folder);
    setting.level = members.level("level");
    setting.ca_file = authorities_in(members, folder);
    return setting;
}

std::string name_in(Members& members)
{
    auto const name = members.text("name");
    auto const plain = name.size() <= 30 && name[0] >= 'a' && name[0] <= 'z' && std::ranges::all_of(name, [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                       });
    if (!plain) fail(members.node["name"], "name must be small letters, digits and hyphens: it stands in addresses");
    if (std::ranges::find(reserved, name) != reserved.end()) fail(members.node["name"], name + " is taken");
    return name;
}

}

std::vector<ProviderSetting> read_providers(YAML::Node const& list, fs::path const& folder,
                                            std::vector<std::string> const& languages)
{
    std::vector<ProviderSetting> read;
    if (!list || list.IsNull()) return read;
    if (!list.IsSequence()) fail(list, "must be a list of providers");
    std::set<std::string> names;
    for (auto const& node : list) {
        Members members(node);
        ProviderSetting setting;
        setting.name = name_in(members);
        if (!names.insert(setting.name).second) fail(node, "two providers are called " + setting.name);
        setting.label = members.words("label", languages, true);
        setting.help = members.words("help", languages, false);
        auto const kind = members.text("kind");
        if (kind == "oidc")
            setting.how = oidc(members, folder);
        else if (kind == "valid")
            setting.how = valid(members, folder);
        else
            fail(members.node["kind"], "kind must be oidc or valid");
        members.nothing_left();
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
