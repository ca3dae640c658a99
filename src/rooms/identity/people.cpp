// SPDX-License-Identifier: EUPL-1.2
// What files of this room share.
#include "rooms/identity/people.h"

#include "rooms/audit/audit.h"
#include "rooms/identity/browser.h"
#include "web/faces.h"
#include "web/form.h"

namespace identity {

std::string with_return(std::string const& address, std::string const& back_to)
{
    return address + (address.find('?') == address.npos ? "?" : "&") + "retorn=" + web::url_encoded(back_to);
}

web::Cookie session_cookie_of(Opened const& opened, std::chrono::minutes lasting)
{
    return {web::session_cookie, opened.token, int(lasting.count()) * 60};
}

Entered let_in(act::Act& act, act::AssertionId const& id, std::chrono::minutes lasting, std::string back_to)
{
    auto const opened = open_session(act.tx, id, act.at, lasting);
    keep_standing(act, opened);
    audit::record(act, "identity.entered", opened.person, id.text);
    return {person(act.tx, opened.person)->name,
            std::string(name(assertion(act.tx, id)->level)),
            base::rfc3339(opened.until),
            {session_cookie_of(opened, lasting), forget_browser()},
            std::move(back_to)};
}

std::string in_language(Words const& words, std::string_view language)
{
    auto const found = words.find(language);
    return found != words.end() ? found->second : words.empty() ? std::string() : words.begin()->second;
}

}
