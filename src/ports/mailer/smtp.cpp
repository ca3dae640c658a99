// SPDX-License-Identifier: EUPL-1.2
#include "ports/mailer/smtp.h"

#include "ports/mailer/mime.h"
#include "ports/secret_file.h"

namespace ports {
namespace {

class Smtp final : public Mailer {
public:
    explicit Smtp(SmtpSetting with) : setting(std::move(with)) {}

    Sent send(Letter const& letter) override
    {
        auto asked = at_the_door();
        if (!asked) return Sent::later("the file of the password cannot be read");
        auto const whole = mime(letter, {setting.from, setting.name});
        if (!whole) return Sent::refused("the letter has control characters where none may be");
        asked->to = letter.to;
        asked->letter = *whole;
        return judged(net::submit(*asked));
    }

    Check check() override
    {
        auto const asked = at_the_door();
        if (!asked) return {"mail", false, "the file of the password cannot be read"};
        auto const sent = judged(net::submit(*asked));
        return {"mail", sent.kind == Sent::Kind::Accepted, sent.why.empty() ? "the server lets us in" : sent.why};
    }

private:
    // What every dialogue begins with; nothing when the password is not to be had.
    std::optional<net::Submission> at_the_door() const
    {
        net::Submission asked;
        asked.url = setting.url;
        asked.starttls = setting.tls;
        asked.from = setting.from;
        asked.hello = setting.from.substr(setting.from.rfind('@') + 1);
        asked.user = setting.user;
        asked.ca_file = setting.authorities;
        asked.whole = std::chrono::seconds(setting.seconds);
        asked.connect = std::min(asked.connect, asked.whole);
        if (setting.user.empty()) return asked;
        auto const password = secret_in(setting.password_file);
        if (!password) return {};
        asked.password = *password;
        return asked;
    }

    SmtpSetting const setting;
};

std::string reply(net::Submitted const& told)
{
    auto text = std::string(name(told.stage)) + ": ";
    if (told.code == 0) return text + "no reply";
    text += "answered " + std::to_string(told.code);
    return told.enhanced.empty() ? text : text + " " + told.enhanced;
}

}

Sent judged(net::Submitted const& told)
{
    using Stage = net::Submitted::Stage;
    if (told.fault == net::Fetched::Fault::None) return Sent::accepted();
    if (told.denied) return Sent::later("the server refuses our name and password");
    auto const about_the_letter = told.stage == Stage::Recipient || told.stage == Stage::Content;
    if (about_the_letter && told.code >= 500) return Sent::refused(reply(told));
    if (told.code >= 400) return Sent::later(reply(told));
    return Sent::later(std::string(name(told.fault)) + " at " + std::string(name(told.stage)));
}

std::unique_ptr<Mailer> smtp_mailer(SmtpSetting setting) { return std::make_unique<Smtp>(std::move(setting)); }

}
