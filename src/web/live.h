// SPDX-License-Identifier: EUPL-1.2
// Live topics: an act publishes in its own transaction, and when that is durable every page that listens is told,
// whichever process it hangs on. Server-sent events; whoever was cut off catches up by Last-Event-ID.
#pragma once
#include "base/result.h"
#include "db/db.h"
#include "db/signals.h"
#include "net/feed.h"
#include "web/router.h"

#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace web {

class Live {
public:
    // `database` and `settings` outlive it.
    Live(db::Database& database, db::Settings const& settings);
    ~Live();
    Live(Live const&) = delete;

    // Who may listen to a topic: the routes' own guards, walked by the same test. Before serving.
    void topic(std::string name, Guard guard);
    std::map<std::string, Guard, std::less<>> const& topics() const { return known; }

    // In an act. `data` is one line of JSON, without personal data: pages fetch what they may see.
    void publish(db::Tx&, std::string_view topic, std::string_view data, base::Instant now);
    // After a commit, from any thread: those who listen are told if anything was published.
    void committed();

    // A feed of topics after `last_id` (0: from now on). Refuses more than `most_each` feeds of one listener.
    base::Result<std::shared_ptr<net::Feed>> listen(db::Snapshot const&, std::vector<std::string> const& topics,
                                                    std::int64_t last_id, std::string const& listener);
    std::size_t listeners() const;
    // Forgets events over ten minutes old, but never the last one: its number goes on.
    static void tidy(db::Tx&, base::Instant now);

    static constexpr std::size_t most_each = 12;

private:
    struct Listener {
        std::shared_ptr<net::Feed> feed;
        std::string who;
        std::int64_t last;
    };
    void run();
    void deliver();

    db::Database& database;
    db::Signals signals;
    std::map<std::string, Guard, std::less<>> known;
    std::atomic<bool> pending = false, stopping = false;
    mutable std::mutex mutex;
    std::unordered_map<std::string, std::vector<std::shared_ptr<Listener>>> by_topic;
    std::unordered_map<std::string, std::size_t> counts;
    std::int64_t delivered = 0; // events up to this one have been handed out
    std::thread thread;         // begun by the first listener
};

}
