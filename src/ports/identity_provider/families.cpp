// SPDX-License-Identifier: EUPL-1.2
// Sources: «Perfiles de certificados electrónicos» (2016) of the state, whose arc is 2.16.724.1.3.5; the AOC's
// «Descripció dels perfils de certificats» (arc 1.3.6.1.4.1.15096); the FNMT's (arc 1.3.6.1.4.1.5734); ETSI
// EN 319 412-1. That of the DNIe is from its published examples.
#include "ports/identity_provider/families.h"

#include "base/identifiers.h"

#include <algorithm>
#include <array>

namespace identity_provider {
namespace {

using Kind = Holder::Kind;

constexpr std::string_view common_name = "2.5.4.3", surname = "2.5.4.4", serial_number = "2.5.4.5",
                           organisation = "2.5.4.10", unit = "2.5.4.11", given_name = "2.5.4.42",
                           pseudonym = "2.5.4.65", organisation_id = "2.5.4.97";
constexpr std::string_view seal_type = "0.4.0.1862.1.6.2", website_type = "0.4.0.1862.1.6.3";
constexpr std::string_view fnmt = "1.3.6.1.4.1.5734", aoc = "1.3.6.1.4.1.15096", idcat = "1.3.6.1.4.1.15096.1.3.2.86.2",
                           state = "2.16.724.1.3.5";

// Where a family writes names and numbers among the alternative names, by the last step of the OID.
struct Places {
    std::string_view arc;
    int given, surname1, surname2, number, organisation, organisation_number;
};
constexpr std::array<Places, 5> all_places{{{"1.3.6.1.4.1.5734.1", 1, 2, 3, 4, 6, 7},
                                            {"2.16.724.1.3.5.7.1", 6, 7, 8, 4, 2, 3},
                                            {"2.16.724.1.3.5.7.2", 6, 7, 8, 4, 2, 3},
                                            {"2.16.724.1.3.5.3.1", 6, 7, 8, 4, 2, 3},
                                            {"2.16.724.1.3.5.3.2", 6, 7, 8, 4, 2, 3}}};

std::string joined(std::string_view one, std::string_view other)
{
    std::string text(one);
    if (!one.empty() && !other.empty()) text += ' ';
    return text.append(other);
}

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

// EN 319 412-1, 5.1.3 to 5.1.5: three letters say the kind, two the country, then a hyphen and the number. Older
// certificates have the bare number. Another country's is not a Spanish number, whatever it looks like.
std::string_view spanish(std::string_view text)
{
    auto const with_kind = text.size() > 6 && text[5] == '-' && std::ranges::all_of(text.substr(0, 5), is_letter);
    if (!with_kind) return text;
    constexpr std::array<std::string_view, 4> kinds{"IDC", "PNO", "TIN", "VAT"};
    auto const known = std::ranges::find(kinds, text.substr(0, 3)) != kinds.end() && text.substr(3, 2) == "ES";
    return known ? text.substr(6) : std::string_view();
}

std::optional<base::DocumentNumber> number_of(std::string_view text, bool of_organisation)
{
    auto found = base::document_number(spanish(text));
    if (found && (found->kind == base::DocumentKind::Organisation) != of_organisation) found.reset();
    return found;
}

// «PUIG FERRER - DNI 12345678Z», as the state's profile has the surname.
std::string without_number(std::string const& name)
{
    for (auto const* const dash : {" - ", " – "})
        for (auto const* const kind : {"DNI", "NIF", "NIE"})
            if (auto const at = name.find(std::string(dash) + kind); at != name.npos) return name.substr(0, at);
    return name;
}

class Reader {
public:
    explicit Reader(Attributes const& attributes) : said(attributes) {}

    Holder read() const
    {
        Holder holder;
        holder.family = family();
        holder.given_name = without_number(first(given_name, &Places::given));
        holder.surnames = surnames();
        if (auto const number = person()) {
            holder.document_kind = number->kind == base::DocumentKind::Nie ? "nie" : "nif";
            holder.document_number = number->text;
        }
        holder.organisation_name = first(organisation, &Places::organisation);
        if (auto const number = organisation_number()) holder.organisation_number = number->text;
        holder.kind = kind(holder);
        if (holder.kind == Kind::Citizen) holder.organisation_name = holder.organisation_number = "";
        return holder;
    }

private:
    std::string const& subject(std::string_view oid) const { return said.said(said.subject, oid); }

    std::string also(int Places::*step) const
    {
        for (auto const& places : all_places) {
            auto const& text = said.said(said.also, std::string(places.arc) + "." + std::to_string(places.*step));
            if (!text.empty()) return text;
        }
        return {};
    }
    // The alternative names are exact where they are: the subject of some has only the first surname.
    std::string first(std::string_view oid, int Places::*step) const
    {
        auto text = also(step);
        return text.empty() ? subject(oid) : text;
    }
    std::string surnames() const
    {
        auto const both = joined(also(&Places::surname1), also(&Places::surname2));
        return without_number(both.empty() ? subject(surname) : both);
    }
    std::optional<base::DocumentNumber> person() const
    {
        auto const own = number_of(subject(serial_number), false);
        return own ? own : number_of(also(&Places::number), false);
    }
    std::optional<base::DocumentNumber> organisation_number() const
    {
        if (auto const own = number_of(subject(organisation_id), true)) return own;
        if (auto const other = number_of(also(&Places::organisation_number), true)) return other;
        return number_of(subject(serial_number), true); // a seal's
    }

    std::string family() const
    {
        auto const& authority = said.said(said.issuer, common_name);
        if (said.said(said.issuer, unit) == "DNIE" || authority.starts_with("AC DNIE")) return "dnie";
        if (said.under(idcat) || authority == "EC-Ciutadania") return "idcat";
        if (said.under(aoc) || authority == "EC-SectorPublic") return "aoc";
        if (said.under(fnmt) || said.said(said.issuer, organisation) == "FNMT-RCM") return "fnmt";
        return said.under(state) ? "age" : "etsi";
    }

    bool is_seal(Holder const& holder) const
    {
        // A seal may name the keeper of its key, so that its own marks come before the person's.
        return said.under("2.16.724.1.3.5.6") || said.under("2.16.724.1.3.5.2") ||
               said.qualified_types.contains(seal_type) ||
               (holder.document_number.empty() && !holder.organisation_number.empty());
    }
    bool is_website() const
    {
        return said.under("2.16.724.1.3.5.5") || said.under("2.16.724.1.3.5.1") ||
               said.qualified_types.contains(website_type) || (said.for_servers && !said.for_clients);
    }
    bool is_representative(Holder const& holder) const
    {
        if (said.under("2.16.724.1.3.5.8") || said.under("2.16.724.1.3.5.9")) return true;
        return !holder.organisation_number.empty() && subject(common_name).find("(R:") != std::string::npos;
    }
    Kind kind(Holder const& holder) const
    {
        if (is_website()) return Kind::Website;
        // Before seals: a policeman's certificate names his body and no person either.
        if (!subject(pseudonym).empty() || said.under("2.16.724.1.3.5.4")) return Kind::Pseudonym;
        if (is_seal(holder)) return Kind::Seal;
        if (holder.document_number.empty()) return Kind::Unknown;
        if (is_representative(holder)) return Kind::Representative;
        auto const linked =
            !holder.organisation_number.empty() || said.under("2.16.724.1.3.5.7") || said.under("2.16.724.1.3.5.3");
        return linked ? Kind::Employee : Kind::Citizen;
    }

    Attributes const& said;
};

}

Holder holder_of(Attributes const& attributes) { return Reader(attributes).read(); }

}
