// SPDX-License-Identifier: EUPL-1.2
// A receipt checked by what it carries: its seal, and the way from the entry's text to a signed head of the log.
#include "rooms/registry/book.h"

#include <stdexcept>

namespace registry {
namespace {

namespace json = boost::json;

struct Carried {
    std::string entry, salt, leaf;
    std::int64_t index = 0;
    std::vector<base::Digest> path;
    Head head;
    std::string signed_at; // as written
};

std::string text(json::object const& from, char const* member) { return std::string(from.at(member).as_string()); }

std::string octets(json::value const& value)
{
    auto bytes = base::from_hex(std::string_view(value.as_string()));
    if (!bytes) throw std::invalid_argument("hexadecimal");
    return std::move(*bytes);
}

// Standard base64 is base64url with other letters and its padding.
std::string from_base64(std::string value)
{
    while (value.ends_with('=')) value.pop_back();
    for (auto& c : value) c = c == '+' ? '-' : c == '/' ? '_' : c;
    auto bytes = base::from_base64url(value);
    if (!bytes) throw std::invalid_argument("base64");
    return std::move(*bytes);
}

std::optional<Carried> carried(std::string_view file)
{
    try {
        auto const value = json::parse(documents::evidence_in(file));
        auto const& all = value.as_object();
        auto const& head = all.at("head").as_object();
        Carried out;
        out.entry = text(all, "entry");
        out.salt = octets(all.at("salt"));
        out.leaf = octets(all.at("leaf"));
        out.index = all.at("index").as_int64();
        for (auto const& each : all.at("path").as_array()) out.path.push_back(octets(each));
        out.head.size = head.at("size").as_int64();
        out.head.root = octets(head.at("root"));
        out.head.signature = from_base64(text(head, "signature"));
        out.signed_at = text(head, "signed_at");
        return out;
    } catch (std::exception const&) {
        return {}; // whatever a file may hold, it is no evidence of ours
    }
}

// The head's signed text from what the file says: built from strings, so that no reading of instants stands between.
std::string signed_text_of(Carried const& what)
{
    return "{\"root\":\"" + base::hex(what.head.root) + "\",\"signed_at\":\"" + what.signed_at +
           "\",\"size\":" + std::to_string(what.head.size) + "}";
}

std::vector<std::string> faults_of(Carried const& what, std::string_view log_public_pem)
{
    std::vector<std::string> faults;
    if (merkle::leaf_hash(what.salt, what.entry) != what.leaf) faults.push_back("the leaf is not that of the entry");
    if (merkle::root_of(what.index, what.head.size, what.leaf, what.path) != what.head.root)
        faults.push_back("the path does not lead to the head");
    if (!signature_holds(log_public_pem, signed_text_of(what), what.head.signature))
        faults.push_back("the head is not signed with this log's key");
    return faults;
}

}

std::vector<std::string> receipt_faults(std::string_view file, std::string_view seal_certificates_pem,
                                        std::string_view log_public_pem)
{
    std::vector<std::string> faults;
    if (auto const seal = documents::seal_fault(file, seal_certificates_pem); !seal.empty()) faults.push_back(seal);
    auto const what = carried(file);
    if (!what) {
        faults.push_back("the file carries no evidence of a register");
        return faults;
    }
    for (auto& each : faults_of(*what, log_public_pem)) faults.push_back(std::move(each));
    return faults;
}

std::vector<std::string> receipt_faults(Book const& book, db::Snapshot const& snapshot, std::string_view file,
                                        std::string_view seal_certificates_pem)
{
    auto faults = receipt_faults(file, seal_certificates_pem, book.key.public_pem());
    auto const what = carried(file);
    if (!what) return faults;
    auto const size = tree::size(snapshot);
    auto const hashes = tree::hashes(snapshot);
    if (what->head.size < 1 || what->head.size > size)
        faults.push_back("the log of the town has only " + std::to_string(size) + " leaves");
    else if (merkle::root(what->head.size, hashes) != what->head.root)
        faults.push_back("the log of the town was rewritten since");
    auto const row = snapshot.one(R"sql(select id from registry_entry where leaf = $1)sql", what->index);
    auto const entry = row ? store::by_id(snapshot, {row->text(0)}) : std::nullopt;
    if (!entry || canonical(*entry, book.setting.body) != what->entry)
        faults.push_back("the book of the town says something else");
    return faults;
}

}
