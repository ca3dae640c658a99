// SPDX-License-Identifier: EUPL-1.2
// clamd(8): zINSTREAM sends a file in chunks, each behind its length; the answer is one line that ends with NUL.
#include "net/wire.h"
#include "ports/virus_scan/virus_scan.h"

namespace ports {
namespace {

constexpr std::size_t longest_answer = 1000;

std::string length_of(std::string_view chunk)
{
    auto const size = std::uint32_t(chunk.size());
    return {char(size >> 24), char(size >> 16), char(size >> 8), char(size)};
}

class Clamd final : public VirusScan {
public:
    explicit Clamd(ClamdSetting with) : setting(std::move(with)) {}

    Scanned scan(std::function<std::string()> const& next) override
    {
        net::Wire wire(address(setting.seconds));
        if (wire.fault() != net::Wire::Fault::None) return unknown("clamd does not answer");
        auto going = wire.send(std::string_view("zINSTREAM\0", 10));
        for (auto piece = next(); going && !piece.empty(); piece = next())
            going = wire.send(length_of(piece)) && wire.send(piece);
        // Larger than its StreamMaxLength: it says so and hangs up, whatever else we send.
        if (going) wire.send(std::string_view("\0\0\0\0", 4));
        return read(line(wire));
    }

    Check check() override
    {
        net::Wire wire(address(5));
        auto const place = setting.socket.empty() ? setting.host + ":" + std::to_string(setting.port) : setting.socket;
        if (wire.fault() != net::Wire::Fault::None) return {"virus_scan", false, "no clamd at " + place};
        wire.send(std::string_view("zVERSION\0", 9));
        auto const version = line(wire);
        if (version.empty()) return {"virus_scan", false, "clamd at " + place + " says nothing"};
        return {"virus_scan", true, version};
    }

private:
    net::WireTo address(int seconds) const
    {
        net::WireTo to;
        to.host = setting.socket.empty() ? setting.host : "localhost";
        to.port = setting.port;
        to.unix_socket = setting.socket;
        to.connect = std::chrono::seconds(5);
        to.whole = std::chrono::seconds(seconds);
        return to;
    }

    static std::string line(net::Wire& wire)
    {
        std::string text;
        while (text.size() < longest_answer) {
            auto const byte = wire.receive(1);
            if (!byte || byte->front() == '\0') break;
            text += *byte;
        }
        return text;
    }

    static Scanned unknown(std::string trouble) { return {Scanned::Verdict::Unknown, "", std::move(trouble)}; }

    // "stream: OK", "stream: Eicar-Test-Signature FOUND", "INSTREAM size limit exceeded. ERROR"
    static Scanned read(std::string_view answer)
    {
        constexpr std::string_view found = " FOUND", prefix = "stream: ";
        if (answer == "stream: OK") return {Scanned::Verdict::Clean, "", ""};
        if (answer.starts_with(prefix) && answer.ends_with(found))
            return {Scanned::Verdict::Infected,
                    std::string(answer.substr(prefix.size(), answer.size() - prefix.size() - found.size())), ""};
        return unknown(answer.empty() ? "clamd did not answer in time" : "clamd: " + std::string(answer));
    }

    ClamdSetting const setting;
};

}

std::unique_ptr<VirusScan> clamd(ClamdSetting setting) { return std::make_unique<Clamd>(std::move(setting)); }

}
