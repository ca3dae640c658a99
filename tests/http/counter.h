// SPDX-License-Identifier: EUPL-1.2
// What the tests of the counter share: forms as an agent's browser and a program send them, and what the house kept.
#pragma once
#include "base/crypto.h"
#include "http/office.h"
#include "rooms/uploads/testing.h"

#include <algorithm>

namespace http {

inline std::string member(Answer const& answer, std::string_view name)
{
    auto const object = answer.object();
    auto const* const found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->as_string()) : "";
}

struct File {
    std::string name, bytes = "Sol·licito que arregleu la vorera.\n", type = "text/plain";
};

inline std::string form(Fields const& fields, std::vector<File> const& files)
{
    std::string body;
    for (auto const& [name, value] : fields)
        body += "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    for (auto const& file : files)
        body += "--x\r\nContent-Disposition: form-data; name=\"papers__fitxer\"; filename=\"" + file.name +
                "\"\r\nContent-Type: " + file.type + "\r\n\r\n" + file.bytes + "\r\n";
    return body + "--x--\r\n";
}

class Counter : public ::testing::Test {
protected:
    Fields filing(Fields more = {}) const
    {
        Fields fields{{"shown", "dni"}, {"document", person}, {"subject", "Vorera trencada"}, {"returned", "si"}};
        for (auto& [name, value] : more) {
            auto const there = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
            if (there == fields.end())
                fields.emplace_back(name, value);
            else
                there->second = value;
        }
        return fields;
    }
    Answer registered(Fields const& more = {}, std::vector<File> const& files = {{"instancia.txt"}},
                      std::string const& by = {}, std::string const& key = {}) const
    {
        net::Headers headers{{"Content-Type", "multipart/form-data; boundary=x"}};
        if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
        return at.client.send("POST", "/oficina/taulell/registra", bearer(by.empty() ? agent : by, std::move(headers)),
                              form(filing(more), files));
    }
    // As a browser sends the form; a button of it, or files, may be in it.
    Answer sent_by_browser(Fields const& more, std::vector<File> const& files) const
    {
        return at.client.send("POST", "/oficina/taulell/registra",
                              {{"Content-Type", "multipart/form-data; boundary=x"},
                               {"Cookie", "sessio=" + agent},
                               {"Origin", "http://" + at.client.host()},
                               {"Accept", "text/html"}},
                              form(filing(more), files));
    }
    static std::string paper_of(House const& of, Answer const& made, int position = 0)
    {
        return of.town->database.read()
            .snapshot()
            .one(R"sql(select upload from counter_paper where intake = $1 and position = $2)sql", member(made, "id"),
                 position)
            ->text(0);
    }
    static std::int64_t looks(House const& of, std::string_view event, std::string_view document)
    {
        return of.town->database.read()
            .snapshot()
            .one(R"sql(
                select count(*) from audit_event a join identity_person p on p.id = a.subject
                where a.event = $1 and p.document_number = $2 and a.look = 1
                )sql",
                 event, document)
            ->integer(0);
    }
    static void doing(House& in, std::function<void(db::Tx&)> const& what)
    {
        in.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            what(tx);
            return base::Done{};
        });
    }
    std::string name_kept(std::string_view document) const
    {
        auto const row = at.town->database.read().snapshot().one(
            R"sql(select name from identity_person where document_number = $1)sql", document);
        return row ? row->text(0) : "";
    }
    static Answer taken_in(House const& in, std::string const& by, Fields const& fields,
                           std::vector<File> const& files = {{"instancia.txt"}})
    {
        return in.client.send("POST", "/oficina/taulell/registra",
                              bearer(by, {{"Content-Type", "multipart/form-data; boundary=x"}}), form(fields, files));
    }
    std::string matter_of(Answer const& made) const { return member(made, "matter"); }
    std::int64_t entries() const
    {
        return at.town->database.read().snapshot().one(R"sql(select count(*) from registry_entry)sql")->integer(0);
    }
    Answer found(std::string const& typed) const
    {
        return at.client.post_json("/oficina/taulell", "{\"search\":\"" + typed + "\"}", bearer(agent));
    }
    Fields const elsewhere{{"addressee", "other"}, {"body", "l01080193"}, {"body_name", "Ajuntament de Barcelona"}};
    Fields const company{{"behalf_document", "A08000143"}, {"behalf_name", "Forn de pa, SA"}, {"proof", "shown"}};

    House& at = house();
    std::string const person = at.adults().at(5);
    std::string const agent = at.staff_token("nuria");
};

}
