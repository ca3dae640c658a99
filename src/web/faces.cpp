// SPDX-License-Identifier: EUPL-1.2
// Pages in their shell, JSON, problem details (RFC 9457), files, cookies.
#include "web/faces.h"

#include "base/percent.h"
#include "web/compress.h"
#include "web/form.h"

namespace web {
namespace {

json::array languages(Office const& office, Call const& call)
{
    json::array list;
    // The same page in another language: every other part of the query stays.
    std::string rest;
    for (auto const& piece : base::split(call.query, '&'))
        if (!piece.empty() && !piece.starts_with("lang=")) rest += "&" + piece;
    for (auto const& code : office.town.languages)
        list.push_back(json::object{{"code", code},
                                    {"name", std::string(endonym(code))},
                                    {"current", code == call.language},
                                    {"href", call.path + "?lang=" + code + rest}});
    return list;
}

json::object shell(Office const& office, Call const& call, Answer const& answer)
{
    auto const* const title = answer.value.if_contains("title");
    auto heading = title && title->is_string() ? std::string(title->get_string()) : office.town.name;
    if (call.refused) heading = call.say("web.error-prefix", {{"title", heading}});
    auto body = answer.value;
    body["view"] = answer.view;
    auto const* const form = answer.value.if_contains("form");
    json::object shell{{"page_title", heading},
                       {"person", call.by.name},
                       {"office", call.by.kind == act::Actor::Kind::Staff},
                       {"languages", languages(office, call)},
                       {"switch_keeps_form", form && form->is_bool() && form->get_bool()},
                       {"sample", office.town.sample},
                       {"body", std::move(body)}};
    if (call.by.kind == act::Actor::Kind::Staff) {
        json::array sections;
        for (auto const& section : office.sections)
            if (section.permission.empty() || call.by.may(section.permission))
                sections.push_back(json::object{{"href", section.href},
                                                {"label", call.say(section.text)},
                                                {"active", call.path.starts_with(section.href)}});
        shell["sections"] = std::move(sections);
    }
    if (call.refused) {
        json::array faults;
        auto const add = [&](base::Refusal const& one) {
            faults.push_back(json::object{{"text", call.say(one.text, one.with)},
                                          {"href", one.field.empty() ? "" : "#" + id_of(one.field)}});
        };
        add(*call.refused);
        for (auto const& other : call.refused->others) add(other);
        shell["faults"] = std::move(faults);
    }
    return shell;
}

json::object everywhere(Office const& office, Call const& call)
{
    return {{"lang", call.language},
            {"path", call.path},
            {"town", office.town.name},
            {"telephone", office.town.telephone},
            {"key", base::fresh_id_text(call.at)},
            {"css", office.assets.address("fin.css")},
            {"brand", office.assets.address("brand.css")},
            {"js", office.assets.address("fin.js")},
            {"font", office.assets.address("source-sans-3.woff2")},
            {"arms", office.assets.address("arms.svg")},
            {"mark", office.assets.address("mark.svg")}};
}

void set_body(net::Response& response, Wants const& wants, std::string body)
{
    auto const encoding = body.size() > 600 ? accepted(wants.accept_encoding) : Encoding::Identity;
    response.headers.emplace_back("Vary", "Accept, Accept-Encoding, Accept-Language, Cookie");
    if (encoding != Encoding::Identity) response.headers.emplace_back("Content-Encoding", std::string(name(encoding)));
    response.body = compressed(body, encoding, false);
    response.without_body = wants.head;
}

json::object problem_of(Call const& call, base::Refusal const& refusal, int status)
{
    auto const why = std::string(name(refusal.why));
    json::object out{{"type", "about:blank"},
                     {"title", call.say("why." + why)},
                     {"status", status},
                     {"detail", call.say(refusal.text, refusal.with)},
                     {"why", why},
                     {"text", refusal.text}};
    if (!refusal.field.empty()) out["field"] = refusal.field;
    if (!refusal.others.empty()) {
        json::array more;
        for (auto const& other : refusal.others)
            more.push_back(json::object{{"field", other.field}, {"detail", call.say(other.text, other.with)}});
        out["others"] = std::move(more);
    }
    return out;
}

}

net::Response page(Office const& office, Call const& call, Wants const& wants, Answer const& answer, int status)
{
    net::Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Content-Language", call.language}};
    set_body(response, wants,
             office.views.render("web/shell", call.language, shell(office, call, answer), everywhere(office, call)));
    return response;
}

net::Response data(Call const& call, Wants const& wants, json::object const& value, int status)
{
    net::Response response;
    response.status = status;
    auto const* const type = status < 400 ? "application/json" : "application/problem+json";
    response.headers = {{"Content-Type", type}, {"Content-Language", call.language}};
    set_body(response, wants, json::serialize(value));
    return response;
}

net::Response problem(Office const& office, Call const& call, Wants const& wants, base::Refusal const& refusal,
                      int status)
{
    if (status == 0) status = status_of(refusal.why);
    if (wants.json) {
        auto response = data(call, wants, problem_of(call, refusal, status), status);
        if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return response;
    }
    Answer answer;
    answer.view = "web/error";
    answer.value = problem_of(call, refusal, status);
    answer.value["not_found"] = status == 404;
    return page(office, call, wants, answer, status);
}

// RFC 6266, 4.3: letters beyond ASCII in a form of their own, with something for readers that do not know it.
static std::string named(std::string const& name)
{
    std::string plain;
    auto others = false;
    for (auto const c : name) {
        auto const byte = std::uint8_t(c);
        others = others || byte >= 0x80;
        if (byte >= 0xc0 || (byte < 0x80 && byte >= 0x20 && c != '"' && c != '\\' && byte != 0x7f))
            plain += byte < 0x80 ? c : '_';
    }
    auto text = "; filename=\"" + plain + "\"";
    if (others) text += "; filename*=UTF-8''" + base::percent_encoded(name);
    return text;
}

net::Response file(Wants const& wants, File const& out)
{
    net::Response response;
    auto const* const shown = out.download ? "attachment" : "inline";
    response.headers = {{"Content-Type", out.type}, {"Content-Disposition", std::string(shown) + named(out.name)}};
    response.body = out.bytes;
    response.without_body = wants.head;
    return response;
}

net::Response events(std::shared_ptr<net::Feed> feed)
{
    net::Response response;
    response.headers = {{"Content-Type", "text/event-stream"}, {"X-Accel-Buffering", "no"}};
    response.feed = std::move(feed);
    return response;
}

net::Response see_other(std::string location)
{
    net::Response response;
    response.status = 303;
    response.headers.emplace_back("Location", std::move(location));
    return response;
}

void add_cookie(net::Response& response, Cookie const& cookie, bool secure)
{
    auto text = cookie.name + "=" + cookie.value + "; Path=/; HttpOnly; SameSite=Lax";
    if (cookie.seconds != 0) text += "; Max-Age=" + std::to_string(std::max(0, cookie.seconds));
    if (secure) text += "; Secure";
    response.headers.emplace_back("Set-Cookie", std::move(text));
}

std::string content_policy(std::string_view more)
{
    return "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; " + std::string(more) +
           "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
           "require-trusted-types-for 'script'; trusted-types fin";
}

void add_protection(net::Response& response, bool secure)
{
    auto& headers = response.headers;
    if (net::find(headers, "Content-Security-Policy").empty())
        headers.emplace_back("Content-Security-Policy", content_policy());
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    headers.emplace_back("Referrer-Policy", "same-origin");
    headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    headers.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
    if (net::find(headers, "Cache-Control").empty()) headers.emplace_back("Cache-Control", "no-store");
    if (secure) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

}
