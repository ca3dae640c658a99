// SPDX-License-Identifier: EUPL-1.2
// The office publishes an incident with the concrete extension of terms (Llei 39/2015, art. 32.4, 32.5).
#include "base/text.h"
#include "rooms/registry/pages.h"

namespace registry {
namespace {

using base::Refusal;

struct IncidentsPage {
    static constexpr auto view = "registry/incidents";
    std::string title;
    std::vector<IncidentShown> incidents;
    web::Select kind, replaces;
    web::Input starts_day, starts_time, ends_day, ends_time, until_day, what, procedures;
};
BOOST_DESCRIBE_STRUCT(IncidentsPage, (),
                      (title, incidents, kind, replaces, starts_day, starts_time, ends_day, ends_time, until_day, what,
                       procedures))

struct Publishing {
    std::string kind, starts_day, starts_time;
    std::optional<std::string> ends_day, ends_time;
    std::string until_day; // the last day on which to act, whole
    std::string what;
    std::optional<std::string> procedures, replaces;
};
BOOST_DESCRIBE_STRUCT(Publishing, (),
                      (kind, starts_day, starts_time, ends_day, ends_time, until_day, what, procedures, replaces))

struct Ready {
    Incident incident;
    std::string replaces;
};

struct Published {
    static constexpr bool creates = true;
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Published, (), (id))
std::string location(Published const&) { return "/registre"; }

web::Input field(web::Call const& call, char const* id, char const* label, char const* type = "text",
                 char const* hint = nullptr)
{
    auto made = web::input(call, id, call.say(label), hint ? call.say(hint) : "");
    made.type = type;
    return made;
}

base::Result<IncidentsPage> show_incidents(Book&, db::Snapshot const& snapshot, web::Call const& call,
                                           web::Nothing const&)
{
    IncidentsPage page;
    page.title = call.say("registry.incidents-title");
    page.incidents = incidents_shown(snapshot, call);
    page.kind = web::select(call, "kind", call.say("registry.incident-kind"), "", call.value("kind", "technical"),
                            {{"technical", call.say("registry.incident-technical"), ""},
                             {"cyber", call.say("registry.incident-cyber"), ""}});
    std::vector<web::Choice> earlier{{"", call.say("registry.incident-new"), ""}};
    for (auto const& each : page.incidents) earlier.push_back({each.id, each.starts_words + ": " + each.what, ""});
    page.replaces =
        web::select(call, "replaces", call.say("registry.incident-replaces"), "", call.value("replaces"), earlier);
    page.starts_day = field(call, "starts_day", "registry.starts-day", "date");
    page.starts_time = field(call, "starts_time", "registry.starts-time", "time");
    page.ends_day = field(call, "ends_day", "registry.ends-day", "date", "registry.ends-hint");
    page.ends_time = field(call, "ends_time", "registry.ends-time", "time");
    page.until_day = field(call, "until_day", "registry.until-day", "date", "registry.until-hint");
    page.what = field(call, "what", "registry.incident-what", "text", "registry.incident-what-hint");
    page.procedures = field(call, "procedures", "registry.incident-which", "text", "registry.incident-which-hint");
    return page;
}

// "09:30" as minutes since midnight.
std::optional<std::chrono::minutes> time_of_day(std::string_view text)
{
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(text[0]) || !digit(text[1]) || !digit(text[3]) || !digit(text[4]))
        return {};
    auto const hours = (text[0] - '0') * 10 + text[1] - '0', minutes = (text[3] - '0') * 10 + text[4] - '0';
    if (hours > 23 || minutes > 59) return {};
    return std::chrono::minutes(hours * 60 + minutes);
}

base::Result<base::Instant> instant(std::string const& day, std::string const& time, char const* day_field,
                                    char const* time_field)
{
    auto const on = base::day_from_iso(day);
    if (!on) return Refusal{Refusal::Why::Unprocessable, "registry.bad-day", day_field};
    auto const at = time_of_day(time);
    if (!at) return Refusal{Refusal::Why::Unprocessable, "registry.bad-time", time_field};
    return base::local_instant(*on, *at);
}

base::Result<Ready> prepare_incident(Book&, db::Snapshot const&, web::Call const&, Publishing const& in)
{
    Ready ready;
    if (in.kind != "technical" && in.kind != "cyber")
        return Refusal{Refusal::Why::Unprocessable, "field.choice", "kind"};
    ready.incident.kind = in.kind == "cyber" ? IncidentKind::Cyber : IncidentKind::Technical;
    auto const starts = instant(in.starts_day, in.starts_time, "starts_day", "starts_time");
    if (!starts) return starts.refusal();
    ready.incident.starts = *starts;
    if (in.ends_day && !in.ends_day->empty()) {
        auto const ends = instant(*in.ends_day, in.ends_time.value_or(""), "ends_day", "ends_time");
        if (!ends) return ends.refusal();
        ready.incident.ends = *ends;
    }
    auto const until = base::day_from_iso(in.until_day);
    if (!until) return Refusal{Refusal::Why::Unprocessable, "registry.bad-day", "until_day"};
    ready.incident.extended_until = base::local_midnight(*until + std::chrono::days(1)) - std::chrono::seconds(1);
    ready.incident.what = base::trimmed(in.what);
    ready.incident.procedures = base::trimmed(in.procedures.value_or(""));
    ready.replaces = in.replaces.value_or("");
    if (auto no = unfit(ready.incident)) return std::move(*no);
    return ready;
}

base::Result<Published> record_incident(Book&, act::Act& act, Ready const& ready)
{
    auto const id = publish(act, ready.incident, ready.replaces);
    if (!id) return id.refusal();
    return Published{*id};
}

}

void incident_routes(web::Router& on, Book& book)
{
    auto const publisher = web::staff("registry.incidents");
    on.look("/oficina/registre/incidencies", publisher, book, show_incidents);
    on.act("/oficina/registre/incidencies", publisher, book, prepare_incident, record_incident);
}

}
