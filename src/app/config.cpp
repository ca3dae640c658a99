// SPDX-License-Identifier: EUPL-1.2
// Reading town.yaml.
#include "app/config.h"

#include "app/config_section.h"
#include "base/identifiers.h"

#include <array>
#include <charconv>

namespace app {
namespace {

namespace fs = std::filesystem;
constexpr std::array<std::string_view, 5> colour_names{"action", "action-hover", "action-shadow", "accent", "surface"};

void read_town(Section const& keys, Config& config)
{
    config.town.name = keys.text("name");
    config.town.url = keys.text("url");
    if (config.town.url.ends_with('/')) config.town.url.pop_back();
    config.town.telephone = keys.text("telephone", "");
    config.town.languages = keys.list("languages", {"ca", "es", "en"});
    if (config.town.languages.empty()) keys.fail("languages is empty");
    config.town.sample = keys.yes("sample");
    config.hosts = keys.list("hosts", {});
    config.session_minutes = keys.number("session_minutes", 60);
    config.shift_minutes = keys.number("shift_minutes", 600);
    for (auto const& block : keys.list("office_networks", {})) {
        auto const network = base::network(block);
        if (!network) keys.fail("office_networks: " + block + " is no network such as 10.0.0.0/8");
        config.office_networks.push_back(*network);
    }
}

std::uint16_t port_in(Section const& keys, std::string const& text)
{
    unsigned port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port > 65535) keys.fail("has a bad port: " + text);
    return std::uint16_t(port);
}

void read_certificate_entry(Section const& all, Config& config)
{
    auto const keys = all.inner("certificate_entry");
    if (keys.pairs().empty()) return;
    CertificateEntry entry;
    entry.url = keys.text("url");
    if (entry.url.ends_with('/')) entry.url.pop_back();
    if (!entry.url.starts_with("https://")) keys.fail("url must begin with https://");
    entry.host = entry.url.substr(8);
    if (auto const colon = entry.host.find(':'); colon != entry.host.npos) {
        entry.port = port_in(keys, entry.host.substr(colon + 1));
        entry.host.resize(colon);
    }
    if (auto const listen = keys.text("listen", ""); !listen.empty()) {
        auto const colon = listen.rfind(':');
        if (colon == listen.npos) keys.fail("listen must be an address and a port, such as 0.0.0.0:8443");
        entry.address = listen.substr(0, colon);
        entry.port = port_in(keys, listen.substr(colon + 1));
    }
    entry.certificate = keys.text("certificate", "keys/entry.crt");
    entry.key = keys.text("key", "keys/entry.key");
    entry.responder = keys.text("responder", "");
    auto const policy = keys.text("revocation", "require");
    if (policy != "require" && policy != "allow-when-unknown")
        keys.fail("revocation must be require or allow-when-unknown");
    entry.must_know_revocation = policy == "require";
    config.certificate_entry = std::move(entry);
}

void read_identity(Section const& keys, Config& config)
{
    auto& site = config.site;
    site.body = config.town.name;
    site.nif = keys.text("nif");
    site.ine = keys.text("ine");
    site.dir3 = keys.text("dir3");
    site.address = keys.text("address", "");
    site.email = keys.text("email", "");
    auto const number = base::document_number(site.nif);
    if (!number || number->kind != base::DocumentKind::Organisation) keys.fail("nif is no organisation's number");
    if (!base::ine_check_digit(site.ine)) keys.fail("ine must be five digits");
}

void read_padro(Section const& keys, Config& config)
{
    auto const padro = keys.inner("padro");
    config.padro.body = config.town.name;
    config.padro.town = keys.text("town");
    config.padro.of_town = keys.text("of_town", "de " + config.padro.town);
    config.padro.days_allowed = padro.number("days_allowed", 30);
    config.padro.secretary_signs = padro.list("secretary_signs", {});
    for (auto const& kind : config.padro.secretary_signs)
        if (kind != "individual" && kind != "household" && kind != "historical")
            padro.fail("secretary_signs: " + kind + " is none of individual, household, historical");
    for (auto const& [procedure, node] : keys.inner("automated_actions").pairs()) {
        Section const action(node, "town.yaml: automated_actions: " + procedure);
        config.site.automated.push_back(
            {procedure, "", action.text("resolution"), action.text("body"), action.text("appeals")});
        if (procedure == "certificat-empadronament")
            config.padro.certificates = {action.text("resolution"), action.text("body"), action.text("appeals")};
    }
}

void read_limits(Section const& keys, Config& config)
{
    config.limits = {{"enter", {30, 60}}, {"guess", {30, 60}}, {"code", {30, 3600}}};
    for (auto const& [name, node] : keys.inner("limits").pairs()) {
        Section const limit(node, "town.yaml: limits: " + name);
        config.limits[name] = {limit.number("times", 0), std::max(1, limit.number("seconds", 60))};
    }
}

}

Config read_config(fs::path const& folder)
{
    auto const file = folder / "town.yaml";
    if (!fs::exists(file)) throw ConfigError(file.string() + " does not exist: is this a town's folder?");
    Config config;
    try {
        Section const keys(YAML::LoadFile(file.string()), "town.yaml");
        read_town(keys, config);
        read_identity(keys, config);
        read_padro(keys, config);
        read_certificate_entry(keys, config);
        config.providers = read_providers(keys.member("identity"), folder, config.town.languages);
        read_limits(keys, config);
        read_post(keys, folder, config);
        read_uploads(keys, config);
        for (auto const& [name, node] : keys.inner("colours").pairs()) config.colours[name] = node.Scalar();
        auto const timestamp = keys.inner("timestamp");
        config.timestamp_url = timestamp.text("url", "");
        if (!config.timestamp_url.empty()) config.timestamp_ca = (folder / timestamp.text("authorities")).string();
        auto const database = keys.inner("database");
        config.database.postgres = database.text("postgres", "");
        config.database.schema = database.text("schema", "public");
        config.database.sqlite_path = (folder / "finestreta.db").string();
    } catch (YAML::Exception const& failure) {
        throw ConfigError("town.yaml, line " + std::to_string(failure.mark.line + 1) + ": " + failure.msg);
    }
    brand_css(config.colours);
    return config;
}

std::string brand_css(std::map<std::string, std::string> const& colours)
{
    std::string css = ":root{";
    for (auto const& [name, value] : colours) {
        if (std::ranges::find(colour_names, name) == colour_names.end())
            throw ConfigError("town.yaml: colours: unknown name " + name);
        auto const digits = value.starts_with('#') ? value.substr(1) : "";
        auto const right = (digits.size() == 3 || digits.size() == 6) &&
                           digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
        if (!right) throw ConfigError("town.yaml: colours: " + name + " must be a colour such as #0f5c5c");
        css.append("--fin-").append(name).append(":").append(value).append(";");
    }
    return css + "}\n";
}

}
