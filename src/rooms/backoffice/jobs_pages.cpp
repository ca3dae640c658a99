// SPDX-License-Identifier: EUPL-1.2
// What is waiting to be done after acts, and what could not be done: seen, tried again, given up.
#include "jobs/jobs.h"
#include "rooms/audit/audit.h"
#include "rooms/backoffice/pages.h"
#include "web/parts.h"

namespace backoffice {
namespace {

using base::Refusal;
constexpr int page_size = 50;

struct JobsAsked {
    std::optional<std::string> estat, abans;
};
BOOST_DESCRIBE_STRUCT(JobsAsked, (), (estat, abans))

struct JobCard {
    std::string id, kind, made, next, trouble;
    std::int64_t attempts;
    bool failed, may_retry;
};
BOOST_DESCRIBE_STRUCT(JobCard, (), (id, kind, made, next, trouble, attempts, failed, may_retry))

struct JobsPage {
    static constexpr auto view = "backoffice/jobs";
    std::string title, state;
    std::int64_t waiting, running, dead;
    bool showing_dead;
    std::vector<JobCard> jobs;
    std::string more;
};
BOOST_DESCRIBE_STRUCT(JobsPage, (), (title, state, waiting, running, dead, showing_dead, jobs, more))

std::string moment(base::Instant at) { return base::iso(base::local_day(at)) + " " + base::local_time(at); }

base::Result<JobsPage> show_jobs(Room&, db::Snapshot const& snapshot, web::Call const& call, JobsAsked const& asked)
{
    JobsPage page;
    page.title = call.say("backoffice.jobs-title");
    page.state = asked.estat == "waiting" || asked.estat == "running" ? *asked.estat : "dead";
    page.showing_dead = page.state == "dead";
    auto const counted = jobs::counts(snapshot);
    page.waiting = counted.waiting;
    page.running = counted.running;
    page.dead = counted.dead;
    auto const before = asked.abans && base::is_id_text(*asked.abans) ? *asked.abans : std::string();
    for (auto const& row : jobs::rows(snapshot, page.state, before, page_size))
        page.jobs.push_back({row.id, row.kind, moment(row.made_at), moment(row.run_at), row.trouble, row.attempts,
                             row.state == "dead", call.by.may("jobs.retry")});
    if (page.jobs.size() == std::size_t(page_size))
        page.more = "/oficina/feines?estat=" + page.state + "&abans=" + page.jobs.back().id;
    return page;
}

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

struct Done {};
BOOST_DESCRIBE_STRUCT(Done, (), ())
std::string location(Done const&) { return "/oficina/feines"; }

base::Result<Which> same(Room&, db::Snapshot const&, web::Call const&, Which const& in) { return in; }

Refusal gone() { return {Refusal::Why::NotFound, "backoffice.no-job"}; }

base::Result<Done> retry(Room&, act::Act& act, Which const& in)
{
    if (!jobs::retry(act.tx, in.id, act.at)) return gone();
    audit::record(act, "jobs.retried", {}, in.id);
    return Done{};
}

base::Result<Done> discard(Room&, act::Act& act, Which const& in)
{
    if (!jobs::discard(act.tx, in.id, act.at)) return gone();
    audit::record(act, "jobs.discarded", {}, in.id);
    return Done{};
}

}

void jobs_routes(web::Router& on, Room& room)
{
    on.look("/oficina/feines", web::staff("jobs.see"), room, show_jobs);
    on.act("/oficina/feines/{id}/torna", web::staff("jobs.retry"), room, same, retry);
    on.act("/oficina/feines/{id}/descarta", web::staff("jobs.retry"), room, same, discard);
}

}
