// SPDX-License-Identifier: EUPL-1.2
// Documents, consent, protection and deregistration, in the shares an office meets them. The
// restrictions are rare, and are what the demonstrations of a refusal need.
#include "app/sample/papers.h"

namespace sample {

void Papers::complete(Household& household)
{
    give_documents(household);
    ask_consent(household);
    for (auto& person : household.members) mark(person);
}

void Papers::give_documents(Household& household)
{
    for (auto& person : household.members) {
        if (person.document_number.empty()) give_document(person);
    }
}

void Papers::give_document(Person& person)
{
    auto age = age_on(person.birth, today);
    auto spanish = person.nationality == "ES";
    // Spaniards need a DNI at 14 (Llei orgànica 4/2015, art. 9); the young have one mostly when they travel.
    auto without = spanish ? (age < 4 ? 75 : 35) : 20;
    if (age < 14 && dice.percent(without)) return;
    if (spanish) {
        person.document_kind = "nif";
        person.document_number = documents.next_nif();
    } else if (dice.percent(age < 14 ? 75 : 92)) {
        person.document_kind = "nie";
        person.document_number = documents.next_nie(year_of(person.joined));
    } else {
        person.document_kind = "passport";
        person.document_number = documents.next_passport();
    }
}

void Papers::ask_consent(Household& household)
{
    // The box is on the sheet of the home: mostly all have ticked it, and elsewhere few.
    auto all = !household.collective && dice.percent(88);
    for (auto& person : household.members) {
        auto adult = age_on(person.birth, today) >= 18;
        if (adult && !all) person.consents = dice.percent(household.collective ? 90 : 25);
    }
}

void Papers::mark(Person& person)
{
    if (!lives_here(person) || age_on(person.birth, today) < 18) return;
    person.is_protected = dice.per_mille(2);
    // Registrations that lapse are mostly those of foreigners who moved without telling.
    person.under_deregistration = dice.per_mille(is_local(*person.origin) ? 2 : 11);
}

} // namespace sample
