// SPDX-License-Identifier: EUPL-1.2
// The ordered lane of one town's writes. Whatever waits is committed together: one transaction, one savepoint an
// act, one flush to disk, and only then is anybody told. Acts may be run more than once before they are kept.
#pragma once
#include "base/result.h"
#include "db/db.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace db {

class Lanes;

class Lane {
public:
    // True keeps what was written, false undoes it (a refusal). May be run again after a lost race.
    using Work = std::function<bool(Tx&)>;
    // Called once, on a lane thread, when the work is durable (null), undone (null) or has failed.
    using Told = std::function<void(std::exception_ptr)>;

    // `database` and `threads` outlive the lane.
    Lane(Database& database, Lanes& threads);
    ~Lane();
    // Called in every batch after the acts and before the commit: what rows name must be durable first.
    void before_commit(std::function<void()> flush);
    // Called after every commit, on a lane thread: short, and must not throw.
    void after_commit(std::function<void()> then);
    void submit(Work, Told);
    // Waits for everything submitted so far.
    void drain();

    // Submits an act and calls back with its value once it is durable, or with its refusal.
    template<class T>
    void act(std::function<base::Result<T>(Tx&)> work, std::function<void(base::Result<T>, std::exception_ptr)> told)
    {
        auto kept = std::make_shared<std::optional<base::Result<T>>>();
        submit(
            [kept, work = std::move(work)](Tx& tx) {
                *kept = work(tx);
                return bool(**kept) || (*kept)->refusal().kept;
            },
            [kept, told = std::move(told)](std::exception_ptr failure) {
                if (failure)
                    told(base::Refusal{}, failure);
                else
                    told(std::move(**kept), nullptr);
            });
    }
    // The same, waiting: for start-up, commands and tests, never on a thread that serves requests.
    template<class T> base::Result<T> wait(std::function<base::Result<T>(Tx&)> work)
    {
        std::promise<base::Result<T>> promise;
        act<T>(std::move(work), [&](base::Result<T> result, std::exception_ptr failure) {
            if (failure)
                promise.set_exception(failure);
            else
                promise.set_value(std::move(result));
        });
        return promise.get_future().get();
    }

private:
    friend class Lanes;
    struct Waiting {
        Work work;
        Told told;
        std::exception_ptr failure;
    };
    void run_batch();
    void run(std::vector<Waiting>&);
    void attempt(std::vector<Waiting>&);

    Database& database;
    Lanes& lanes;
    std::unique_ptr<Connection> writer;
    std::function<void()> flush = [] {}, committed = [] {};
    std::mutex mutex;
    std::condition_variable quiet;
    std::deque<Waiting> waiting;
    bool scheduled = false;
};

// The threads that run lanes: a few serve any number of towns, each lane on at most one thread at a time.
class Lanes {
public:
    explicit Lanes(std::size_t threads);
    ~Lanes();

private:
    friend class Lane;
    void schedule(Lane&);
    void work();

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Lane*> ready;
    bool stopping = false;
    std::vector<std::thread> threads;
};

}
