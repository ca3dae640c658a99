// SPDX-License-Identifier: EUPL-1.2
// Text messages to telephones. Waits for the network: for jobs and worker threads.
#pragma once
#include "base/time.h"
#include "ports/check.h"
#include "ports/sent.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace ports {

struct TextMessage {
    std::string id; // ours
    std::string to; // E.164 with its plus (base::telephone_number)
    std::string text;
    std::string language;
    base::Instant at{}; // when it was written
};

class Sms {
public:
    virtual ~Sms() = default;
    virtual Sent send(TextMessage const&) = 0;
    virtual Check check() = 0;
};

// A gateway that takes a message by HTTP POST.
struct HttpGateway {
    enum class Type { Json, Form };
    std::string url;
    Type type = Type::Json;
    // The body, with {to} (+34600123456), {digits} (34600123456), {text} and {id} where they belong.
    std::string body;
    std::string bearer_file = {};                      // a token, sent as Authorization: Bearer; none when empty
    std::string authorities = {};                      // PEM file; the system's when empty
    std::vector<int> refused{400, 404, 410, 413, 422}; // statuses by which this message will never be taken
    int seconds = 20;
};
// What is wrong with a body's template; empty when it is right.
std::string fault_of_template(HttpGateway::Type, std::string const& body);
std::unique_ptr<Sms> http_gateway(HttpGateway);

// A message centre by SMPP 3.4.
struct SmppCentre {
    std::string host;
    std::uint16_t port = 2775;
    bool tls = false;
    std::string authorities = {}; // PEM file; the system's when empty
    std::string user;             // system_id, at most 15 octets
    std::string password_file;    // at most 8
    std::string system_type = {}; // at most 12
    std::string from;             // +34…, a short number, or a name of at most eleven plain letters
    int seconds = 30;             // for a whole message
};
std::unique_ptr<Sms> smpp_centre(SmppCentre);

// Of sample towns: messages go into the folder's post box (ports/postbox) and nowhere else.
std::unique_ptr<Sms> demo_sms(std::filesystem::path folder);

}
