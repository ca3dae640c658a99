// SPDX-License-Identifier: EUPL-1.2
// A gateway by HTTP. What the person's text says cannot change the body's form: it is put into the parsed JSON, or
// percent-encoded into the form.
#include "base/contacts.h"
#include "base/crypto.h"
#include "base/text.h"
#include "net/fetch.h"
#include "ports/secret_file.h"
#include "ports/sms/sms.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

namespace ports {
namespace {

namespace json = boost::json;
using Type = HttpGateway::Type;
using Values = std::vector<std::pair<std::string, std::string>>;

void fill(json::value& value, Values const& values)
{
    if (auto* const text = value.if_string())
        *text = base::filled(std::string_view(text->data(), text->size()), values);
    if (auto* const list = value.if_array())
        for (auto& each : *list) fill(each, values);
    if (auto* const object = value.if_object())
        for (auto& each : *object) fill(each.value(), values);
}

Values values_of(TextMessage const& message)
{
    return {{"to", message.to}, {"digits", message.to.substr(1)}, {"text", message.text}, {"id", message.id}};
}

std::string body_of(HttpGateway const& gateway, TextMessage const& message)
{
    auto values = values_of(message);
    if (gateway.type == Type::Json) {
        auto value = json::parse(gateway.body);
        fill(value, values);
        return json::serialize(value);
    }
    for (auto& [name, value] : values) value = base::percent_encoded(value);
    return base::filled(gateway.body, values);
}

class Http final : public Sms {
public:
    explicit Http(HttpGateway with) : gateway(std::move(with)) {}

    Sent send(TextMessage const& message) override
    {
        if (base::telephone_number(message.to) != message.to) return Sent::refused("that is no telephone number");
        auto asked = question();
        if (!asked) return Sent::later("the file of the token cannot be read");
        asked->body = body_of(gateway, message);
        auto const answer = net::fetch(*asked);
        if (answer.fault != net::Fetched::Fault::None) return Sent::later(std::string(net::name(answer.fault)));
        if (answer.status >= 200 && answer.status < 300) return Sent::accepted();
        auto const why = "answered " + std::to_string(answer.status);
        auto const final = std::ranges::find(gateway.refused, answer.status) != gateway.refused.end();
        return final ? Sent::refused(why) : Sent::later(why);
    }

    // No gateway has a question that costs nothing in common with the others: whether there is somebody at the address.
    Check check() override
    {
        auto asked = question();
        if (!asked) return {"sms", false, "the file of the token cannot be read"};
        asked->method = "HEAD";
        auto const answer = net::fetch(*asked);
        auto const there = answer.fault == net::Fetched::Fault::None && answer.status < 500;
        return {"sms", there,
                answer.fault == net::Fetched::Fault::None ? "somebody answers at the address"
                                                          : std::string(net::name(answer.fault))};
    }

private:
    std::optional<net::Fetch> question() const
    {
        net::Fetch asked;
        asked.url = gateway.url;
        asked.method = "POST";
        asked.timeout = std::chrono::seconds(gateway.seconds);
        asked.ca_file = gateway.authorities;
        asked.headers = {
            {"Content-Type", gateway.type == Type::Json ? "application/json" : "application/x-www-form-urlencoded"}};
        if (gateway.bearer_file.empty()) return asked;
        auto const token = secret_in(gateway.bearer_file);
        if (!token) return {};
        asked.headers.emplace_back("Authorization", "Bearer " + *token);
        return asked;
    }

    HttpGateway const gateway;
};

}

std::string fault_of_template(Type type, std::string const& body)
{
    for (auto const* const marker : {"{text}", "{id}"})
        if (body.find(marker) == body.npos) return std::string("lacks ") + marker;
    if (body.find("{to}") == body.npos && body.find("{digits}") == body.npos) return "lacks {to} or {digits}";
    json::error_code wrong;
    if (type == Type::Json) json::parse(body, wrong);
    return wrong ? "is no JSON" : "";
}

std::unique_ptr<Sms> http_gateway(HttpGateway gateway) { return std::make_unique<Http>(std::move(gateway)); }

}
