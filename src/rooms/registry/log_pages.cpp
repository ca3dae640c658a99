// SPDX-License-Identifier: EUPL-1.2
// The public log: heads and proofs for anybody's program, and the page that tells people what the register is. Nothing
// here names a person: leaves are hashes of salted texts.
#include "rooms/registry/pages.h"

namespace registry {
namespace {

using base::Refusal;

struct HeadShown {
    std::int64_t size;
    std::string root, signed_at, signature;
};
BOOST_DESCRIBE_STRUCT(HeadShown, (), (size, root, signed_at, signature))

HeadShown shown(Head const& head)
{
    return {head.size, base::hex(head.root), exact(head.signed_at), base::base64(head.signature)};
}

std::vector<std::string> shown(std::vector<base::Digest> const& hashes)
{
    std::vector<std::string> out;
    for (auto const& hash : hashes) out.push_back(base::hex(hash));
    return out;
}

base::Result<HeadShown> show_head(Book& book, db::Snapshot const& snapshot, web::Call const&, web::Nothing const&)
{
    return shown(book.head(snapshot));
}

struct ByNumber {
    std::string number;
};
BOOST_DESCRIBE_STRUCT(ByNumber, (), (number))

struct Proof {
    std::string number, leaf;
    std::int64_t index;
    std::vector<std::string> path;
    HeadShown head;
};
BOOST_DESCRIBE_STRUCT(Proof, (), (number, leaf, index, path, head))

base::Result<Proof> show_proof(Book& book, db::Snapshot const& snapshot, web::Call const&, ByNumber const& asked)
{
    auto const number = number_in(asked.number);
    auto const index = number ? store::leaf_of(snapshot, *number) : std::nullopt;
    if (!index) return Refusal{Refusal::Why::NotFound, "registry.no-number", "number"};
    auto const head = book.head(snapshot);
    auto const hashes = tree::hashes(snapshot);
    return Proof{text_of(*number), base::hex(hashes({0, *index})), *index,
                 shown(merkle::path(*index, head.size, hashes)), shown(head)};
}

struct Between {
    std::int64_t from, to;
};
BOOST_DESCRIBE_STRUCT(Between, (), (from, to))

struct Consistency {
    std::int64_t from, to;
    std::string old_root, new_root;
    std::vector<std::string> path;
};
BOOST_DESCRIBE_STRUCT(Consistency, (), (from, to, old_root, new_root, path))

base::Result<Consistency> show_consistency(Book&, db::Snapshot const& snapshot, web::Call const&, Between const& asked)
{
    auto const size = tree::size(snapshot);
    if (asked.from < 1 || asked.from > size) return Refusal{Refusal::Why::NotFound, "registry.no-such-size", "from"};
    if (asked.to < asked.from || asked.to > size) return Refusal{Refusal::Why::NotFound, "registry.no-such-size", "to"};
    auto const hashes = tree::hashes(snapshot);
    return Consistency{asked.from, asked.to, base::hex(merkle::root(asked.from, hashes)),
                       base::hex(merkle::root(asked.to, hashes)),
                       shown(merkle::consistency(asked.from, asked.to, hashes))};
}

base::Result<web::File> show_key(Book& book, db::Snapshot const&, web::Call const&, web::Nothing const&)
{
    return web::File{book.key.public_pem(), "application/x-pem-file", "registre-log.pem", false};
}

struct RegisterPage {
    static constexpr auto view = "registry/register";
    std::string title, body, dir3, today, time;
    HeadShown head;
    std::string signed_words;
    std::vector<IncidentShown> incidents;
};
BOOST_DESCRIBE_STRUCT(RegisterPage, (), (title, body, dir3, today, time, head, signed_words, incidents))

base::Result<RegisterPage> show_register(Book& book, db::Snapshot const& snapshot, web::Call const& call,
                                         web::Nothing const&)
{
    RegisterPage page;
    page.title = call.say("registry.title");
    page.body = book.setting.body_name;
    page.dir3 = book.setting.body;
    page.today = base::day_in_words(base::local_day(call.at), call.language);
    page.time = base::local_time(call.at);
    auto const head = book.head(snapshot);
    page.head = shown(head);
    page.signed_words = moment(call.texts, call.language, head.signed_at);
    page.incidents = incidents_shown(snapshot, call);
    return page;
}

}

void log_routes(web::Router& on, Book& book)
{
    on.look("/registre", web::anyone(), book, show_register);
    on.look("/registre/log/head", web::anyone(), book, show_head);
    on.look("/registre/log/proof", web::anyone(), book, show_proof);
    on.look("/registre/log/consistency", web::anyone(), book, show_consistency);
    on.look("/registre/log/key", web::anyone(), book, show_key, {.gives = "application/x-pem-file"});
}

}
