// SPDX-License-Identifier: EUPL-1.2
// finestreta check: what the town still lacks; and letters on trial, for whoever sets the mail server up.
#include "app/commands.h"
#include "app/opened.h"
#include "base/contacts.h"
#include "base/id.h"

#include <cstdio>

namespace app {
namespace {

// Tells what became of something sent; whether it was taken.
bool told(char const* what, ports::Sent const& sent)
{
    using Kind = ports::Sent::Kind;
    auto const* const word = sent.kind == Kind::Accepted   ? "accepted"
                             : sent.kind == Kind::TryLater ? "later"
                                                           : "refused";
    std::printf("%-12s %-8s %s\n", what, word, sent.why.c_str());
    return sent.kind == Kind::Accepted;
}

bool try_mail(Opened& opened, std::string const& typed)
{
    auto const to = base::email_address(typed);
    auto& town = opened.town;
    if (!to) return told("mail", ports::Sent::refused("that is no address"));
    if (!town.mailer) return told("mail", ports::Sent::refused("town.yaml has no mail"));
    auto const now = opened.clock.now();
    auto const language = town.config.town.languages.front();
    base::Refusal::Arguments const with{{"town", town.config.town.name}};
    return told("mail", town.mailer->send({base::fresh_id_text(now), *to,
                                           opened.texts->say(language, "backoffice.trial-subject", with),
                                           opened.texts->say(language, "backoffice.trial-text", with), language, now}));
}

bool try_sms(Opened& opened, std::string const& typed)
{
    auto const to = base::telephone_number(typed);
    auto& town = opened.town;
    if (!to) return told("sms", ports::Sent::refused("that is no number"));
    if (!town.sms) return told("sms", ports::Sent::refused("town.yaml has no sms"));
    auto const now = opened.clock.now();
    auto const language = town.config.town.languages.front();
    return told("sms",
                town.sms->send({base::fresh_id_text(now), *to,
                                opened.texts->say(language, "backoffice.trial-text", {{"town", town.config.town.name}}),
                                language, now}));
}

int try_post(Opened& opened, CheckOptions const& options)
{
    bool good = true;
    if (!options.send_mail.empty()) good = try_mail(opened, options.send_mail) && good;
    if (!options.send_sms.empty()) good = try_sms(opened, options.send_sms) && good;
    return good ? 0 : 1;
}

}

int check(CheckOptions const& options)
{
    Opened opened(options.town);
    if (!options.send_mail.empty() || !options.send_sms.empty()) return try_post(opened, options);
    auto& town = opened.town;
    auto const now = opened.clock.now();
    auto const reader = town.database.read();
    bool good = true;
    auto list = town.checks(reader.snapshot(), now);
    for (auto& each : town.asked()) list.push_back(std::move(each));
    for (auto const& each : list) {
        std::printf("%-12s %-8s %s\n", each.what.c_str(), each.ready ? "ok" : "MISSING", each.detail.c_str());
        good = good && each.ready;
    }
    for (auto const& warning : calendar::health(town.calendar, base::local_day(now)).warnings)
        std::printf("%-12s %-8s %s\n", "calendar", "WARNING", warning.c_str());
    for (auto const& fault : town.procedures.shelf(now)->faults) {
        std::printf("%-12s %-8s %s:%d: %s\n", "procedure", "REFUSED", fault.file.c_str(), fault.line,
                    fault.reason.c_str());
        good = false;
    }
    auto const& automated = town.config.padro.certificates;
    std::printf("%-12s %-8s %s\n", "certificate", automated ? "ok" : "manual",
                automated ? automated->resolution.c_str()
                          : "no automated_actions for certificat-empadronament: the secretary signs each one");
    return good ? 0 : 1;
}

}
