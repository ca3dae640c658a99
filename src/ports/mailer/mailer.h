// SPDX-License-Identifier: EUPL-1.2
// Letters by e-mail. Waits for the network: for jobs and worker threads.
#pragma once
#include "base/time.h"
#include "ports/check.h"
#include "ports/sent.h"

#include <filesystem>
#include <memory>
#include <string>

namespace ports {

struct Letter {
    std::string id; // ours: the same letter tried again has the same Message-ID and Date
    std::string to; // a bare address (base::email_address)
    std::string subject, text;
    std::string language; // "ca"
    base::Instant at{};   // when it was written
};

class Mailer {
public:
    virtual ~Mailer() = default;
    virtual Sent send(Letter const&) = 0;
    virtual Check check() = 0;
};

struct SmtpSetting {
    std::string url;        // smtp://host:587, smtps://host:465
    bool tls = true;        // false: a relay beside us, smtp:// only
    std::string from, name; // the town's address and name
    std::string user = {};  // nobody when empty
    std::string password_file = {};
    std::string authorities = {}; // PEM file; the system's when empty
    int seconds = 30;             // for a whole letter
};
std::unique_ptr<Mailer> smtp_mailer(SmtpSetting);
// Of sample towns: letters go into the folder's post box (ports/postbox) and nowhere else.
std::unique_ptr<Mailer> demo_mailer(std::filesystem::path folder);

}
