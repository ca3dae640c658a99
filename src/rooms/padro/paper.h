// SPDX-License-Identifier: EUPL-1.2
// What the register's documents say, in the person's language. Only this room includes it.
#pragma once
#include "rooms/documents/documents.h"
#include "rooms/padro/padro.h"
#include "rooms/padro/rules.h"
#include "web/call.h"

namespace padro {

struct Asked {
    Kind kind;
    Purpose purpose;
    std::string language;
    bool certificate;
    std::optional<signatures::Signer> signer = {}; // of a certificate that a person signs
};

// `situation` has passed `why_not`.
documents::Paper write_paper(Setting const&, web::Texts const&, Asked const&, Situation const&);
// The data that the document shows, apart from the day of issue: what a later one must differ in to supersede it.
std::string data_of(documents::Paper const&);

std::string kind_name(Kind);       // "individual"
std::string purpose_name(Purpose); // "foreign-office"

}
