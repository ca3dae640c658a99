// SPDX-License-Identifier: EUPL-1.2
// A message centre by SMPP 3.4: bound as a transmitter for one message, which keeps no connection that could go stale
// between the few that a town sends.
#include "base/contacts.h"
#include "base/crypto.h"
#include "net/wire.h"
#include "ports/secret_file.h"
#include "ports/sms/alphabet.h"
#include "ports/sms/pdu.h"
#include "ports/sms/sms.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ports {
namespace {

using smpp::Command, smpp::Pdu, smpp::written, smpp::read, smpp::length_of, smpp::body_of, smpp::address_of;

// SMPP 3.4, 5.1.3: ESME_RINVMSGLEN, ESME_RINVDSTADR, ESME_RINVDSTTON, ESME_RINVDSTNPI, ESME_RX_P_APPN, ESME_RX_R_APPN.
// Everything else is about us or will pass.
constexpr std::array<std::uint32_t, 6> about_the_message{0x01, 0x0b, 0x50, 0x51, 0x65, 0x66};

std::string answered(std::string_view what, std::uint32_t status)
{
    return fmt::format("{}: answered 0x{:02x}", what, status);
}

class Session {
public:
    explicit Session(net::WireTo const& to) : wire(to) {}

    // The response to what is asked; nothing when it did not come.
    std::optional<Pdu> ask(Command command, std::string body)
    {
        auto const number = ++sequence;
        if (!wire.send(written({command, 0, number, std::move(body)}))) return {};
        while (auto const heard = next()) {
            auto const answers = heard->command == response_to(command) || heard->command == Command::GenericNack;
            if (answers && heard->sequence == number) return heard;
            // The other side may ask whether we are still there, at any time (2.7.1).
            if (heard->command == Command::EnquireLink &&
                !wire.send(written({response_to(Command::EnquireLink), 0, heard->sequence, {}})))
                return {};
        }
        return {};
    }
    std::string trouble() const
    {
        return wire.fault() == net::Wire::Fault::None ? "said what is no SMPP" : std::string(net::name(wire.fault()));
    }

private:
    std::optional<Pdu> next()
    {
        auto const begins = wire.receive(4);
        auto const length = begins ? length_of(*begins) : std::nullopt;
        auto const rest = length ? wire.receive(*length - 4) : std::nullopt;
        return rest ? read(*begins + *rest) : std::nullopt;
    }

    net::Wire wire;
    std::uint32_t sequence = 0;
};

class Smpp final : public Sms {
public:
    explicit Smpp(SmppCentre with) : centre(std::move(with)) {}

    Sent send(TextMessage const& message) override
    {
        if (base::telephone_number(message.to) != message.to) return Sent::refused("that is no telephone number");
        // The same at every try, so that parts of both tries fit together.
        auto const parts = parts_of(message.text, std::uint8_t(base::sha256(message.id)[0]));
        if (!parts) return Sent::refused("the text is empty or too long");
        Session session(line());
        if (auto const no = bound(session); no.kind != Sent::Kind::Accepted) return no;
        auto sent = Sent::accepted();
        for (std::size_t i = 0; i < parts->octets.size() && sent.kind == Sent::Kind::Accepted; ++i)
            sent = part(session, message.to, *parts, i);
        session.ask(Command::Unbind, {});
        return sent;
    }

    Check check() override
    {
        Session session(line());
        auto const let_in = bound(session);
        if (let_in.kind != Sent::Kind::Accepted) return {"sms", false, let_in.why};
        auto const there = session.ask(Command::EnquireLink, {});
        if (!there || there->status != 0) return {"sms", false, there ? "it does not stay with us" : session.trouble()};
        session.ask(Command::Unbind, {});
        return {"sms", true, "the centre lets us in"};
    }

private:
    net::WireTo line() const
    {
        net::WireTo to{centre.host, centre.port, centre.tls, centre.authorities, std::chrono::seconds(10), {}};
        to.whole = std::chrono::seconds(centre.seconds);
        return to;
    }

    Sent bound(Session& session) const
    {
        auto const password = secret_in(centre.password_file);
        if (!password) return Sent::later("the file of the password cannot be read");
        auto const body = body_of(smpp::Bind{centre.user, *password, centre.system_type});
        if (!body) return Sent::later("the password is longer than SMPP's eight octets");
        auto const answer = session.ask(Command::BindTransmitter, *body);
        if (!answer) return Sent::later("bind: " + session.trouble());
        return answer->status == 0 ? Sent::accepted() : Sent::later(answered("bind", answer->status));
    }

    Sent part(Session& session, std::string const& to, Parts const& parts, std::size_t which) const
    {
        auto const what = fmt::format("part {} of {}", which + 1, parts.octets.size());
        smpp::Submit const submit{address_of(centre.from), address_of(to), parts.with_header, parts.in_ucs2,
                                  parts.octets[which]};
        auto const body = body_of(submit);
        if (!body) return Sent::refused(what + ": does not fit SMPP");
        auto const answer = session.ask(Command::SubmitSm, *body);
        if (!answer) return Sent::later(what + ": " + session.trouble());
        if (answer->status == 0) return Sent::accepted();
        auto const final = std::ranges::find(about_the_message, answer->status) != about_the_message.end();
        auto const why = answered(what, answer->status);
        return final ? Sent::refused(why) : Sent::later(why);
    }

    SmppCentre const centre;
};

}

std::unique_ptr<Sms> smpp_centre(SmppCentre centre) { return std::make_unique<Smpp>(std::move(centre)); }

}
