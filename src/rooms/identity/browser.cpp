// SPDX-License-Identifier: EUPL-1.2
// The cookie "navegador".
#include "rooms/identity/browser.h"

#include "base/crypto.h"

#include <algorithm>

namespace identity {
namespace {

constexpr auto browser_cookie = "navegador";
constexpr int seconds_kept = 900;  // from choosing a way in to coming back by it
constexpr std::size_t length = 43; // 32 bytes in base64url

bool is_token(std::string_view text)
{
    return text.size() == length && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_';
           });
}

}

Browser bound_browser(web::Call const& call)
{
    auto secret = web::cookie(call.cookies, browser_cookie);
    if (!is_token(secret)) secret = base::base64url(base::random_bytes(32));
    auto hash = base::base64url(base::sha256(secret));
    return {{browser_cookie, std::move(secret), seconds_kept}, std::move(hash)};
}

std::string browser_hash(web::Call const& call)
{
    auto const secret = web::cookie(call.cookies, browser_cookie);
    return is_token(secret) ? base::base64url(base::sha256(secret)) : std::string();
}

bool is_browser_hash(std::string_view text) { return is_token(text); }

web::Cookie forget_browser() { return {browser_cookie, "", -1}; }

}
