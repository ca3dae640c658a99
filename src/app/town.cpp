// SPDX-License-Identifier: EUPL-1.2
// Opening a town.
#include "app/town.h"

#include "app/embedded.h"
#include "app/files.h"
#include "app/rooms.h"
#include "base/crypto.h"
#include "base/log.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

namespace fs = std::filesystem;

db::Settings migrated(db::Settings settings, base::Instant now)
{
    db::Database fresh(settings);
    auto const known = migrations();
    db::migrate(fresh, known, now);
    return settings;
}

documents::Setting document_setting(Town& town)
{
    auto const& [folder, config, keys] = std::tie(town.folder, town.config, town.keys);
    auto const& files = embedded();
    return {(folder / "documents").string(),
            keys.master,
            keys.seal_key_pem,
            keys.passphrase,
            keys.seal_certificates_pem,
            config.town.name,
            {files.regular_font, files.bold_font, files.colour_profile, read_file(folder / "arms.svg")},
            &town.limits,
            [](db::Snapshot const& snapshot, act::PersonId const& id) {
                auto const person = identity::person(snapshot, id);
                return person ? person->name : std::string();
            },
            [&town](db::Snapshot const& snapshot, web::Call const& call, documents::DocumentId const& id) {
                return registry::told_of(*town.book, snapshot, call, id);
            },
            signatures::coming};
}

uploads::Setting upload_setting(fs::path const& folder, Config const& config, Keys const& keys)
{
    auto setting = config.uploads;
    setting.folder = (folder / "documents" / "uploads").string();
    setting.master_key = keys.master;
    return setting;
}

registry::Setting registry_setting(Town& town)
{
    registry::Setting with;
    with.body = town.config.site.dir3;
    with.body_name = town.config.town.name;
    with.url = town.config.town.url;
    with.master_key = town.keys.master;
    with.log_key_pem = town.keys.log_key_pem;
    with.log_passphrase = town.keys.passphrase;
    with.calendar = &town.calendar.calendar;
    with.desk = town.desk.get();
    with.texts = &town.shared.texts;
    with.database = &town.database;
    with.lane = &town.lane;
    with.clock = &town.shared.clock;
    with.timestamp = town.timestamp.get();
    with.staff_name = [](db::Snapshot const& snapshot, act::StaffId const& id) {
        auto const found = staff::member(snapshot, id);
        return found ? found->login : std::string();
    };
    return with;
}

catalogue::Setting catalogue_setting(fs::path const& folder, Config const& config)
{
    return {embedded().procedures,
            folder / "procedures",
            folder / "search",
            config.town.languages,
            {"volant-empadronament", "certificat-empadronament"},
            config.town.telephone};
}

// What a sample town sends lies here, for anybody to read.
fs::path post_folder(fs::path const& folder) { return folder / "sample" / "post"; }

std::unique_ptr<ports::Mailer> mailer_of(fs::path const& folder, Config const& config)
{
    if (config.mail) return ports::smtp_mailer(*config.mail);
    return config.town.sample ? ports::demo_mailer(post_folder(folder)) : nullptr;
}

std::unique_ptr<ports::Sms> sms_of(fs::path const& folder, Config const& config)
{
    if (config.sms) {
        auto const* const http = std::get_if<ports::HttpGateway>(&*config.sms);
        return http ? ports::http_gateway(*http) : ports::smpp_centre(std::get<ports::SmppCentre>(*config.sms));
    }
    return config.town.sample ? ports::demo_sms(post_folder(folder)) : nullptr;
}

std::unique_ptr<identity::CertificateDoor> certificate_door(fs::path const& folder, Config const& config)
{
    if (!config.certificate_entry) return nullptr;
    auto const& entry = *config.certificate_entry;
    return std::make_unique<identity::CertificateDoor>(
        entry.url, identity_provider::Certificates::Setting{.folder = folder / "trust",
                                                            .must_know_revocation = entry.must_know_revocation,
                                                            .responder = entry.responder});
}

std::optional<identity::CodeDoor> code_door(Town& town)
{
    if (!town.mailer && !town.sms) return {};
    std::string const page = town.config.town.sample ? std::string(postbox::address) : "";
    return identity::CodeDoor{base::derive_key(town.keys.master, "identity.code"),
                              &town.post,
                              &town.limits,
                              town.mailer != nullptr,
                              town.sms != nullptr,
                              town.config.mail ? "" : page,
                              town.config.sms ? "" : page};
}

// Indexes that a killed process left behind.
void sweep_indexes(fs::path const& folder)
{
    std::error_code none;
    auto const old = fs::file_time_type::clock::now() - std::chrono::hours(24);
    for (auto const& entry : fs::directory_iterator(folder, none))
        if (entry.last_write_time(none) < old) fs::remove_all(entry.path(), none);
}

}

std::unique_ptr<web::Texts> load_texts() { return std::make_unique<web::Texts>(embedded().catalogues); }

std::unique_ptr<web::Views> load_views(web::Texts const& texts)
{
    std::vector<std::string> languages;
    for (auto const& [language, catalogue] : embedded().catalogues) languages.push_back(language);
    return std::make_unique<web::Views>(embedded().views, texts, languages);
}

Town::Town(fs::path where, Shared with) :
    folder(std::move(where)),
    shared(with),
    config(read_config(folder)),
    keys(open_keys(folder)),
    database(migrated(config.database, with.clock.now())),
    lane(database, with.lanes),
    live(database, config.database),
    queue(database, lane, with.clock),
    timestamp(config.timestamp_url.empty() ? nullptr
                                           : ports::rfc3161_authority(config.timestamp_url, config.timestamp_ca)),
    mailer(mailer_of(folder, config)),
    sms(sms_of(folder, config)),
    scanner(config.scanner ? ports::clamd(*config.scanner) : nullptr),
    post(base::derive_key(keys.master, "jobs.post")),
    limits(config.limits),
    assets(embedded().assets),
    desk(documents::open_desk(document_setting(*this))),
    uploads(upload_setting(folder, config, keys)),
    certificates(certificate_door(folder, config)),
    audit(audit_room()),
    thread(thread_room()),
    identity{config.town.sample,
             std::chrono::minutes(config.session_minutes),
             padro::registered_name,
             [this](web::Call const& call) {
                 std::vector<web::Choice> list;
                 for (auto const& each : catalogue::titles(procedures, call)) list.push_back({each.id, each.title, ""});
                 return list;
             },
             certificates.get(),
             ways_of(config.providers),
             base::derive_key(keys.master, "identity.departures")},
    postbox{config.town.sample && (!config.mail || !config.sms), ports::PostBox(post_folder(folder))},
    staff{{base::derive_key(keys.master, "staff"), config.office_networks, std::chrono::minutes(config.shift_minutes)}},
    calendar(folder / "calendar.yaml", config.town.languages),
    procedures(catalogue_setting(folder, config), database, lane, with.clock.now()),
    book(registry::open_book(registry_setting(*this))),
    forms(forms_room(*this)),
    cases(cases_room(*this)),
    counter(counter_room(*this)),
    assistance{cases, counter},
    signatures{*desk, certificates ? &certificates->certificates : nullptr, config.site.nif, {}},
    padro(config.padro, *desk, procedures, *book),
    backoffice{sections(), [this](db::Snapshot const& snapshot, base::Instant at) { return status(snapshot, at); },
               notices, searches(*this)},
    site{config.site, procedures,
         [this](db::Snapshot const& snapshot, base::Instant at) { return checks(snapshot, at); }},
    office{.town = config.town,
           .clock = with.clock,
           .database = database,
           .lane = lane,
           .texts = with.texts,
           .views = with.views,
           .assets = assets,
           .limits = limits,
           .workers = with.workers,
           .askers = with.askers,
           .typed_key = base::derive_key(keys.master, "web.typed"),
           .hooks = hooks(*this),
           .router = {},
           .sections = sections()},
    api{office.router},
    dispatcher(office)
{
    sweep_indexes(folder / "search");
    identity.codes = code_door(*this);
    assets.add("brand.css", brand_css(config.colours));
    assets.add("arms.svg", read_file(folder / "arms.svg"));
    lane.after_commit([this] { live.committed(); });
    lane.before_commit([this] {
        documents::flush(*desk);
        uploads::flush(uploads);
    });
    uploads.scanner = scanner.get();
    uploads.on_infected = [](act::Act& act, uploads::Kept const& found) {
        if (assistance::consent_infected(act, found)) return; // of the office's own scanning: the person cannot help
        cases::paper_infected(act, found);
        counter::paper_infected(act, found);
    };
    uploads.staff_may_read = [](db::Snapshot const& snapshot, act::Actor const& by, uploads::Kept const& kept) {
        auto subject = cases::staff_may_read(snapshot, by, kept);
        if (!subject) subject = counter::staff_may_read(snapshot, by, kept);
        return subject ? subject : assistance::staff_may_read(snapshot, by, kept);
    };
    cases.amendable = counter::amendable;
    cases.on_amended = counter::amended;
    cases.notices = counter::notices;
    cases.not_to_take = assistance::not_to_take;
    counter.assists = assistance::assists;
    uploads.script = assets.address("uploads.js");
    cases.script = assets.address("afirma.js");
    signatures.kinds = {padro::signed_certificates(padro)};
    signatures.script = assets.address("afirma_many.js");
    padro.secretary = signatures::can_sign(signatures);
    site.setting.seal = documents::seal_of(*desk).first;
    add_routes(*this);
    add_jobs(*this);
    add_topics(*this);
}

Town::~Town() { lane.drain(); }

std::vector<ports::Check> Town::checks(db::Snapshot const& snapshot, base::Instant at)
{
    std::vector<ports::Check> list;
    auto const as_of = padro::as_of(snapshot);
    auto const age = as_of ? (base::local_day(at) - *as_of).count() : -1;
    list.push_back({"padro", as_of && age <= config.padro.days_allowed,
                    as_of ? "data of " + base::iso(*as_of) + ", " + std::to_string(age) + " days old, " +
                                std::to_string(config.padro.days_allowed) + " allowed"
                          : "nothing imported yet: finestreta padro import FILE"});
    auto const [seal, until] = documents::seal_of(*desk);
    auto const left = (until - at.micros / 1'000'000) / 86'400;
    list.push_back({"seal", left > 0, seal + ", " + std::to_string(left) + " days left"});
    auto const days = calendar::health(calendar, base::local_day(at));
    list.push_back({"calendar", days.ready, days.detail});
    if (certificates) list.push_back(certificates->certificates.check(at));
    auto const shelf = procedures.shelf(at);
    list.push_back({"procedures", !shelf->procedures.empty(), std::to_string(shelf->procedures.size()) + " in force"});
    return list;
}

net::Outcome Town::answer(net::Request& request)
{
    auto const path = std::string_view(request.target).substr(0, request.target.find('?'));
    if (!request.certificate_asked || path == identity::certificate_path) return dispatcher.handle(request);
    // That address asks for certificates and does nothing else: all the rest is at the town's own.
    net::Response elsewhere;
    elsewhere.status = 303;
    elsewhere.headers = {{"Location", config.town.url + (path.starts_with('/') ? request.target : "/")}};
    return elsewhere;
}

std::optional<net::TlsIdentity> Town::certificate_host() const
{
    if (!certificates) return {};
    auto const& entry = *config.certificate_entry;
    return net::TlsIdentity{entry.host, read_file(folder / entry.certificate), read_file(folder / entry.key),
                            keys.passphrase};
}

// What goes on behind the pages. Old work is a warning sign before it is a loss.
std::vector<ports::Check> Town::status(db::Snapshot const& snapshot, base::Instant at)
{
    auto list = checks(snapshot, at);
    auto const rehash = documents::last_rehash(snapshot);
    auto const fresh = rehash && rehash->at + std::chrono::hours(72) > at;
    list.push_back({"documents", !rehash || (fresh && rehash->damaged == 0),
                    rehash ? std::to_string(rehash->checked) + " hashed again at " + base::rfc3339(rehash->at) + ", " +
                                 std::to_string(rehash->damaged) + " damaged"
                           : "not hashed again yet"});
    auto const counted = jobs::counts(snapshot);
    list.push_back({"jobs", counted.dead == 0,
                    std::to_string(counted.waiting) + " waiting, " + std::to_string(counted.dead) + " dead"});
    for (auto& each : asked()) list.push_back(std::move(each));
    for (auto const& way : identity.ways) {
        auto said = way.provider->check(at);
        said.of = identity::in_language(way.label, config.town.languages.front());
        list.push_back(std::move(said));
    }
    for (auto& each : registry::checks(*book, snapshot, at)) list.push_back(std::move(each));
    list.push_back({"audit", true, "chained to batch " + std::to_string(audit::head(snapshot).number)});
    return list;
}

std::vector<ports::Check> Town::asked()
{
    std::vector<ports::Check> list;
    if (timestamp) list.push_back(timestamp->check());
    if (mailer) list.push_back(mailer->check());
    if (sms) list.push_back(sms->check());
    if (scanner)
        list.push_back(scanner->check());
    else
        list.push_back(
            {"virus_scan", config.town.sample, "no scanner configured: what people hand in is served to nobody"});
    return list;
}

void Town::tidy()
{
    dispatcher.tidy();
    auto const now = shared.clock.now();
    lane.submit(
        [now](db::Tx& tx) {
            identity::tidy(tx, now);
            cases::tidy(tx, now);
            signatures::tidy(tx, now);
            staff::tidy(tx, now);
            jobs::tidy(tx, now);
            web::Live::tidy(tx, now);
            return true;
        },
        [](std::exception_ptr const& failure) {
            if (failure) base::log::warning("tidy.failed");
        });
}

}
