// SPDX-License-Identifier: EUPL-1.2
// The sections mail and sms of town.yaml.
#include "app/config_section.h"
#include "base/contacts.h"

namespace app {
namespace {

namespace fs = std::filesystem;

int seconds_in(Section const& keys, int otherwise)
{
    auto const seconds = keys.number("seconds", otherwise);
    if (seconds < 1 || seconds > 120) keys.fail_at("seconds", "must be from 1 to 120");
    return seconds;
}

void require_scheme(Section const& keys, char const* key, std::string const& url,
                    std::initializer_list<std::string_view> schemes)
{
    std::string allowed;
    for (auto const scheme : schemes) {
        if (url.starts_with(scheme) && url.size() > scheme.size()) return;
        allowed += (allowed.empty() ? "" : " or ") + std::string(scheme);
    }
    keys.fail_at(key, "must begin with " + allowed);
}

void read_mail(Section const& keys, fs::path const& folder, Config& config)
{
    if (keys.pairs().empty()) return;
    keys.only({"server", "tls", "from", "name", "user", "password_file", "authorities", "seconds"});
    ports::SmtpSetting mail;
    mail.url = keys.text("server");
    require_scheme(keys, "server", mail.url, {"smtps://", "smtp://"});
    auto const tls = keys.text("tls", "required");
    if (tls != "required" && tls != "none") keys.fail_at("tls", "must be required or none");
    mail.tls = tls == "required";
    if (!mail.tls && mail.url.starts_with("smtps://")) keys.fail_at("tls", "cannot be none of an smtps:// server");
    auto const from = base::email_address(keys.text("from"));
    if (!from) keys.fail_at("from", "must be an address such as oac@vilanova.cat");
    mail.from = *from;
    mail.name = keys.text("name", config.town.name);
    mail.user = keys.text("user", "");
    mail.password_file = keys.file("password_file", folder);
    if (mail.user.empty() != mail.password_file.empty()) keys.fail("needs both user and password_file, or neither");
    if (!mail.user.empty() && !mail.tls) keys.fail_at("user", "would be sent in the clear: tls is none");
    mail.authorities = keys.file("authorities", folder);
    mail.seconds = seconds_in(keys, mail.seconds);
    config.mail = std::move(mail);
}

std::vector<int> statuses_in(Section const& keys, std::vector<int> otherwise)
{
    auto const listed = keys.list("refused", {});
    if (listed.empty()) return otherwise;
    std::vector<int> statuses;
    for (auto const& each : listed) {
        auto const right =
            each.size() == 3 && each.find_first_not_of("0123456789") == each.npos && each >= "400" && each < "600";
        if (!right) keys.fail_at("refused", "must list HTTP statuses from 400 to 599: " + each);
        statuses.push_back(std::stoi(each));
    }
    return statuses;
}

void read_http_gateway(Section const& keys, fs::path const& folder, Config& config)
{
    keys.only({"gateway", "url", "type", "body", "bearer_file", "authorities", "refused", "seconds"});
    ports::HttpGateway gateway;
    gateway.url = keys.text("url");
    require_scheme(keys, "url", gateway.url, {"https://", "http://"});
    auto const type = keys.text("type", "json");
    if (type != "json" && type != "form") keys.fail_at("type", "must be json or form");
    gateway.type = type == "json" ? ports::HttpGateway::Type::Json : ports::HttpGateway::Type::Form;
    gateway.body = keys.text("body");
    auto const fault = ports::fault_of_template(gateway.type, gateway.body);
    if (!fault.empty()) keys.fail_at("body", fault);
    gateway.bearer_file = keys.file("bearer_file", folder);
    gateway.authorities = keys.file("authorities", folder);
    gateway.refused = statuses_in(keys, gateway.refused);
    gateway.seconds = seconds_in(keys, gateway.seconds);
    config.sms = std::move(gateway);
}

// "smpp://host:2775" or "smpps://host:3550".
void read_centre_address(Section const& keys, ports::SmppCentre& centre)
{
    auto const server = keys.text("server");
    require_scheme(keys, "server", server, {"smpps://", "smpp://"});
    centre.tls = server.starts_with("smpps://");
    centre.host = server.substr(server.find("://") + 3);
    auto const colon = centre.host.rfind(':');
    if (colon == centre.host.npos) return;
    auto const port = centre.host.substr(colon + 1);
    auto const right = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos &&
                       std::stoi(port) > 0 && std::stoi(port) < 65'536;
    if (!right) keys.fail_at("server", "has a bad port: " + port);
    centre.port = std::uint16_t(std::stoi(port));
    centre.host.resize(colon);
}

void read_centre(Section const& keys, fs::path const& folder, Config& config)
{
    keys.only({"gateway", "server", "user", "password_file", "system_type", "from", "authorities", "seconds"});
    ports::SmppCentre centre;
    read_centre_address(keys, centre);
    centre.user = keys.text("user");
    if (centre.user.empty() || centre.user.size() > 15) keys.fail_at("user", "must have 1 to 15 characters");
    centre.password_file = keys.file("password_file", folder);
    if (centre.password_file.empty()) keys.fail("lacks password_file");
    centre.system_type = keys.text("system_type", "");
    if (centre.system_type.size() > 12) keys.fail_at("system_type", "must have 12 characters at most");
    centre.from = keys.text("from");
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-';
    };
    auto const number = base::telephone_number(centre.from) == centre.from;
    auto const name = !centre.from.empty() && centre.from.size() <= 11 && std::ranges::all_of(centre.from, plain);
    if (!number && !name) keys.fail_at("from", "must be a number such as +34600123456 or a name of 11 plain letters");
    centre.authorities = keys.file("authorities", folder);
    centre.seconds = seconds_in(keys, centre.seconds);
    config.sms = std::move(centre);
}

}

void read_post(Section const& keys, fs::path const& folder, Config& config)
{
    read_mail(keys.inner("mail"), folder, config);
    auto const sms = keys.inner("sms");
    if (sms.pairs().empty()) return;
    auto const gateway = sms.text("gateway");
    if (gateway != "http" && gateway != "smpp") sms.fail_at("gateway", "must be http or smpp");
    gateway == "http" ? read_http_gateway(sms, folder, config) : read_centre(sms, folder, config);
}

}
