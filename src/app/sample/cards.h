// SPDX-License-Identifier: EUPL-1.2
// What certificates of each family look like, after the profiles that their issuers publish.
#pragma once
#include "app/sample/authority.h"

namespace sample {

// As certificates write it: capitals, no accents.
struct CardHolder {
    std::string given = "NURIA", surname1 = "PUIG", surname2 = "FERRER", number = "12345678Z";
};
// Of the sample town; the number of her account too.
inline CardHolder const secretary{"MONTSERRAT", "VILA", "CAMP", "43218765V"};

struct Body {
    std::string name, number;
};

Profile idcat(CardHolder const&);
Profile fnmt(CardHolder const&);
Profile fnmt_representative(CardHolder const&, Body const&);
Profile dnie_to_enter(CardHolder const&);
Profile dnie_to_sign(CardHolder const&);
Profile tcat(CardHolder const&, Body const&);
Profile tcat_pseudonym(Body const&);
// Its subject may name the keeper of the key, which makes no person of it.
Profile seal(CardHolder const& keeper, Body const&);
Profile website(std::string const& host);

}
