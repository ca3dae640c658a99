// SPDX-License-Identifier: EUPL-1.2
#include "jobs/post.h"

#include "base/crypto.h"

#include <boost/json.hpp>

namespace jobs {
namespace {

namespace json = boost::json;
using By = Message::By;

std::string about(std::string_view kind, std::string_view id) { return std::string(kind) + " " + std::string(id); }

std::string text(json::object const& of, char const* name) { return std::string(of.at(name).as_string()); }

Ending ending_of(ports::Sent const& sent)
{
    switch (sent.kind) {
    case ports::Sent::Kind::Accepted:
        return Ending::done();
    case ports::Sent::Kind::TryLater:
        return Ending::later(sent.why);
    case ports::Sent::Kind::Refused:
        return Ending::never(sent.why);
    }
    return Ending::later("nobody knows");
}

}

std::string_view kind_of(By by) { return by == By::Mail ? "mail" : "sms"; }

void Post::put(db::Tx& tx, Message const& message, base::Instant now) const
{
    json::object const value{{"to", message.to},
                             {"subject", message.subject},
                             {"text", message.text},
                             {"language", message.language},
                             {"at", now.micros},
                             {"until", message.until.micros},
                             {"withheld", message.withheld}};
    auto const kind = kind_of(message.by);
    auto const sealed = base::encrypt(key, json::serialize(value), about(kind, message.id));
    jobs::put(tx, kind, message.id, base::base64url(sealed), now, now);
}

Ending Post::deliver(Job const& job, ports::Mailer* mailer, ports::Sms* sms, base::Instant now) const
{
    auto const sealed = base::from_base64url(job.payload);
    auto const plain = sealed ? base::decrypt(key, *sealed, about(job.kind, job.key)) : std::nullopt;
    if (!plain) return Ending::never("sealed with another key");
    auto const value = json::parse(*plain).as_object();
    if (value.at("withheld").as_bool()) return Ending::done();
    base::Instant const at{value.at("at").as_int64()}, until{value.at("until").as_int64()};
    if (until.micros != 0 && until <= now) return Ending::never("it could not be sent in its time");
    if (job.kind == kind_of(By::Mail)) {
        if (!mailer) return Ending::later("the town has no mail server");
        return ending_of(mailer->send(
            {job.key, text(value, "to"), text(value, "subject"), text(value, "text"), text(value, "language"), at}));
    }
    if (!sms) return Ending::later("the town has no gateway for text messages");
    return ending_of(sms->send({job.key, text(value, "to"), text(value, "text"), text(value, "language"), at}));
}

}
