// SPDX-License-Identifier: EUPL-1.2
// What files of this room share.
#include "rooms/identity/people.h"

#include "web/form.h"

namespace identity {

std::string with_return(std::string address, std::string const& back_to)
{
    return address + (address.find('?') == address.npos ? "?" : "&") + "retorn=" + web::url_encoded(back_to);
}

std::string in_language(Words const& words, std::string_view language)
{
    auto const found = words.find(language);
    return found != words.end() ? found->second : words.empty() ? std::string() : words.begin()->second;
}

}
