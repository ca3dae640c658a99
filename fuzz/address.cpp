// SPDX-License-Identifier: EUPL-1.2
// Addresses, queries and cookies; and that no address that a form brings leads to another site.
#include "web/address.h"
#include "web/call.h"
#include "web/form.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const decoded = web::url_decoded(text);
    if (decoded && web::url_decoded(web::url_encoded(*decoded)) != *decoded) std::abort();
    (void)web::read_query(text);
    auto const cookie = web::cookie(text, "sessio");
    if (cookie.size() > text.size() || cookie.find(';') != cookie.npos) std::abort();
    auto const local = web::local_address(std::string(text), "/");
    if (!local.starts_with('/') || local.starts_with("//") || local.starts_with("/\\")) std::abort();
    return 0;
}
