// SPDX-License-Identifier: EUPL-1.2
// Receipts (Llei 39/2015, art. 16.3): sealed once, by the job that the entry left or by whoever asks for it first.
#include "base/canonical_json.h"
#include "rooms/registry/book.h"

namespace registry {
namespace {

namespace json = boost::json;
using base::Refusal;

act::Actor the_register()
{
    act::Actor actor;
    actor.kind = act::Actor::Kind::Program;
    actor.method = "register";
    return actor;
}

documents::Wanted wanted(Book& book, db::Snapshot const& snapshot, Entry const& entry, store::Receipt const& receipt)
{
    documents::Wanted out;
    out.person = receipt.holder;
    out.procedure = "rebut-registre";
    out.variant = text_of(entry.number); // no receipt takes the place of another one
    out.level = receipt.level;
    out.code = receipt.code;
    auto const proof = evidence(book, snapshot, entry);
    out.data = json::value_to<std::string>(proof.at("entry"));
    out.evidence = base::canonical_json(proof);
    out.paper = receipt_paper(book, entry);
    return out;
}

}

json::object evidence(Book& book, db::Snapshot const& snapshot, Entry const& entry)
{
    auto const head = book.head(snapshot);
    json::array path;
    for (auto const& hash : merkle::path(entry.leaf, head.size, tree::hashes(snapshot)))
        path.push_back(json::value(base::hex(hash)));
    auto const text = canonical(entry, book.setting.body);
    return {{"entry", text},
            {"salt", base::hex(entry.salt)},
            {"leaf", base::hex(merkle::leaf_hash(entry.salt, text))},
            {"index", entry.leaf},
            {"path", path},
            {"head", written(head)},
            {"log", book.setting.url + "/registre/log"}};
}

std::vector<base::Result<documents::DocumentId>> seal_receipts(Book& book, std::vector<EntryId> const& ids)
{
    using Sealed = base::Result<documents::DocumentId>;
    auto const& with = book.setting;
    std::vector<Sealed> out(ids.size(), Refusal{Refusal::Why::NotFound, "registry.no-receipt"});
    struct Made {
        std::size_t place;
        std::string language;
        std::shared_ptr<documents::Ready const> ready;
    };
    std::vector<Made> made;
    {
        auto const reader = with.database->read();
        auto const& snapshot = reader.snapshot();
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto const receipt = store::receipt(book, snapshot, ids[i]);
            auto const entry = store::by_id(snapshot, ids[i]);
            if (receipt && receipt->document)
                out[i] = receipt->document;
            else if (receipt && entry)
                made.push_back({i, entry->language,
                                documents::prepare(*with.desk, wanted(book, snapshot, *entry, *receipt), with.url,
                                                   with.clock->now())});
        }
    }
    if (made.empty()) return out;
    auto const by = the_register();
    with.lane->wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        for (auto const& [place, language, ready] : made) {
            auto const& id = ids[place];
            // Two may seal at once; the first one is the receipt, the other's bytes are named by nobody.
            auto document = store::receipt(book, tx, id)->document;
            if (!document) {
                act::Act act{tx, by, act::Channel::Command, with.clock->now(), language};
                document = documents::DocumentId{documents::record(*with.desk, act, *ready).id};
                store::sealed(tx, id, document, act.at);
            }
            out[place] = document;
        }
        return base::Done{};
    });
    return out;
}

base::Result<documents::DocumentId> seal_receipt(Book& book, EntryId const& id)
{
    return seal_receipts(book, {id}).front();
}

}
