// SPDX-License-Identifier: EUPL-1.2
// Bodies that come in pieces: the guard and the handler are asked before the first byte is kept, then every piece is
// an act of its own, durable before the next one is read.
#include "base/log.h"
#include "web/visit.h"

namespace web {

net::Outcome Dispatcher::open_intake(Visit& visit)
{
    auto const held = std::make_shared<Visit>(visit);
    Piece opening;
    opening.hand = base::fresh_id_text(visit.call.at);
    opening.opening = true;
    held->call.piece = std::make_shared<Piece const>(std::move(opening));
    auto const ready = held->route->prepare(office.database.read().snapshot(), held->call, held->input);
    if (!ready) return refused(*held, ready.refusal());
    auto intake = std::make_shared<net::Intake>();
    intake->take = [this, held](net::Intake::Piece piece, net::Reply reply) {
        take(held, std::move(piece), std::move(reply));
    };
    return intake;
}

void Dispatcher::take(std::shared_ptr<Visit> visit, net::Intake::Piece piece, net::Reply reply)
{
    auto const last = piece.last;
    auto const hand = visit->call.piece->hand;
    visit->call.at = office.clock.now();
    visit->call.piece =
        std::make_shared<Piece const>(Piece{hand, false, std::move(piece.bytes), piece.at, piece.last, piece.cut});
    auto const run = [this, visit, reply] {
        try {
            settle(*visit, run_act(visit, 1), reply);
        } catch (std::exception const& failure) {
            base::log::error("piece.failed", {{"route", visit->route->pattern}, {"what", failure.what()}});
            reply(visit->failed());
        }
    };
    auto const& traits = visit->route->traits;
    // Only with the last one is another server asked.
    auto const waits = traits.waits && last;
    if (!waits && !traits.slow) return run();
    if ((waits ? office.askers : office.workers).submit(run)) return;
    auto response = problem(office, visit->call, visit->wants, {base::Refusal::Why::Unavailable, "web.busy"});
    visit->dress(response);
    reply(std::move(response));
}

}
