// SPDX-License-Identifier: EUPL-1.2
// The whole office in one process, as its visitors meet it: a sample town in a temporary folder, the real server
// in front of it, a clock that a test may set, and a client that says exactly what the test wants it to say.
#pragma once
#include "app/town.h"
#include "net/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace http {

namespace json = boost::json;
namespace fs = std::filesystem;

class SetClock final : public base::Clock {
public:
    base::Instant now() const override { return {base::SystemClock().now().micros + ahead.load()}; }
    void advance(std::chrono::microseconds by) { ahead += by.count(); }

private:
    std::atomic<std::int64_t> ahead = 0;
};

// One answer as it came over the wire.
struct Answer {
    int status = 0;
    net::Headers headers;
    std::string body;

    std::string operator[](std::string_view name) const { return std::string(net::find(headers, name)); }
    std::vector<std::string> all(std::string_view name) const;
    // The value of a cookie that the answer sets, empty when it sets none or forgets it.
    std::string cookie(std::string_view name) const;
    json::object object() const; // the body as JSON; an empty object when it is none
    bool holds(std::string_view text) const { return body.find(text) != std::string::npos; }
};

using Fields = std::vector<std::pair<std::string, std::string>>;

// Speaks to one port of this machine. Every call opens a connection of its own.
class Client {
public:
    explicit Client(std::uint16_t to) : port(to) {}

    Answer send(std::string const& method, std::string const& target, net::Headers headers = {},
                std::string const& body = {}) const;
    Answer get(std::string const& target, net::Headers headers = {}) const
    {
        return send("GET", target, std::move(headers));
    }
    Answer post_json(std::string const& target, std::string const& body, net::Headers headers = {}) const;
    // As a browser sends a form: its cookie, its Origin, urlencoded fields.
    Answer post_form(std::string const& target, Fields const&, std::string const& cookie = {},
                     net::Headers headers = {}) const;
    // Bytes out in the given pieces with a pause between them, then everything that comes until the peer closes or
    // `seconds` have passed without a word.
    std::string raw(std::vector<std::string> const& pieces, int seconds = 5, int pause_milliseconds = 0) const;
    std::string host() const { return "localhost:" + std::to_string(port); }

    std::uint16_t const port;
};

// All whole answers in what came over one connection.
std::vector<Answer> answers_in(std::string_view);
std::string urlencoded(Fields const&);
std::string gunzipped(std::string_view);
std::string unbrotlied(std::string_view);

// The value of a hidden input of a page, empty when it has none of that name.
std::string hidden(std::string const& page, std::string const& name);

// Headers of a program and of a browser.
net::Headers bearer(std::string const& token, net::Headers more = {});
net::Headers browser(std::string const& cookie = {}, net::Headers more = {});

struct HouseOptions {
    std::size_t residents = 12;
    std::function<std::string(std::string)> edit = {}; // of town.yaml, before the town is opened
    std::string calendar = {};                         // instead of the sample's calendar.yaml
    net::Limits limits = {};
    bool behind_proxy = false;
    bool rsa = false;
};

// A town of its own, served until the object ends.
class House {
public:
    explicit House(HouseOptions = {});
    ~House();

    // A session for somebody of the register, as `finestreta token` makes one.
    std::string token(std::string const& document = "12345678Z", act::Level = act::Level::High,
                      std::chrono::minutes lasting = std::chrono::minutes(60), std::string const& method = "token");
    // The same for somebody of the sample's staff.
    std::string staff_token(std::string const& login, std::chrono::minutes lasting = std::chrono::minutes(60));
    // "sessio=…" of a browser that has entered.
    std::string entered(std::string const& document = "12345678Z", act::Level level = act::Level::High)
    {
        return "sessio=" + token(document, level, std::chrono::minutes(60), "demo");
    }
    // A sealed slip in the name of a person: the "document" of the answer.
    json::object issue(std::string const& document = "12345678Z", std::string const& kind = "individual");
    std::vector<std::string> const& adults() const { return people; }

    SetClock clock;
    fs::path const folder;

private:
    HouseOptions const options;
    std::vector<std::string> people;
    std::unique_ptr<web::Texts> texts;
    std::unique_ptr<web::Views> views;
    db::Lanes lanes;

public:
    web::Workers workers{2, 100}, askers{4, 100};
    std::unique_ptr<app::Town> town;

private:
    std::uint16_t listened();
    std::unique_ptr<net::Server> server;

public:
    std::uint16_t const certificate_port; // 0 in a town that asks for none

private:
    std::thread serving;

public:
    Client client;
};

// The town that tests share when they neither move its clock nor change its settings: 300 residents, no rate limits.
House& house();

// A sample town in a fresh temporary folder, edited but not opened.
fs::path made_town(HouseOptions const&);
// Replaces what stands in a text once; a test whose text is not there is wrong.
std::string replaced(std::string text, std::string_view what, std::string_view with);
// The sample's limits with other numbers; 0 is no limit.
std::function<std::string(std::string)> with_limits(int enter, int guess);

}
