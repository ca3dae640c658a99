// SPDX-License-Identifier: EUPL-1.2
// town.yaml: who the town is and how it is served (docs/operations.md describes every key).
#pragma once
#include "app/providers.h"
#include "base/network.h"
#include "db/db.h"
#include "ports/mailer/mailer.h"
#include "ports/sms/sms.h"
#include "rooms/padro/padro.h"
#include "rooms/site/site.h"
#include "rooms/uploads/uploads.h"
#include "web/limits.h"
#include "web/office.h"

#include <filesystem>
#include <map>
#include <stdexcept>
#include <variant>

namespace app {

// A town's folder or file is not as it must be; the text says which file and what.
struct ConfigError : std::runtime_error {
    using runtime_error::runtime_error;
};

// Where certificates are asked for, and what is believed of them.
struct CertificateEntry {
    std::string url, host;        // "https://localhost:8443"; its host name
    std::string address;          // to listen on; that of the server when empty
    std::uint16_t port = 443;     // the same as in the url, unless `listen` says another
    std::string certificate, key; // files in the town's folder
    std::string responder;        // asked instead of those that certificates name
    bool must_know_revocation = true;
};

struct Config {
    web::Town town;
    padro::Setting padro;
    site::Setting site;
    std::vector<std::string> hosts; // names by which browsers call the town
    std::map<std::string, std::string> colours;
    std::map<std::string, web::RateLimit> limits;
    db::Settings database;
    std::optional<CertificateEntry> certificate_entry;
    std::vector<ProviderSetting> providers; // of identities, in the order in which people see them
    std::optional<ports::SmtpSetting> mail; // none: a sample town keeps its letters, another one sends none
    std::optional<std::variant<ports::HttpGateway, ports::SmppCentre>> sms; // the same
    uploads::Setting uploads;                                               // without its folder and key
    std::optional<ports::ClamdSetting> scanner; // none: what people hand in stays unscanned and is served to nobody
    int session_minutes = 60;
    std::string timestamp_url, timestamp_ca;    // of an authority (RFC 3161), empty for none
    int shift_minutes = 600;                    // a session of the staff
    std::vector<base::Network> office_networks; // where a password alone is enough for them
};

// Throws ConfigError naming the key at fault.
Config read_config(std::filesystem::path const& folder);
// The town's colours as a style sheet of custom properties: only known names, only hexadecimal colours.
std::string brand_css(std::map<std::string, std::string> const& colours);

}
