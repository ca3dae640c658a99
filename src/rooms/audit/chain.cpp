// SPDX-License-Identifier: EUPL-1.2
// The chain: each batch's hash holds the one before it and every event of its own.
#include "base/crypto.h"
#include "rooms/audit/rows.h"

#include <boost/json.hpp>
#include <map>

namespace audit {
namespace {

namespace json = boost::json;
constexpr std::size_t hash_size = 32, batch_size = 1000;

// What is hashed of an event, and what stands in an export: members in one order, empty ones left out.
json::object written(Event const& event)
{
    json::object out{{"id", event.id}, {"at", event.at.micros}, {"actor", event.actor}};
    for (auto const& [name, value] : {std::pair("person", &event.person),
                                      {"staff", &event.staff},
                                      {"on_behalf", &event.on_behalf},
                                      {"session", &event.session},
                                      {"level", &event.level},
                                      {"method", &event.method},
                                      {"channel", &event.channel},
                                      {"event", &event.event},
                                      {"subject", &event.subject},
                                      {"object", &event.object},
                                      {"reason", &event.reason}})
        if (!value->empty()) out[name] = *value;
    out["look"] = event.look;
    return out;
}

struct Batch {
    std::int64_t number = 0, at = 0, events = 0;
    std::string previous, hash;
};

json::object written(Batch const& batch)
{
    return {{"batch", batch.number},
            {"at", batch.at},
            {"events", batch.events},
            {"previous", base::hex(batch.previous)},
            {"hash", base::hex(batch.hash)}};
}

// Hashes the lines of a batch in the order in which they are fed.
class Hashing {
public:
    Hashing(std::string const& previous, std::int64_t number, std::int64_t at)
    {
        sum.feed(previous).feed(std::to_string(number)).feed(" ").feed(std::to_string(at));
    }
    void feed(std::string_view line)
    {
        sum.feed(base::sha256(line));
        ++count;
    }
    std::string finish() { return sum.feed(std::to_string(count)).finish(); }
    std::int64_t count = 0;

private:
    base::Sha256 sum;
};

// Takes lines of events and batches as they come and notes what does not hold.
class Checking {
public:
    void event(std::string line) { lines.push_back(std::move(line)); }
    void batch(Batch const& said)
    {
        if (said.number != last.number + 1) fault(said.number, "follows batch " + std::to_string(last.number));
        if (said.previous != (last.number ? last.hash : std::string(hash_size, '\0')))
            fault(said.number, "does not hold the hash of the batch before it");
        Hashing hashing(said.previous, said.number, said.at);
        for (auto const& line : lines) hashing.feed(line);
        if (hashing.count != said.events)
            fault(said.number,
                  "has " + std::to_string(hashing.count) + " events instead of " + std::to_string(said.events));
        else if (hashing.finish() != said.hash)
            fault(said.number, "an event was altered");
        lines.clear();
        last = said;
    }
    void fault(std::int64_t number, std::string what) { faults.push_back({number, std::move(what)}); }

    std::vector<Fault> faults;

private:
    Batch last;
    std::vector<std::string> lines;
};

std::vector<Event> events_of(db::Snapshot const& snapshot, std::int64_t batch)
{
    std::vector<Event> list;
    for (auto const& row : snapshot(R"sql(
        select * from audit_line where batch = $1 order by id
        )sql",
                                    batch))
        list.push_back(event_in(row));
    return list;
}

std::vector<Batch> batches(db::Snapshot const& snapshot)
{
    std::vector<Batch> list;
    for (auto const& row :
         snapshot(R"sql(select number, at, events, previous, hash from audit_batch order by number)sql"))
        list.push_back({row.integer(0), row.integer(1), row.integer(2), row.bytes(3), row.bytes(4)});
    return list;
}

void chain_batch(db::Tx& tx, db::Rows const& rows, base::Instant now)
{
    auto const before = head(tx);
    auto const number = before.number + 1;
    auto const previous = before.number ? before.hash : std::string(hash_size, '\0');
    Hashing hashing(previous, number, now.micros);
    for (auto const& row : rows) {
        auto const event = event_in(row);
        hashing.feed(json::serialize(written(event)));
        tx(R"sql(update audit_event set batch = $2 where id = $1)sql", event.id, number);
    }
    tx(R"sql(insert into audit_batch (number, at, events, previous, hash) values ($1, $2, $3, $4, $5))sql", number,
       now.micros, std::int64_t(rows.size()), db::Bytes{previous}, db::Bytes{hashing.finish()});
}

Batch batch_in(json::object const& line)
{
    auto const bytes = [&](char const* name) {
        return base::from_hex(std::string_view(line.at(name).as_string())).value_or("");
    };
    return {line.at("batch").as_int64(), line.at("at").as_int64(), line.at("events").as_int64(), bytes("previous"),
            bytes("hash")};
}

}

std::size_t chain(db::Tx& tx, base::Instant now)
{
    std::size_t count = 0;
    for (;;) {
        auto const rows = tx(R"sql(
            select * from audit_line where batch is null order by id limit $1
            )sql",
                             std::int64_t(batch_size));
        if (rows.empty()) return count;
        chain_batch(tx, rows, now);
        count += rows.size();
    }
}

Head head(db::Snapshot const& snapshot)
{
    auto const row = snapshot.one(R"sql(select number, hash from audit_batch order by number desc limit 1)sql");
    return row ? Head{row->integer(0), row->bytes(1)} : Head{};
}

void keep_anchor(db::Tx& tx, base::Day day, Head const& of, std::string_view token)
{
    tx(R"sql(
        insert into audit_anchor (day, batch, token) values ($1, $2, $3) on conflict (day) do nothing
        )sql",
       base::iso(day), of.number, db::Bytes{std::string(token)});
}

bool anchored(db::Snapshot const& snapshot, base::Day day)
{
    return snapshot.one(R"sql(select 1 from audit_anchor where day = $1)sql", base::iso(day)).has_value();
}

std::vector<Fault> verify(db::Snapshot const& snapshot)
{
    Checking checking;
    for (auto const& batch : batches(snapshot)) {
        for (auto const& event : events_of(snapshot, batch.number)) checking.event(json::serialize(written(event)));
        checking.batch(batch);
    }
    auto const orphans = snapshot.one(R"sql(
        select count(*) from audit_event where batch > (select coalesce(max(number), 0) from audit_batch)
        )sql");
    if (orphans->integer(0) > 0) checking.fault(0, std::to_string(orphans->integer(0)) + " events of no batch");
    return checking.faults;
}

void write_export(db::Snapshot const& snapshot, std::function<void(std::string_view)> const& out)
{
    for (auto const& batch : batches(snapshot)) {
        for (auto const& event : events_of(snapshot, batch.number)) out(json::serialize(written(event)) + "\n");
        out(json::serialize(written(batch)) + "\n");
    }
    for (auto const& row : snapshot(R"sql(select day, batch, token from audit_anchor order by day)sql"))
        out(json::serialize(json::object{
                {"anchor", row.text(0)}, {"of_batch", row.integer(1)}, {"token", base::base64(row.bytes(2))}}) +
            "\n");
}

std::vector<Fault> verify_export(std::string_view text)
{
    Checking checking;
    for (std::size_t line_number = 1; !text.empty(); ++line_number) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        json::error_code error;
        auto const value = json::parse(line, error);
        if (error || !value.is_object()) {
            checking.fault(0, "line " + std::to_string(line_number) + " is no JSON object");
            continue;
        }
        auto const& object = value.get_object();
        try {
            if (object.contains("hash"))
                checking.batch(batch_in(object));
            else if (!object.contains("anchor"))
                checking.event(std::string(line));
        } catch (std::exception const&) {
            checking.fault(0, "line " + std::to_string(line_number) + " lacks something");
        }
    }
    return checking.faults;
}

}
