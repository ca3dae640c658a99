// SPDX-License-Identifier: EUPL-1.2
// Messages to people on their way out: an act puts one, the job hands it to the mail server or the gateway. What it
// says and to whom is sealed in its row, so that neither a copy of the database nor a dead job tells (RGPD, art. 32).
#pragma once
#include "jobs/jobs.h"
#include "ports/mailer/mailer.h"
#include "ports/sms/sms.h"

namespace jobs {

struct Message {
    enum class By { Mail, Sms };
    By by = By::Mail;
    std::string id;            // one message, however often it is tried
    std::string to;            // base::email_address, base::telephone_number
    std::string subject, text; // a text message has no subject
    std::string language;
    base::Instant until{}; // when it is too late for it; 0: never
    // Put so that nobody can tell by the time it takes that nothing goes out; then forgotten.
    bool withheld = false;
};

// The kind of job that carries it: "mail", "sms".
std::string_view kind_of(Message::By);

class Post {
public:
    explicit Post(std::string sealing_key) : key(std::move(sealing_key)) {}

    // In an act. The same id is not put twice.
    void put(db::Tx&, Message const&, base::Instant now) const;
    // On a job's thread. Either may be null: messages of that kind wait until there is one.
    Ending deliver(Job const&, ports::Mailer*, ports::Sms*, base::Instant now) const;

private:
    std::string const key;
};

}
