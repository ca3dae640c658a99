// SPDX-License-Identifier: EUPL-1.2
// When does a term end? A form that anybody may fill in, and the answer with its reasons.
#include "rooms/calendar/pages.h"
#include "rooms/calendar/typed.h"
#include "web/parts.h"

namespace calendar {
namespace {

using base::Refusal;
constexpr auto unprocessable = Refusal::Why::Unprocessable;

// In the order of base::Unit.
BOOST_DEFINE_ENUM_CLASS(UnitAsked, working_days, natural_days, months, years, hours)
static_assert(int(UnitAsked::hours) == int(base::Unit::Hours) && int(UnitAsked::months) == int(base::Unit::Months));

struct TermAsked {
    std::optional<std::string> dia, hora, quantitat;
    std::optional<UnitAsked> unitat;
};
BOOST_DESCRIBE_STRUCT(TermAsked, (), (dia, hora, quantitat, unitat))

struct Answered {
    std::string last, ends, headline;
    bool provisional = false;
    Explained explained;
};
BOOST_DESCRIBE_STRUCT(Answered, (), (last, ends, headline, provisional, explained))

struct TermPage {
    static constexpr auto view = "calendar/term";
    std::string title;
    std::optional<Answered> result;
    web::Input day, amount, hour;
    web::Select unit;
};
BOOST_DESCRIBE_STRUCT(TermPage, (), (title, result, day, amount, hour, unit))

struct Question {
    base::Instant event;
    base::Term term;
};

// Everything that is wrong with what was typed, in the order of the fields.
class Faults {
public:
    void add(char const* key, char const* field) { list.emplace_back(unprocessable, key, field); }
    bool none() const { return list.empty(); }
    Refusal refusal() const { return base::together(list); }

private:
    std::vector<Refusal> list;
};

base::Result<Question> question(TermAsked const& asked)
{
    Faults faults;
    auto const day = typed_day(asked.dia.value_or(""));
    auto const amount = typed_number(base::trimmed(asked.quantitat.value_or("")));
    auto const unit = base::Unit(asked.unitat.value_or(UnitAsked::working_days));
    std::optional<std::chrono::minutes> hour(0);
    if (unit == base::Unit::Hours) hour = typed_hour(asked.hora.value_or(""));
    if (!day) faults.add(asked.dia ? "calendar.bad-day" : "calendar.no-day", "dia");
    if (!amount) faults.add(asked.quantitat ? "calendar.bad-amount" : "calendar.no-amount", "quantitat");
    if (!hour) faults.add(asked.hora ? "calendar.bad-hour" : "calendar.no-hour", "hora");
    if (!faults.none()) return faults.refusal();
    return Question{base::local_instant(*day, *hour), {*amount, unit}};
}

// What the rules refuse, at the field that mends it.
Refusal at_field(Refusal refusal)
{
    refusal.why = unprocessable;
    refusal.field = refusal.text == "term.year-missing" ? "dia" : "quantitat";
    return refusal;
}

std::string headline(web::Call const& call, base::Deadline const& deadline, base::Unit unit)
{
    auto const day = weekday_and_day(call, deadline.last);
    if (unit != base::Unit::Hours) return call.say("calendar.ends-on", {{"day", day}});
    // The end of a day is told as its twenty-fourth hour, not as the beginning of the next day.
    auto const time = base::local_day(deadline.ends) == deadline.last ? base::local_time(deadline.ends) : "24:00";
    return call.say("calendar.ends-at", {{"day", day}, {"time", time}});
}

void add_fields(TermPage& page, web::Call const& call, TermAsked const& asked)
{
    auto const field = [&](char const* id, std::string label, std::string hint, char const* width,
                           std::optional<std::string> const& typed) {
        auto made = web::input(call, id, std::move(label), std::move(hint));
        if (typed) made.value = *typed;
        made.width = width;
        return made;
    };
    page.day =
        field("dia", call.say("calendar.label-day"), call.say("calendar.hint-day"), "govuk-input--width-10", asked.dia);
    page.amount = field("quantitat", call.say("calendar.label-amount"), "", "govuk-input--width-4", asked.quantitat);
    page.amount.inputmode = "numeric";
    page.hour = field("hora", call.say("calendar.label-hour"), call.say("calendar.hint-hour"), "govuk-input--width-5",
                      asked.hora);
    std::vector<web::Choice> units;
    std::string chosen;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<UnitAsked>>([&](auto const& each) {
        std::string name = each.name;
        for (auto& c : name) c = c == '_' ? '-' : c;
        if (asked.unitat == each.value) chosen = name;
        units.push_back({name, call.say("calendar.unit-" + name), ""});
    });
    page.unit = web::select(call, "unitat", call.say("calendar.label-unit"), "", chosen, units);
}

base::Result<TermPage> show_term(Room& room, db::Snapshot const&, web::Call const& call, TermAsked const& asked)
{
    TermPage page;
    page.title = call.say("calendar.term-title");
    add_fields(page, call, asked);
    if (!asked.dia && !asked.quantitat && !asked.hora && !asked.unitat) return page;
    auto const what = question(asked);
    if (!what) return what.refusal();
    auto const deadline = base::expiry(room.calendar, what->event, what->term);
    if (!deadline) return at_field(deadline.refusal());
    page.result =
        Answered{base::iso(deadline->last), base::rfc3339(deadline->ends), headline(call, *deadline, what->term.unit),
                 deadline->provisional, explained(room, call, *deadline)};
    return page;
}

}

void term_routes(web::Router& on, Room& room) { on.look("/seu/calendari/termini", web::anyone(), room, show_term); }

}
