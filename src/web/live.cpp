// SPDX-License-Identifier: EUPL-1.2
#include "web/live.h"

#include "base/log.h"

#include <algorithm>

namespace web {
namespace {

using namespace std::chrono_literals;
using base::Refusal;
constexpr auto kept = 10min;
constexpr auto between_looks = 500ms; // for what other processes wrote into SQLite

net::Piece written(db::Row const& row)
{
    return std::make_shared<std::string const>("id: " + std::to_string(row.integer(0)) + "\nevent: " + row.text(1) +
                                               "\ndata: " + row.text(2) + "\n\n");
}

std::int64_t newest(db::Snapshot const& snapshot)
{
    return snapshot.one(R"sql(select coalesce(max(id), 0) from web_event)sql")->integer(0);
}

}

Live::Live(db::Database& of, db::Settings const& settings) : database(of), signals(settings) {}

Live::~Live()
{
    stopping = true;
    signals.wake();
    if (thread.joinable()) thread.join();
    for (auto const& [topic, listeners] : by_topic)
        for (auto const& listener : listeners) listener->feed->close();
}

void Live::topic(std::string name, Guard guard) { known.insert_or_assign(std::move(name), guard); }

void Live::publish(db::Tx& tx, std::string_view topic, std::string_view data, base::Instant now)
{
    tx(R"sql(
        insert into web_event (id, at, topic, data)
        select coalesce(max(id), 0) + 1, $1, $2, $3 from web_event
        )sql",
       now.micros, topic, data);
    db::announce(tx);
    pending = true;
}

void Live::committed()
{
    if (pending.exchange(false)) signals.wake();
}

base::Result<std::shared_ptr<net::Feed>> Live::listen(db::Snapshot const& snapshot,
                                                      std::vector<std::string> const& topics, std::int64_t last_id,
                                                      std::string const& who)
{
    std::lock_guard const hold(mutex);
    if (auto const found = counts.find(who); found != counts.end() && found->second >= most_each)
        return Refusal{Refusal::Why::TooMany, "web.too-many"};
    if (!thread.joinable()) {
        delivered = newest(snapshot);
        thread = std::thread([this] { run(); });
    }
    auto const listener = std::make_shared<Listener>();
    listener->feed = std::make_shared<net::Feed>();
    listener->who = who;
    listener->last = last_id > 0 ? last_id : delivered;
    static auto const hello = std::make_shared<std::string const>("retry: 2000\n\n");
    listener->feed->push(hello);
    auto const oldest = snapshot.one(R"sql(select coalesce(min(id), 0) from web_event)sql")->integer(0);
    if (last_id > 0 && (oldest > last_id + 1 || last_id > newest(snapshot))) {
        // What was missed is forgotten, or it was another database: everything on the page may be old.
        listener->feed->push(std::make_shared<std::string const>("event: again\ndata: {}\n\n"));
        listener->last = delivered;
    }
    // Up to `delivered` now; what comes after is handed out by the thread, which waits for this lock.
    for (auto const& row : snapshot(R"sql(
        select id, topic, data from web_event where id > $1 and id <= $2 order by id
        )sql",
                                    listener->last, delivered))
        if (std::ranges::find(topics, row.text(1)) != topics.end()) listener->feed->push(written(row));
    listener->last = delivered;
    for (auto const& topic : topics) by_topic[topic].push_back(listener);
    ++counts[who];
    return listener->feed;
}

std::size_t Live::listeners() const
{
    std::lock_guard const hold(mutex);
    std::size_t sum = 0;
    for (auto const& [who, count] : counts) sum += count;
    return sum;
}

void Live::run()
{
    while (!stopping) {
        signals.wait(between_looks);
        try {
            deliver();
        } catch (std::exception const& failure) {
            base::log::error("live.failed", {{"what", failure.what()}});
        }
    }
}

void Live::deliver()
{
    auto const reader = database.read();
    std::lock_guard const hold(mutex);
    auto const rows = reader.snapshot()(R"sql(
        select id, topic, data from web_event where id > $1 order by id limit 1000
        )sql",
                                        delivered);
    for (auto const& row : rows) {
        delivered = row.integer(0);
        auto const found = by_topic.find(row.text(1));
        if (found == by_topic.end()) continue;
        auto const piece = written(row);
        for (auto const& listener : found->second) listener->feed->push(piece);
    }
    // Those who left are forgotten: under each of their topics, and once in the counts.
    std::vector<std::shared_ptr<Listener>> gone;
    for (auto& [topic, listeners] : by_topic)
        std::erase_if(listeners, [&](auto const& listener) {
            if (listener->feed->open()) return false;
            if (std::ranges::find(gone, listener) == gone.end()) gone.push_back(listener);
            return true;
        });
    for (auto const& listener : gone)
        if (--counts[listener->who] == 0) counts.erase(listener->who);
}

void Live::tidy(db::Tx& tx, base::Instant now)
{
    tx(R"sql(
        delete from web_event where at < $1 and id < (select max(id) from web_event)
        )sql",
       (now - kept).micros);
}

}
