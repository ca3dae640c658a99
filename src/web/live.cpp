// SPDX-License-Identifier: EUPL-1.2
#include "web/live.h"

#include "base/log.h"

#include <algorithm>
#include <array>

namespace web {
namespace {

using namespace std::chrono_literals;
using base::Refusal;
constexpr auto kept = 10min;
constexpr auto between_checks = 20s;
constexpr auto between_looks = 500ms; // for what other processes wrote into SQLite

net::Piece written(Live::Form form, std::int64_t id, std::string_view topic, std::string_view data)
{
    auto const number = std::to_string(id);
    std::string text;
    if (form == Live::Form::Events)
        text.append("id: ")
            .append(number)
            .append("\nevent: ")
            .append(topic)
            .append("\ndata: ")
            .append(data)
            .append("\n\n");
    else
        text.append(R"({"id":)")
            .append(number)
            .append(R"(,"topic":")")
            .append(topic)
            .append(R"(","data":)")
            .append(data) += '}';
    return std::make_shared<std::string const>(std::move(text));
}

// Everything on the page may be old: what was missed is forgotten, or it was another database.
net::Piece again(Live::Form form)
{
    return std::make_shared<std::string const>(form == Live::Form::Events ? "event: again\ndata: {}\n\n"
                                                                          : R"({"topic":"again","data":{}})");
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

void Live::topic(std::string name, Guard guard, Heard heard)
{
    known.insert_or_assign(std::move(name), Topic{guard, std::move(heard)});
}

void Live::on_recheck(Renewed with) { renewed = std::move(with); }

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

base::Result<std::shared_ptr<net::Feed>> Live::listen(db::Snapshot const& snapshot, Asking const& asking)
{
    std::lock_guard const hold(mutex);
    if (auto const found = counts.find(asking.who); found != counts.end() && found->second >= most_each)
        return Refusal{Refusal::Why::TooMany, "web.too-many"};
    if (!thread.joinable()) {
        delivered = newest(snapshot);
        thread = std::thread([this] { run(); });
    }
    auto const listener =
        std::make_shared<Listener>(Listener{std::make_shared<net::Feed>(), asking.by, asking.who, asking.form});
    static auto const hello = std::make_shared<std::string const>("retry: 2000\n\n");
    if (asking.form == Form::Events) listener->feed->push(hello);
    if (asking.last_id > 0) catch_up(snapshot, *listener, asking);
    for (auto const& topic : asking.topics) by_topic[topic].push_back(listener);
    ++counts[asking.who];
    return listener->feed;
}

// Up to `delivered` now; what comes after is handed out by the thread, which waits for this lock.
void Live::catch_up(db::Snapshot const& snapshot, Listener const& listener, Asking const& asking)
{
    auto const oldest = snapshot.one(R"sql(select coalesce(min(id), 0) from web_event)sql")->integer(0);
    if (oldest > asking.last_id + 1 || asking.last_id > newest(snapshot)) {
        listener.feed->push(again(listener.form));
        return;
    }
    for (auto const& row : snapshot(R"sql(
        select id, topic, data from web_event where id > $1 and id <= $2 order by id
        )sql",
                                    asking.last_id, delivered))
        if (std::ranges::find(asking.topics, row.text(1)) != asking.topics.end())
            listener.feed->push(written(listener.form, row.integer(0), row.text(1), row.text(2)));
}

base::Result<std::shared_ptr<net::Conversation>> Live::converse(db::Snapshot const& snapshot, Asking asking)
{
    asking.form = Form::Messages;
    auto const feed = listen(snapshot, asking);
    if (!feed) return feed.refusal();
    auto conversation = std::make_shared<net::Conversation>();
    conversation->say = *feed;
    conversation->heard = [this, topics = asking.topics, by = asking.by](std::string_view text) {
        json::error_code error;
        auto const said = json::parse(text, error);
        auto const* const object = error ? nullptr : said.if_object();
        auto const* const topic = object ? object->if_contains("topic") : nullptr;
        auto const* const data = object ? object->if_contains("data") : nullptr;
        if (!topic || !topic->is_string() || !data) return false;
        auto const found = known.find(std::string_view(topic->get_string()));
        if (found == known.end() || std::ranges::find(topics, found->first) == topics.end()) return false;
        return found->second.heard && found->second.heard(by, *data);
    };
    return conversation;
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
    auto checked = std::chrono::steady_clock::now();
    while (!stopping) {
        signals.wait(between_looks);
        try {
            deliver();
            if (auto const now = std::chrono::steady_clock::now(); now - checked > between_checks) {
                checked = now;
                recheck();
            }
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
        std::array<net::Piece, 2> pieces; // by form, written once
        for (auto const& listener : found->second) {
            auto& piece = pieces[std::size_t(listener->form)];
            if (!piece) piece = written(listener->form, delivered, row.text(1), row.text(2));
            listener->feed->push(piece);
        }
    }
    forget_who_left();
}

// Under each of their topics, and once in the counts.
void Live::forget_who_left()
{
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

void Live::recheck()
{
    if (!renewed) return;
    std::vector<std::pair<Guard, std::shared_ptr<Listener>>> all;
    {
        std::lock_guard const hold(mutex);
        for (auto const& [topic, listeners] : by_topic) {
            auto const found = known.find(topic);
            auto const guard = found == known.end() ? anyone() : found->second.guard;
            for (auto const& listener : listeners) all.emplace_back(guard, listener);
        }
    }
    auto const reader = database.read();
    for (auto const& [guard, listener] : all) {
        if (!listener->feed->open()) continue;
        auto const now = renewed(reader.snapshot(), listener->by);
        if (!now || fault(guard, *now)) listener->feed->close();
    }
}

void Live::tidy(db::Tx& tx, base::Instant now)
{
    tx(R"sql(
        delete from web_event where at < $1 and id < (select max(id) from web_event)
        )sql",
       (now - kept).micros);
}

}
