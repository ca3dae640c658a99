// SPDX-License-Identifier: EUPL-1.2
// One town opened: its folder, database, lane, rooms and dispatcher, built in the order of the house.
#pragma once
#include "app/config.h"
#include "app/filing.h"
#include "app/keys.h"
#include "app/migrations.h"
#include "jobs/jobs.h"
#include "jobs/post.h"
#include "net/server.h"
#include "ports/timestamp/timestamp.h"
#include "rooms/api/api.h"
#include "rooms/assistance/assistance.h"
#include "rooms/audit/audit.h"
#include "rooms/backoffice/backoffice.h"
#include "rooms/calendar/calendar.h"
#include "rooms/counter/counter.h"
#include "rooms/identity/identity.h"
#include "rooms/postbox/postbox.h"
#include "rooms/registry/registry.h"
#include "rooms/signatures/signatures.h"
#include "rooms/staff/staff.h"
#include "rooms/thread/thread.h"
#include "rooms/uploads/uploads.h"
#include "web/dispatcher.h"
#include "web/live.h"

namespace app {

// What towns of one process share.
struct Shared {
    base::Clock const& clock;
    db::Lanes& lanes;
    web::Texts const& texts;
    web::Views const& views;
    web::Workers& workers;
    web::Workers& askers;
};

class Town {
public:
    // Applies missing migrations. Throws ConfigError or db::Failure. `shared` outlives the town.
    Town(std::filesystem::path folder, Shared shared);
    ~Town();
    Town(Town const&) = delete;

    std::vector<ports::Check> checks(db::Snapshot const&, base::Instant);
    // The same with what goes on behind the pages: for the staff, no reason to stop serving.
    std::vector<ports::Check> status(db::Snapshot const&, base::Instant);
    // What the ports say that wait for other servers to be asked.
    std::vector<ports::Check> asked();
    // A request for this town, whichever of its addresses it came to.
    net::Outcome answer(net::Request&);
    // What the address that asks for certificates shows; nothing in a town that has none.
    std::optional<net::TlsIdentity> certificate_host() const;
    // The hourly round: ended sessions and old answers go.
    void tidy();

    std::filesystem::path const folder;
    Shared const shared;
    Config config;
    Keys const keys;
    db::Database database;
    db::Lane lane;
    web::Live live;
    jobs::Queue queue;
    std::unique_ptr<ports::Timestamp> timestamp; // none where the town names no authority
    std::unique_ptr<ports::Mailer> mailer;       // none where there is no mail server
    std::unique_ptr<ports::Sms> sms;             // none where there is no gateway
    std::unique_ptr<ports::VirusScan> scanner;   // none where the town names none
    jobs::Post const post;
    web::RateLimits limits;
    web::Assets assets;
    std::shared_ptr<documents::Desk> desk;
    uploads::Room uploads;
    std::unique_ptr<identity::CertificateDoor> certificates; // nothing in a town that has none
    audit::Room audit;
    thread::Room thread;
    identity::Room identity;
    postbox::Room postbox;
    staff::Room staff;
    calendar::Room calendar;
    catalogue::Catalogue procedures;
    std::shared_ptr<registry::Book> book; // the register
    forms::Room forms;
    cases::Room cases;
    counter::Room counter;
    assistance::Room assistance;
    signatures::Room signatures; // the queue of what a person signs
    padro::Room padro;
    backoffice::Room backoffice;
    site::Room site;
    web::Office office;
    api::Room api;
    web::Dispatcher dispatcher;
};

// The texts and views embedded in the program.
std::unique_ptr<web::Texts> load_texts();
std::unique_ptr<web::Views> load_views(web::Texts const&);

}
