// SPDX-License-Identifier: EUPL-1.2
// Imports into real databases: what is wrong is told and left alone, what is right is written, what it replaced is
// kept.
#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"
#include "rooms/padro/padro.h"
#include "rooms/padro/store.h"

#include <algorithm>

namespace padro {
namespace {

constexpr base::Instant noon{1'790'000'000'000'000};
using Line = std::map<std::string, std::string>;

std::vector<std::string> const columns{"person_code",
                                       "document_kind",
                                       "document_number",
                                       "given_name",
                                       "surname1",
                                       "surname2",
                                       "sex",
                                       "birth_date",
                                       "birth_place",
                                       "nationality",
                                       "dwelling_code",
                                       "street_kind",
                                       "street",
                                       "number",
                                       "block",
                                       "stair",
                                       "floor",
                                       "door",
                                       "postal_code",
                                       "district",
                                       "section",
                                       "cadastral_reference",
                                       "latitude",
                                       "longitude",
                                       "collective",
                                       "since",
                                       "cause_in",
                                       "until",
                                       "cause_out",
                                       "status",
                                       "protected",
                                       "household_consent",
                                       "guardian1",
                                       "guardian2"};

std::string nif(int number) { return std::to_string(number) + "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]; }

// A right line about person `n`; `other` replaces some of its cells.
Line line(int n, Line other = {})
{
    Line made{{"person_code", "P" + std::to_string(n)},
              {"document_kind", "nif"},
              {"document_number", nif(40'000'000 + n)},
              {"given_name", "Núria"},
              {"surname1", "Puig"},
              {"sex", "F"},
              {"birth_date", "1984-03-27"},
              {"birth_place", "Manresa"},
              {"nationality", "ES"},
              {"dwelling_code", "D" + std::to_string(n)},
              {"street_kind", "carrer"},
              {"street", "Major"},
              {"number", "1"},
              {"postal_code", "08998"},
              {"collective", "no"},
              {"since", "2010-01-01"},
              {"cause_in", "residence_change"},
              {"status", "in_force"},
              {"protected", "no"},
              {"household_consent", "yes"}};
    for (auto& [name, value] : other) made[name] = value;
    return made;
}

std::string file(std::vector<Line> const& lines, std::string const& without = "")
{
    std::string text;
    auto const row = [&](auto const& cell) {
        std::string written;
        for (auto const& name : columns)
            if (name != without) written += ";" + cell(name);
        text += written.substr(1) + "\n";
    };
    row([](std::string const& name) { return name; });
    for (auto const& each : lines)
        row([&](std::string const& name) { return each.contains(name) ? each.at(name) : ""; });
    return text;
}

// So many right lines that one wrong one is under a tenth.
std::vector<Line> town(int persons = 20)
{
    std::vector<Line> lines;
    for (int n = 1; n <= persons; ++n) lines.push_back(line(n));
    return lines;
}

class ImportTest : public db::testing::OnEngine {
protected:
    ImportTest() { db::migrate(database, app::migrations(), noon); }

    base::Result<Imported> imported(std::string const& text)
    {
        at = at + std::chrono::seconds(1);
        return import_csv(lane, text, *base::day_from_iso("2026-09-01"), at,
                          [](std::string_view name) { return name.find("\xe6\x9d\x8e") == name.npos; });
    }
    Imported good(std::vector<Line> const& lines)
    {
        auto const done = imported(file(lines));
        EXPECT_TRUE(done) << (done ? "" : done.refusal().text);
        return done ? *done : Imported{};
    }
    // The reason for which one wrong line among twenty right ones is rejected; it is line 22 of the file.
    std::string reason(Line const& wrong)
    {
        auto lines = town();
        lines.push_back(wrong);
        auto const done = good(lines);
        if (done.rejected.size() != 1) return std::to_string(done.rejected.size()) + " rejected";
        EXPECT_EQ(done.rejected[0].line, 22u);
        auto const& why = done.rejected[0].why;
        return why.text + " " + why.field;
    }
    std::int64_t count(db::Sql sql) { return database.read().snapshot()(sql).at(0).integer(0); }
    std::vector<Stay> stays(std::string const& person) { return store::stays(database.read().snapshot(), person); }
    std::optional<Resident> person(std::string const& code) { return store::by_code(database.read().snapshot(), code); }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    base::Instant at = noon;
};
INSTANTIATE_TEST_SUITE_P(Engines, ImportTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(ImportTest, WritesPersonsDwellingsAndStays)
{
    auto const done = good(town());
    EXPECT_EQ(done.lines, 20u);
    EXPECT_EQ(done.persons, 20u);
    EXPECT_EQ(done.changed, 60u);
    EXPECT_TRUE(done.rejected.empty());
    EXPECT_EQ(person("P3")->name(), "Núria Puig");
    EXPECT_TRUE(person("P3")->consents);
    ASSERT_EQ(stays("P3").size(), 1u);
    EXPECT_EQ(stays("P3")[0].dwelling.code, "D3");
    EXPECT_FALSE(stays("P3")[0].until);
    EXPECT_EQ(registered_name(database.read().snapshot(), nif(40'000'003)), "Núria Puig");
    EXPECT_EQ(residents_in_force(database.read().snapshot()), 20);
    EXPECT_EQ(as_of(database.read().snapshot()), base::day_from_iso("2026-09-01"));
}

TEST_P(ImportTest, TellsEachWrongLineWithItsNumberAndReason)
{
    EXPECT_EQ(reason(line(99, {{"document_number", "12345678A"}})), "padro.line-document document_number");
    EXPECT_EQ(reason(line(99, {{"document_kind", "nie"}})), "padro.line-document document_number");
    EXPECT_EQ(reason(line(99, {{"document_kind", "dni"}})), "padro.line-value document_kind");
    EXPECT_EQ(reason(line(99, {{"document_kind", "none"}})), "padro.line-document document_number");
    EXPECT_EQ(reason(line(99, {{"given_name", ""}})), "padro.line-missing given_name");
    EXPECT_EQ(reason(line(99, {{"person_code", ""}})), "padro.line-missing person_code");
    EXPECT_EQ(reason(line(99, {{"surname1", std::string(81, 'x')}})), "padro.line-long surname1");
    EXPECT_EQ(reason(line(99, {{"given_name", "\xe6\x9d\x8e"}})), "padro.line-characters given_name");
    EXPECT_EQ(reason(line(99, {{"given_name", "\"two\nlines\""}})), "padro.line-characters given_name");
    EXPECT_EQ(reason(line(99, {{"sex", "X"}})), "padro.line-value sex");
    EXPECT_EQ(reason(line(99, {{"birth_date", "27/03/1984"}})), "padro.line-day birth_date");
    EXPECT_EQ(reason(line(99, {{"birth_date", "1984-02-30"}})), "padro.line-day birth_date");
    EXPECT_EQ(reason(line(99, {{"since", ""}})), "padro.line-missing since");
    EXPECT_EQ(reason(line(99, {{"until", "2009-12-31"}, {"cause_out", "left"}})), "padro.line-order until");
    EXPECT_EQ(reason(line(99, {{"until", "2020-01-01"}})), "padro.line-value cause_out");
    EXPECT_EQ(reason(line(99, {{"cause_in", "why"}})), "padro.line-value cause_in");
    EXPECT_EQ(reason(line(99, {{"status", "active"}})), "padro.line-value status");
    EXPECT_EQ(reason(line(99, {{"protected", "1"}})), "padro.line-value protected");
    EXPECT_EQ(reason(line(99, {{"collective", ""}})), "padro.line-value collective");
    EXPECT_EQ(reason(line(99, {{"cadastral_reference", "1234567AB1234N0001XX"}})),
              "padro.line-value cadastral_reference");
    EXPECT_EQ(reason(line(99, {{"street", "a;b"}})), "padro.line-broken ");
    EXPECT_EQ(reason(line(99, {{"street", "\"a\"b"}})), "padro.line-broken ");
    EXPECT_EQ(reason(line(99, {{"document_number", nif(40'000'003)}})), "padro.line-document-twice document_number");
    EXPECT_EQ(reason(line(99)), "0 rejected");
}

TEST_P(ImportTest, LeavesAPersonWithOneWrongLineAsTheyWere)
{
    good(town());
    auto lines = town();
    lines[4] = line(5, {{"given_name", "Joana"}, {"until", "2020-01-01"}, {"cause_out", "address_change"}});
    lines.push_back(
        line(5, {{"given_name", "Joana"}, {"since", "2020-01-01"}, {"dwelling_code", "D77"}, {"sex", "?"}}));
    auto const done = good(lines);
    EXPECT_EQ(done.persons, 19u);
    EXPECT_EQ(done.changed, 0u);
    ASSERT_EQ(done.rejected.size(), 2u);
    EXPECT_EQ(done.rejected[0].line, 6u);
    EXPECT_EQ(done.rejected[0].why.text, "padro.line-companion");
    EXPECT_EQ(done.rejected[1].line, 22u);
    EXPECT_EQ(person("P5")->given_name, "Núria");
    ASSERT_EQ(stays("P5").size(), 1u);
    EXPECT_FALSE(stays("P5")[0].until);
}

TEST_P(ImportTest, LeavesAPersonWithALineThatCannotBeCutAsTheyWere)
{
    good(town());
    auto lines = town();
    lines[4] = line(5, {{"given_name", "Joana"}});
    lines.push_back(line(5, {{"since", "2020-01-01"}, {"street", "one;cell;too;many"}}));
    good(lines);
    EXPECT_EQ(person("P5")->given_name, "Núria") << "the broken line names P5: half of a person's story is not written";
}

TEST_P(ImportTest, WithOverATenthWrongIsRefusedWhole)
{
    auto lines = town(18);
    lines.push_back(line(50, {{"sex", "?"}}));
    lines.push_back(line(51, {{"sex", "?"}}));
    EXPECT_TRUE(imported(file(lines))) << "two of twenty are a tenth, not over it";
    auto const before = count("select count(*) from padro_import");
    lines.push_back(line(52, {{"sex", "?"}}));
    lines.push_back(line(53));
    auto const done = imported(file(lines));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.refusal().text, "padro.csv-too-wrong");
    ASSERT_EQ(done.refusal().others.size(), 3u);
    EXPECT_EQ(done.refusal().others[0].field, "20");
    EXPECT_FALSE(person("P53"));
    EXPECT_EQ(count("select count(*) from padro_import"), before) << "nothing of it happened";
}

TEST_P(ImportTest, WithoutAColumnIsRefusedWhole)
{
    for (auto const& name : columns) {
        if (name == "guardian2") continue; // may be absent
        auto const done = imported(file(town(2), name));
        ASSERT_FALSE(done) << name;
        EXPECT_EQ(done.refusal().text, "padro.csv-no-column") << name;
        EXPECT_EQ(done.refusal().field, name);
    }
    EXPECT_EQ(count("select count(*) from padro_person"), 0);
}

TEST_P(ImportTest, AgainUnchangedChangesNothing)
{
    auto lines = town();
    lines[0] = line(1, {{"until", "2015-01-01"}, {"cause_out", "address_change"}});
    lines.push_back(line(1, {{"since", "2015-01-01"}, {"dwelling_code", "D2"}, {"guardian1", "P2"}}));
    good(lines);
    auto const done = good(lines);
    EXPECT_EQ(done.changed, 0u);
    EXPECT_EQ(done.persons, 20u);
    EXPECT_EQ(count("select count(*) from padro_change"), 0);
    EXPECT_EQ(count("select count(*) from padro_import"), 2);
    std::ranges::reverse(lines);
    EXPECT_EQ(good(lines).changed, 0u) << "nor does another order of lines";
}

TEST_P(ImportTest, ClosesTheStayOfWhoHasMovedAndKeepsWhatItReplaced)
{
    good(town());
    auto lines = town();
    lines[6] = line(
        7, {{"since", "2026-08-15"}, {"dwelling_code", "D8"}, {"cause_in", "address_change"}, {"given_name", "Nuri"}});
    auto const done = good(lines);
    EXPECT_EQ(done.changed, 3u) << "the person, the new stay, the end of the old one";
    auto const found = stays("P7");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].until, base::day_from_iso("2026-08-15"));
    EXPECT_EQ(found[0].cause_out, "address_change");
    EXPECT_EQ(found[0].dwelling.code, "D7");
    EXPECT_FALSE(found[1].until);
    EXPECT_EQ(found[1].dwelling.code, "D8");
    EXPECT_EQ(store::members(database.read().snapshot(), "D8").size(), 2u);
    EXPECT_TRUE(store::members(database.read().snapshot(), "D7").empty());
    auto const reader = database.read();
    auto const kept = reader.snapshot()(R"sql(select what, code, before from padro_change order by what)sql");
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[0].text(0), "person");
    EXPECT_NE(kept[0].text(2).find("\"given_name\":\"Núria\""), std::string::npos) << kept[0].text(2);
    EXPECT_EQ(kept[1].text(0), "stay");
    EXPECT_EQ(kept[1].text(1), "P7");
    EXPECT_EQ(good(lines).changed, 0u);
}

TEST_P(ImportTest, RefusesStoriesThatContradictThemselves)
{
    auto const told = [&](Line const& first, Line const& second) {
        auto lines = town();
        lines.push_back(first);
        lines.push_back(second);
        auto const done = good(lines);
        std::string texts;
        for (auto const& each : done.rejected) texts += each.why.text + " ";
        return texts;
    };
    EXPECT_EQ(told(line(60), line(60)), "padro.line-companion padro.line-twice ");
    EXPECT_EQ(told(line(60, {{"until", "2015-01-01"}, {"cause_out", "left"}}), line(60, {{"since", "2014-12-31"}})),
              "padro.line-companion padro.line-overlap ");
    EXPECT_EQ(told(line(60, {{"until", "2015-01-01"}, {"cause_out", "left"}}),
                   line(60, {{"since", "2015-01-01"}, {"document_number", nif(41'000'000)}})),
              "padro.line-companion padro.line-two-documents ");
    EXPECT_FALSE(person("P60"));
    EXPECT_EQ(told(line(60), line(60, {{"since", "2015-01-01"}, {"dwelling_code", "D61"}})),
              "padro.line-companion padro.line-overlap ")
        << "two homes at once: an open stay and another behind it";
}

TEST_P(ImportTest, PutsRightADocumentThatStoodAtAnotherPerson)
{
    good(town());
    auto lines = town();
    // The register had mixed up two people's numbers; the next file has them the right way round.
    std::swap(lines[2]["document_number"], lines[3]["document_number"]);
    EXPECT_NO_THROW({
        auto const done = good(lines);
        EXPECT_EQ(done.changed, 2u);
        EXPECT_EQ(person("P3")->document_number, nif(40'000'004));
        EXPECT_EQ(person("P4")->document_number, nif(40'000'003));
    });
}

TEST_P(ImportTest, RejectsADocumentThatTheRegisterHasOfSomebodyNotInTheFile)
{
    good(town());
    auto lines = town();
    lines.erase(lines.begin() + 2); // P3 is not in this file, but in the register
    lines.push_back(line(70, {{"document_number", nif(40'000'003)}}));
    EXPECT_NO_THROW({
        auto const done = imported(file(lines));
        ASSERT_TRUE(done);
        ASSERT_EQ(done->rejected.size(), 1u);
        EXPECT_EQ(done->rejected[0].line, 21u);
    });
    EXPECT_EQ(person("P3")->document_number, nif(40'000'003));
}

TEST_P(ImportTest, ReadsLatin1AndCommasAlike)
{
    auto text = file(town());
    std::ranges::replace(text, ';', ',');
    for (auto found = text.find("ú"); found != text.npos; found = text.find("ú")) text.replace(found, 2, "\xfa");
    ASSERT_TRUE(imported(text));
    EXPECT_EQ(person("P3")->given_name, "Núria");
    EXPECT_EQ(good(town()).changed, 0u);
}

TEST_P(ImportTest, TakesPeopleWithoutADocument)
{
    auto lines = town();
    for (int n : {80, 81})
        lines.push_back(line(
            n,
            {{"document_kind", "none"}, {"document_number", ""}, {"birth_date", "2024-01-01"}, {"guardian1", "P1"}}));
    EXPECT_EQ(good(lines).persons, 22u);
    EXPECT_FALSE(store::by_document(database.read().snapshot(), ""));
}

}
}
