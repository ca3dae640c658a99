// SPDX-License-Identifier: EUPL-1.2
#include "ports/postbox/postbox.h"

#include "db/testing.h"
#include "ports/mailer/mailer.h"

#include <fstream>

namespace ports {
namespace {

class PostBoxTest : public ::testing::Test {
protected:
    std::filesystem::path const folder = db::testing::folder() / base::hex(base::random_bytes(6));
    PostBox const box{folder};
};

Kept kept(int number)
{
    return {"id" + std::to_string(number),   "mail", "anna@exemple.cat", "Cita", "Col·legi\n«ç»", "ca",
            {1'790'000'000'000'000 + number}};
}

TEST_F(PostBoxTest, HoldsWhatWasSentNewestFirst)
{
    EXPECT_TRUE(box.newest().empty());
    for (int i = 0; i < 3; ++i) box.keep(kept(i));
    auto const all = box.newest();
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].id, "id2");
    EXPECT_EQ(all[2].id, "id0");
    EXPECT_EQ(all[0].text, "Col·legi\n«ç»");
    EXPECT_EQ(all[0].to, "anna@exemple.cat");
    EXPECT_EQ(all[0].at, kept(2).at);
}

TEST_F(PostBoxTest, TheSameMessageTwiceIsThereOnce)
{
    box.keep(kept(1));
    box.keep(kept(1));
    EXPECT_EQ(box.newest().size(), 1u);
}

TEST_F(PostBoxTest, KeepsNoMoreThanItsMost)
{
    for (int i = 0; i < int(PostBox::most) + 5; ++i) box.keep(kept(i));
    auto const all = box.newest();
    ASSERT_EQ(all.size(), PostBox::most);
    EXPECT_EQ(all.back().id, "id5");
}

TEST_F(PostBoxTest, IsNotConfusedByWhatElseLiesThere)
{
    box.keep(kept(1));
    std::ofstream(folder / "00000000000000000001-x.json") << "[1";
    std::ofstream(folder / "notes.txt") << "x";
    EXPECT_EQ(box.newest().size(), 1u);
}

TEST_F(PostBoxTest, IdsWriteNoOtherFiles)
{
    auto odd = kept(1);
    odd.id = "../../x/../y";
    box.keep(odd);
    ASSERT_EQ(box.newest().size(), 1u);
    EXPECT_EQ(box.newest()[0].id, odd.id);
}

TEST_F(PostBoxTest, TheDemoMailerFillsItAndRefusesWhatAServerWouldNotGet)
{
    auto const mailer = demo_mailer(folder);
    EXPECT_TRUE(mailer->check().ready);
    EXPECT_EQ(mailer->send({"a", "anna@exemple.cat", "Cita", "Bon dia", "ca", {}}).kind, Sent::Kind::Accepted);
    EXPECT_EQ(mailer->send({"b", "anna@exemple.cat", "Cita\nx", "Bon dia", "ca", {}}).kind, Sent::Kind::Refused);
    EXPECT_EQ(box.newest().size(), 1u);
}

}
}
