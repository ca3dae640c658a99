// SPDX-License-Identifier: EUPL-1.2
// The plan of the office: which rooms there are.
#include "app/rooms.h"

#include "base/identifiers.h"
#include "rooms/audit/audit.h"
#include "web/live_pages.h"
#include "web/sensitive.h"

namespace app {

void add_routes(Town& town)
{
    auto& on = town.office.router;
    web::live_routes(on, town.live);
    site::routes(on, town.site);
    api::routes(on, town.api);
    identity::routes(on, town.identity);
    identity::mandate_routes(on, town.identity);
    identity::session_routes(on, town.identity);
    postbox::routes(on, town.postbox);
    staff::routes(on, town.staff);
    audit::routes(on, town.audit);
    thread::routes(on, town.thread);
    backoffice::routes(on, town.backoffice);
    calendar::routes(on, town.calendar);
    catalogue::routes(on, town.procedures);
    documents::routes(on, *town.desk);
    uploads::routes(on, town.uploads);
    signatures::routes(on, town.signatures);
    registry::routes(on, *town.book);
    forms::routes(on, town.forms);
    cases::routes(on, town.cases);
    counter::routes(on, town.counter);
    assistance::routes(on, town.assistance);
    padro::routes(on, town.padro);
}

// texts: thread.person-* documents.office-* staff.team-*
// texts: signatures.title signatures.summary
// texts: counter.title counter.summary counter.queue-title counter.queue-summary
// texts: assistance.desk-* assistance.list-* assistance.register-*
// texts: cases.office-* cases.generic-* registry.office-* registry.incidents-*
// texts: backoffice.jobs-* audit.title audit.summary backoffice.status-*
std::vector<web::Section> sections()
{
    return {
        {"/oficina/taulell", "counter.title", "counter.summary", "counter.attend"},
        {"/oficina/taulell/intercanvi", "counter.queue-title", "counter.queue-summary", "counter.exchange"},
        {"/oficina/assistencia", "assistance.desk-title", "assistance.desk-summary", "counter.attend"},
        {"/oficina/assistencia/presentacions", "assistance.list-title", "assistance.list-summary", "assistance.see"},
        {"/oficina/habilitats", "assistance.register-title", "assistance.register-summary", "staff.manage"},
        {"/oficina/persones", "thread.person-title", "thread.person-summary", "people.see"},
        {"/oficina/signatura", "signatures.title", "signatures.summary", "signatures.sign"},
        {"/oficina/documents", "documents.office-title", "documents.office-summary", "documents.see"},
        {"/oficina/expedients", "cases.office-title", "cases.office-summary", "cases.see"},
        {"/oficina/instancies-generiques", "cases.generic-title", "cases.generic-summary", "cases.see"},
        {"/oficina/registre", "registry.office-title", "registry.office-summary", "registry.see"},
        {"/oficina/registre/incidencies", "registry.incidents-title", "registry.incidents-summary",
         "registry.incidents"},
        {"/oficina/equip", "staff.team-title", "staff.team-summary", "staff.manage"},
        {"/oficina/feines", "backoffice.jobs-title", "backoffice.jobs-summary", "jobs.see"},
        {"/oficina/auditoria", "audit.title", "audit.summary", "audit.see"},
        {"/oficina/estat", "backoffice.status-title", "backoffice.status-summary", "status.see"}};
}

void add_topics(Town& town)
{
    town.live.topic("jobs", web::staff("jobs.see"));
    town.live.on_recheck([&town](db::Snapshot const& snapshot, act::Actor const& by) -> std::optional<act::Actor> {
        auto const now = town.shared.clock.now();
        if (by.kind == act::Actor::Kind::Staff) return staff::renewed(snapshot, by, now);
        return identity::recheck(snapshot, by, now) ? std::nullopt : std::optional(by);
    });
    // Whatever becomes of a job, the page that shows them is told.
    town.queue.on_change([&town](db::Tx& tx) { town.live.publish(tx, "jobs", "{}", town.shared.clock.now()); });
}

namespace {

// The day's newest batch under an authority's time stamp: whoever rewrites the trail later is found out even if they
// rewrite the whole chain.
jobs::Ending anchor(Town& town)
{
    if (!town.timestamp) return jobs::Ending::done();
    auto const head = audit::head(town.database.read().snapshot());
    if (head.number == 0) return jobs::Ending::done();
    auto const stamped = town.timestamp->stamp(head.hash);
    if (!stamped.good) return jobs::Ending::later(stamped.trouble);
    town.lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        audit::keep_anchor(tx, base::local_day(town.shared.clock.now()), head, stamped.token);
        return base::Done{};
    });
    return jobs::Ending::done();
}

}

namespace {

void add_upload_jobs(Town& town)
{
    using namespace std::chrono_literals;
    auto const rounds = [&town](auto round) {
        return [&town, round](jobs::Job const&) {
            round(town.shared.clock.now());
            return jobs::Ending::done();
        };
    };
    town.queue.every("uploads.expire", 10min, rounds([&town](base::Instant now) {
                         uploads::expire(town.uploads, town.lane, town.database, now);
                     }));
    town.queue.every("uploads.dispose", 1min, rounds([&town](base::Instant) {
                         uploads::dispose_dropped(town.uploads, town.lane, town.database);
                     }));
    town.queue.every("uploads.rescan", 1min, rounds([&town](base::Instant now) {
                         uploads::rescan(town.uploads, town.lane, town.database, now);
                     }),
                     std::chrono::hours(1));
    town.queue.every("uploads.tidy", 24h,
                     rounds([&town](base::Instant) { uploads::tidy_store(town.uploads, town.database); }),
                     std::chrono::hours(6));
}

}

void add_jobs(Town& town)
{
    for (auto const* const kind : {"mail", "sms"}) {
        town.queue.on(kind, [&town](jobs::Job const& job) {
            return town.post.deliver(job, town.mailer.get(), town.sms.get(), town.shared.clock.now());
        });
        town.queue.apart(kind);
    }
    town.queue.every("audit.chain", std::chrono::minutes(1), [&town](jobs::Job const&) {
        town.lane.wait<std::size_t>(
            [&](db::Tx& tx) -> base::Result<std::size_t> { return audit::chain(tx, town.shared.clock.now()); });
        return jobs::Ending::done();
    });
    town.queue.every("audit.anchor", std::chrono::hours(24), [&town](jobs::Job const&) { return anchor(town); });
    // Each half hour, so that nobody waits for what a provider publishes, and a key taken back is soon not believed.
    if (!town.identity.ways.empty())
        town.queue.every("identity.providers", std::chrono::minutes(30), [&town](jobs::Job const&) {
            for (auto const& way : town.identity.ways) way.provider->refresh(town.shared.clock.now());
            return jobs::Ending::done();
        });
    add_upload_jobs(town);
    town.queue.every("forms.expire", std::chrono::hours(1), [&town](jobs::Job const&) {
        auto const now = town.shared.clock.now();
        town.lane.wait<std::size_t>([&](db::Tx& tx) -> base::Result<std::size_t> {
            auto const expired = forms::expire(tx, now);
            assistance::tidy(tx, now);
            return expired;
        });
        return jobs::Ending::done();
    });
    // Sixteen hold the lane for some milliseconds; more would be felt by who files meanwhile.
    town.queue.on_many("registry.receipt", 16, [&town](std::vector<jobs::Job> const& jobs) {
        std::vector<registry::EntryId> ids;
        for (auto const& job : jobs) ids.push_back({job.payload});
        std::vector<jobs::Ending> endings;
        for (auto const& sealed : registry::seal_receipts(*town.book, ids))
            endings.push_back(sealed ? jobs::Ending::done() : jobs::Ending::never("no such entry"));
        return endings;
    });
    town.queue.every("padro.map", std::chrono::minutes(1), [&town](jobs::Job const&) {
        town.padro.map.refresh(town.database.read().snapshot());
        return jobs::Ending::done();
    });
    town.queue.every("registry.head", std::chrono::minutes(1), [&town](jobs::Job const&) {
        registry::publish_head(*town.book);
        return jobs::Ending::done();
    });
    town.queue.every("registry.words", std::chrono::minutes(1), [&town](jobs::Job const&) {
        for (std::int64_t left = 1; left > 0;)
            left = *town.lane.wait<std::int64_t>(
                [](db::Tx& tx) -> base::Result<std::int64_t> { return registry::fill_words(tx, 500); });
        return jobs::Ending::done();
    });
    auto const rehash = [&town](jobs::Job const&) {
        auto const done = documents::rehash(*town.desk, town.database);
        town.lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            documents::keep(tx, done, town.shared.clock.now());
            return base::Done{};
        });
        return jobs::Ending::done();
    };
    // A big store takes hours: nobody begins it anew meanwhile.
    town.queue.every("documents.rehash", std::chrono::hours(24), rehash, std::chrono::hours(23));
}

// What somebody of the office ought to see first.
std::vector<backoffice::Notice> notices(db::Snapshot const& snapshot, web::Call const& call)
{
    std::vector<backoffice::Notice> list;
    auto const rehash = documents::last_rehash(snapshot);
    if (rehash && rehash->damaged > 0 && call.by.may("status.see"))
        list.push_back(
            {call.say("backoffice.notice-damaged", {{"count", std::to_string(rehash->damaged)}}), "/oficina/estat"});
    auto const waiting = uploads::waiting(snapshot);
    auto const late = waiting.count > 0 && waiting.since + std::chrono::minutes(5) < call.at;
    if (late && call.by.may("status.see"))
        list.push_back(
            {call.say("backoffice.notice-scanner", {{"count", std::to_string(waiting.count)}}), "/oficina/estat"});
    // Llei 39/2015, art. 16.2: without delay.
    auto const exchange = counter::waiting(snapshot);
    if (exchange.count > 0 && exchange.since + std::chrono::hours(24) < call.at && call.by.may("counter.exchange"))
        list.push_back({call.say("backoffice.notice-exchange", {{"count", std::to_string(exchange.count)}}),
                        "/oficina/taulell/intercanvi"});
    auto const to_sign = call.by.may("signatures.sign") ? signatures::waiting(snapshot) : 0;
    if (to_sign > 0)
        list.push_back(
            {call.say("backoffice.notice-sign", {{"count", std::to_string(to_sign)}}), "/oficina/signatura"});
    auto const dead = jobs::counts(snapshot).dead;
    if (dead > 0 && call.by.may("jobs.see"))
        list.push_back({call.say("backoffice.notice-jobs", {{"count", std::to_string(dead)}}), "/oficina/feines"});
    return list;
}

thread::Room thread_room()
{
    thread::Room room;
    room.person = [](db::Snapshot const& snapshot, std::string_view document) -> std::optional<thread::Room::Person> {
        auto const found = identity::person_by_document(snapshot, document);
        if (!found) return {};
        return thread::Room::Person{found->id, found->name, found->document_number};
    };
    room.unit_of = [](db::Snapshot const& snapshot, act::StaffId const& id) {
        auto const found = staff::member(snapshot, id);
        return found ? found->unit : std::string();
    };
    return room;
}

std::vector<backoffice::Search> searches(Town& town)
{
    using List = std::vector<backoffice::Found>;
    return {
        [](db::Snapshot const& snapshot, web::Call const& call, std::string const& typed) -> List {
            auto const number = base::document_number(typed);
            if (!number || !call.by.may("people.see") || !identity::person_by_document(snapshot, number->text))
                return {};
            return {{web::covered(number->text, web::Mask::Document), call.say("backoffice.kind-person"), "",
                     "/oficina/persones", "document", number->text}};
        },
        [&town](db::Snapshot const& snapshot, web::Call const& call, std::string const& typed) -> List {
            auto const title = call.by.may("documents.see") ? documents::title_of(*town.desk, snapshot, typed) : "";
            if (title.empty()) return {};
            return {{title, call.say("backoffice.kind-document"), "", "/oficina/documents", "code", typed}};
        },
        [&town](db::Snapshot const&, web::Call const& call, std::string const& typed) -> List {
            List list;
            for (auto const& found : catalogue::find(town.procedures, call, typed))
                list.push_back(
                    {found.title, call.say("backoffice.kind-procedure"), "/tramits/" + found.id, "", "", ""});
            return list;
        },
    };
}

// How events name those who acted: in full for the auditor, by their unit for the citizen whose data it was.
audit::Room audit_room()
{
    audit::Room room;
    room.actor_name = [](db::Snapshot const& snapshot, web::Call const& call, audit::Event const& event) {
        if (!event.staff.empty()) {
            auto const found = staff::member(snapshot, {event.staff});
            return found ? found->login : event.staff;
        }
        if (event.actor == "program") return call.say("audit.program");
        return event.person.empty() ? call.say("audit.somebody") : call.say("audit.person", {{"id", event.person}});
    };
    room.actor_told = [](db::Snapshot const& snapshot, web::Call const& call, audit::Event const& event) {
        if (!event.staff.empty()) {
            auto const found = staff::member(snapshot, {event.staff});
            return call.say("audit.office", {{"unit", found ? found->unit : ""}});
        }
        if (event.actor == "program") return call.say("audit.program");
        if (event.person.empty())
            return event.subject == call.by.person.text && event.event == "identity.entered"
                       ? call.say("audit.you")
                       : call.say("audit.somebody");
        return event.person == call.by.person.text ? call.say("audit.you") : call.say("audit.other-person");
    };
    room.person_of = [](db::Snapshot const& snapshot, std::string_view document) {
        auto const found = identity::person_by_document(snapshot, document);
        return found ? found->id : act::PersonId{};
    };
    room.staff_of = [](db::Snapshot const& snapshot, std::string_view login) {
        auto const found = staff::member_by_login(snapshot, login);
        return found ? found->id : act::StaffId{};
    };
    return room;
}

web::Hooks hooks(Town& town)
{
    web::Hooks hooks;
    hooks.who = [](db::Snapshot const& snapshot, std::string_view token, base::Instant now) {
        return token.starts_with(staff::token_prefix) ? staff::who(snapshot, token, now)
                                                      : identity::who(snapshot, token, now);
    };
    hooks.who_was = identity::who_was;
    hooks.record_looks = [](db::Tx& tx, web::Call const& call) {
        act::Act act{tx, call.by, call.channel, call.at, call.language};
        for (auto const& look : call.looks) audit::looked(act, look.what, look.subject, call.reason);
    };
    hooks.recheck = [](db::Snapshot const& snapshot, act::Actor const& by, base::Instant now) {
        return by.kind == act::Actor::Kind::Staff ? staff::recheck(snapshot, by, now)
                                                  : identity::recheck(snapshot, by, now);
    };
    hooks.revision = [&town] { return town.procedures.revision(town.shared.clock.now()); };
    return hooks;
}

}
