// SPDX-License-Identifier: EUPL-1.2
// States whose code is being exchanged in this process: of two that come back at once (an impatient person, a page
// loaded again) the second is turned away before it spoils the code for the first. Any thread.
#pragma once
#include <mutex>
#include <set>
#include <string>

namespace identity {

class Exchanges {
public:
    // Holds a state until its end; false when another one holds it.
    class Turn {
    public:
        Turn(Exchanges& of, std::string which) : exchanges(of), state(std::move(which))
        {
            std::lock_guard const hold(exchanges.mutex);
            ours = exchanges.going_on.insert(state).second;
        }
        ~Turn()
        {
            std::lock_guard const hold(exchanges.mutex);
            if (ours) exchanges.going_on.erase(state);
        }
        Turn(Turn const&) = delete;
        explicit operator bool() const { return ours; }

    private:
        Exchanges& exchanges;
        std::string const state;
        bool ours;
    };

private:
    std::mutex mutex;
    std::set<std::string> going_on;
};

}
