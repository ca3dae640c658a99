// SPDX-License-Identifier: EUPL-1.2
// Several towns in one process, told apart by the name that the browser calls; the server as main starts it.
#include "app/commands.h"
#include "app/entry.h"
#include "http/office.h"

#include <arpa/inet.h>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace http {
namespace {

std::uint16_t free_port()
{
    auto const held = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(held, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(held, reinterpret_cast<sockaddr*>(&address), &size);
    close(held);
    return ntohs(address.sin_port);
}

std::function<std::string(std::string)> called(std::string const& name, std::string const& host)
{
    return [=](std::string yaml) {
        yaml = replaced(std::move(yaml), "name: \"Ajuntament de Vilanova del Riu\"", "name: \"" + name + "\"");
        return yaml + "hosts: [" + host + "]\n";
    };
}

// `finestreta serve` with some towns, until the object ends.
class Served {
public:
    explicit Served(std::vector<fs::path> towns) : port(free_port()), client(port)
    {
        thread = std::thread([this, towns = std::move(towns)] {
            app::ServeOptions options;
            options.towns = towns;
            options.port = port;
            options.threads = 1;
            status = app::serve(options);
        });
        for (int i = 0; i < 200; ++i) {
            try {
                if (client.get("/healthz").status != 0) return;
            } catch (std::system_error const&) {
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
    }
    ~Served()
    {
        kill(getpid(), SIGTERM);
        thread.join();
        EXPECT_EQ(status, 0);
    }

    std::uint16_t const port;
    Client client;

private:
    int status = -1;
    std::thread thread;
};

TEST(Towns, AreToldApartByTheirHost)
{
    Served served({made_town({.edit = called("Ajuntament d'Alta", "alta.example")}),
                   made_town({.edit = called("Ajuntament de Baixa", "baixa.example")})});
    auto const at = [&](std::string const& host) { return served.client.get("/", browser("", {{"Host", host}})); };
    EXPECT_TRUE(at("alta.example").holds("Ajuntament d&#39;Alta")) << at("alta.example").body.substr(0, 300);
    EXPECT_FALSE(at("alta.example").holds("Ajuntament de Baixa"));
    EXPECT_TRUE(at("baixa.example:8443").holds("Ajuntament de Baixa"));
    for (auto const* const other :
         {"localhost", "gamma.example", "alta.example.evil.example", "alta.example@baixa.example"})
        EXPECT_EQ(at(other).status, 404) << other;
    EXPECT_EQ(at("ALTA.example").status, 200) << "host names know no case (RFC 9110, 4.2.3)";
    EXPECT_EQ(at("alta.example.").status, 404);
}

TEST(Towns, DoNotKnowEachOthersSessionsAndDocuments)
{
    Served served({made_town({.edit = called("Ajuntament d'Alta", "alta.example")}),
                   made_town({.edit = called("Ajuntament de Baixa", "baixa.example")})});
    net::Headers const alta{{"Host", "alta.example"}}, baixa{{"Host", "baixa.example"}};
    auto const entered = served.client.post_json("/entra/demo", R"({"document":"12345678Z","level":"high"})", alta);
    ASSERT_EQ(entered.status, 200) << entered.body;
    auto const token = entered.cookie("sessio");
    auto const issue = [&](net::Headers const& town) {
        return served.client.post_json("/tramits/volant-empadronament", R"({"kind":"individual","purpose":"bank"})",
                                       bearer(token, town));
    };
    auto const made = issue(alta);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(issue(baixa).status, 401);
    auto const verify = std::string(made.object().at("document").at("verify").as_string());
    auto const verified = [&](std::string const& host) {
        return served.client.get(verify, {{"Host", host}, {"Accept", "application/json"}}).status;
    };
    EXPECT_EQ(verified("alta.example"), 200);
    EXPECT_EQ(verified("baixa.example"), 404);
}

TEST(Towns, AloneAnswersToAnyName)
{
    Served served({made_town({})});
    EXPECT_EQ(served.client.get("/", browser("", {{"Host", "anything.example"}})).status, 200);
    auto const made = served.client.post_json("/entra/demo", R"({"document":"12345678Z","level":"high"})");
    ASSERT_EQ(made.status, 200);
    auto const issued = served.client.post_json(
        "/tramits/volant-empadronament", R"({"kind":"individual","purpose":"bank"})", bearer(made.cookie("sessio")));
    EXPECT_EQ(issued.status, 201);
}

TEST(Server, StoppedWhileWorkIsUnderWayFinishesIt)
{
    std::atomic<int> good = 0, cut = 0;
    std::vector<std::thread> visitors;
    {
        Served served({made_town({})});
        auto const token =
            served.client.post_json("/entra/demo", R"({"document":"12345678Z","level":"high"})").cookie("sessio");
        for (int v = 0; v < 4; ++v)
            visitors.emplace_back([&, client = served.client, token] {
                for (;;) {
                    try {
                        auto const answer =
                            client.post_json("/tramits/volant-empadronament",
                                             R"({"kind":"individual","purpose":"bank"})", bearer(token));
                        if (answer.status == 0) { // the connection was closed before it was served
                            ++cut;
                            return;
                        }
                        EXPECT_EQ(answer.status, 201) << answer.body;
                        ++good;
                    } catch (std::system_error const&) {
                        return; // nobody listens any more
                    }
                }
            });
        while (good < 20) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    for (auto& visitor : visitors) visitor.join();
    EXPECT_GE(good, 20);
    EXPECT_LE(cut, 4);
}

TEST(Towns, ASampleTownWhoseSecondPortIsTakenStillOpens)
{
    House own;
    auto const listen_at = [](std::uint16_t port) {
        return std::make_unique<net::Server>(
            net::Listening{.port = port}, net::Limits{}, 1, [](auto, auto) { return std::size_t(1024); },
            [](net::Request&) -> net::Outcome { return net::Response(); });
    };
    for (int attempt = 0; attempt < 20; ++attempt) {
        auto const server = listen_at(0);
        std::unique_ptr<net::Server> somebody_else;
        try {
            somebody_else = listen_at(std::uint16_t(server->port() + 363));
        } catch (std::system_error const&) {
            continue; // taken already, by whom we do not know: another pair
        }
        ASSERT_NE(own.town->identity.certificates, nullptr);
        EXPECT_NO_THROW(app::listen_for_certificates({own.town.get()}, *server, "127.0.0.1"));
        EXPECT_EQ(own.town->identity.certificates, nullptr) << "and offers no certificate";
        return;
    }
    FAIL() << "no free pair of ports";
}

}
}
