// SPDX-License-Identifier: EUPL-1.2
// The two faces of an answer: a page for a browser, JSON for a program; and the same for a refusal.
#pragma once
#include "net/http.h"
#include "web/office.h"

namespace web {

struct Wants {
    bool json = false; // a program asks
    bool form = false; // a browser's form was sent
    bool head = false; // only the header
    bool secure = false;
    std::string accept_encoding;
};

net::Response page(Office const&, Call const&, Wants const&, Answer const&, int status);
net::Response data(Call const&, Wants const&, json::object const&, int status);
// `status` replaces the Refusal's own: 405 is no Why, because nobody but a program causes it.
net::Response problem(Office const&, Call const&, Wants const&, base::Refusal const&, int status = 0);
// Server-sent events.
net::Response events(std::shared_ptr<net::Feed>);
net::Response file(Wants const&, File const&);
net::Response see_other(std::string location);
void add_cookie(net::Response&, Cookie const&, bool secure);
// The content policy of every page, with what one page needs besides: "connect-src …; ".
std::string content_policy(std::string_view more = {});
// What every answer carries (design: strict content policy, no sniffing, nothing to other sites); a policy that stands
// there already is left.
void add_protection(net::Response&, bool secure);

// Names of the cookies.
constexpr auto session_cookie = "sessio";
constexpr auto language_cookie = "llengua";
constexpr auto typed_cookie = "escrit";

}
