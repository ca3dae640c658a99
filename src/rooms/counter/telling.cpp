// SPDX-License-Identifier: EUPL-1.2
// What is told of a filing at the counter, in the person's language: on the receipt, and word for word in what is kept.
#include "base/text.h"
#include "rooms/counter/pages.h"

namespace counter {
namespace {

class Teller {
public:
    Teller(Room const& of, web::Call const& asked, Taking& made) : room(of), call(asked), taken(made) {}

    void all()
    {
        line("counter.told-shown", say("counter.shown-" + std::string(name(taken.shown))));
        if (taken.behalf) line("counter.proof", say("counter.proof-told-" + taken.sent.proof.value_or("pending")));
        line("counter.addressee", taken.destination_name + " (" + taken.destination + ")");
        if (auto const extract = std::string(base::trimmed(taken.sent.extract.value_or(""))); !extract.empty())
            line("counter.extract", extract);
        line("counter.told-nature", say("counter.nature-" + taken.sent.nature.value_or("originals")));
        // Llei 39/2015, art. 16.5; RD 203/2021, art. 53: what is not given back is kept six months at least.
        line("counter.told-originals", say(taken.sent.physical.value_or("3") != "3" ? "counter.sent-along-told"
                                           : taken.sent.returned                    ? "counter.returned-told"
                                                                                    : "counter.kept-told"));
        if (taken.elsewhere) return forwarding();
        afterwards();
        if (taken.obliged != Obliged::No) requirement();
    }

private:
    std::string say(std::string const& key, base::Refusal::Arguments const& with = {}) const
    {
        return call.texts.say(taken.language, key, with);
    }
    void line(std::string const& key, std::string value) { taken.told.emplace_back(say(key), std::move(value)); }

    void forwarding()
    {
        line("counter.told-forwarding", "");
        line("counter.told-forwarded", say("counter.forwarded-text", {{"body", taken.destination_name}}));
        if (taken.obliged != Obliged::No) line("counter.required-heading", say("counter.obliged-elsewhere"));
    }

    // Llei 39/2015, art. 21.4.
    void afterwards()
    {
        auto const& procedure = *taken.procedure;
        line("counter.told-afterwards", "");
        line("counter.told-term", procedure.term.in(taken.language));
        if (procedure.silence != "not_applicable") // texts: counter.silence-*
            line("counter.told-silence", say("counter.silence-" + procedure.silence));
    }

    void requirement()
    {
        line("counter.required-heading", "");
        auto const day = base::day_from_iso(taken.amend_until);
        auto const unproved = taken.behalf && taken.sent.proof == "pending";
        // texts: counter.obliged-*
        line("counter.required-why", say("counter.obliged-" + std::string(name(taken.obliged))));
        line("counter.required-what", say("counter.required-text", {{"address", room.url + "/carpeta/tramits"}}));
        line("counter.required-until", day        ? base::day_in_words(*day, taken.language)
                                       : unproved ? say("counter.required-unproved")
                                                  : say("counter.required-ten-days"));
        line("counter.required-warning-label", say("counter.required-warning"));
    }

    Room const& room;
    web::Call const& call;
    Taking& taken;
};

json::object somebody(Somebody const& who, char const* role)
{
    return {{"name", who.name}, {"document", who.number.text}, {"document_kind", who.number.kind}, {"role", role}};
}

}

void tell(Room const& room, web::Call const& call, Taking& taken) { Teller(room, call, taken).all(); }

std::string content_of(Room const& room, web::Call const& call, Taking const& taken)
{
    json::array parties;
    if (taken.behalf) parties.push_back(somebody(*taken.behalf, "interested"));
    parties.push_back(somebody(taken.presenter, taken.behalf ? "representative" : "interested"));
    json::array told;
    for (auto const& [label, value] : taken.told)
        if (!value.empty()) told.push_back(json::object{{"label", label}, {"value", value}});
    json::object contact;
    if (!taken.email.empty()) contact["email"] = taken.email;
    if (!taken.telephone.empty()) contact["telephone"] = taken.telephone;
    json::object content{{"files", "paper"},
                         {"channel", "counter"},
                         {"office", room.office},
                         {"agent", call.by.staff.text},
                         {"language", taken.language},
                         {"parties", std::move(parties)},
                         {"shown", name(taken.shown)},
                         {"obliged", name(taken.obliged)},
                         {"proof", taken.behalf ? taken.sent.proof.value_or("") : ""},
                         {"addressed_to", {{"dir3", taken.destination}, {"name", taken.destination_name}}},
                         {"at", base::rfc3339(call.at)},
                         {"subject", taken.subject},
                         {"extract", taken.sent.extract.value_or("")},
                         {"nature", taken.sent.nature.value_or("originals")},
                         {"physical", taken.sent.physical.value_or("3")},
                         {"returned", taken.sent.returned},
                         {"told", std::move(told)}};
    // How the interested person can be told of news (cases::last_contact): never by whoever stood for them that day.
    content[taken.behalf ? "representative_contact" : "answers"] = std::move(contact);
    if (taken.procedure) {
        content["procedure"] = taken.procedure->id;
        content["version"] = taken.procedure->version;
        content["title"] = taken.procedure->title.in(taken.language);
    }
    return json::serialize(content);
}

}
