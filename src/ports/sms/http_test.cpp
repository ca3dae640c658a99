// SPDX-License-Identifier: EUPL-1.2
// A gateway by HTTP against our own server: what it is sent, and what is made of its answers.
#include "base/crypto.h"
#include "db/testing.h"
#include "net/testing.h"
#include "ports/sms/sms.h"

#include <boost/json.hpp>
#include <fstream>

namespace ports {
namespace {

using Type = HttpGateway::Type;
TextMessage const message{"01hq", "+34600123456", "l·l \"cometes\" \\ {id} & = %\n«ç»", "ca", {}};

// A gateway that keeps the last request and answers as it is told.
struct Gateway {
    int status = 200;
    net::Request seen;
    net::testing::Served served{[this](net::Request& request) {
        seen = request;
        return net::testing::text("anna 600123456", status);
    }};
};

TEST(SmsHttp, ATextCannotChangeTheJsonAroundIt)
{
    Gateway gateway;
    auto const sms = http_gateway({.url = gateway.served.url("/send"),
                                   .body = R"({"to": ["{to}"], "msisdn": "{digits}", "m": {"body": "{text}", "n": 1},
                                               "ref": "finestreta-{id}", "flash": false})"});
    EXPECT_EQ(sms->send(message), Sent::accepted());
    EXPECT_EQ(gateway.seen.method, "POST");
    EXPECT_EQ(gateway.seen.target, "/send");
    EXPECT_EQ(net::find(gateway.seen.headers, "Content-Type"), "application/json");
    auto const sent = boost::json::parse(gateway.seen.body).as_object();
    EXPECT_EQ(sent.at("to").as_array().at(0).as_string(), "+34600123456");
    EXPECT_EQ(sent.at("msisdn").as_string(), "34600123456");
    EXPECT_EQ(sent.at("m").as_object().at("body").as_string(), message.text) << "markers in it are only text";
    EXPECT_EQ(sent.at("m").as_object().at("n").as_int64(), 1);
    EXPECT_EQ(sent.at("ref").as_string(), "finestreta-01hq");
    EXPECT_EQ(sent.size(), 5u);
}

TEST(SmsHttp, NorTheFormAroundIt)
{
    Gateway gateway;
    auto const sms = http_gateway(
        {.url = gateway.served.url(), .type = Type::Form, .body = "user=oac&to={to}&text={text}&id={id}&end=1"});
    EXPECT_EQ(sms->send(message), Sent::accepted());
    EXPECT_EQ(net::find(gateway.seen.headers, "Content-Type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(gateway.seen.body,
              "user=oac&to=%2b34600123456&text=" + base::percent_encoded(message.text) + "&id=01hq&end=1");
    EXPECT_NE(gateway.seen.body.find("%26%20%3d"), std::string::npos);
}

TEST(SmsHttp, TheTokenComesFromItsFileEachTime)
{
    Gateway gateway;
    auto const file = (db::testing::folder() / base::hex(base::random_bytes(6))).string();
    auto const sms =
        http_gateway({.url = gateway.served.url(), .body = R"({"t":"{to}{text}{id}"})", .bearer_file = file});
    EXPECT_EQ(sms->send(message), Sent::later("the file of the token cannot be read"));
    EXPECT_FALSE(sms->check().ready);
    std::ofstream(file) << "abc\n";
    EXPECT_EQ(sms->send(message), Sent::accepted());
    EXPECT_EQ(net::find(gateway.seen.headers, "Authorization"), "Bearer abc");
    std::ofstream(file) << "def";
    sms->send(message);
    EXPECT_EQ(net::find(gateway.seen.headers, "Authorization"), "Bearer def");
}

TEST(SmsHttp, EveryStatusEndsInItsWay)
{
    Gateway gateway;
    HttpGateway setting{.url = gateway.served.url(), .body = R"({"t":"{to}{text}{id}"})"};
    auto const standard = http_gateway(setting);
    setting.refused = {401, 503};
    auto const other = http_gateway(setting);
    for (int const status : {200, 201, 202, 204, 301, 400, 401, 403, 404, 408, 410, 413, 422, 429, 500, 502, 503}) {
        gateway.status = status;
        auto const final = status == 400 || status == 404 || status == 410 || status == 413 || status == 422;
        auto const expected = status < 300 ? Sent::accepted()
                              : final      ? Sent::refused("answered " + std::to_string(status))
                                           : Sent::later("answered " + std::to_string(status));
        EXPECT_EQ(standard->send(message), expected) << status;
        auto const otherwise = status < 300                     ? Sent::Kind::Accepted
                               : status == 401 || status == 503 ? Sent::Kind::Refused
                                                                : Sent::Kind::TryLater;
        EXPECT_EQ(other->send(message).kind, otherwise) << status;
    }
}

TEST(SmsHttp, AGatewayThatIsAwayIsWaitedFor)
{
    auto const sms = http_gateway({.url = "http://127.0.0.1:1/", .body = R"({"t":"{to}{text}{id}"})"});
    EXPECT_EQ(sms->send(message), Sent::later("unreachable"));
    EXPECT_FALSE(sms->check().ready);
}

TEST(SmsHttp, WhatIsNoNumberIsNotSent)
{
    auto const sms = http_gateway({.url = "http://127.0.0.1:1/", .body = R"({"t":"{to}{text}{id}"})"});
    for (auto const* const to : {"", "600123456", "+34 600 123 456", "anna"})
        EXPECT_EQ(sms->send({"1", to, "x", "ca", {}}).kind, Sent::Kind::Refused) << to;
}

TEST(SmsHttp, TemplatesThatCannotWorkAreTold)
{
    EXPECT_EQ(fault_of_template(Type::Json, R"({"a":"{to}","b":"{text}","c":"{id}"})"), "");
    EXPECT_EQ(fault_of_template(Type::Json, R"({"a":"{digits}","b":"{text}","c":"{id}"})"), "");
    EXPECT_EQ(fault_of_template(Type::Json, R"({"a":"{to}","b":"{text}","c":"{id}")"), "is no JSON");
    EXPECT_EQ(fault_of_template(Type::Json, R"({"a":"{to}","c":"{id}"})"), "lacks {text}");
    EXPECT_EQ(fault_of_template(Type::Form, "a={to}&b={text}"), "lacks {id}");
    EXPECT_EQ(fault_of_template(Type::Form, "b={text}&c={id}"), "lacks {to} or {digits}");
}

}
}
