// SPDX-License-Identifier: EUPL-1.2
// A place on the town's map: pressed, looked for, told by a program; and the picture itself.
#include "http/office.h"

namespace http {
namespace {

class Place : public ::testing::Test {
protected:
    Place()
    {
        auto const made = at.client.post_json("/tramits/comunicacio-obres/esborranys", "{}", bearer(token));
        draft = std::string(made.object().at("id").as_string());
    }
    std::string step() const { return "/esborranys/" + draft + "/pas/where"; }
    Answer sent(std::string const& members) const
    {
        return at.client.post_json(step(), "{" + members + "}", bearer(token));
    }
    json::value spot() const
    {
        auto const answers = at.client.get("/esborranys/" + draft, bearer(token)).object().at("answers").as_object();
        return answers.contains("spot") ? answers.at("spot") : json::value();
    }
    std::string latitude() const
    {
        auto const kept = spot();
        return kept.is_object() ? std::string(kept.as_object().at("latitude").as_string()) : "";
    }

    House& at = house();
    std::string const token = at.token(at.adults().at(3));
    std::string draft;
};

TEST_F(Place, IsWhereTheMapIsPressed)
{
    std::string const middle = R"("spot-viewlatitude":"41.500000","spot-viewlongitude":"2.200000","spot-zoom":"2")";
    auto const pressed = sent(middle + R"(,"spot-click.x":"300","spot-click.y":"100")");
    EXPECT_EQ(pressed.status, 200) << pressed.body;
    EXPECT_EQ(pressed.object().at("step").as_string(), step() + "#spot") << "and the page is shown again";
    EXPECT_EQ(latitude(), "41.500898") << "a hundred metres north";
    sent(std::string(middle) +
         R"(,"spot-latitude":"41.5","spot-longitude":"2.2","spot-click.x":"0","spot-click.y":"0")");
    EXPECT_EQ(latitude(), "41.5") << "a key that is pressed on the map is no place";
    sent(middle + R"(,"accio":"apropa-spot","spot-latitude":"41.5","spot-longitude":"2.2")");
    EXPECT_EQ(spot().as_object().at("zoom").as_string(), "1");
}

TEST_F(Place, HostilePiecesHarmNobody)
{
    for (auto const* const zoom : {"-2147483648", "2147483647", "x", "99999999999"}) {
        auto const asked = std::string(R"("spot-zoom":")") + zoom + R"(","accio":"apropa-spot","spot-latitude":"41.5")";
        EXPECT_EQ(sent(asked).status, 200) << zoom;
        EXPECT_EQ(at.client.get(step(), bearer(token, {{"Accept", "text/html"}})).status, 200) << zoom;
    }
    auto const odd = sent(R"("accio":"situa-other#\r\nX: y")");
    EXPECT_FALSE(odd.holds("X: y")) << odd.body;
    sent(R"("spot-viewlatitude":"90","spot-viewlongitude":"180","spot-click.x":"600","spot-click.y":"400")");
    EXPECT_EQ(at.client.get(step(), bearer(token, {{"Accept", "text/html"}})).status, 200);
}

TEST_F(Place, IsFoundByStreetAndNumber)
{
    auto const found = sent(R"("accio":"situa-spot","spot-search":"major 3")");
    EXPECT_EQ(found.status, 200) << found.body;
    EXPECT_FALSE(latitude().empty());
    auto const page = at.client.get(step(), bearer(token, {{"Accept", "text/html"}}));
    EXPECT_TRUE(page.holds("carrer Major"));
    EXPECT_TRUE(page.holds("/mapa?latitude="));
    auto const none = sent(R"("accio":"situa-spot","spot-search":"enlloc")");
    EXPECT_EQ(none.status, 422);
    EXPECT_TRUE(none.holds("forms.place-not-found"));
}

TEST_F(Place, IsToldByAProgram)
{
    auto const changed =
        at.client.send("PATCH", "/esborranys/" + draft, bearer(token, {{"Content-Type", "application/json"}}),
                       R"({"answers":{"spot":{"latitude":41.5,"longitude":"2,25"}}})");
    EXPECT_EQ(changed.status, 200) << changed.body;
    auto const check = at.client.get("/esborranys/" + draft + "/presenta", bearer(token, {{"Accept", "text/html"}}));
    EXPECT_TRUE(check.holds("41.500000, 2.250000")) << check.body;
    auto const page = at.client.get(step(), bearer(token, {{"Accept", "text/html"}}));
    EXPECT_TRUE(page.holds("value=\"41.500000\"")) << "whoever goes on sends it again";
}

TEST_F(Place, ThePictureIsOfHousesAndForWhoeverHasEntered)
{
    auto const address = std::string("/mapa?latitude=41.6&longitude=2.2&zoom=2&marked=si");
    auto const picture = at.client.get(address, bearer(token));
    EXPECT_EQ(picture["Content-Type"], "image/svg+xml");
    EXPECT_TRUE(picture.body.starts_with("<svg "));
    EXPECT_EQ(at.client.get(address, {{"Accept", "application/json"}}).status, 401);
    for (auto const* const wrong : {"/mapa?latitude=x&longitude=2", "/mapa?latitude=89&longitude=2", "/mapa"})
        EXPECT_EQ(at.client.get(wrong, bearer(token)).status, 422) << wrong;
}

}
}
