// SPDX-License-Identifier: EUPL-1.2
// The server: towns opened, requests led to theirs by host name, the hourly round.
#include "app/commands.h"
#include "app/entry.h"
#include "app/town.h"
#include "base/log.h"
#include "base/text.h"
#include "net/server.h"

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <thread>

namespace app {
namespace {

// Two passwords are hashed at once at most (40 MiB); a minute of them may wait.
constexpr std::size_t slow_threads = 2, slow_waiting = 200;
constexpr std::size_t job_threads = 2, post_threads = 2;
// Who waits for another server holds a thread and no core.
constexpr std::size_t asking_threads = 16, asking_waiting = 200;

// The town that a request is for: by its Host, or the only one there is.
class Towns {
public:
    Towns(ServeOptions const& options, Shared shared)
    {
        for (auto const& folder : options.towns) {
            auto& town = *open.emplace_back(std::make_unique<Town>(folder, shared));
            town.office.behind_proxy = options.behind_proxy;
            for (auto const& host : town.config.hosts) by_host[base::lower(host)] = &town;
            if (town.config.certificate_entry) by_entry[base::lower(town.config.certificate_entry->host)] = &town;
        }
    }

    Town* of(net::Request const& request) const
    {
        if (open.size() == 1) return open.front().get();
        auto host = net::find(request.headers, "Host");
        host = host.substr(0, host.find(':'));
        auto const& names = request.certificate_asked ? by_entry : by_host;
        auto const found = names.find(base::lower(host));
        return found == names.end() ? nullptr : found->second;
    }

    std::vector<Town*> all() const
    {
        std::vector<Town*> list;
        for (auto const& town : open) list.push_back(town.get());
        return list;
    }

    std::vector<jobs::Queue*> queues() const
    {
        std::vector<jobs::Queue*> list;
        for (auto const& town : open) list.push_back(&town->queue);
        return list;
    }

    std::vector<std::unique_ptr<Town>> open;

private:
    std::map<std::string, Town*> by_host, by_entry; // of the addresses that ask for certificates
};

net::Response no_such_town()
{
    net::Response response;
    response.status = 404;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    response.body = "No town of this name is served here.\n";
    return response;
}

// Rounds every hour until told to stop; also warms what the first visitor would wait for.
class Rounds {
public:
    explicit Rounds(Towns& of) : towns(of), thread([this] { run(); }) {}
    ~Rounds()
    {
        {
            std::lock_guard const hold(mutex);
            stopping = true;
        }
        wake.notify_all();
        thread.join();
    }

private:
    void run()
    {
        for (auto& town : towns.open) documents::warm(*town->desk);
        std::unique_lock hold(mutex);
        while (!wake.wait_for(hold, std::chrono::hours(1), [this] { return stopping; }))
            for (auto& town : towns.open) town->tidy();
    }

    Towns& towns;
    std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    std::thread thread;
};

// A sample town's links follow the port on which it is served.
void follow_port(Towns& towns, std::uint16_t port)
{
    for (auto& town : towns.open)
        if (town->config.town.sample && town->config.town.url.starts_with("http://localhost"))
            town->config.town.url = "http://localhost:" + std::to_string(port);
}

void greet(Towns const& towns, std::uint16_t port)
{
    for (auto const& town : towns.open) {
        std::printf("%s: http://localhost:%u/\n", town->config.town.name.c_str(), unsigned(port));
        if (town->identity.certificates)
            std::printf("  Enter with a certificate: %s%s (sample certificates and their password: %s)\n",
                        town->certificates->url.c_str(), identity::certificate_path.data(),
                        (town->folder / "sample" / "certificates").c_str());
        if (town->config.town.sample)
            std::printf("  Enter as a citizen: http://localhost:%u/entra with document 12345678Z (others: %s)\n"
                        "  Enter as staff: http://localhost:%u/oficina with a user and password of %s\n"
                        "  A token for programs: finestreta token --town %s --person 12345678Z --level high\n",
                        unsigned(port), (town->folder / "sample" / "people.txt").c_str(), unsigned(port),
                        (town->folder / "sample" / "staff.txt").c_str(), town->folder.c_str());
    }
    std::fflush(stdout);
}

}

int serve(ServeOptions const& options)
{
    base::SystemClock const clock;
    std::signal(SIGPIPE, SIG_IGN); // libraries write to peers that are gone
    web::Workers workers(slow_threads, slow_waiting), askers(asking_threads, asking_waiting);
    auto const texts = load_texts();
    auto const views = load_views(*texts);
    db::Lanes lanes(2);
    Towns towns(options, {clock, lanes, *texts, *views, workers, askers});
    auto const threads = options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    net::Server server(
        {options.address, options.port}, {}, threads,
        [&](std::string_view method, std::string_view target) {
            // The host is not known yet: towns share their routes, so the first one's table tells.
            return towns.open.front()->dispatcher.body_limit(method, target);
        },
        [&](net::Request& request) -> net::Outcome {
            auto* const town = towns.of(request);
            return town ? town->answer(request) : net::Outcome(no_such_town());
        });
    server.on_signal([&] {
        base::log::info("serve.stopping");
        server.stop();
    });
    follow_port(towns, server.port());
    listen_for_certificates(towns.all(), server, options.address);
    base::log::info("serve.started",
                    {{"port", std::to_string(server.port())}, {"towns", std::to_string(towns.open.size())}});
    greet(towns, server.port());
    Rounds const rounds(towns);
    jobs::Loop const jobs(towns.queues(), job_threads), post(towns.queues(), post_threads, jobs::Loop::Of::Apart);
    server.run();
    askers.drain();
    workers.drain(); // what still works answers into loops that are there, if stopped
    return 0;
}

}
