// SPDX-License-Identifier: EUPL-1.2
// What the agent typed, judged field by field before a number exists.
#include "base/contacts.h"
#include "base/text.h"
#include "rooms/counter/pages.h"

#include <algorithm>

namespace counter {
namespace {

using base::Refusal;
constexpr std::size_t longest_name = 120, longest_subject = 240, longest_extract = 4000;

constexpr std::string_view removing = "treu-", uploading = "puja", joining = "uneix-papers";

class Judge {
public:
    Judge(Room& of, db::Snapshot const& seen, web::Call const& asked, Sent const& typed) :
        room(of), snapshot(seen), call(asked), sent(typed)
    {
    }

    base::Result<Taking> taking()
    {
        taken.id = IntakeId::fresh(call.at);
        taken.sent = sent;
        taken.sent.papers__fitxer.clear(); // held in `files` from here on
        if (auto const pressed = sent.accio.value_or(""); !pressed.empty()) return of_the_field(pressed);
        who();
        for_whom();
        to_whom();
        what();
        papers();
        if (!faults.empty()) return base::together(std::move(faults));
        // Llei 39/2015, art. 68.4: the body that is competent requires it; another one's is not ours to require.
        // Somebody who is not shown yet to stand for them cannot be notified in their name: no term begins (art. 5.6).
        auto const unproved = taken.behalf && sent.proof == "pending";
        if (taken.obliged != Obliged::No && !taken.elsewhere && !unproved)
            if (auto const end = amend_until(room.calendar, call.at)) taken.amend_until = base::iso(end->last);
        tell(room, call, taken);
        taken.content = content_of(room, call, taken);
        return std::move(taken);
    }

private:
    void fault(char const* key, char const* field, Refusal::Arguments with = {})
    {
        faults.push_back({Refusal::Why::Unprocessable, key, field, std::move(with)});
    }

    static std::string clean(std::optional<std::string> const& typed)
    {
        return std::string(base::trimmed(typed.value_or("")));
    }

    Somebody named(Number const& number, std::optional<std::string> const& sent_name, char const* field)
    {
        auto typed = base::composed(clean(sent_name));
        auto name = name_that_holds(room, snapshot, number, typed);
        if (!is_line(name, longest_name)) fault("counter.bad-name", field);
        return {number, std::move(name), std::move(typed)};
    }

    void who()
    {
        auto const shown = shown_named(sent.shown);
        if (!shown) return fault("field.choice", "shown");
        taken.shown = *shown;
        auto const country = sent.country.value_or("");
        if (is_foreign(*shown) && !may_issue(country)) return fault("counter.bad-country", "country");
        auto const number = number_on(*shown, sent.document, country);
        if (!number) return fault("counter.bad-document", "document");
        taken.presenter = named(*number, sent.name, "name");
        if (auto const typed = clean(sent.email); !typed.empty()) {
            auto const email = base::email_address(typed);
            if (!email) return fault("counter.bad-email", "email");
            taken.email = *email;
        }
        if (auto const typed = clean(sent.telephone); !typed.empty()) {
            auto const telephone = base::telephone_number(typed);
            if (!telephone) return fault("counter.bad-telephone", "telephone");
            taken.telephone = *telephone;
        }
        taken.language = sent.language.value_or(call.language);
        if (std::ranges::find(call.town.languages, taken.language) == call.town.languages.end())
            fault("field.choice", "language");
    }

    void for_whom()
    {
        if (auto const typed = clean(sent.behalf_document); !typed.empty()) {
            auto const number = number_of_another(typed);
            if (!number) return fault("counter.bad-document", "behalf_document");
            if (*number == taken.presenter.number) return fault("counter.behalf-self", "behalf_document");
            taken.behalf = named(*number, sent.behalf_name, "behalf_name");
            if (std::ranges::find(proof_names, sent.proof.value_or("")) == proof_names.end())
                fault("field.choice", "proof");
        }
        auto const why = obliged(taken.interested().number, clean(sent.obliged));
        if (!why) return fault("field.choice", "obliged");
        taken.obliged = *why;
    }

    void to_whom()
    {
        auto const addressee = sent.addressee.value_or("own");
        if (addressee != "own" && addressee != "other") return fault("field.choice", "addressee");
        taken.elsewhere = addressee == "other";
        if (!taken.elsewhere) {
            auto const shelf = room.cases.procedures.shelf(call.at);
            auto const* const found = shelf->find(sent.procedure.value_or(std::string(generic_procedure)));
            if (!found) return fault("field.choice", "procedure");
            taken.procedure = {shelf, found};
            taken.destination = room.cases.body;
            taken.destination_name = room.cases.body_name;
            return;
        }
        taken.destination = body_code(sent.body.value_or(""));
        if (!is_dir3(taken.destination)) fault("counter.bad-dir3", "body");
        if (taken.destination == room.cases.body) fault("counter.is-ours", "body");
        taken.destination_name = base::composed(clean(sent.body_name));
        if (!is_body_name(taken.destination_name)) fault("counter.bad-body-name", "body_name");
    }

    void what()
    {
        taken.subject = base::composed(std::string(base::trimmed(sent.subject)));
        if (!is_line(taken.subject, longest_subject))
            fault("counter.bad-subject", "subject", {{"most", std::to_string(longest_subject)}});
        auto const extract = sent.extract.value_or("");
        if (!base::is_utf8(extract) || base::length_in_characters(extract) > longest_extract)
            fault("counter.long-extract", "extract", {{"most", std::to_string(longest_extract)}});
        auto const among = [](auto const& names, std::string const& value) {
            return std::ranges::find(names, value) != names.end();
        };
        if (!among(nature_names, sent.nature.value_or("originals"))) fault("field.choice", "nature");
        auto const physical = sent.physical.value_or("3");
        if (!among(physical_names, physical)) fault("field.choice", "physical");
        // Paper either goes with what is sent or back with the person, and it goes along with nothing that stays here.
        if (physical != "3" && !taken.elsewhere)
            fault("counter.physical-own", "physical");
        else if (physical != "3" && sent.returned)
            fault("counter.physical-returned", "returned");
        taken.file_name =
            call.texts.say(taken.language.empty() ? call.language : taken.language, "counter.file-intake");
    }

    bool own_papers()
    {
        taken.papers = uploads::ids_in(sent.papers.value_or(""));
        for (auto const& id : taken.papers)
            if (!uploads::owns(snapshot, call.by, id)) {
                fault("counter.no-paper", "papers");
                return false;
            }
        return true;
    }

    void papers()
    {
        if (!own_papers()) return;
        // Scanning waits for another server: not for a form that is sent back anyway.
        if (!sent.papers__fitxer.empty() && faults.empty()) {
            auto came = uploads::came(room.cases.uploads, "papers", sent.papers__fitxer, sent.papers__nom);
            if (came.refusal) return faults.push_back(std::move(*came.refusal));
            taken.files = std::move(came.good);
        }
        if (taken.papers.empty() && sent.papers__fitxer.empty()) fault("counter.no-paper", "papers");
    }

    // What is typed besides is not judged: it comes again with the form.
    base::Result<Taking> of_the_field(std::string const& pressed)
    {
        if (pressed.starts_with(removing))
            taken.removed = {pressed.substr(removing.size())};
        else if (pressed != uploading && pressed != joining)
            return Refusal{Refusal::Why::Unprocessable, "field.choice", "papers"};
        if (!own_papers()) return base::together(std::move(faults));
        taken.field_button = pressed;
        if (!sent.papers__fitxer.empty()) {
            auto came = uploads::came(room.cases.uploads, "papers", sent.papers__fitxer, sent.papers__nom);
            taken.files = std::move(came.good);
            taken.refused_file = std::move(came.refusal);
        }
        if (pressed == uploading && sent.papers__fitxer.empty())
            return Refusal{Refusal::Why::Unprocessable, "counter.no-paper", "papers"};
        if (pressed == joining) {
            auto joined = uploads::join(room.cases.uploads, snapshot, call.by, taken.papers);
            if (!joined) {
                auto no = joined.refusal();
                no.field = "papers";
                return no;
            }
            taken.joined = std::move(*joined);
        }
        return std::move(taken);
    }

    Room& room;
    db::Snapshot const& snapshot;
    web::Call const& call;
    Sent const& sent;
    Taking taken;
    std::vector<Refusal> faults;
};

}

std::string name_that_holds(Room const& room, db::Snapshot const& snapshot, Number const& number,
                            std::string const& typed)
{
    auto held = room.name_of(snapshot, number.kind, number.text);
    return held.proved || typed.empty() ? std::move(held.text) : typed;
}

base::Result<Taking> prepare_taking(Room& room, db::Snapshot const& snapshot, web::Call const& call, Sent const& sent)
{
    return Judge(room, snapshot, call, sent).taking();
}

}
