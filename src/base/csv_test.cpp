// SPDX-License-Identifier: EUPL-1.2
// CSV files as town halls' programs write them.
#include "base/csv.h"

#include <gtest/gtest.h>

namespace base {
namespace {

using Cells = std::vector<std::string>;

Csv read(std::string_view file)
{
    auto csv = read_csv(file);
    EXPECT_TRUE(csv) << (csv ? "" : csv.refusal().text);
    return csv ? *csv : Csv{};
}

std::string refused(std::string_view file)
{
    auto const csv = read_csv(file);
    return csv ? "" : csv.refusal().text;
}

TEST(Csv, TakesSemicolonsAndCommas)
{
    for (auto const* const file : {"a;b\n1;2\n", "a,b\n1,2\n", "a;b\r\n1;2\r\n", "a;b\n1;2", "a;b\r1;2\r",
                                   "\xEF\xBB\xBF"
                                   "a;b\n1;2\n",
                                   "\"a\";\"b\"\n\"1\";\"2\"\n", " A ; B \n 1 ; 2 \n"}) {
        auto const csv = read(file);
        ASSERT_EQ(csv.rows.size(), 1u) << file;
        EXPECT_EQ(csv.cell(csv.rows[0], "a"), "1") << file;
        EXPECT_EQ(csv.cell(csv.rows[0], "b"), "2") << file;
        EXPECT_FALSE(csv.rows[0].broken) << file;
        EXPECT_EQ(csv.rows[0].line, 2u) << file;
    }
}

TEST(Csv, AHeaderWithASemicolonMayHaveCommasInItsCells)
{
    auto const csv = read("a;b\nx,y;z\n");
    EXPECT_EQ(csv.rows.at(0).cells, (Cells{"x,y", "z"}));
}

TEST(Csv, ReadsQuotesAsRfc4180Says)
{
    auto const csv = read("a;b;c\n\"x;y\";\"say \"\"hi\"\"\";\"two\nlines\"\n\"\";;\"\"\"\"\n");
    ASSERT_EQ(csv.rows.size(), 2u);
    EXPECT_EQ(csv.rows[0].cells, (Cells{"x;y", "say \"hi\"", "two\nlines"}));
    EXPECT_EQ(csv.rows[1].cells, (Cells{"", "", "\""}));
    EXPECT_EQ(csv.rows[1].line, 4u) << "lines inside quotes count";
}

TEST(Csv, MarksALineThatCannotBeCutRight)
{
    auto const csv = read("a;b\n1\n1;2;3\n\"1\"x;2\n1;2\n\"1;2\n3;4\n");
    ASSERT_EQ(csv.rows.size(), 5u);
    EXPECT_TRUE(csv.rows[0].broken) << "too few cells";
    EXPECT_TRUE(csv.rows[1].broken) << "too many";
    EXPECT_TRUE(csv.rows[2].broken) << "text behind a quote";
    EXPECT_FALSE(csv.rows[3].broken);
    EXPECT_TRUE(csv.rows[4].broken) << "a quote that never ends";
    EXPECT_EQ(csv.rows[4].line, 6u);
}

TEST(Csv, DropsEmptyLines) { EXPECT_EQ(read("a;b\n\n1;2\n\r\n  \n3;4\n\n").rows.size(), 2u); }

TEST(Csv, ReadsLatin1)
{
    auto const csv = read("nom;b\nN\xfaria;Pe\xf1"
                          "a\n");
    EXPECT_EQ(csv.rows.at(0).cells, (Cells{"Núria", "Peña"}));
    EXPECT_EQ(read("nom;b\nNúria;Peña\n").rows.at(0).cells, (Cells{"Núria", "Peña"}));
}

TEST(Csv, FindsColumnsWhateverTheirCaseAccentAndOrder)
{
    auto const csv = read("B;Número\n1;2\n");
    EXPECT_EQ(csv.cell(csv.rows.at(0), "numero"), "2");
    EXPECT_EQ(csv.cell(csv.rows.at(0), "b"), "1");
    EXPECT_EQ(csv.cell(csv.rows.at(0), "none"), "");
}

TEST(Csv, RefusesAFileThatHasNoClearHeader)
{
    EXPECT_EQ(refused(""), "field.csv-empty");
    EXPECT_EQ(refused("\xEF\xBB\xBF"), "field.csv-empty");
    EXPECT_EQ(refused("a;b;A\n1;2;3\n"), "field.csv-column-twice");
    EXPECT_EQ(refused("numero;número\n1;2\n"), "field.csv-column-twice");
    EXPECT_EQ(refused("a;;\n"), "field.csv-column-twice");
}

TEST(Csv, LivesThroughAnything)
{
    std::string noise;
    std::uint32_t seed = 8999;
    for (int round = 0; round < 300; ++round) {
        noise.clear();
        for (int i = 0; i < 200; ++i) {
            seed = seed * 1664525 + 1013904223;
            noise += std::string_view("a;,\"\r\n\0\xc3\xa9\xff x", 12)[seed >> 24 & 255 ? (seed >> 16) % 12 : 0];
        }
        auto const csv = read_csv(noise);
        if (!csv) continue;
        for (auto const& row : csv->rows) EXPECT_TRUE(row.broken || row.cells.size() == csv->columns.size());
    }
}

}
}
