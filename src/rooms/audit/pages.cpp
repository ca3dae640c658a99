// SPDX-License-Identifier: EUPL-1.2
// The auditor's page, and the citizen's: who looked at my data.
#include "base/crypto.h"
#include "base/identifiers.h"
#include "rooms/audit/audit.h"
#include "web/form.h"
#include "web/parts.h"

namespace audit {
namespace {

using base::Refusal;
constexpr int page_size = 50;

struct Asked {
    std::optional<std::string> fet, usuari, des_de, fins_a, abans, document;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (fet, usuari, des_de, fins_a, abans, document))

struct Line {
    std::string id, at, day, time, who, event, level, channel, object, reason;
    bool look, chained;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, at, day, time, who, event, level, channel, object, reason, look, chained))

struct TrailPage {
    static constexpr auto view = "audit/trail";
    std::string title;
    web::Input fet, usuari, des_de, fins_a, document;
    std::vector<Line> events;
    std::string next;
};
BOOST_DESCRIBE_STRUCT(TrailPage, (), (title, fet, usuari, des_de, fins_a, document, events, next))

web::Input field(web::Call const& call, char const* id, std::string label, std::string hint,
                 std::optional<std::string> const& value, char const* type = "text")
{
    auto made = web::input(call, id, std::move(label), std::move(hint));
    made.value = value.value_or("");
    made.type = type;
    made.code = std::string_view(type) == "text";
    return made;
}

base::Result<Filter> filter(Room& room, db::Snapshot const& snapshot, Asked const& asked)
{
    auto const wrong = [](char const* key, char const* at) { return Refusal{Refusal::Why::Unprocessable, key, at}; };
    Filter made;
    made.limit = page_size;
    made.event = asked.fet.value_or("").substr(0, 100);
    if (asked.usuari) {
        made.staff = room.staff_of(snapshot, *asked.usuari).text;
        if (made.staff.empty()) return wrong("audit.no-user", "usuari");
    }
    if (asked.document) {
        auto const number = base::document_number(*asked.document);
        made.subject = number ? room.person_of(snapshot, number->text).text : "";
        if (made.subject.empty()) return wrong("audit.no-person", "document");
    }
    auto const from = base::day_from_iso(asked.des_de.value_or("2000-01-01")),
               until = base::day_from_iso(asked.fins_a.value_or("9000-01-01"));
    if (!from) return wrong("audit.bad-day", "des_de");
    if (!until) return wrong("audit.bad-day", "fins_a");
    made.from = base::local_midnight(*from);
    made.until = base::local_midnight(*until + std::chrono::days(1));
    if (asked.abans && base::is_id_text(*asked.abans)) made.before = *asked.abans;
    return made;
}

Line line(Room& room, db::Snapshot const& snapshot, web::Call const& call, Event const& event)
{
    return {event.id,
            base::rfc3339(event.at),
            base::iso(base::local_day(event.at)),
            base::local_time(event.at),
            room.actor_name(snapshot, call, event),
            event.event,
            event.level,
            call.say("web.channel-" + event.channel),
            event.object,
            event.reason,
            event.look,
            event.batch > 0};
}

// Everything but the person stands in the address of the next page; with a person the pages go by POST.
std::string next_page(Asked const& asked, std::string const& last)
{
    auto const part = [](char const* name, std::optional<std::string> const& value) {
        return value ? name + ("=" + web::url_encoded(*value)) + "&" : std::string();
    };
    return "/oficina/auditoria?" + part("fet", asked.fet) + part("usuari", asked.usuari) +
           part("des_de", asked.des_de) + part("fins_a", asked.fins_a) + "abans=" + last;
}

base::Result<TrailPage> show_trail(Room& room, db::Snapshot const& snapshot, web::Call const& call, Asked const& asked)
{
    TrailPage page;
    page.title = call.say("audit.title");
    page.fet = field(call, "fet", call.say("audit.event"), call.say("audit.event-hint"), asked.fet);
    page.usuari = field(call, "usuari", call.say("audit.user"), "", asked.usuari);
    page.des_de = field(call, "des_de", call.say("audit.from"), "", asked.des_de, "date");
    page.fins_a = field(call, "fins_a", call.say("audit.until"), "", asked.fins_a, "date");
    page.document =
        field(call, "document", call.say("audit.document"), call.say("audit.document-hint"), asked.document);
    if (call.refused) return page;
    auto const wanted = filter(room, snapshot, asked);
    if (!wanted) return wanted.refusal();
    for (auto const& event : events(snapshot, *wanted)) page.events.push_back(line(room, snapshot, call, event));
    if (page.events.size() == std::size_t(page_size) && !asked.document)
        page.next = next_page(asked, page.events.back().id);
    call.looked_at({wanted->subject}, "audit.trail"); // the auditor's looks are in the trail too
    return page;
}

struct FaultLine {
    std::int64_t batch;
    std::string what;
};
BOOST_DESCRIBE_STRUCT(FaultLine, (), (batch, what))

struct ChainPage {
    static constexpr auto view = "audit/chain";
    std::string title;
    std::int64_t batches = 0;
    bool whole = false;
    std::string hash;
    std::vector<FaultLine> faults;
};
BOOST_DESCRIBE_STRUCT(ChainPage, (), (title, batches, whole, hash, faults))

base::Result<ChainPage> show_chain(Room&, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    ChainPage page;
    page.title = call.say("audit.chain-title");
    auto const last = head(snapshot);
    page.batches = last.number;
    page.hash = base::hex(last.hash);
    for (auto const& fault : verify(snapshot)) page.faults.push_back({fault.batch, fault.what});
    page.whole = page.faults.empty();
    return page;
}

struct Told {
    std::string at, day, time, who, what, reason;
};
BOOST_DESCRIBE_STRUCT(Told, (), (at, day, time, who, what, reason))

struct MinePage {
    static constexpr auto view = "audit/mine";
    std::string title;
    std::vector<Told> events;
    std::string next;
};
BOOST_DESCRIBE_STRUCT(MinePage, (), (title, events, next))

struct MineAsked {
    std::optional<std::string> abans;
};
BOOST_DESCRIBE_STRUCT(MineAsked, (), (abans))

// What an event is called for people: "audit.what-documents-issued", or the name of its room.
std::string told(web::Call const& call, Event const& event)
{
    auto name = event.event;
    for (auto& c : name) c = c == '.' ? '-' : c;
    auto const key = "audit.what-" + name;
    // texts: audit.what-*
    return call.texts.knows(call.language, key) ? call.say(key)
                                                : call.say("audit.what-other", {{"event", event.event}});
}

base::Result<MinePage> show_mine(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 MineAsked const& asked)
{
    MinePage page;
    page.title = call.say("audit.mine-title");
    Filter filter;
    filter.subject = call.by.person.text;
    filter.limit = page_size;
    if (asked.abans && base::is_id_text(*asked.abans)) filter.before = *asked.abans;
    auto const list = events(snapshot, filter);
    for (auto const& event : list)
        page.events.push_back({base::rfc3339(event.at), base::day_in_words(base::local_day(event.at), call.language),
                               base::local_time(event.at), room.actor_told(snapshot, call, event), told(call, event),
                               event.reason});
    if (page.events.size() == std::size_t(page_size)) page.next = "/carpeta/accessos?abans=" + list.back().id;
    return page;
}

}

void routes(web::Router& on, Room& room)
{
    auto const auditor = web::staff("audit.see");
    // A rare event is looked for through the whole trail: not by a thread that serves everybody.
    on.look("/oficina/auditoria", auditor, room, show_trail, {.slow = true});
    on.ask("/oficina/auditoria", auditor, room, show_trail, {.slow = true});
    on.look("/oficina/auditoria/cadena", auditor, room, show_chain, {.slow = true});
    on.look("/carpeta/accessos", web::citizen(act::Level::Low), room, show_mine);
}

}
