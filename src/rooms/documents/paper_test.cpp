// SPDX-License-Identifier: EUPL-1.2
// Papers on pages: what a file must hold whatever the paper says. Other people's tools look at whole documents in
// tests/documents.
#include "app/embedded.h"
#include "rooms/documents/code.h"
#include "rooms/documents/documents.h"
#include "rooms/documents/pdf/metadata.h"
#include "rooms/documents/pdf/printer.h"

#include <gtest/gtest.h>

namespace documents {
namespace {

std::string const code = "0123456789ABCDEFGHJKMNPQRS";
constexpr auto arms =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#c00"/></svg>)";

struct Print {
    MadeSeal const made = make_sample_seal("Ajuntament de Prova", "P0899900E", "x", false);
    Seal const seal{made.key_pem, "x", made.certificates_pem};
    pdf::Printer const printer{
        {app::embedded().regular_font, app::embedded().bold_font, app::embedded().colour_profile, arms}, seal};

    std::string operator()(Paper const& paper) const
    {
        auto const sealed = printer.print(paper, code, "https://seu.example/verifica/" + code, {1'790'000'000'000'000});
        auto file = printer.head() + sealed.tail;
        EXPECT_EQ(sealed.sha256, base::sha256(file));
        return file;
    }
};

Print const& print()
{
    static Print const one;
    return one;
}

Paper paper_of(std::size_t rows)
{
    Paper paper;
    paper.language = "ca";
    paper.title = "Volant";
    paper.issuer = "Ajuntament de Prova";
    paper.check_label = "Codi";
    paper.check_text = "Comproveu-lo a:";
    paper.page_label = "Pàgina {page} de {pages}";
    paper.qr_alternative = "Codi QR";
    paper.say("Text");
    Paper::Block table{Paper::Block::Kind::Table, {}, {}, {"Nom", "Document"}, {}, {2, 1}};
    for (std::size_t i = 0; i < rows; ++i) table.rows.push_back({"Persona " + std::to_string(i), std::to_string(i)});
    paper.blocks.push_back(table);
    return paper;
}

std::size_t pages(std::string const& file)
{
    std::size_t count = 0;
    for (auto at = file.find("/Type/Page"); at != file.npos; at = file.find("/Type/Page", at + 1))
        count += file[at + 10] != 's';
    return count;
}

TEST(PrintedPaper, GrowsByPagesAndLosesNothing)
{
    EXPECT_EQ(pages(print()(paper_of(3))), 1u);
    auto const many = pages(print()(paper_of(400)));
    EXPECT_GE(many, 8u);
    EXPECT_LE(many, 40u);
}

TEST(PrintedPaper, CarriesItsCodeWhereItCanBeFoundAgain)
{
    auto file = print()(paper_of(3));
    EXPECT_EQ(pdf::code_in(file), code);
    EXPECT_EQ(pdf::code_in(""), "");
    EXPECT_EQ(pdf::code_in("%PDF-1.7 something else"), "");
    EXPECT_EQ(pdf::code_in(std::string(100'000, '\xff')), "");
    EXPECT_LE(pdf::code_in(file.substr(0, file.size() / 2)).size(), 26u);
}

TEST(PrintedPaper, KeepsItsSignatureRangeToTheLastByte)
{
    auto const file = print()(paper_of(3));
    auto const at = file.find("/ByteRange[0 ");
    ASSERT_NE(at, file.npos);
    std::size_t first = 0, second = 0, rest = 0;
    ASSERT_EQ(std::sscanf(file.c_str() + at, "/ByteRange[0 %zu %zu %zu", &first, &second, &rest), 3);
    EXPECT_EQ(second + rest, file.size());
    EXPECT_EQ(file[first], '<');
    EXPECT_EQ(file[second - 1], '>');
    EXPECT_NE(file.find("%%EOF", second), file.npos);
}

TEST(PrintedPaper, SaysThatItIsPdfAWithoutNamingAnAuthor)
{
    auto const file = print()(paper_of(1));
    EXPECT_TRUE(file.starts_with("%PDF-1.7"));
    EXPECT_NE(file.find("pdfaid:part"), file.npos);
    EXPECT_EQ(file.find("/Author"), file.npos);
    EXPECT_EQ(file.find("dc:creator"), file.npos);
}

TEST(PrintedPaper, TakesTextThatPdfAndXmlGiveAMeaning)
{
    auto paper = paper_of(1);
    paper.title = "a <b> & \"c\" (d) \\ ) >> endobj ]]>";
    paper.say(") Tj ET Q endstream endobj (");
    paper.facts({{"Clau (", "valor \\)"}});
    auto const file = print()(paper);
    EXPECT_EQ(pages(file), 1u);
    EXPECT_EQ(file.find("<b> &"), file.npos) << "XML is escaped";
    EXPECT_EQ(file.find(") Tj ET Q endstream"), file.npos) << "text is glyph numbers, never code";
}

TEST(PrintedPaper, BreaksWordsThatAreLongerThanALine)
{
    auto paper = paper_of(1);
    paper.say(std::string(3000, 'W'));
    paper.facts({{"Clau", std::string(500, 'M')}});
    EXPECT_GE(pages(print()(paper)), 1u);
}

TEST(PrintedPaper, KnowsWhichNamesItCanPrint)
{
    for (auto const* const name : {"Núria Puig i Ferrer", "l'Hospitalet · Col·legi", "Łukasz Żółć", "Nguyễn Thị Ánh",
                                   "Çelik Ğ İ ı Ş", "O’Brien", "Ñandú ª º €"})
        EXPECT_TRUE(print().printer.covers(name)) << name;
    for (auto const* const name : {"李小龍", "Мария", "\xF0\x9F\x98\x80"})
        EXPECT_FALSE(print().printer.covers(name)) << name;
}

}
}
