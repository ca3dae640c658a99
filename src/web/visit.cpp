// SPDX-License-Identifier: EUPL-1.2
// What is read off a request, and what is remembered of it.
#include "web/visit.h"

#include "base/crypto.h"
#include "web/compress.h"
#include "web/form.h"

#include <algorithm>

namespace web {
namespace {

using base::Refusal;

bool plain_path(std::string_view path)
{
    if (!path.starts_with('/') || path.size() > 2000 || !base::is_utf8(path)) return false;
    for (auto const c : path)
        if (std::uint8_t(c) < 0x20 || c == '\\' || c == 0x7f) return false;
    return path.find("//") == path.npos && path.find("/../") == path.npos && !path.ends_with("/..");
}

std::string text_field(json::object& fields, std::string_view name)
{
    auto const* const found = fields.if_contains(name);
    auto text = found && found->is_string() ? std::string(found->get_string()) : std::string();
    fields.erase(name);
    return text;
}

bool wants_json(net::Headers const& headers, bool bearer)
{
    auto const accept = net::find(headers, "Accept");
    if (accept.find("text/html") != accept.npos) return false;
    if (accept.find("json") != accept.npos) return true;
    auto const type = net::find(headers, "Content-Type");
    return bearer || type.starts_with("application/json") || type.starts_with("application/pdf");
}

constexpr int typed_seconds = 1800;
constexpr std::size_t longest_reason = 300;

}

Dispatcher::Visit::Visit(Office const& served, net::Request& taken) :
    office(served), request(std::move(taken)), call(served.town, served.texts)
{
}

void Dispatcher::read_visit(Visit& visit) const
{
    auto const& request = visit.request;
    auto& call = visit.call;
    auto& wants = visit.wants;
    auto const& headers = request.headers;
    std::string_view const target = request.target;
    auto const mark = target.find('?');
    auto path = url_decoded(target.substr(0, mark));
    visit.bad_path = !path || !plain_path(*path);
    call.path = visit.bad_path ? "/" : std::move(*path);
    call.query = mark == target.npos ? "" : std::string(target.substr(mark + 1));
    call.at = office.clock.now();
    call.peer = request.peer;
    wants.secure = request.secure || office.town.url.starts_with("https:");
    call.certificate_asked = request.certificate_asked;
    call.client_chain = request.client_chain;
    // Browsers reach the host that asks for certificates themselves: no proxy could hand a certificate on.
    if (office.behind_proxy && !request.certificate_asked) {
        auto const hops = base::split(net::find(headers, "X-Forwarded-For"), ',');
        if (auto const last = base::trimmed(hops.back()); !last.empty()) call.peer = last;
    }
    call.agent_origin = (wants.secure ? "https://" : "http://") + std::string(net::find(headers, "Host"));
    call.cookies = net::find(headers, "Cookie");
    call.last_event_id = net::find(headers, "Last-Event-ID");
    call.websocket = net::asks_for_websocket(request);
    call.browser = net::find(headers, "User-Agent");
    wants.head = request.method == "HEAD";
    wants.accept_encoding = net::find(headers, "Accept-Encoding");
    auto const authorization = net::find(headers, "Authorization");
    auto const bearer = authorization.size() > 7 && net::same_name(authorization.substr(0, 7), "Bearer ");
    visit.from_cookie = !bearer && !cookie(call.cookies, session_cookie).empty();
    visit.token = bearer ? std::string(authorization.substr(7)) : cookie(call.cookies, session_cookie);
    visit.typed_seal = cookie(call.cookies, typed_cookie);
    wants.json = call.websocket || wants_json(headers, bearer); // a script is told what is wrong, not led elsewhere
    wants.form = !wants.json && request.method == "POST";
    if (bearer) call.channel = act::Channel::Api;
    std::vector<std::string> wishes;
    if (auto const fields = read_query(call.query))
        if (auto const* const wish = fields->if_contains("lang"); wish && wish->is_string()) {
            wishes.emplace_back(wish->get_string());
            if (office.texts.has(wishes.back()))
                visit.new_cookies.push_back({language_cookie, wishes.back(), 365 * 24 * 3600});
        }
    wishes.push_back(cookie(call.cookies, language_cookie));
    call.language = chosen_language(office.town.languages, wishes, net::find(headers, "Accept-Language"));
}

void Dispatcher::Visit::identify(db::Snapshot const& snapshot)
{
    if (token.empty() || token.size() > 200) return;
    if (auto actor = office.hooks.who(snapshot, token, call.at))
        call.by = std::move(*actor);
    else
        was = office.hooks.who_was(snapshot, token);
}

json::object Dispatcher::Visit::parameter_input() const
{
    json::object fields;
    for (auto const& [name, value] : parameters) fields.emplace(name, json::string(value));
    return fields;
}

base::Result<json::object> Dispatcher::Visit::query_input() const
{
    auto fields = read_query(call.query);
    if (!fields) return fields.refusal();
    fields->erase("lang");
    for (auto const& [name, value] : parameters) (*fields)[name] = json::string(value);
    return fields;
}

std::optional<Refusal> Dispatcher::Visit::read_input()
{
    auto fields = read_body(request);
    if (!fields) return fields.refusal();
    input = std::move(*fields);
    switch_to = text_field(input, "_llengua");
    auto const form_key = text_field(input, "_clau");
    call.reason = text_field(input, "_motiu");
    if (call.reason.size() > longest_reason || !base::is_utf8(call.reason))
        return Refusal{Refusal::Why::Malformed, "web.bad-reason"};
    for (auto const& [name, value] : parameters) input[name] = json::string(value);
    auto const header_key = net::find(request.headers, "Idempotency-Key");
    if (header_key.size() > 200 || form_key.size() > 60) return Refusal{Refusal::Why::Malformed, "web.long-key"};
    body_hash = base::sha256(json::serialize(input));
    // A form's key stands for that form as it was sent: going back and choosing something else is a new request.
    if (!header_key.empty())
        key = "h:" + std::string(header_key);
    else if (!form_key.empty())
        key = "f:" + form_key + ":" + base::base64url(body_hash);
    return {};
}

bool Dispatcher::Visit::only_switches_language() const { return !switch_to.empty() && wants.form; }

bool Dispatcher::Visit::drop_unknown(Refusal const& refusal)
{
    auto const unknown = [](Refusal const& one) { return one.text == "field.unknown"; };
    if (!unknown(refusal) || !std::ranges::all_of(refusal.others, unknown)) return false;
    input.erase(refusal.field);
    for (auto const& other : refusal.others) input.erase(other.field);
    return true;
}

std::optional<Cookie> Dispatcher::Visit::sealed_typed() const
{
    auto fields = input;
    fields.erase("password"); // a secret is kept nowhere
    json::object const held{{"path", call.path}, {"fields", fields}, {"person", was.text}};
    auto const sealed = base::base64url(base::encrypt(office.typed_key, json::serialize(held), "typed"));
    if (sealed.size() > 3800) return {};
    return Cookie{typed_cookie, sealed, typed_seconds};
}

void Dispatcher::Visit::take_up_typed()
{
    if (typed_seal.empty() || call.by.kind == act::Actor::Kind::Nobody) return;
    auto const sealed = base::from_base64url(typed_seal);
    auto const plain = sealed ? base::decrypt(office.typed_key, *sealed, "typed") : std::nullopt;
    json::error_code error;
    auto const held = plain ? json::parse(*plain, error) : json::value();
    if (!held.is_object() || held.get_object().at("path").get_string() != call.path) return;
    new_cookies.push_back({typed_cookie, "", -1});
    // On a shared computer the next person may be another one: what somebody typed is shown to nobody else.
    auto const& person = held.get_object().at("person").get_string();
    if (!person.empty() && person != call.by.id()) return;
    call.typed = held.get_object().at("fields").get_object();
}

std::optional<base::Result<Answer>> Dispatcher::Visit::answered_before(db::Snapshot const& snapshot) const
{
    if (key.empty()) return {};
    auto const row = snapshot.one(R"sql(
        select body, answer from web_idempotency where scope = $1 and key = $2
        )sql",
                                  call.by.id() + " " + route->pattern, key);
    if (!row) return {};
    if (row->bytes(0) != body_hash) return Refusal{Refusal::Why::Unprocessable, "web.key-used"};
    auto const kept = json::parse(row->text(1)).get_object();
    Answer answer;
    answer.value = kept.at("value").get_object();
    answer.location = std::string(kept.at("location").get_string());
    answer.created = kept.at("created").get_bool();
    auto const* const accepted = kept.if_contains("accepted"); // not in what was kept before there were any
    answer.accepted = accepted && accepted->get_bool();
    return answer;
}

void Dispatcher::Visit::remember(act::Act& act, Answer const& answer) const
{
    // Answers with cookies open a session: such a secret is not kept for a second asking.
    if (key.empty() || !answer.cookies.empty()) return;
    json::object const kept{{"value", answer.value},
                            {"location", answer.location},
                            {"created", answer.created},
                            {"accepted", answer.accepted}};
    act.tx(R"sql(
        insert into web_idempotency (scope, key, body, answer, at) values ($1, $2, $3, $4, $5)
        )sql",
           call.by.id() + " " + route->pattern, key, db::Bytes{body_hash}, json::serialize(kept), act.at.micros);
}

std::string Dispatcher::Visit::shared_key() const
{
    return call.language + " " + std::to_string(int(accepted(wants.accept_encoding))) + " " + call.path;
}

net::Response Dispatcher::Visit::shared_answer(SharedPages::Page const& page) const
{
    net::Response response;
    if (net::find(request.headers, "If-None-Match") == page.etag) {
        response.status = 304;
        response.headers = {{"ETag", page.etag}};
        return response;
    }
    response.prepared = page.written;
    return response;
}

void Dispatcher::Visit::dress(net::Response& response) const
{
    if (!net::find(response.headers, "X-Content-Type-Options").empty()) return;
    if (route)
        for (auto const& header : route->traits.always) response.headers.push_back(header);
    // Strict transport holds for all ports of a host: never said by a town whose own address is plain.
    add_protection(response, office.town.url.starts_with("https:"));
    for (auto const& each : new_cookies) add_cookie(response, each, wants.secure);
}

net::Response Dispatcher::Visit::failed() const
{
    auto response = problem(office, call, wants, {Refusal::Why::Unavailable, "web.failed"});
    response.status = 500;
    dress(response);
    return response;
}

}
