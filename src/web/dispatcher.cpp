// SPDX-License-Identifier: EUPL-1.2
// The dispatcher: every request takes this one path.
#include "web/dispatcher.h"

#include "base/crypto.h"
#include "base/log.h"
#include "web/form.h"
#include "web/visit.h"

namespace web {

using base::Refusal;

// How long a proof of identity is fresh enough for a sensitive act.
constexpr auto fresh_proof = std::chrono::minutes(10);

Dispatcher::Dispatcher(Office& served) : office(served) {}

net::Allowance Dispatcher::body_limit(std::string_view method, std::string_view target) const
{
    auto const path = url_decoded(target.substr(0, target.find('?')));
    auto const match = path ? office.router.match(method, *path) : Match{};
    if (!match.route) return 64 * 1024;
    return {match.route->traits.body_limit, match.route->traits.in_pieces};
}

net::Outcome Dispatcher::handle(net::Request& request)
{
    Visit visit(office, request);
    read_visit(visit);
    return answered(visit);
}

net::Outcome Dispatcher::answered(Visit& visit)
{
    try {
        auto outcome = route(visit);
        if (auto* const response = std::get_if<net::Response>(&outcome); response && !response->prepared)
            visit.dress(*response);
        return outcome;
    } catch (std::exception const& failure) {
        base::log::error("request.failed", {{"what", failure.what()}});
        return visit.failed();
    }
}

net::Outcome Dispatcher::route(Visit& visit)
{
    if (visit.bad_path) return problem(office, visit.call, visit.wants, {Refusal::Why::Malformed, "web.bad-address"});
    if (visit.call.path.starts_with("/a/")) {
        net::Response response;
        response.prepared = office.assets.find(visit.call.path, visit.wants.accept_encoding);
        response.without_body = visit.wants.head;
        if (response.prepared) return response;
    }
    auto match = office.router.match(visit.request.method, visit.call.path);
    if (!match.route && visit.wants.head) match = office.router.match("GET", visit.call.path);
    if (!match.route) {
        if (!visit.token.empty() && !visit.wants.json)
            visit.identify(office.database.read().snapshot()); // for the header
        Refusal const no{Refusal::Why::NotFound, "web.no-page"};
        if (match.other_methods.empty()) return problem(office, visit.call, visit.wants, no);
        auto response = problem(office, visit.call, visit.wants, no, 405);
        response.headers.emplace_back("Allow", match.other_methods); // RFC 9110, 15.5.6
        return response;
    }
    visit.route = match.route;
    visit.parameters = match.parameters;
    for (auto const& name : match.route->traits.headers)
        if (auto const value = net::find(visit.request.headers, name); !value.empty())
            visit.call.headers.emplace_back(name, std::string(value));
    visit.wants.json = visit.wants.json || match.route->traits.for_programs;
    auto const looks = visit.request.method != "POST" && visit.route->look;
    if (visit.wants.head && !looks) { // asking what there would be is not arriving
        auto response = problem(office, visit.call, visit.wants, {Refusal::Why::NotFound, "web.no-page"}, 405);
        response.headers.emplace_back("Allow", "GET");
        return response;
    }
    auto const& traits = visit.route->traits;
    if ((traits.slow || traits.waits) && !visit.on_worker && !traits.in_pieces) return by_worker(visit);
    return looks ? look(visit) : act(visit);
}

// The same visit from the beginning, on a thread that may wait.
net::Outcome Dispatcher::by_worker(Visit& visit)
{
    auto const held = std::make_shared<Visit>(visit);
    held->on_worker = true;
    return [this, held](net::Reply reply) {
        auto& workers = held->route->traits.waits ? office.askers : office.workers;
        auto const taken = workers.submit([this, held, reply] {
            auto outcome = answered(*held);
            if (auto* const response = std::get_if<net::Response>(&outcome)) return reply(std::move(*response));
            std::get<std::function<void(net::Reply)>>(outcome)(reply);
        });
        if (taken) return;
        auto response = problem(office, held->call, held->wants, {Refusal::Why::Unavailable, "web.busy"});
        held->dress(response);
        reply(std::move(response));
    };
}

net::Outcome Dispatcher::look(Visit& visit)
{
    // Nothing of the visitor shows in these pages, so one rendering serves all who ask in that language.
    auto const sharable = visit.route->traits.shared && visit.token.empty() && !visit.wants.json &&
                          visit.typed_seal.empty() && visit.call.query.empty() && !visit.wants.head;
    auto const revision = sharable ? office.hooks.revision() : 0;
    auto const key = sharable ? visit.shared_key() : std::string();
    if (sharable)
        if (auto const page = shared.find(key, revision, visit.call.at)) return visit.shared_answer(*page);

    auto const reader = office.database.read();
    visit.identify(reader.snapshot());
    // No rule of the browser keeps another site from opening a WebSocket here in the visitor's name (RFC 6455, 10.2).
    if (visit.call.websocket)
        if (auto const no = origin(visit)) return problem(office, visit.call, visit.wants, *no);
    if (auto const no = guard(visit)) return refused(visit, *no);
    auto const& limit = visit.route->traits.limited;
    if (!limit.empty() && !office.limits.take(limit, visit.call.peer, visit.call.at))
        return problem(office, visit.call, visit.wants, {Refusal::Why::TooMany, "web.too-many"});
    auto const input = visit.query_input();
    if (!input) return problem(office, visit.call, visit.wants, input.refusal());
    visit.input = *input;
    visit.take_up_typed();
    auto answer = visit.route->look(reader.snapshot(), visit.call, visit.input);
    // What other sites hang on our addresses (utm_source, fbclid…) is no reason to turn a visitor away.
    if (!answer && !visit.wants.json && visit.drop_unknown(answer.refusal()))
        answer = visit.route->look(reader.snapshot(), visit.call, visit.input);
    if (!answer) return after_looks(visit, refused(visit, answer.refusal()));
    auto response = face(visit, *answer, 200);
    if (sharable && response.status == 200 && visit.new_cookies.empty()) {
        // The browser may keep it, but asks each time whether it is still so: answered by 304.
        response.headers.emplace_back("Cache-Control", "private, no-cache");
        visit.dress(response);
        return visit.shared_answer(shared.keep(key, revision, visit.call.at, response));
    }
    return after_looks(visit, std::move(response));
}

// A look at personal data leaves when its audit row is durable.
net::Outcome Dispatcher::after_looks(Visit& visit, net::Response response)
{
    if (visit.call.looks.empty()) return response;
    visit.dress(response);
    auto const held = std::make_shared<std::pair<Call, net::Response>>(visit.call, std::move(response));
    auto const broken = std::make_shared<net::Response>(visit.failed());
    return [this, held, broken](net::Reply reply) {
        office.lane.submit(
            [this, held](db::Tx& tx) {
                office.hooks.record_looks(tx, held->first);
                return true;
            },
            [held, broken, reply = std::move(reply)](std::exception_ptr failure) {
                reply(std::move(failure ? *broken : held->second));
            });
    };
}

net::Outcome Dispatcher::act(Visit& visit)
{
    auto const& limit = visit.route->traits.limited;
    if (!limit.empty() && !office.limits.take(limit, visit.call.peer, visit.call.at))
        return problem(office, visit.call, visit.wants, {Refusal::Why::TooMany, "web.too-many"});
    if (visit.arrives()) {
        auto const input = visit.query_input();
        if (!input) return problem(office, visit.call, visit.wants, input.refusal());
        visit.input = *input;
    } else if (visit.route->traits.in_pieces) {
        if (auto const no = origin(visit)) return problem(office, visit.call, visit.wants, *no);
        visit.input = visit.parameter_input();
    } else {
        if (auto const no = origin(visit)) return problem(office, visit.call, visit.wants, *no);
        if (auto const no = visit.read_input()) return problem(office, visit.call, visit.wants, *no);
    }
    auto const reader = office.database.read();
    visit.identify(reader.snapshot());
    if (visit.only_switches_language()) {
        visit.call.typed = visit.input;
        auto const* const same = office.router.find("GET", visit.route->pattern);
        if (!same || guard(visit)) return see_other(visit.call.path);
        auto const answer = same->look(reader.snapshot(), visit.call, visit.parameter_input());
        if (!answer) return see_other(visit.call.path);
        return after_looks(visit, face(visit, *answer, 200));
    }
    if (auto const no = guard(visit)) return refused(visit, *no);
    if (visit.route->look) { // a question that came by POST
        auto const answer = visit.route->look(reader.snapshot(), visit.call, visit.input);
        if (!answer) return refused(visit, answer.refusal());
        return after_looks(visit, face(visit, *answer, 200));
    }
    if (visit.route->traits.in_pieces) return open_intake(visit);
    return run_act(std::make_shared<Visit>(visit), 1);
}

net::Outcome Dispatcher::run_act(std::shared_ptr<Visit> visit, int attempt)
{
    auto const reader = office.database.read();
    if (auto const before = visit->answered_before(reader.snapshot())) return finish_act(*visit, *before);
    auto ready = visit->route->prepare(reader.snapshot(), visit->call, visit->input);
    if (!ready && visit->arrives() && visit->drop_unknown(ready.refusal()))
        ready = visit->route->prepare(reader.snapshot(), visit->call, visit->input);
    if (!ready) return refused(*visit, ready.refusal());
    return [this, visit, attempt, ready = std::move(*ready)](net::Reply reply) {
        office.lane.act<Answer>(
            [this, visit, ready](db::Tx& tx) -> base::Result<Answer> {
                act::Act act{tx, visit->call.by, visit->call.channel, visit->call.at, visit->call.language};
                return keep_answer(*visit, act, ready);
            },
            [this, visit, attempt, reply](base::Result<Answer> answer, std::exception_ptr failure) {
                try {
                    if (failure) std::rethrow_exception(failure);
                    if (!answer && answer.refusal().text == "web.stale" && attempt < 5) {
                        return prepare_again(visit, attempt + 1, reply);
                    }
                    auto response = finish_act(*visit, answer);
                    visit->dress(response);
                    reply(std::move(response));
                } catch (std::exception const& thrown) {
                    base::log::error("act.failed", {{"route", visit->route->pattern}, {"what", thrown.what()}});
                    reply(visit->failed());
                }
            });
    };
}

// An outcome that came on another thread than the loop's.
void Dispatcher::settle(Visit const& visit, net::Outcome outcome, net::Reply const& reply)
{
    auto* const response = std::get_if<net::Response>(&outcome);
    if (!response) return std::get<std::function<void(net::Reply)>>(outcome)(reply);
    visit.dress(*response);
    reply(std::move(*response));
}

// Not on the lane's own thread: what prepares may wait for the lane.
void Dispatcher::prepare_again(std::shared_ptr<Visit> const& visit, int attempt, net::Reply const& reply)
{
    auto const taken = office.workers.submit([this, visit, attempt, reply] {
        try {
            settle(*visit, run_act(visit, attempt), reply);
        } catch (std::exception const& thrown) {
            base::log::error("act.failed", {{"route", visit->route->pattern}, {"what", thrown.what()}});
            reply(visit->failed());
        }
    });
    if (taken) return;
    auto response = problem(office, visit->call, visit->wants, {Refusal::Why::Unavailable, "web.busy"});
    visit->dress(response);
    reply(std::move(response));
}

// In the lane: a repeated request gets the first answer; a new one is carried out and its answer kept.
base::Result<Answer> Dispatcher::keep_answer(Visit& visit, act::Act& act, Prepared const& ready) const
{
    if (auto const before = visit.answered_before(act.tx)) return *before;
    if (!visit.route->traits.any_standing)
        if (auto const no = office.hooks.recheck(act.tx, act.by, act.at)) return *no;
    auto answer = visit.route->act(act, ready);
    if (answer) visit.remember(act, *answer);
    return answer;
}

net::Response Dispatcher::finish_act(Visit& visit, base::Result<Answer> const& answer)
{
    if (!answer) return refused(visit, answer.refusal());
    if (visit.call.piece && !visit.call.piece->last) {
        net::Response more;
        more.status = 100;
        return more;
    }
    if (answer->status != 0) return given(visit, *answer, answer->status);
    if (visit.wants.json) {
        auto const status = answer->accepted ? 202 : answer->created ? 201 : 200;
        auto response = data(visit.call, visit.wants, answer->value, status);
        if (!answer->location.empty() && status != 200) response.headers.emplace_back("Location", answer->location);
        for (auto const& cookie : answer->cookies) add_cookie(response, cookie, visit.wants.secure);
        return response;
    }
    auto response = see_other(answer->location.empty() ? visit.call.path : answer->location);
    for (auto const& cookie : answer->cookies) add_cookie(response, cookie, visit.wants.secure);
    return response;
}

// What a refusal looks like: JSON; the way in; the same form with what was typed; or a page that helps.
net::Response Dispatcher::refused(Visit& visit, Refusal const& refusal)
{
    auto const unidentified = refusal.why == Refusal::Why::Unidentified || refusal.text == "web.level-too-low" ||
                              refusal.text == "web.prove-again";
    if (visit.wants.json) return problem(office, visit.call, visit.wants, refusal);
    if (unidentified) return send_to_enter(visit, refusal);
    // A form sent by GET is one whose field is at fault.
    auto const from_form = visit.wants.form || (!refusal.field.empty() && !visit.call.query.empty());
    auto const* const same = from_form ? office.router.find("GET", visit.route->pattern) : nullptr;
    if (!same || !same->look)
        return problem(office, visit.call, visit.wants, refusal); // nobody can be shown an arrival
    visit.call.refused = refusal;
    visit.call.typed = visit.input;
    auto const reader = office.database.read();
    auto const answer = same->look(reader.snapshot(), visit.call, visit.parameter_input());
    if (!answer) {
        visit.call.refused.reset();
        return problem(office, visit.call, visit.wants, refusal);
    }
    return face(visit, *answer, status_of(refusal.why));
}

net::Response Dispatcher::send_to_enter(Visit const& visit, Refusal const& refusal) const
{
    auto const back = visit.call.path + (visit.wants.form || visit.call.query.empty() ? "" : "?" + visit.call.query);
    auto const* const door = visit.route->guard.who != Guard::Who::Staff ? "/entra"
                             : refusal.text == "web.prove-again"         ? "/oficina/confirma"
                                                                         : "/oficina/entra";
    auto to = door + ("?retorn=" + url_encoded(back));
    for (auto const& [marker, level] : refusal.with)
        if (marker == "level") to += "&nivell=" + level;
    auto response = see_other(std::move(to));
    if (visit.wants.form)
        if (auto const sealed = visit.sealed_typed()) add_cookie(response, *sealed, visit.wants.secure);
    return response;
}

std::optional<Refusal> Dispatcher::guard(Visit const& visit) const
{
    auto const& by = visit.call.by;
    if (auto no = fault(visit.route->guard, by)) return no;
    if (visit.route->traits.step_up && by.proved_at + fresh_proof < visit.call.at)
        return Refusal{Refusal::Why::Forbidden, "web.prove-again"};
    return {};
}

// A browser says where a form comes from (RFC 6454; Fetch, "Origin"): another site's is refused, and one that
// rides on our cookie without saying is refused too.
std::optional<Refusal> Dispatcher::origin(Visit const& visit) const
{
    auto const& headers = visit.request.headers;
    auto const said = net::find(headers, "Origin");
    auto const host = net::find(headers, "Host");
    if (!said.empty()) {
        auto const scheme_end = said.find("://");
        if (scheme_end != said.npos && said.substr(scheme_end + 3) == host) return {};
        return Refusal{Refusal::Why::Forbidden, "web.other-site"};
    }
    if (!visit.from_cookie) return {};
    if (net::find(headers, "Sec-Fetch-Site") == "same-origin") return {};
    return Refusal{Refusal::Why::Forbidden, "web.other-site"};
}

net::Response Dispatcher::face(Visit& visit, Answer const& answer, int status) const
{
    if (answer.feed) {
        if (visit.wants.head) answer.feed->close(); // asking what there would be is not listening
        return events(answer.feed);
    }
    if (answer.conversation) return net::websocket_answer(visit.request, answer.conversation);
    if (answer.status != 0) return given(visit, answer, answer.status);
    auto response = answer.file                               ? file(visit.wants, *answer.file)
                    : visit.wants.json || answer.view.empty() ? data(visit.call, visit.wants, answer.value, status)
                                                              : page(office, visit.call, visit.wants, answer, status);
    for (auto const& cookie : answer.cookies) add_cookie(response, cookie, visit.wants.secure);
    for (auto const& header : answer.headers) response.headers.push_back(header);
    return response;
}

// An answer that says its status and headers itself; its value, if any, as JSON.
net::Response Dispatcher::given(Visit& visit, Answer const& answer, int status) const
{
    net::Response response;
    if (!answer.value.empty()) response = data(visit.call, visit.wants, answer.value, status);
    response.status = status;
    if (!answer.location.empty()) response.headers.emplace_back("Location", answer.location);
    for (auto const& header : answer.headers) response.headers.push_back(header);
    response.without_body = visit.wants.head;
    return response;
}

void Dispatcher::tidy()
{
    auto const limit = office.clock.now() - std::chrono::hours(24);
    office.lane.submit(
        [limit](db::Tx& tx) {
            tx(R"sql(delete from web_idempotency where at < $1)sql", limit.micros);
            return true;
        },
        [](std::exception_ptr) {});
}

}
