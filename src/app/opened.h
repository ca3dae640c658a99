// SPDX-License-Identifier: EUPL-1.2
// A town opened for one command, beside a running server. Only app/ includes this.
#pragma once
#include "app/town.h"

namespace app {

struct Opened {
    explicit Opened(std::filesystem::path const& folder);
    // Commands speak the town's first language.
    std::string say(base::Refusal const& refusal) const;

    base::SystemClock clock;
    std::unique_ptr<web::Texts> texts;
    std::unique_ptr<web::Views> views;
    db::Lanes lanes;
    web::Workers workers{1, 1};
    web::Workers askers{1, 1};
    Town town;
};

// Prints it with all that lies inside; returns the exit status.
int refused(Opened const&, base::Refusal const&);
// Who acts when a command does.
act::Actor the_program();

}
