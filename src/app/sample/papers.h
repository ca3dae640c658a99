// SPDX-License-Identifier: EUPL-1.2
// What the office knows about the people of a household beyond who they are: documents, consent,
// protection and files of deregistration.
#pragma once

#include "app/sample/household.h"
#include "app/sample/identifiers.h"

namespace sample {

class Papers {
public:
    Papers(Dice& chance, std::uint64_t seed, Day now) : dice{chance}, documents{seed}, today{now} {}

    void complete(Household& household);
    void give_documents(Household& household);

private:
    void give_document(Person& person);
    void ask_consent(Household& household);
    void mark(Person& person);

    Dice& dice;
    Documents documents;
    Day today;
};

} // namespace sample
