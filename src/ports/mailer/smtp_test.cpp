// SPDX-License-Identifier: EUPL-1.2
// What is made of a server's replies. The dialogue itself is held against a real server in tests/ports.
#include "ports/mailer/smtp.h"

#include "ports/mailer/mailer.h"

#include <gtest/gtest.h>

namespace ports {
namespace {

using Fault = net::Fetched::Fault;
using Kind = Sent::Kind;
using Stage = net::Submitted::Stage;

Sent judged_at(Stage stage, int code, Fault fault = Fault::Broken)
{
    net::Submitted told;
    told.fault = fault;
    told.stage = stage;
    told.code = code;
    return judged(told);
}

TEST(SmtpJudged, OnlyAFinalNoToThisLetterRefusesIt)
{
    for (auto const stage : {Stage::Door, Stage::Sender, Stage::Recipient, Stage::Content})
        for (int const code : {0, 220, 250, 354, 421, 450, 451, 452, 500, 530, 550, 552, 554}) {
            auto const letter = stage == Stage::Recipient || stage == Stage::Content;
            auto const expected = letter && code >= 500 ? Kind::Refused : Kind::TryLater;
            EXPECT_EQ(judged_at(stage, code).kind, expected) << name(stage) << " " << code;
            EXPECT_NE(judged_at(stage, code).why, "");
        }
}

TEST(SmtpJudged, TellsTheReplyByItsNumbersOnly)
{
    net::Submitted told;
    told.fault = Fault::Broken;
    told.stage = Stage::Recipient;
    told.code = 550;
    told.enhanced = "5.1.1";
    EXPECT_EQ(judged(told), Sent::refused("recipient: answered 550 5.1.1"));
    EXPECT_EQ(judged_at(Stage::Content, 354, Fault::TimedOut), Sent::later("timed-out at content"));
    told.denied = true;
    EXPECT_EQ(judged(told).kind, Kind::TryLater);
    EXPECT_EQ(judged_at(Stage::Content, 250, Fault::None), Sent::accepted());
}

TEST(SmtpJudged, EnhancedCodesAreReadOnlyWhereTheyAre)
{
    EXPECT_EQ(net::enhanced_code("550 5.1.1 <anna@exemple.cat> unknown\r\n"), "5.1.1");
    EXPECT_EQ(net::enhanced_code("451-4.7.24 wait"), "4.7.24");
    for (auto const* const line : {"550 No such user", "550 5.1 short", "550 4.1.1 of another kind", "550", "",
                                   "354 go", "550 5..1.1", "550 192.168.1.1 is listed", "550 5.1.1.1"})
        EXPECT_EQ(net::enhanced_code(line), "") << line;
}

TEST(Smtp, AServerThatIsNotThereIsWaitedFor)
{
    auto const mailer = smtp_mailer({.url = "smtp://127.0.0.1:1", .from = "oac@vilanova.example", .name = "Vilanova"});
    auto const sent = mailer->send({"1", "anna@exemple.cat", "Cita", "Bon dia", "ca", {}});
    EXPECT_EQ(sent, Sent::later("unreachable at greeting"));
    EXPECT_FALSE(mailer->check().ready);
}

TEST(Smtp, ALetterThatIsNoneIsRefusedBeforeAnythingIsSaid)
{
    auto const mailer = smtp_mailer({.url = "smtp://127.0.0.1:1", .from = "oac@vilanova.example", .name = "Vilanova"});
    EXPECT_EQ(mailer->send({"1", "anna@exemple.cat", "Cita\nBcc: x@y.cat", "Bon dia", "ca", {}}).kind, Kind::Refused);
}

TEST(Smtp, WithoutItsPasswordFileItWaitsForTheTechnician)
{
    auto const mailer = smtp_mailer({.url = "smtp://127.0.0.1:1",
                                     .from = "oac@vilanova.example",
                                     .name = "Vilanova",
                                     .user = "oac",
                                     .password_file = "/nowhere/password"});
    EXPECT_EQ(mailer->send({"1", "anna@exemple.cat", "Cita", "Bon dia", "ca", {}}),
              Sent::later("the file of the password cannot be read"));
    EXPECT_EQ(mailer->check().detail, "the file of the password cannot be read");
}

}
}
