// SPDX-License-Identifier: EUPL-1.2
// What the agent typed, judged field by field before a number exists.
#include "base/contacts.h"
#include "base/text.h"
#include "rooms/counter/pages.h"

#include <algorithm>

namespace counter {
namespace {

using base::Refusal;
constexpr std::size_t longest_name = 120, longest_subject = 240, longest_extract = 4000, longest_body_name = 120;

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
        who();
        for_whom();
        to_whom();
        what();
        papers();
        if (!faults.empty()) return base::together(std::move(faults));
        // Llei 39/2015, art. 68.4: the body that is competent requires it; another one's is not ours to require.
        if (taken.obliged != Obliged::No && !taken.elsewhere)
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

    bool good_line(std::string const& text, std::size_t longest)
    {
        return !text.empty() && base::is_utf8(text) && base::length_in_characters(text) <= longest &&
               std::ranges::none_of(text, [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; });
    }

    // The office's own name for somebody goes before what is typed: a slip of the hand renames nobody.
    std::string named(Number const& number, std::optional<std::string> const& typed, char const* field)
    {
        auto name = room.name_of(snapshot, number.text);
        if (name.empty()) name = base::composed(clean(typed));
        if (!good_line(name, longest_name)) fault("counter.bad-name", field);
        return name;
    }

    void who()
    {
        auto const shown = shown_named(sent.shown);
        if (!shown) return fault("field.choice", "shown");
        taken.shown = *shown;
        auto const number = number_on(*shown, sent.document);
        if (!number) return fault("counter.bad-document", "document");
        taken.presenter = {*number, named(*number, sent.name, "name")};
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
            taken.behalf = Somebody{*number, named(*number, sent.behalf_name, "behalf_name")};
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
        taken.destination = clean(sent.body);
        std::ranges::transform(taken.destination, taken.destination.begin(),
                               [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
        if (!is_dir3(taken.destination)) fault("counter.bad-dir3", "body");
        if (taken.destination == room.cases.body) fault("counter.is-ours", "body");
        taken.destination_name = base::composed(clean(sent.body_name));
        if (!good_line(taken.destination_name, longest_body_name)) fault("counter.bad-body-name", "body_name");
    }

    void what()
    {
        taken.subject = base::composed(std::string(base::trimmed(sent.subject)));
        if (!good_line(taken.subject, longest_subject))
            fault("counter.bad-subject", "subject", {{"most", std::to_string(longest_subject)}});
        auto const extract = sent.extract.value_or("");
        if (!base::is_utf8(extract) || base::length_in_characters(extract) > longest_extract)
            fault("counter.long-extract", "extract", {{"most", std::to_string(longest_extract)}});
        auto const among = [](auto const& names, std::string const& value) {
            return std::ranges::find(names, value) != names.end();
        };
        if (!among(nature_names, sent.nature.value_or("originals"))) fault("field.choice", "nature");
        if (!among(physical_names, sent.physical.value_or("3"))) fault("field.choice", "physical");
        taken.file_name =
            call.texts.say(taken.language.empty() ? call.language : taken.language, "counter.file-intake");
    }

    void papers()
    {
        auto const accio = sent.accio.value_or("");
        if (accio.starts_with("treu-")) return fault("counter.taken-out", "papers");
        taken.papers = uploads::ids_in(sent.papers.value_or(""));
        for (auto const& id : taken.papers)
            if (!uploads::owns(snapshot, call.by, id)) return fault("counter.no-paper", "papers");
        // Scanning waits for another server: not for a form that is sent back anyway.
        if (!sent.papers__fitxer.empty() && faults.empty()) {
            auto came = uploads::came(room.cases.uploads, "papers", sent.papers__fitxer, sent.papers__nom);
            if (came.refusal) return faults.push_back(std::move(*came.refusal));
            taken.files = std::move(came.good);
        }
        if (taken.papers.empty() && sent.papers__fitxer.empty()) fault("counter.no-paper", "papers");
    }

    Room& room;
    db::Snapshot const& snapshot;
    web::Call const& call;
    Sent const& sent;
    Taking taken;
    std::vector<Refusal> faults;
};

}

base::Result<Taking> prepare_taking(Room& room, db::Snapshot const& snapshot, web::Call const& call, Sent const& sent)
{
    return Judge(room, snapshot, call, sent).taking();
}

}
