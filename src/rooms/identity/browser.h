// SPDX-License-Identifier: EUPL-1.2
// A secret in a browser's cookie, by which we know it again when another host sends it back: whoever learns an address
// of the way, or is lured to one, cannot use it in another browser. Only identity/ includes this.
#pragma once
#include "web/answer.h"
#include "web/call.h"

namespace identity {

struct Browser {
    web::Cookie cookie; // to be set again, so that it lasts
    std::string hash;   // what may be told to others: SHA-256, base64url
};

// This browser, with the secret that it has or a fresh one. Two ways in begun at once share it.
Browser bound_browser(web::Call const&);
// The hash of its secret; empty when it has none.
std::string browser_hash(web::Call const&);
bool is_browser_hash(std::string_view);
web::Cookie forget_browser();

}
