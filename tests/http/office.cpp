// SPDX-License-Identifier: EUPL-1.2
// The town made and served for tests. The client beside it is in client.cpp.
#include "http/office.h"

#include "app/commands.h"
#include "app/files.h"
#include "base/crypto.h"
#include "base/text.h"
#include "db/testing.h"
#include "rooms/audit/audit.h"

#include <stdexcept>

namespace http {

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    auto const at = text.find(what);
    if (at == text.npos) throw std::logic_error("the test's text is not there: " + std::string(what));
    return text.replace(at, what.size(), with);
}

std::function<std::string(std::string)> with_limits(int enter, int guess)
{
    return [=](std::string yaml) {
        yaml = replaced(std::move(yaml), "enter: {times: 600,", "enter: {times: " + std::to_string(enter) + ",");
        return replaced(std::move(yaml), "guess: {times: 60,", "guess: {times: " + std::to_string(guess) + ",");
    };
}

fs::path made_town(HouseOptions const& options)
{
    auto const folder = db::testing::folder() / ("town-" + base::hex(base::random_bytes(6)));
    app::SampleOptions sample;
    sample.folder = folder;
    sample.residents = options.residents;
    sample.rsa = options.rsa;
    if (app::make_sample_town(sample) != 0) throw std::runtime_error("no sample town");
    auto const file = folder / "town.yaml";
    app::write_file(file, (options.edit ? options.edit : with_limits(0, 0))(app::read_file(file)));
    if (!options.calendar.empty()) app::write_file(folder / "calendar.yaml", options.calendar);
    return folder;
}

House::House(HouseOptions with) :
    folder(made_town(with)),
    options(std::move(with)),
    texts(app::load_texts()),
    views(app::load_views(*texts)),
    lanes(1),
    town(std::make_unique<app::Town>(folder, app::Shared{clock, lanes, *texts, *views, workers, askers})),
    server(std::make_unique<net::Server>(
        net::Listening{"127.0.0.1", 0}, options.limits, 2,
        [this](std::string_view method, std::string_view target) {
            return town->dispatcher.body_limit(method, target);
        },
        [this](net::Request& request) { return town->answer(request); })),
    certificate_port(listened()),
    serving([this] { server->run(); }),
    client(server->port())
{
    town->office.behind_proxy = options.behind_proxy;
    town->config.town.url = "http://" + client.host();
    for (auto const& line : base::split(app::read_file(folder / "sample" / "people.txt"), '\n'))
        if (!line.empty()) people.push_back(line);
}

// The address that asks for certificates, on any free port.
std::uint16_t House::listened()
{
    auto const identity = town->certificate_host();
    if (!identity) return 0;
    auto const port = server->listen({.port = 0, .identities = {*identity}, .ask_certificate = true});
    town->certificates->url = "https://localhost:" + std::to_string(port);
    return port;
}

House::~House()
{
    server->stop();
    serving.join();
    for (auto* const pool : {&workers, &askers}) pool->drain(); // what a visitor set going and did not wait for
    town->lane.drain();
}

std::string hidden(std::string const& page, std::string const& name)
{
    auto const mark = "name=\"" + name + "\" value=\"";
    auto const at = page.find(mark);
    return at == page.npos ? "" : page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
}

std::string House::token(std::string const& document, act::Level level, std::chrono::minutes lasting,
                         std::string const& method)
{
    auto const number = base::document_number(document);
    if (!number) throw std::logic_error("no document number: " + document);
    auto const made = town->lane.wait<std::string>([&](db::Tx& tx) -> base::Result<std::string> {
        auto const name = padro::registered_name(tx, number->text);
        identity::Proof const proof{number->kind == base::DocumentKind::Nie ? "nie" : "nif", number->text,
                                    name.empty() ? number->text : name, level, method};
        return identity::open_session(tx, proof, clock.now(), lasting).token;
    });
    return *made;
}

std::string House::staff_token(std::string const& login, std::chrono::minutes lasting)
{
    auto const now = clock.now();
    return town->lane
        .wait<staff::Opened>([&](db::Tx& tx) -> base::Result<staff::Opened> {
            auto const found = staff::member_by_login(tx, login);
            return staff::open_session(tx, {found->id, act::Level::High, "token", "127.0.0.1", "test"}, now, lasting);
        })
        ->token;
}

json::object House::issue(std::string const& document, std::string const& kind)
{
    auto const answer = client.post_json("/tramits/volant-empadronament",
                                         R"({"kind":")" + kind + R"(","purpose":"school"})", bearer(token(document)));
    if (answer.status != 201) throw std::runtime_error("not issued: " + answer.body);
    return answer.object().at("document").as_object();
}

House& house()
{
    static House shared({.residents = 300});
    return shared;
}

}
