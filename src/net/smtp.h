// SPDX-License-Identifier: EUPL-1.2
// Handing a letter in at a mail server (RFC 5321, RFC 6409), over libcurl. It waits: for worker threads.
#pragma once
#include "net/fetch.h"

namespace net {

struct Submission {
    std::string url;            // smtp://host:port or smtps://host:port
    bool starttls = true;       // of smtp://: without TLS nothing goes out
    std::string hello;          // what we call ourselves
    std::string user, password; // nobody when the user is empty
    std::string from, to;       // bare addresses
    std::string letter;         // with CRLF; empty: only whether the server lets us in
    std::string ca_file;        // PEM authorities; the system's when empty
    std::chrono::milliseconds connect{10'000}, whole{30'000};
};

struct Submitted {
    // How far the dialogue came: until the server let us in, the letter's sender, its recipient, its content.
    enum class Stage { Door, Sender, Recipient, Content };
    Fetched::Fault fault = Fetched::Fault::None; // None: accepted
    bool denied = false;                         // name or password
    Stage stage = Stage::Door;
    int code = 0;         // of the server's last reply, 0 for none
    std::string enhanced; // its enhanced status code (RFC 3463), such as 5.1.1
};

// Never throws for what the network does; keeps nothing of what the server says but its numbers, as replies repeat
// addresses.
Submitted submit(Submission const&);
std::string_view name(Submitted::Stage);
// "5.1.1" of a reply line such as "550 5.1.1 <a@b> unknown"; empty when it has none.
std::string enhanced_code(std::string_view reply_line);

}
