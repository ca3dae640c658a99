// SPDX-License-Identifier: EUPL-1.2
// The sample town, Vilanova del Riu: a folder like any town's, with an invented population imported the ordinary way.
#include "app/commands.h"
#include "app/embedded.h"
#include "app/files.h"
#include "app/keys.h"
#include "app/sample/cards.h"
#include "app/sample/certificates.h"
#include "app/sample/population.h"
#include "app/town.h"
#include "base/crypto.h"
#include "base/identifiers.h"
#include "base/text.h"

#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <sstream>

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view arms =
    R"svg(<svg xmlns="http://www.w3.org/2000/svg" width="320" height="360" viewBox="0 0 320 360">
<path d="M20 20h280v190c0 70-60 110-140 130C80 320 20 280 20 210z" fill="#c9a227" stroke="#1b2431" stroke-width="8"/>
<path d="M70 24v264M130 24v306M190 24v306M250 24v264" stroke="#b3261e" stroke-width="24" fill="none"/>
<path d="M24 214q34-30 68 0t68 0 68 0 68 0v20q-34 30-68 0t-68 0-68 0-68 0z" fill="#0f5c8c" stroke="#faf6ee" stroke-width="6"/>
<path d="M110 60h100v96H110zM96 60h128V36h-24v12h-20V36h-40v12h-20V36H96z" fill="#faf6ee" stroke="#1b2431" stroke-width="6"/>
<path d="M144 156v-34a16 16 0 0 1 32 0v34z" fill="#1b2431"/></svg>
)svg";

// The control letter that makes an invented body's number right.
std::string body_number()
{
    for (char letter = 'A'; letter <= 'J'; ++letter)
        if (auto const number = std::string("P0899900") + letter; base::document_number(number)) return number;
    throw std::logic_error("no control letter fits");
}

std::string town_yaml(std::string const& nif, std::uint16_t port)
{
    return fmt::format(R"yaml(# SPDX-License-Identifier: EUPL-1.2
# The sample town. docs/operations.md describes every key.
name: "Ajuntament de Vilanova del Riu"
town: "Vilanova del Riu"
of_town: "de Vilanova del Riu"
nif: {}
ine: "08999"            # a code that INE has given to nobody; check digit {}
dir3: L0108999{}
url: "http://localhost:{}"
address: "Plaça Major, 1, 08998 Vilanova del Riu"
email: "oac@vilanovadelriu.example"
telephone: "938 000 010"
sample: true            # anybody may enter as anybody: never on a real town
languages: [ca, es, en]
session_minutes: 60
shift_minutes: 600      # a session of the staff
office_networks: ["127.0.0.0/8", "::1"]   # where a password alone is enough for them
colours:
  action: "#0f5c5c"
  action-hover: "#0a4343"
  action-shadow: "#062c2c"
  accent: "#ffcb2e"
padro:
  days_allowed: 366     # a real town: 30 or fewer
  secretary_signs: [historical]   # certificates that wait for the secretary, whatever the machine may issue
automated_actions:
  certificat-empadronament:
    resolution: "Decret d'Alcaldia 2026/0117, de 2 de febrer de 2026"
    body: "Secretaria General"
    appeals: "Alcaldia"
certificate_entry:      # its port follows that of the town: PORT + 363
  url: "https://localhost:{}"
  revocation: require   # or allow-when-unknown
limits:                 # per address
  enter: {{times: 600, seconds: 60}}
  guess: {{times: 60, seconds: 60}}
  code: {{times: 600, seconds: 3600}}
)yaml",
                       nif, *base::ine_check_digit("08999"), *base::ine_check_digit("08999"), port, port + 363);
}

void make_folder(SampleOptions const& options)
{
    auto const& folder = options.folder;
    auto const nif = body_number();
    auto const passphrase = base::hex(base::random_bytes(16));
    write_secret(folder / "keys" / "passphrase", passphrase + "\n");
    make_master_key(folder, passphrase);
    auto const seal = documents::make_sample_seal("Ajuntament de Vilanova del Riu", nif, passphrase, options.rsa);
    write_secret(folder / "keys" / "seal.key", seal.key_pem);
    write_file(folder / "keys" / "seal.crt", seal.certificates_pem);
    write_file(folder / "keys" / "authority.crt", seal.authority_pem);
    sample::write_certificates(folder, nif, base::SystemClock().now());
    write_file(folder / "arms.svg", std::string(arms));
    fs::create_directories(folder / "procedures");
    write_file(folder / "calendar.yaml", embedded().samples.at("calendar"));
    write_file(folder / "town.yaml", town_yaml(nif, options.port));
}

// The staff of the sample, one of every role, all with one password made for this town.
constexpr std::array<std::array<char const*, 3>, 7> sample_staff{{
    {"marta", "Marta Solé Vidal", "administrator"},
    {"jordi", "Jordi Camps Roca", "administrator"},
    {"nuria", "Núria Ferrer Mas", "agent receptionist"},
    {"pau", "Pau Ribas Font", "caseworker facilitator"},
    {"laia", "Laia Torres Pujol", "supervisor"},
    {"albert", "Albert Serra Bosch", "auditor"},
    {"secretaria", "Montserrat Vila Camp", "secretary"},
}};

// Núria may file some procedures for whoever cannot do it by themselves (Llei 39/2015, art. 12.2).
void habilitate(Town& town, base::Instant now)
{
    auto const done = town.lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        act::Actor by;
        by.kind = act::Actor::Kind::Staff;
        by.staff = staff::member_by_login(tx, "marta")->id;
        act::Act act{tx, by, act::Channel::Command, now, "ca"};
        for (auto const* const procedure : {"instancia-generica", "domiciliacio-tributs", "comunicacio-obres"})
            if (auto const listed = assistance::list(act, procedure); !listed) return listed.refusal();
        assistance::Wanted const nuria{staff::member_by_login(tx, "nuria")->id,
                                       "Auxiliar administrativa de l'Oficina d'Atenció Ciutadana",
                                       "Decret d'Alcaldia 2026/0093",
                                       "2026-01-15",
                                       "2026-01-19",
                                       "",
                                       {}};
        if (auto const made = assistance::habilitate(act, nuria); !made) return made.refusal();
        return base::Done{};
    });
    if (!done) throw ConfigError("the sample's habilitated officer cannot be made");
}

void employ(Town& town, base::Instant now)
{
    auto const password = base::lower(base::base32(base::random_bytes(10)));
    std::string csv = "login;name;email;unit;roles;from;until;document;post\n", list;
    for (auto const& [login, name, roles] : sample_staff) {
        auto const signs = roles == std::string_view("secretary");
        csv += fmt::format("{};{};{}@vilanovadelriu.example;OAC;{};2026-01-01;;{};{}\n", login, name, login, roles,
                           signs ? sample::secretary.number : "", signs ? "Secretària" : "");
        list += fmt::format("{} {} {}\n", login, password, roles);
    }
    auto const hash = staff::hashed_password(password); // one for all: each would take 45 ms
    act::Actor by;
    by.kind = act::Actor::Kind::Program;
    auto const done = town.lane.wait<staff::Bulk>([&](db::Tx& tx) {
        act::Act act{tx, by, act::Channel::Command, now, "ca"};
        auto made = staff::put_members(act, csv);
        for (auto const& each : staff::members(tx)) staff::set_password(tx, each.id, hash);
        return made;
    });
    if (!done) throw ConfigError("the sample staff cannot be made");
    habilitate(town, now);
    write_secret(town.folder / "sample" / "staff.txt", list);
}

void populate(Town& town, SampleOptions const& options, base::Instant now)
{
    std::ostringstream csv;
    auto const written = sample::write_population({options.residents, 8999, base::iso(base::local_day(now))}, csv);
    std::string people;
    for (auto const& document : written.adults) people += document + "\n";
    write_file(town.folder / "sample" / "people.txt", people);
    write_file(town.folder / "sample" / "padro.csv", csv.str());
    auto const done = padro::import_csv(town.lane, csv.str(), base::local_day(now), now,
                                        [&](std::string_view text) { return documents::can_print(*town.desk, text); });
    if (!done || !done->rejected.empty()) throw ConfigError("the sample population does not import");
    std::printf("Vilanova del Riu: %zu residents, %zu persons, %zu dwellings\n", written.in_force, done->persons,
                written.dwellings);
}

}

int make_sample_town(SampleOptions const& options)
{
    auto const& folder = options.folder;
    // The last thing written: a town that was interrupted half-way is made again from nothing.
    auto const complete = folder / "sample" / "complete";
    if (fs::exists(complete)) {
        // Sample towns that are older than calendars get theirs.
        if (!fs::exists(folder / "calendar.yaml"))
            write_file(folder / "calendar.yaml", embedded().samples.at("calendar"));
        std::printf("%s is there already and stays as it is\n", folder.c_str());
        return 0;
    }
    if (fs::exists(folder / "town.yaml") && !fs::exists(folder / "sample"))
        throw ConfigError(folder.string() + " holds a town that is no sample");
    for (auto const* const part : {"keys", "documents", "search", "sample", "finestreta.db", "finestreta.db-wal",
                                   "finestreta.db-shm", "town.yaml", "calendar.yaml", "arms.svg", "trust"})
        fs::remove_all(folder / part);
    fs::create_directories(folder / "sample");
    make_folder(options);
    base::SystemClock const clock;
    auto const texts = load_texts();
    auto const views = load_views(*texts);
    db::Lanes lanes(1);
    web::Workers workers(1, 1), askers(1, 1);
    {
        Town town(folder, {clock, lanes, *texts, *views, workers, askers});
        populate(town, options, clock.now());
        employ(town, clock.now());
    }
    write_file(complete, "made by finestreta town\n");
    return 0;
}

}
