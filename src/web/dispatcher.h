// SPDX-License-Identifier: EUPL-1.2
// From a request to its answer: language, session, guard, handler in up to three parts, face.
#pragma once
#include "net/server.h"
#include "web/faces.h"
#include "web/shared_pages.h"

namespace web {

class Dispatcher {
public:
    // `office` outlives the dispatcher.
    explicit Dispatcher(Office& office);
    // On a loop thread; does not wait.
    net::Outcome handle(net::Request&);
    net::Allowance body_limit(std::string_view method, std::string_view target) const;
    // Forgets answers kept for repeated requests that are over a day old. Call now and then.
    void tidy();

private:
    struct Visit;
    net::Outcome answered(Visit&);
    net::Outcome route(Visit&);
    net::Outcome by_worker(Visit&);
    net::Outcome look(Visit&);
    net::Outcome act(Visit&);
    net::Outcome open_intake(Visit&);
    void take(std::shared_ptr<Visit>, net::Intake::Piece, net::Reply);
    static void settle(Visit const&, net::Outcome, net::Reply const&);
    void prepare_again(std::shared_ptr<Visit> const&, int attempt, net::Reply const&);
    net::Outcome run_act(std::shared_ptr<Visit>, int attempt);
    net::Response finish_act(Visit&, base::Result<Answer> const&);
    net::Response refused(Visit&, base::Refusal const&);
    net::Response send_to_enter(Visit const&, base::Refusal const&) const;
    std::optional<base::Refusal> guard(Visit const&) const;
    std::optional<base::Refusal> origin(Visit const&) const;
    base::Result<Answer> keep_answer(Visit&, act::Act&, Prepared const&) const;
    net::Response given(Visit&, Answer const&, int status) const;
    net::Response face(Visit&, Answer const&, int status) const;
    net::Outcome after_looks(Visit&, net::Response);
    void read_visit(Visit&) const;

    Office& office;
    SharedPages shared;
};

}
