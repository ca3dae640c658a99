// SPDX-License-Identifier: EUPL-1.2
// The rules of the counter, pure: who somebody is by what they show, who is obliged to electronic means, and until when
// an obliged person's paper can be amended.
#pragma once
#include "base/identifiers.h"
#include "base/term.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace counter {

// What somebody shows to be identified: originals in force, with a photograph. Being known to the agent is none.
enum class Shown { Dni, Nie, Passport, IdentityCard, DrivingLicence };
constexpr std::array<std::string_view, 5> shown_names{"dni", "nie", "passport", "identity-card", "driving-licence"};
std::string_view name(Shown);
std::optional<Shown> shown_named(std::string_view);

// The number on what is shown, judged: a DNI, NIE or Spanish licence by its control letter; a foreign document by its
// form only, and kept after who issued it ("FR:12AB34567"), since two countries may give the same number. `kind` is how
// people are kept by it: "nif", "nie", "passport", "identity-card".
struct Number {
    std::string kind, text;
    bool organisation = false;
    bool operator==(Number const&) const = default;
};
// `country` is of what another one issued, else left aside. A Spanish number is on none of those.
std::optional<Number> number_on(Shown, std::string_view typed, std::string_view country);
bool is_foreign(Shown);
// Who may have issued one: any country (ISO 3166, two letters) but this one.
bool may_issue(std::string_view country);
// The number and country of one as it is kept: {"FR", "12AB34567"}; no country of what was kept without.
struct Foreign {
    std::string country, number;
};
Foreign foreign_of(std::string_view kept);
// What is typed as a number from abroad, without its country; nothing where it can be none.
std::optional<std::string> number_from_abroad(std::string_view typed);
// Of whom somebody stands for: a person with NIF or NIE, or an organisation.
std::optional<Number> number_of_another(std::string_view typed);

// Llei 39/2015, art. 14.2: who must deal with the administration by electronic means.
enum class Obliged { No, LegalPerson, WithoutPersonality, Professional, Employee, Chosen };
std::string_view name(Obliged); // empty for No
// By the number of the interested person (14.2.a, b, and 14.2.d: whoever represents them), else by what the agent asks:
// "professional" (14.2.c), "employee" (14.2.e), "chosen" (14.1, RD 203/2021, art. 14.1, second paragraph). Nothing for
// a word that is none of these.
std::optional<Obliged> obliged(Number const& interested, std::string_view asked);

// DIR3: nine characters, a letter first; as typed, in capitals and without spaces around it.
bool is_dir3(std::string_view);
std::string body_code(std::string_view typed);
// One line, no longer than a decodificación of SICRES 4 (120).
bool is_body_name(std::string_view);
bool is_line(std::string_view, std::size_t longest); // of characters; at least one, none that controls

// Ten working days from the day after it was handed over (Llei 39/2015, arts. 30.2, 30.3 and 68.4; RD 203/2021, art.
// 14.1). Nothing where the calendar of that year is not known, or not published for good: what is printed must hold.
std::optional<base::Deadline> amend_until(base::Calendar const& seat, base::Instant handed_over);

}
