// SPDX-License-Identifier: EUPL-1.2
// The sample town holds what the demonstrations and load tests count on: how many, who is first,
// and that no document, home or period contradicts another.
#include "app/sample/population.h"

#include "app/sample/identifiers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

namespace {

using Row = std::map<std::string, std::string>;

struct Padro {
    sample::Written written;
    std::string text;
    std::vector<Row> rows;
    std::map<std::string, std::vector<Row>> persons;
};

std::vector<std::string> split(std::string const& line)
{
    std::vector<std::string> fields(1);
    for (auto character : line) {
        if (character == ';')
            fields.emplace_back();
        else
            fields.back() += character;
    }
    return fields;
}

Padro padro_of(std::size_t residents, std::uint64_t seed = 8999, std::string today = "2026-11-22")
{
    std::ostringstream out;
    Padro padro{sample::write_population({residents, seed, std::move(today)}, out), out.str(), {}, {}};
    std::istringstream in{padro.text};
    std::string line;
    std::getline(in, line);
    auto header = split(line);
    while (std::getline(in, line)) {
        auto fields = split(line);
        EXPECT_EQ(fields.size(), header.size()) << line;
        auto& row = padro.rows.emplace_back();
        for (std::size_t at = 0; at < std::min(fields.size(), header.size()); ++at) row[header[at]] = fields[at];
        padro.persons[row["person_code"]].push_back(row);
    }
    return padro;
}

Padro const& town()
{
    static auto const padro = padro_of(3'000);
    return padro;
}

bool in_force(Row const& row) { return row.at("until").empty(); }

bool minor(Row const& row) { return row.at("birth_date") > "2008-11-22"; }

TEST(Population, WritesExactlyAsManyResidentsInForceAsWanted)
{
    for (std::size_t residents : {4U, 5U, 77U, 1'000U}) {
        auto padro = padro_of(residents);
        EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(padro.rows, in_force)), residents);
        EXPECT_EQ(padro.written.in_force, residents);
    }
}

TEST(Population, CountsWhatItWrote)
{
    std::set<std::string> homes;
    for (auto const& row : town().rows) homes.insert(row.at("dwelling_code"));
    EXPECT_EQ(town().written.rows, town().rows.size());
    EXPECT_EQ(town().written.persons, town().persons.size());
    EXPECT_EQ(town().written.dwellings, homes.size());
}

TEST(Population, IsTheSameForTheSameSeedAndAnotherForAnother)
{
    auto again = padro_of(500);
    EXPECT_EQ(again.text, padro_of(500).text);
    EXPECT_NE(again.text, padro_of(500, 1).text);
    EXPECT_NE(again.text, padro_of(500, 8999, "2027-01-15").text);
}

TEST(Population, BeginsWithNuriaPuigAndHerFamilyInCarrerMajor)
{
    auto const& nuria = town().persons.at(town().rows.front().at("person_code"));
    ASSERT_EQ(nuria.size(), 3U);
    auto now = nuria.back();
    EXPECT_EQ(now["given_name"] + " " + now["surname1"] + " " + now["surname2"], "Núria Puig Ferrer");
    EXPECT_EQ(now["document_number"], "12345678Z");
    EXPECT_EQ(now["birth_date"] + now["sex"] + now["birth_place"], "1984-03-27FVilanova del Riu (Barcelona)");
    auto street = now["street_kind"] + " " + now["street"];
    EXPECT_EQ(street + " " + now["number"] + ", " + now["floor"] + " " + now["door"], "carrer Major 12, 2n 1a");
    EXPECT_NE(nuria[0].at("street"), "Major");
    EXPECT_NE(nuria[1].at("street"), nuria[0].at("street"));
    auto today_with = [&](std::string const& column, std::string const& value) {
        return std::ranges::count_if(town().rows,
                                     [&](Row const& row) { return in_force(row) && row.at(column) == value; });
    };
    EXPECT_EQ(today_with("dwelling_code", now["dwelling_code"]), 4);
    EXPECT_EQ(today_with("guardian1", now["person_code"]), 2);
}

TEST(Population, GivesEveryDocumentOnceAndWithItsLetter)
{
    std::set<std::string> seen;
    for (auto const& [code, rows] : town().persons) {
        auto const& number = rows.front().at("document_number");
        auto const& kind = rows.front().at("document_kind");
        EXPECT_EQ(kind == "none", number.empty());
        if (kind == "none") {
            EXPECT_GT(rows.front().at("birth_date"), "2012-11-22");
        } else {
            EXPECT_TRUE(seen.insert(number).second) << number;
        }
        if (kind == "nif") {
            EXPECT_EQ(number, sample::nif(static_cast<std::uint32_t>(std::stoul(number.substr(0, 8)))));
        }
        if (kind == "nie") {
            EXPECT_EQ(number, sample::nie(number[0], static_cast<std::uint32_t>(std::stoul(number.substr(1, 7)))));
        }
    }
}

TEST(Population, KnowsTheControlCharactersOfRealIdentifiers)
{
    EXPECT_EQ(sample::nif(0), "00000000T");
    EXPECT_EQ(sample::nif(99'999'999), "99999999R");
    EXPECT_EQ(sample::nie('X', 1'234'567), "X1234567L");
    EXPECT_EQ(sample::nie('Y', 1'234'567), "Y1234567X");
    EXPECT_EQ(sample::nie('Z', 1'234'567), "Z1234567R");
    EXPECT_EQ(sample::cadastral_reference("7837301VG8173B0001"), "7837301VG8173B0001TT");
    EXPECT_EQ(sample::cadastral_reference("4A08169P03PRAT0001"), "4A08169P03PRAT0001LR");
}

TEST(Population, LetsNobodyBeInTwoHomesAtOnce)
{
    for (auto const& [code, rows] : town().persons) {
        EXPECT_GE(rows.front().at("since"), rows.front().at("birth_date"));
        for (std::size_t at = 0; at < rows.size(); ++at) {
            auto const& row = rows[at];
            EXPECT_EQ(row.at("status") == "closed", !in_force(row)) << code;
            EXPECT_EQ(row.at("cause_out").empty(), in_force(row)) << code;
            if (!in_force(row)) {
                EXPECT_LT(row.at("since"), row.at("until")) << code;
            }
            if (at == 0) continue;
            EXPECT_EQ(rows[at - 1].at("until"), row.at("since")) << code;
            EXPECT_EQ(rows[at - 1].at("cause_out"), "address_change") << code;
            EXPECT_EQ(row.at("cause_in"), "address_change") << code;
            EXPECT_NE(rows[at - 1].at("dwelling_code"), row.at("dwelling_code")) << code;
        }
    }
}

TEST(Population, GivesEachHomeOneAddressAndEachAddressOneHome)
{
    std::map<std::string, std::string> address_of, home_at;
    for (auto const& row : town().rows) {
        std::string address;
        for (auto column : {"street_kind", "street", "number", "block", "stair", "floor", "door"})
            address += row.at(column) + "|";
        auto const& home = row.at("dwelling_code");
        EXPECT_EQ(address_of.emplace(home, address).first->second, address);
        EXPECT_EQ(home_at.emplace(address, home).first->second, home);
        auto const& reference = row.at("cadastral_reference");
        EXPECT_EQ(sample::cadastral_reference(reference.substr(0, 18)), reference);
    }
}

TEST(Population, ListsOnlyAdultsWhoMayAskForTheWholeHome)
{
    std::map<std::string, std::vector<Row>> homes;
    std::map<std::string, Row> by_document;
    for (auto const& row : town().rows) {
        if (!in_force(row)) continue;
        homes[row.at("dwelling_code")].push_back(row);
        by_document[row.at("document_number")] = row;
    }
    ASSERT_EQ(town().written.adults.front(), "12345678Z");
    for (auto const& document : town().written.adults) {
        auto const& adult = by_document.at(document);
        EXPECT_FALSE(minor(adult));
        EXPECT_EQ(adult.at("status") + adult.at("collective"), "in_forceno");
        for (auto const& row : homes[adult.at("dwelling_code")]) {
            EXPECT_EQ(row.at("protected") + row.at("household_consent"), "noyes") << document;
            auto guarded =
                row.at("guardian1") == adult.at("person_code") || row.at("guardian2") == adult.at("person_code");
            EXPECT_TRUE(!minor(row) || guarded) << document;
        }
    }
}

TEST(Population, HasTheRestrictionsThatRefusalsAreShownWith)
{
    auto padro = padro_of(20'000);
    auto count = [&](std::string const& column, std::string const& value) {
        return std::ranges::count_if(padro.rows,
                                     [&](Row const& row) { return in_force(row) && row.at(column) == value; });
    };
    EXPECT_GT(count("protected", "yes"), 10);
    EXPECT_GT(count("status", "under_deregistration"), 30);
    EXPECT_GT(count("household_consent", "no"), 1'000);
    EXPECT_EQ(count("collective", "yes"), 75);
    EXPECT_GT(padro.written.adults.size(), 10'000U);
}

TEST(Population, RefusesATownTooSmallForTheFirstHouseholdAndADayThatIsNone)
{
    EXPECT_THROW(padro_of(3), std::invalid_argument);
    EXPECT_THROW(padro_of(100, 1, "2026-02-30"), std::invalid_argument);
    EXPECT_THROW(padro_of(100, 1, "tomorrow"), std::invalid_argument);
}

} // namespace
