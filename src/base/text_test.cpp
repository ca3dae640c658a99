// SPDX-License-Identifier: EUPL-1.2
// Text as people of Catalonia write it, and as machines break it.
#include "base/text.h"

#include <gtest/gtest.h>

namespace base {
namespace {

using Words = std::vector<std::string>;

TEST(Folded, AccentsAndCaseDoNotCount)
{
    EXPECT_EQ(folded("Àngel Núñez i Güell"), "angel nunez i guell");
    EXPECT_EQ(folded("ÀÈÉÍÏÒÓÚÜ àèéíïòóúü"), "aeeiioouu aeeiioouu");
    EXPECT_EQ(folded("Plaça de Ça"), "placa de ca");
    EXPECT_EQ(folded("ÑÇ"), "nc");
    EXPECT_EQ(folded("Straße STRAẞE"), "strasse strasse");
    EXPECT_EQ(folded("3r 2ª"), "3r 2a");
    EXPECT_EQ(folded(""), "");
}

TEST(Folded, AccentsTypedApartAreTheSame) { EXPECT_EQ(folded("a\u0300e\u0301c\u0327n\u0303"), folded("àéçñ")); }

TEST(Folded, TheDotOfGeminateLDoesNotCountHoweverItIsWritten)
{
    for (auto const* word : {"col·lectiu", "COL·LECTIU", "co\u0140lectiu", "CO\u013FLECTIU", "col\u2027lectiu",
                             "col\u2022lectiu", "Col·lectiu", "collectiu"})
        EXPECT_EQ(folded(word), "collectiu") << word;
}

TEST(Folded, AnotherMiddleDotStays) { EXPECT_EQ(folded("a · b"), "a · b"); }

TEST(Folded, EveryApostropheIsTheSame)
{
    for (auto const* word : {"l'Escola", "l’Escola", "L\u02BCescola", "l´escola", "l`escola"})
        EXPECT_EQ(folded(word), "l'escola") << word;
}

TEST(Folded, FoldingTwiceChangesNothing)
{
    for (auto const* text :
         {"Àngel·la", "L’Hospitalet", "Straße", "l´avi", "\U0001D400\U0001D401", "ﬁ ＡＢＣ ㎏", "İstanbul", "Ŀ"})
        EXPECT_EQ(folded(folded(text)), folded(text)) << text;
}

TEST(Lower, KeepsAccents) { EXPECT_EQ(lower("L'ÀVIA ÇELI·NA Ñ İ"), "l'àvia çeli·na ñ i\u0307"); }

TEST(Words, ElisionsAreCutOff)
{
    EXPECT_EQ(words("d'aparcament"), Words{"aparcament"});
    EXPECT_EQ(words("l'escola"), Words{"escola"});
    EXPECT_EQ(words("L’Escola"), Words{"escola"});
    EXPECT_EQ(words("s'ha n'hi m'han t'he"), (Words{"ha", "hi", "han", "he"}));
    EXPECT_EQ(words("l\u02BCescola l´escola \u02BCara\u02BC"), (Words{"escola", "escola", "ara"}));
}

TEST(Words, CliticsAreCutOff)
{
    EXPECT_EQ(words("empadronar-me"), Words{"empadronar"});
    EXPECT_EQ(words("inscriure'm"), Words{"inscriure"});
    EXPECT_EQ(words("fer-ho pagar-la demanar-los anar-hi donar-nos"),
              (Words{"fer", "pagar", "demanar", "anar", "donar"}));
    EXPECT_EQ(words("vull donar-me d'alta"), (Words{"vull", "donar", "alta"}));
    EXPECT_EQ(words("donar-me'n de baixa"), (Words{"donar", "de", "baixa"}));
}

TEST(Words, GeminateLStaysInsideItsWordHoweverItIsWritten)
{
    for (auto const* word :
         {"col·lectiu", "COL·LECTIU", "co\u0140lectiu", "CO\u013FLECTIU", "col\u2027lectiu", "col\u2022lectiu"})
        EXPECT_EQ(words(word), Words{"col·lectiu"}) << word;
}

TEST(Words, AccentsStay) { EXPECT_EQ(words("Públic, RÀPID i ñoño!"), (Words{"públic", "ràpid", "i", "ñoño"})); }

TEST(Words, MarksAndPunctuationPart)
{
    EXPECT_EQ(words(""), Words{});
    EXPECT_EQ(words(" ¿?… — '' -- · "), Words{});
    EXPECT_EQ(words("(volant/certificat);padró"), (Words{"volant", "certificat", "padró"}));
    EXPECT_EQ(words("'citat' -guió- final-"), (Words{"citat", "guió", "final"}));
    EXPECT_EQ(words("sud-est 2026-11-22 C-32"), (Words{"sud-est", "2026-11-22", "c-32"}));
}

TEST(Utf8, WhatPeopleWriteIsAccepted)
{
    for (auto const* text : {"", "abc", "à", "€", "\U0001F600", "\uFFFD", "\U0010FFFF"})
        EXPECT_TRUE(is_utf8(text)) << text;
    EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, OverlongFormsAreRefused)
{
    for (auto const* text :
         {"\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xE0\x9F\xBF", "\xF0\x80\x80\xAF", "\xF0\x8F\xBF\xBF", "\xC0\x80"})
        EXPECT_FALSE(is_utf8(text));
}

TEST(Utf8, SurrogatesAndWhatLiesBeyondUnicodeAreRefused)
{
    for (auto const* text : {"\xED\xA0\x80", "\xED\xBF\xBF", "\xED\xA0\xBD\xED\xB8\x80", "\xF4\x90\x80\x80",
                             "\xF8\x88\x80\x80\x80", "\xFF", "\xFE"})
        EXPECT_FALSE(is_utf8(text));
}

TEST(Utf8, TruncatedAndLoneBytesAreRefused)
{
    for (auto const* text : {"\xC3", "a\xC3", "\xE2\x82", "\xF0\x9F\x98", "\x80",
                             "a\xBF"
                             "b",
                             "\xC3"
                             "a",
                             "\xE2\x82"
                             "a",
                             "espa\xF1"
                             "a"})
        EXPECT_FALSE(is_utf8(text));
}

TEST(Composed, TheSameNameHasTheSameBytes)
{
    EXPECT_EQ(composed("Ange\u0300l Nu\u0301n\u0303ez"), "Angèl Núñez");
    EXPECT_EQ(composed("Àngel"), "Àngel");
    EXPECT_EQ(composed("plain"), "plain");
    EXPECT_EQ(composed(""), "");
}

TEST(Composed, KeepsWhatIsOnlyAlike) { EXPECT_EQ(composed("ŀ ª ﬁ ’"), "ŀ ª ﬁ ’"); }

TEST(Latin1, BecomesUtf8)
{
    EXPECT_EQ(from_latin1("Espa\xF1"
                          "a \xE7 \xB7 a"),
              "España ç · a");
}

TEST(Trimmed, LosesBlanksAtBothEndsOnly)
{
    EXPECT_EQ(trimmed(" \t\r\na  b\v\f "), "a  b");
    EXPECT_EQ(trimmed("   "), "");
    EXPECT_EQ(trimmed(""), "");
}

TEST(Split, KeepsEmptyParts)
{
    EXPECT_EQ(split("a,,b,", ','), (Words{"a", "", "b", ""}));
    EXPECT_EQ(split("", ','), Words{""});
    EXPECT_EQ(split("abc", ','), Words{"abc"});
}

TEST(CodePoints, AreReadAndWrittenAlike)
{
    std::string const text = "aàß€\U0001F600";
    auto const points = code_points(text);
    EXPECT_EQ(points, (std::vector<char32_t>{U'a', U'à', U'ß', U'€', U'\U0001F600'}));
    std::string back;
    for (auto const point : points) append_utf8(back, point);
    EXPECT_EQ(back, text);
    EXPECT_EQ(length_in_characters(text), 5U);
}

TEST(CodePoints, WhatIsNoneIsReplaced)
{
    EXPECT_EQ(code_points("a\xFF"
                          "b\xC3"),
              (std::vector<char32_t>{U'a', 0xFFFD, U'b', 0xFFFD}));
}

TEST(Filled, MarkersBecomeTheirValues)
{
    EXPECT_EQ(filled("Hola {name}, tens {count} avisos, {name}.", {{"name", "Núria"}, {"count", "2"}}),
              "Hola Núria, tens 2 avisos, Núria.");
    EXPECT_EQ(filled("", {{"a", "b"}}), "");
}

TEST(Filled, UnknownAndBrokenMarkersStay)
{
    EXPECT_EQ(filled("{who} és {what}", {{"what", "aquí"}}), "{who} és aquí");
    EXPECT_EQ(filled("a {name", {{"name", "x"}}), "a {name");
    EXPECT_EQ(filled("a } {} b", {{"name", "x"}}), "a } {} b");
}

TEST(Filled, AValueIsNotReadAgain) { EXPECT_EQ(filled("{a}{b}", {{"a", "{b}"}, {"b", "{a}"}}), "{b}{a}"); }

}
}
