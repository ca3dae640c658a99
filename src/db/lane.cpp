// SPDX-License-Identifier: EUPL-1.2
// Group commit: the first waiting act brings a thread, which takes everybody who has queued meanwhile.
#include "db/lane.h"

#include "base/log.h"
#include "db/engine.h"

namespace db {
namespace {

constexpr std::size_t largest_batch = 256;
constexpr int attempts = 50;

}

Lane::Lane(Database& home, Lanes& threads) : database(home), lanes(threads), writer(home.connect_writer()) {}
Lane::~Lane() { drain(); }

void Lane::before_commit(std::function<void()> hook) { flush = std::move(hook); }
void Lane::after_commit(std::function<void()> hook) { committed = std::move(hook); }

void Lane::submit(Work work, Told told)
{
    {
        std::lock_guard const hold(mutex);
        waiting.push_back({std::move(work), std::move(told), nullptr});
        if (scheduled) return;
        scheduled = true;
    }
    lanes.schedule(*this);
}

void Lane::drain()
{
    std::unique_lock hold(mutex);
    quiet.wait(hold, [this] { return waiting.empty() && !scheduled; });
}

void Lane::run_batch()
{
    std::vector<Waiting> batch;
    {
        std::lock_guard const hold(mutex);
        while (!waiting.empty() && batch.size() < largest_batch) {
            batch.push_back(std::move(waiting.front()));
            waiting.pop_front();
        }
    }
    run(batch);
    for (auto& one : batch) one.told(one.failure);
    committed();
    std::unique_lock hold(mutex);
    scheduled = !waiting.empty();
    if (scheduled) {
        hold.unlock();
        lanes.schedule(*this);
    } else {
        quiet.notify_all();
    }
}

void Lane::run(std::vector<Waiting>& batch)
{
    auto const undo = [this] {
        // A connection whose state is unknown is replaced: the next batch starts clean.
        try {
            if (writer) writer->roll_back();
        } catch (std::exception const&) {
            writer.reset();
        }
    };
    for (int number = 1;; ++number) {
        try {
            return attempt(batch);
        } catch (Conflict const&) {
            undo();
            if (number < attempts) continue;
            for (auto& one : batch) one.failure = std::current_exception();
            return;
        } catch (std::exception const& failure) {
            base::log::error("lane.batch-failed", {{"what", failure.what()}});
            for (auto& one : batch) one.failure = std::current_exception();
            undo();
            return;
        }
    }
}

void Lane::attempt(std::vector<Waiting>& batch)
{
    if (!writer) writer = database.connect_writer();
    writer->begin_write();
    Tx tx(*writer);
    for (auto& one : batch) {
        one.failure = nullptr;
        writer->run("savepoint act", {});
        bool keep = false;
        try {
            keep = one.work(tx);
        } catch (Conflict const&) {
            throw;
        } catch (...) {
            one.failure = std::current_exception();
        }
        if (!keep) writer->run("rollback to savepoint act", {});
        writer->run("release savepoint act", {});
    }
    flush();
    writer->commit();
}

Lanes::Lanes(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this] { work(); });
}

Lanes::~Lanes()
{
    {
        std::lock_guard const hold(mutex);
        stopping = true;
    }
    wake.notify_all();
    for (auto& thread : threads) thread.join();
}

void Lanes::schedule(Lane& lane)
{
    {
        std::lock_guard const hold(mutex);
        ready.push_back(&lane);
    }
    wake.notify_one();
}

void Lanes::work()
{
    std::unique_lock hold(mutex);
    for (;;) {
        wake.wait(hold, [this] { return stopping || !ready.empty(); });
        if (ready.empty()) return;
        auto& lane = *ready.front();
        ready.pop_front();
        hold.unlock();
        lane.run_batch();
        hold.lock();
    }
}

}
