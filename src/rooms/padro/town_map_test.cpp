// SPDX-License-Identifier: EUPL-1.2
// The town as a map, on both engines: streets found as people write them, what is near, what is drawn.
#include "rooms/padro/town_map.h"

#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"

namespace padro {
namespace {

constexpr base::Instant noon{1'790'000'000'000'000};

class TownMapTest : public db::testing::OnEngine {
protected:
    TownMapTest()
    {
        db::migrate(database, app::migrations(), noon);
        imported("1", noon);
        house("A", "carrer", "Major", "2", "41.500000", "2.200000");
        house("B", "carrer", "Major", "4", "41.500000", "2.200200");
        house("C", "carrer", "Major", "12", "41.500000", "2.200800");
        house("D", "carrer", "Major de Dalt", "1", "41.510000", "2.200000");
        house("E", "carrer", "de l'Església <vella>", "3 bis", "41.500900", "2.200000");
        house("F", "plaça", "sense lloc", "1", "", "");
    }
    void change(std::function<void(db::Tx&)> const& what)
    {
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            what(tx);
            return base::Done{};
        });
    }
    void imported(std::string const& id, base::Instant at)
    {
        change([&](db::Tx& tx) {
            tx(R"sql(
                insert into padro_import (id, at, as_of, sha256, lines, persons, rejected, changed)
                values ($1, $2, '2026-09-21', '', 0, 0, 0, 0)
                )sql",
               id, at.micros);
        });
    }
    void house(std::string const& code, std::string const& kind, std::string const& street, std::string const& number,
               std::string const& latitude, std::string const& longitude)
    {
        change([&](db::Tx& tx) {
            tx(R"sql(
                insert into padro_dwelling (code, street_kind, street, number, block, stair, floor, door, postal_code,
                    district, section, cadastral_reference, latitude, longitude, collective)
                values ($1, $2, $3, $4, '', '', '', '', '', '', '', '', $5, $6, 0)
                )sql",
               code, kind, street, number, latitude, longitude);
        });
    }
    std::optional<base::Point> found(std::string const& words) { return map.find(database.read().snapshot(), words); }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    TownMap map;
};

TEST_P(TownMapTest, StreetsAreFoundAsPeopleWriteThem)
{
    base::Point const two{41'500'000, 2'200'000}, twelve{41'500'000, 2'200'800}, church{41'500'900, 2'200'000};
    EXPECT_EQ(found("Major 2"), two) << "the street that has no other words";
    EXPECT_EQ(found("c/ major, 12"), twelve);
    EXPECT_EQ(found("carrer Major 14"), twelve) << "the next one to it";
    EXPECT_EQ(found("MAJOR"), (base::Point{41'500'000, 2'200'200})) << "its middle";
    EXPECT_EQ(found("major dalt"), (base::Point{41'510'000, 2'200'000}));
    EXPECT_EQ(found("esglesia 3"), church);
    EXPECT_EQ(found("carrer de l'Església, 3 bis"), church) << "as the map itself tells it";
    EXPECT_EQ(found("Major, 12, 3r 2a"), twelve) << "what stands inside the house is not looked for";
    EXPECT_EQ(found("Església"), church);
    house("H", "carrer", "Nou", "1", "41.502000", "2.202000");
    house("I", "carrer", "Noucentisme", "1", "41.503000", "2.203000");
    house("J", "plaça", "Vella", "1", "41.504000", "2.204000");
    house("K", "carrer", "Vella", "1", "41.505000", "2.205000");
    map.refresh(database.read().snapshot());
    EXPECT_FALSE(found("Noucentisme")) << "the import is the same";
    imported("2", {noon.micros + 1});
    map.refresh(database.read().snapshot());
    EXPECT_EQ(found("Nou"), (base::Point{41'502'000, 2'202'000})) << "the word itself before one that begins so";
    EXPECT_EQ(found("placa vella 1"), (base::Point{41'504'000, 2'204'000}));
    for (auto const* const none : {"Vella 1", "carrer 12", "plaça", "carrer A, 12", "de la", "", "3", "sense lloc",
                                   "major nou", "'; drop table", "a b c"})
        EXPECT_FALSE(found(none)) << none;
}

TEST_P(TownMapTest, TellsTheHouseThatIsNear)
{
    auto const near = [this](base::Point const& point) { return map.near(database.read().snapshot(), point); };
    EXPECT_EQ(near({41'500'050, 2'200'190}), "carrer Major, 4");
    EXPECT_EQ(near({41'500'900, 2'200'000}), "carrer de l'Església <vella>, 3 bis");
    EXPECT_EQ(near({41'600'000, 2'200'000}), "") << "in the fields";
}

TEST_P(TownMapTest, WhatIsPressedLiesWhereItIsDrawn)
{
    base::Point const middle{41'500'000, 2'200'000};
    EXPECT_EQ(Picture::at(middle, 2, Picture::width / 2, Picture::height / 2), middle);
    auto const right = Picture::at(middle, 2, Picture::width / 2 + 67, Picture::height / 2);
    EXPECT_EQ(right.latitude, middle.latitude);
    EXPECT_NEAR(double(right.longitude - middle.longitude), 803, 5) << "67 m to the east";
    EXPECT_LT(Picture::at(middle, 2, 0, Picture::height).latitude, middle.latitude) << "down is south";
    EXPECT_EQ(Picture::at(middle, 2, -5, 99'999), Picture::at(middle, 2, 0, Picture::height)) << "never outside";
    auto const svg = map.picture(database.read().snapshot(), middle, 2, true);
    EXPECT_NE(svg.find("M366.7 200.0h0"), svg.npos) << "number 12, 67 pixels to the right\n" << svg;
    EXPECT_NE(svg.find("&lt;vella>"), svg.npos);
    EXPECT_EQ(svg.find("<vella"), svg.npos);
    EXPECT_NE(svg.find("#b10e1e"), svg.npos);
    EXPECT_EQ(map.picture(database.read().snapshot(), middle, 2, false).find("#b10e1e"), svg.npos);
}

TEST_P(TownMapTest, IsReadAgainAfterAnImport)
{
    EXPECT_TRUE(map.middle(database.read().snapshot()));
    EXPECT_FALSE(found("Nova 1"));
    house("G", "ronda", "Nova", "1", "41.501000", "2.201000");
    imported("2", {noon.micros + 1});
    EXPECT_FALSE(found("Nova 1")) << "whoever looks does not read it";
    map.refresh(database.read().snapshot());
    EXPECT_TRUE(found("Nova 1"));
}

TEST_P(TownMapTest, WithoutCoordinatesThereIsNone)
{
    change([](db::Tx& tx) { tx(R"sql(update padro_dwelling set latitude = '')sql"); });
    EXPECT_FALSE(map.middle(database.read().snapshot()));
    EXPECT_FALSE(found("Major 2"));
    EXPECT_NE(map.picture(database.read().snapshot(), {41'500'000, 2'200'000}, 9, false).find("</svg>"),
              std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, TownMapTest, db::testing::all_engines(), db::testing::engine_name);

}
}
