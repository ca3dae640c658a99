// SPDX-License-Identifier: EUPL-1.2
#include "db/signals.h"

#include "db/engine.h"

#include <algorithm>
#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace db {

struct Signals::Listening {
    explicit Listening(Settings const& settings) :
        descriptor(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
        others(settings.postgres.empty() ? nullptr : listen_postgres(settings.postgres))
    {
        if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    }
    ~Listening() { close(descriptor); }

    int const descriptor;
    std::unique_ptr<Announcements> others;
};

Signals::Signals(Settings const& settings) : listening(std::make_unique<Listening>(settings)) {}
Signals::~Signals() = default;

void Signals::wait(std::chrono::milliseconds most)
{
    auto const milliseconds = int(most.count());
    if (listening->others) {
        listening->others->wait(listening->descriptor, milliseconds);
    } else {
        pollfd watched{listening->descriptor, POLLIN, 0};
        poll(&watched, 1, milliseconds);
    }
    std::uint64_t count = 0;
    while (read(listening->descriptor, &count, sizeof count) > 0) {
    }
}

void Signals::wake()
{
    std::uint64_t const one = 1;
    auto const written = write(listening->descriptor, &one, sizeof one); // full is as good as written
    (void)written;
}

void announce(Tx& tx) { tx.connection->announce(); }

}
