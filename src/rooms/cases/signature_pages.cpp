// SPDX-License-Identifier: EUPL-1.2
// What was filed, word for word, and the signature over it: handed out to whoever may see the matter, so that anybody's
// program can check the one against the other.
#include "rooms/cases/pages.h"
#include "rooms/cases/signing.h"

#include <algorithm>

namespace cases {
namespace {

using base::Refusal;

struct FilingAsked {
    std::string id, filing;
};
BOOST_DESCRIBE_STRUCT(FilingAsked, (), (id, filing))

base::Result<Filing> filing_of(db::Snapshot const& snapshot, web::Call const& call, Matter const& in,
                               std::string const& id)
{
    auto all = filings_of(snapshot, in.id);
    auto const found = std::ranges::find(all, id, [](Filing const& each) { return each.id.text; });
    if (found == all.end()) return Refusal{Refusal::Why::NotFound, "cases.no-matter"};
    call.looked_at(in.interested, "cases.matter");
    return std::move(*found);
}

base::Result<Filing> of_folder(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                               FilingAsked const& asked)
{
    auto const found = own_matter(room, snapshot, call, asked.id);
    if (!found) return found.refusal();
    return filing_of(snapshot, call, *found, asked.filing);
}

base::Result<Filing> of_office(db::Snapshot const& snapshot, web::Call const& call, FilingAsked const& asked)
{
    auto const found = base::is_id_text(asked.id) ? matter(snapshot, {asked.id}) : std::nullopt;
    if (!found) return Refusal{Refusal::Why::NotFound, "cases.no-matter"};
    return filing_of(snapshot, call, *found, asked.filing);
}

web::File text_of(Filing const& filing) { return {filing.content, "application/json", filing.number + ".json", true}; }

base::Result<web::File> signature_file(db::Snapshot const& snapshot, Filing const& filing)
{
    auto const found = signature_of(snapshot, filing.id);
    if (!found) return Refusal{Refusal::Why::NotFound, "cases.no-signature"};
    return web::File{found->signature, "application/pkcs7-signature", filing.number + ".json.csig", true};
}

base::Result<web::File> show_text(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                  FilingAsked const& asked)
{
    auto const found = of_folder(room, snapshot, call, asked);
    if (!found) return found.refusal();
    return text_of(*found);
}

base::Result<web::File> show_signature(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                       FilingAsked const& asked)
{
    auto const found = of_folder(room, snapshot, call, asked);
    if (!found) return found.refusal();
    return signature_file(snapshot, *found);
}

base::Result<web::File> show_office_text(Room&, db::Snapshot const& snapshot, web::Call const& call,
                                         FilingAsked const& asked)
{
    auto const found = of_office(snapshot, call, asked);
    if (!found) return found.refusal();
    return text_of(*found);
}

base::Result<web::File> show_office_signature(Room&, db::Snapshot const& snapshot, web::Call const& call,
                                              FilingAsked const& asked)
{
    auto const found = of_office(snapshot, call, asked);
    if (!found) return found.refusal();
    return signature_file(snapshot, *found);
}

}

void signature_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    auto const office = web::staff("cases.see");
    web::Traits const text{.gives = "application/json"}, signature{.gives = "application/pkcs7-signature"};
    on.look("/carpeta/tramits/{id}/presentacions/{filing}/text", whoever, room, show_text, text);
    on.look("/carpeta/tramits/{id}/presentacions/{filing}/signatura", whoever, room, show_signature, signature);
    on.look("/oficina/expedients/{id}/presentacions/{filing}/text", office, room, show_office_text, text);
    on.look("/oficina/expedients/{id}/presentacions/{filing}/signatura", office, room, show_office_signature,
            signature);
}

}
