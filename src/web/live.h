// SPDX-License-Identifier: EUPL-1.2
// Live topics: an act publishes in its own transaction, and when that is durable every page that listens is told,
// whichever process it hangs on. By server-sent events or by WebSocket; whoever was cut off catches up from the last
// event heard. Whose session ends hears nothing more.
#pragma once
#include "base/result.h"
#include "db/db.h"
#include "db/signals.h"
#include "net/websocket.h"
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

    // What somebody who listens by WebSocket says on a topic; on a loop's thread, so it must not wait (an act goes to
    // the lane). False: they have no business saying that, and are let go.
    using Heard = std::function<bool(act::Actor const&, json::value const&)>;
    struct Topic {
        Guard guard; // who may listen: the routes' own guards, walked by the same test
        Heard heard; // nothing: here one only listens
    };
    // Before serving.
    void topic(std::string name, Guard guard, Heard heard = {});
    std::map<std::string, Topic, std::less<>> const& topics() const { return known; }
    // Somebody who listens as they stand now, nothing when their session is over: asked again and again, and held to
    // the topic's guard. Before serving; nothing set: as they were.
    using Renewed = std::function<std::optional<act::Actor>(db::Snapshot const&, act::Actor const&)>;
    void on_recheck(Renewed);

    // In an act. `data` is one line of JSON, without personal data: pages fetch what they may see.
    void publish(db::Tx&, std::string_view topic, std::string_view data, base::Instant now);
    // After a commit, from any thread: those who listen are told if anything was published.
    void committed();

    enum class Form { Events, Messages }; // text/event-stream, or JSON of {id, topic, data}
    struct Asking {
        std::vector<std::string> topics;
        std::int64_t last_id = 0; // what was heard already; 0: from now on
        act::Actor by = {};
        std::string who; // for counting: a session, or an address
        Form form = Form::Events;
    };
    // Refuses more than `most_each` feeds of one listener.
    base::Result<std::shared_ptr<net::Feed>> listen(db::Snapshot const&, Asking const&);
    // The same by WebSocket, where one may also speak: {"topic", "data"} on a topic that one listens to.
    base::Result<std::shared_ptr<net::Conversation>> converse(db::Snapshot const&, Asking);
    std::size_t listeners() const;
    // Lets go of those who may not listen any more; it is done by itself every twenty seconds.
    void recheck();
    // Forgets events over ten minutes old, but never the last one: its number goes on.
    static void tidy(db::Tx&, base::Instant now);

    static constexpr std::size_t most_each = 12;

private:
    struct Listener {
        std::shared_ptr<net::Feed> feed;
        act::Actor by;
        std::string who;
        Form form;
    };
    void run();
    void deliver();
    void catch_up(db::Snapshot const&, Listener const&, Asking const&);
    void forget_who_left();

    db::Database& database;
    db::Signals signals;
    std::map<std::string, Topic, std::less<>> known;
    Renewed renewed;
    std::atomic<bool> pending = false, stopping = false;
    mutable std::mutex mutex;
    std::unordered_map<std::string, std::vector<std::shared_ptr<Listener>>> by_topic;
    std::unordered_map<std::string, std::size_t> counts;
    std::int64_t delivered = 0; // events up to this one have been handed out
    std::thread thread;         // begun by the first listener
};

}
