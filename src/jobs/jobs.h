// SPDX-License-Identifier: EUPL-1.2
// Outbox and scheduler. An act puts a row; a worker thread carries it out after the commit, with retries, at least
// once. Whoever does the work makes it once by passing on our key (a Message-ID, an idempotency key).
#pragma once
#include "base/result.h"
#include "base/time.h"
#include "db/lane.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace jobs {

struct Job {
    std::string id, kind, key, payload;
    std::int64_t attempts = 0; // this one included
};

// How an attempt ended.
struct Ending {
    enum class Kind { Done, TryLater, GiveUp };
    Kind kind = Kind::Done;
    std::string trouble; // for staff and technicians, in English, no personal data

    static Ending done() { return {}; }
    static Ending later(std::string why) { return {Kind::TryLater, std::move(why)}; }
    static Ending never(std::string why) { return {Kind::GiveUp, std::move(why)}; }
};

// In an act: does nothing when the same kind and key is there already (also when it is done, for a week).
void put(db::Tx&, std::string_view kind, std::string_view key, std::string_view payload, base::Instant run_at,
         base::Instant now);

constexpr std::int64_t most_attempts = 12;
// Wait before the next attempt: 10 s, 30 s, 90 s… up to 6 hours, a fifth more or less so that a recovered server is
// not met by all at once. `luck` is in [0, 1).
std::chrono::microseconds back_off(std::int64_t attempts, double luck);

// What the staff sees.
struct Row {
    std::string id, kind, state, trouble;
    std::int64_t attempts = 0;
    base::Instant made_at{}, run_at{};
};
std::vector<Row> rows(db::Snapshot const&, std::string_view state, std::string_view before_id, int limit);
struct Counts {
    std::int64_t waiting = 0, running = 0, dead = 0;
};
Counts counts(db::Snapshot const&);
// A dead or waiting job is tried now; false when there is none such.
bool retry(db::Tx&, std::string_view id, base::Instant now);
// A dead job is given up for good; its row stays.
bool discard(db::Tx&, std::string_view id, base::Instant now);
void tidy(db::Tx&, base::Instant now); // forgets what was done over a week ago

// One town's jobs: who does which kind, and what comes round by itself.
class Queue {
public:
    using GoOn = std::function<bool()>;
    using Handler = std::function<Ending(Job const&)>; // on a worker thread, outside the lane; may throw

    Queue(db::Database& database, db::Lane& lane, base::Clock const& clock);
    // `claim`: longer than the work ever takes; after it the runner is taken for dead and the job is run again.
    void on(std::string kind, Handler handler, std::chrono::seconds claim = std::chrono::minutes(10));
    // Up to `most` of a kind are claimed, carried out and ended together: one ending each, in the order given. One that
    // has failed before is tried alone, so that it spoils no other's attempt.
    using Together = std::function<std::vector<Ending>(std::vector<Job> const&)>;
    void on_many(std::string kind, std::size_t most, Together, std::chrono::seconds claim = std::chrono::minutes(10));
    // The handler runs once in every period, whatever the number of processes; nothing is made up for after a stop.
    void every(std::string kind, std::chrono::seconds period, Handler handler,
               std::chrono::seconds claim = std::chrono::minutes(10));
    // Called in the lane whenever a job has failed or, having failed before, is done.
    void on_change(std::function<void(db::Tx&)> then) { changed = std::move(then); }
    // A kind that is carried out by a loop of its own (`run_due_apart`), so that nothing long stands before it.
    void apart(std::string const& kind) { kinds_apart += kind + "|"; }
    // Carries out what is due, one after another while `go_on` says so, and says how many there were. Throws what the
    // database throws.
    std::size_t run_due(GoOn const& go_on = [] { return true; });
    // The same for the kinds that stand apart. After one that has to be tried later it is somebody else's turn: who
    // waits for one town's server must not keep the other towns waiting.
    std::size_t run_due_apart(GoOn const& go_on = [] { return true; });

private:
    struct Period {
        std::string kind;
        std::chrono::seconds length;
        std::int64_t last = -1; // the period whose job this process has put
    };
    void put_periodic(base::Instant now);
    std::vector<Job> claim(base::Instant now, bool of_those_apart);
    std::vector<Ending> attempt(std::vector<Job> const&) const;
    void finish(std::vector<Job> const&, std::vector<Ending> const&, base::Instant now);

    db::Database& database;
    db::Lane& lane;
    base::Clock const& clock;
    struct Kind {
        Together handler;
        std::size_t most;
        std::chrono::seconds claim;
    };
    std::map<std::string, Kind> kinds;
    std::vector<Period> periods;
    std::string kinds_apart = "|"; // "|mail|sms|"
    std::function<void(db::Tx&)> changed = [](db::Tx&) {};
};

// A few threads that go round the queues of a process.
class Loop {
public:
    enum class Of { Ordinary, Apart };
    // The queues outlive the loop.
    Loop(std::vector<Queue*> const& queues, std::size_t threads, Of = Of::Ordinary);
    ~Loop();

private:
    struct Turn {
        Queue* queue;
        std::mutex busy;
    };
    void run();

    Of const of;
    std::vector<std::unique_ptr<Turn>> turns;
    std::mutex mutex;
    std::condition_variable wake;
    std::atomic<bool> stopping = false; // nobody who stops the program waits for more than the job under way
    std::vector<std::thread> threads;
};

}
