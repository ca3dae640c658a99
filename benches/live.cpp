// SPDX-License-Identifier: EUPL-1.2
// B8: many listeners of one live topic, ten messages a second: from the moment an act is submitted until each listener
// has the event, over real connections of this machine. Usage: bench_live LISTENERS [seconds]
// The listeners live in a child process, so that the server's memory and CPU are its own.
#include "web/live.h"
#include "app/town.h"
#include "base/crypto.h"
#include "net/server.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;

std::int64_t microseconds_now()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000LL + now.tv_nsec / 1000;
}

double resident_kib()
{
    std::ifstream file("/proc/self/statm");
    long size = 0, resident = 0;
    file >> size >> resident;
    return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1024;
}

int connected(std::uint16_t port)
{
    int const socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) return -1;
    std::string const ask = "GET /directe HTTP/1.1\r\nHost: localhost\r\n\r\n";
    return send(socket, ask.data(), ask.size(), 0) == ssize_t(ask.size()) ? socket : -1;
}

// Reads all streams until they end; prints the delays of every event received.
int listen_to(std::uint16_t port, int count)
{
    int const epoll = epoll_create1(0);
    for (int i = 0; i < count; ++i) {
        int const socket = connected(port);
        if (socket < 0) return 1;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = socket;
        epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
    }
    std::vector<std::int64_t> delays;
    std::vector<epoll_event> ready(512);
    std::string bytes(65536, '\0');
    for (int open = count; open > 0;) {
        auto const number = epoll_wait(epoll, ready.data(), int(ready.size()), -1);
        for (int i = 0; i < number; ++i) {
            auto const size = read(ready[std::size_t(i)].data.fd, bytes.data(), bytes.size());
            if (size <= 0) {
                close(ready[std::size_t(i)].data.fd);
                --open;
                continue;
            }
            std::string_view text(bytes.data(), std::size_t(size));
            for (auto at = text.find("\"t\":"); at != text.npos; at = text.find("\"t\":", at + 1))
                delays.push_back(microseconds_now() - std::atoll(text.data() + at + 4));
        }
    }
    std::ranges::sort(delays);
    auto const at = [&](double share) { return double(delays[std::size_t(double(delays.size() - 1) * share)]) / 1000; };
    if (delays.empty()) return 1;
    std::printf("\"received\":%zu,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f", delays.size(), at(0.5), at(0.99),
                at(1));
    std::fflush(stdout);
    return 0;
}

}

int main(int count, char** arguments)
{
    auto const listeners = count > 1 ? std::atoi(arguments[1]) : 50;
    auto const seconds = count > 2 ? std::atoi(arguments[2]) : 10;
    rlimit const files{65536, 65536};
    setrlimit(RLIMIT_NOFILE, &files);
    auto const folder = std::filesystem::temp_directory_path() / ("bench-live-" + base::hex(base::random_bytes(6)));
    std::filesystem::create_directories(folder);
    db::Settings settings;
    settings.sqlite_path = (folder / "live.db").string();
    db::Database database(settings);
    base::SystemClock const clock;
    auto const migrations = app::migrations();
    db::migrate(database, migrations, clock.now());
    db::Lanes lanes(1);
    db::Lane lane(database, lanes);
    web::Live live(database, settings);
    lane.after_commit([&] { live.committed(); });
    std::atomic<int> number = 0;
    net::Server server(
        {.port = 0}, {}, 1, [](auto, auto) { return std::size_t(1024); },
        [&](net::Request&) -> net::Outcome {
            net::Response response;
            response.headers = {{"Content-Type", "text/event-stream"}};
            auto const reader = database.read();
            response.feed = *live.listen(reader.snapshot(), {.topics = {"bench"}, .who = std::to_string(++number)});
            return response;
        });
    std::thread serving([&] { server.run(); });
    auto const before = resident_kib();
    std::printf("{\"listeners\":%d,", listeners);
    std::fflush(stdout);
    auto const child = fork();
    if (child == 0) _exit(listen_to(server.port(), listeners));
    while (live.listeners() < std::size_t(listeners)) std::this_thread::sleep_for(10ms);
    std::this_thread::sleep_for(500ms);
    auto const each = (resident_kib() - before) / listeners;
    for (int i = 0; i < seconds * 10; ++i) {
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            live.publish(tx, "bench", "{\"t\":" + std::to_string(microseconds_now()) + "}", clock.now());
            return base::Done{};
        });
        std::this_thread::sleep_for(100ms);
    }
    server.stop();
    serving.join();
    int status = 0;
    waitpid(child, &status, 0);
    std::printf(",\"sent\":%d,\"kib_each\":%.1f}\n", seconds * 10, each);
    std::filesystem::remove_all(folder);
    return WEXITSTATUS(status);
}
