// SPDX-License-Identifier: EUPL-1.2
// A draft that goes on elsewhere: its link and its code, who gets what of it, and that nothing of it shows before.
#include "http/office.h"
#include "rooms/uploads/testing.h"

namespace http {
namespace {

std::string member(Answer const& answer, std::string_view name)
{
    auto const object = answer.object();
    auto const* const found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->as_string()) : "";
}

class Handover : public ::testing::Test {
protected:
    std::string begun(std::string const& answers = R"({"request":"Que arregleu els fanals"})") const
    {
        return member(at.client.post_json("/tramits/instancia-generica/esborranys", "{\"answers\":" + answers + "}",
                                          bearer(father)),
                      "id");
    }
    Answer linked(std::string const& draft, std::string const& by = {}) const
    {
        return at.client.post_json("/esborranys/" + draft + "/enllac", "{}", bearer(by.empty() ? father : by));
    }
    Answer taken(Answer const& link, std::string const& code, std::string const& by = {}) const
    {
        return at.client.post_json(member(link, "link"), "{\"codi\":\"" + code + "\"}",
                                   bearer(by.empty() ? daughter : by));
    }
    Answer asked(std::string const& path, std::string const& by) const { return at.client.get(path, bearer(by)); }
    static std::string wrong(std::string code)
    {
        code.front() = code.front() == '9' ? '0' : char(code.front() + 1);
        return code;
    }

    House& at = house();
    std::string const father = at.token(at.adults().at(6)), daughter = at.token(at.adults().at(12));
};

TEST_F(Handover, TheDraftChangesHands)
{
    auto const draft = begun();
    auto const link = linked(draft);
    ASSERT_EQ(link.status, 201) << link.body;
    auto const page = asked("/esborranys/" + draft + "/enllac", father);
    auto const code = member(page, "code");
    ASSERT_EQ(code.size(), 9u) << page.body;
    EXPECT_EQ(code.substr(0, 4) + code.substr(5), member(link, "code"));
    EXPECT_TRUE(member(page, "link").ends_with(member(link, "link"))) << page.body;
    auto const before = asked(member(link, "link"), daughter);
    ASSERT_EQ(before.status, 200) << before.body;
    EXPECT_FALSE(before.holds("fanals") || before.holds("Instància")) << before.body;
    auto const done = taken(link, code);
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(asked("/esborranys/" + draft, father).status, 404);
    auto const now = asked("/esborranys/" + draft, daughter);
    ASSERT_EQ(now.status, 200) << now.body;
    EXPECT_TRUE(now.holds("Que arregleu els fanals"));
    EXPECT_EQ(asked(member(link, "link"), father).status, 404) << "a link is for once";
}

TEST_F(Handover, WhatTheOfficeFilledInOfOneIsNotSaidOfTheOther)
{
    auto const made = at.client.post_json("/tramits/comunicacio-obres/esborranys", "{}", bearer(father));
    ASSERT_EQ(made.status, 201) << made.body;
    auto const draft = member(made, "id");
    auto const address = made.object().at("answers").as_object().at("address");
    auto const first = linked(draft);
    auto const link = linked(draft);
    EXPECT_EQ(taken(first, member(first, "code")).status, 404) << "a newer link ended the first";
    ASSERT_EQ(taken(link, member(link, "code")).status, 200);
    auto const answers = asked("/esborranys/" + draft, daughter).object().at("answers").as_object();
    auto const own = at.client.post_json("/tramits/comunicacio-obres/esborranys", "{}", bearer(daughter));
    EXPECT_EQ(answers, own.object().at("answers").as_object());
    EXPECT_NE(answers.at("address"), address);
}

TEST_F(Handover, FilesGoAlong)
{
    net::Headers const tus{{"Tus-Resumable", "1.0.0"}};
    auto announced = tus, piece = tus;
    announced.insert(announced.end(), {{"Upload-Length", "4"}, {"Upload-Metadata", "filename YS50eHQ="}});
    piece.insert(piece.end(), {{"Upload-Offset", "0"}, {"Content-Type", "application/offset+octet-stream"}});
    auto const where = at.client.send("POST", "/fitxers", bearer(father, announced))["Location"];
    ASSERT_FALSE(where.empty());
    ASSERT_EQ(at.client.send("PATCH", where, bearer(father, piece), "hola").status, 204);
    auto const id = where.substr(where.rfind('/') + 1);
    auto const draft = begun(R"({"request":"Que arregleu els fanals","attachments":[")" + id + "\"]}");
    auto const link = linked(draft);
    ASSERT_EQ(taken(link, member(link, "code")).status, 200);
    EXPECT_EQ(at.client.send("HEAD", where, bearer(daughter, tus)).status, 200);
    EXPECT_EQ(at.client.send("HEAD", where, bearer(father, tus)).status, 404);
}

TEST_F(Handover, FiveWrongCodesEndIt)
{
    auto const draft = begun();
    auto const link = linked(draft);
    auto const code = member(link, "code");
    EXPECT_EQ(member(taken(link, "1234"), "text"), "forms.handover-form") << "a slip is no try";
    for (int left = 4; left > 0; --left) {
        auto const refused = taken(link, wrong(code));
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_EQ(member(refused, "text"), "forms.handover-wrong");
    }
    EXPECT_EQ(taken(link, wrong(code)).status, 410);
    EXPECT_EQ(taken(link, code).status, 410) << "the right one comes too late";
    EXPECT_EQ(asked("/esborranys/" + draft, father).status, 200);
    EXPECT_EQ(member(asked("/esborranys/" + draft + "/enllac", father), "code"), "");
}

TEST_F(Handover, ItsOwnerNeedsNoCodeAndMayEndIt)
{
    auto const draft = begun();
    auto const link = linked(draft);
    EXPECT_EQ(taken(link, wrong(member(link, "code")), father).status, 200);
    EXPECT_EQ(asked("/esborranys/" + draft, father).status, 200);
    EXPECT_EQ(at.client.post_json("/esborranys/" + draft + "/enllac/anulla", "{}", bearer(daughter)).status, 404);
    EXPECT_EQ(linked(draft, daughter).status, 404);
    EXPECT_EQ(asked("/esborranys/" + draft + "/enllac", daughter).status, 404);
    ASSERT_EQ(at.client.post_json("/esborranys/" + draft + "/enllac/anulla", "{}", bearer(father)).status, 200);
    EXPECT_EQ(taken(link, member(link, "code")).status, 404);
}

TEST_F(Handover, WhoeverMayNotFileItDoesNotGetIt)
{
    auto const draft = begun();
    auto const link = linked(draft);
    auto const low = at.token(at.adults().at(12), act::Level::Low);
    EXPECT_EQ(taken(link, member(link, "code"), low).status, 403);
    EXPECT_EQ(asked("/esborranys/" + draft, father).status, 200);
    EXPECT_EQ(taken(link, member(link, "code")).status, 200) << "the link still holds";
}

TEST(HandoverInTime, EndsAfterAWeek)
{
    House own;
    auto const father = own.token(own.adults().at(2));
    auto const draft =
        member(own.client.post_json("/tramits/instancia-generica/esborranys", "{}", bearer(father)), "id");
    auto const link = own.client.post_json("/esborranys/" + draft + "/enllac", "{}", bearer(father));
    ASSERT_EQ(link.status, 201) << link.body;
    own.clock.advance(std::chrono::hours(24 * 7));
    auto const later = own.token(own.adults().at(3));
    EXPECT_EQ(
        own.client.post_json(member(link, "link"), "{\"codi\":\"" + member(link, "code") + "\"}", bearer(later)).status,
        410);
}

}
}
