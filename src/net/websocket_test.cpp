// SPDX-License-Identifier: EUPL-1.2
#include "net/websocket.h"
#include "net/websocket_codec.h"
#include "net/websocket_testing.h"

#include <gtest/gtest.h>

namespace net {
namespace {

using testing::Frame;
using testing::frame;
using Frames = std::vector<Frame>;

class Codec : public ::testing::Test {
protected:
    Frames told(std::string_view bytes)
    {
        codec.read(bytes);
        return testing::frames(codec.take());
    }
    int closed(std::string_view bytes)
    {
        auto const answer = told(bytes);
        auto const status = answer.empty() || answer.back().opcode != testing::Close ? 0 : answer.back().status();
        EXPECT_EQ(status != 0, codec.over());
        return status;
    }
    // What is no frame at all is answered by a close without a status.
    bool cut_off(std::string_view bytes) { return told(bytes) == Frames({{testing::Close, ""}}) && codec.over(); }
    std::vector<std::string> heard;
    bool welcome = true;
    WebSocketCodec codec{100, [this](std::string_view text) {
                             heard.emplace_back(text);
                             return welcome;
                         }};
};

TEST_F(Codec, HearsWholeTextsHoweverTheyCome)
{
    EXPECT_TRUE(told(frame(testing::Text, "bon dia")).empty());
    EXPECT_TRUE(told(frame(testing::Text, "col·", false) + frame(testing::Ping, "hi") +
                     frame(testing::Continued, "legi")) == Frames({{testing::Pong, "hi"}}));
    for (auto const byte : frame(testing::Text, std::string(100, 'x'))) codec.read({&byte, 1});
    EXPECT_EQ(heard, (std::vector<std::string>{"bon dia", "col·legi", std::string(100, 'x')}));
    EXPECT_FALSE(codec.over());
}

TEST_F(Codec, SaysShortAndLongTexts)
{
    std::vector<std::string> const said{"", "hola", std::string(200, 'a'), std::string(70'000, 'b')};
    for (auto const& text : said) codec.say(text);
    EXPECT_GT(codec.unwritten(), 70'000u);
    auto const list = testing::frames(codec.take());
    ASSERT_EQ(list.size(), said.size());
    for (std::size_t i = 0; i < said.size(); ++i) EXPECT_EQ(list[i], (Frame{testing::Text, said[i]}));
    EXPECT_EQ(codec.unwritten(), 0u);
}

TEST_F(Codec, AGoodbyeIsAnsweredAndEndsIt)
{
    EXPECT_EQ(closed(frame(testing::Close, "\x03\xe8")), 1000);
    codec.say("too late");
    EXPECT_EQ(codec.take(), "");
}

TEST_F(Codec, OurGoodbyeWaitsForTheirs)
{
    codec.say("last words");
    codec.say_goodbye();
    auto const list = testing::frames(codec.take());
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[1].status(), 1000);
    EXPECT_FALSE(codec.over());
    codec.read(frame(testing::Close, "\x03\xe8"));
    EXPECT_EQ(codec.take(), "");
    EXPECT_TRUE(codec.over());
}

// RFC 6455, 5.1, 5.5, 7.4.1 and 8.1: each breach has its status.
TEST_F(Codec, FramesWithoutAMaskEndIt) { EXPECT_EQ(closed(frame(testing::Text, "x", true, false)), 1002); }
TEST_F(Codec, TextThatIsNoTextEndsIt) { EXPECT_EQ(closed(frame(testing::Text, "\xff\xfe")), 1007); }
TEST_F(Codec, TextCutInACharacterEndsIt) { EXPECT_EQ(closed(frame(testing::Text, "\xe2\x82")), 1007); }
TEST_F(Codec, TooMuchEndsIt) { EXPECT_EQ(closed(frame(testing::Text, std::string(101, 'x'))), 1009); }
TEST_F(Codec, TooMuchInPiecesEndsIt)
{
    EXPECT_EQ(closed(frame(testing::Text, std::string(60, 'x'), false)), 0);
    EXPECT_EQ(closed(frame(testing::Continued, std::string(60, 'x'))), 1009);
}
TEST_F(Codec, AClaimOfTooMuchEndsItAtTheFirstByte)
{
    using namespace std::literals;
    EXPECT_EQ(closed("\x81\xff\x00\x00\x00\x7f\xff\xff\xff\xff\x11\x22\x33\x44x"sv), 1009);
}
TEST_F(Codec, BinaryEndsIt) { EXPECT_EQ(closed(frame(testing::Binary, "x")), 1003); }
TEST_F(Codec, AnUnknownKindEndsIt) { EXPECT_EQ(closed(frame(3, "x")), 1002); }
TEST_F(Codec, AReservedBitEndsIt) { EXPECT_EQ(closed(frame(0x41, "x")), 1002); }
TEST_F(Codec, APieceOfNothingEndsIt) { EXPECT_EQ(closed(frame(testing::Continued, "x")), 1002); }
TEST_F(Codec, ALongPingEndsIt) { EXPECT_TRUE(cut_off(frame(testing::Ping, std::string(126, 'x')))); }
TEST_F(Codec, APingInPiecesEndsIt) { EXPECT_TRUE(cut_off(frame(testing::Ping, "x", false))); }
TEST_F(Codec, WhatNobodyWantsToHearEndsIt)
{
    welcome = false;
    EXPECT_EQ(closed(frame(testing::Text, "x")), 1008);
    EXPECT_EQ(told(frame(testing::Text, "y")), Frames());
    EXPECT_EQ(heard.size(), 1u) << "nothing is heard after the goodbye";
}

Request asking()
{
    Request request;
    request.method = "GET";
    // The example of RFC 6455, 1.3.
    request.headers = {{"Upgrade", "websocket"},
                       {"Connection", "keep-alive, Upgrade"},
                       {"Sec-WebSocket-Version", "13"},
                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
    return request;
}

TEST(WebSocket, AgreesAsTheStandardSays)
{
    auto const conversation = std::make_shared<Conversation>();
    auto const answer = websocket_answer(asking(), conversation);
    EXPECT_EQ(answer.status, 101);
    EXPECT_EQ(find(answer.headers, "Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(answer.conversation, conversation);
    EXPECT_EQ(head_of(answer).find("Content-Length"), std::string::npos);
}

TEST(WebSocket, RefusesWhatIsNotAskedRight)
{
    EXPECT_TRUE(asks_for_websocket(asking()));
    auto const with = [](std::size_t field, std::string const& value) {
        auto request = asking();
        request.headers[field].second = value;
        return websocket_answer(request, std::make_shared<Conversation>());
    };
    EXPECT_EQ(with(0, "h2c").status, 400);
    EXPECT_EQ(with(1, "keep-alive").status, 400);
    auto const old = with(2, "8");
    EXPECT_EQ(old.status, 426);
    EXPECT_EQ(find(old.headers, "Sec-WebSocket-Version"), "13");
    for (auto const* const key :
         {"", "short==", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25j ZQ=", "============%=========="})
        EXPECT_EQ(with(3, key).status, 400) << key;
    auto posted = asking();
    posted.method = "POST";
    EXPECT_EQ(websocket_answer(posted, nullptr).status, 400);
}

}
}
