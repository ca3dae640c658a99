// SPDX-License-Identifier: EUPL-1.2
// Texts in every language, and the choice of one.
#include "app/embedded.h"
#include "app/town.h"
#include "web/texts.h"
#include "web/views.h"

#include <gtest/gtest.h>

namespace web {
namespace {

std::vector<std::string> const town{"ca", "es", "en"};

TEST(Texts, OfEveryViewAreSaidInEveryLanguage)
{
    auto const texts = app::load_texts();
    std::size_t said = 0;
    for (auto const& [name, file] : app::embedded().views)
        for (auto const& text : Views::texts_of(file)) {
            EXPECT_TRUE(texts->knows("es", text)) << name << ": " << text;
            EXPECT_TRUE(texts->knows("en", text)) << name << ": " << text;
            ++said;
        }
    EXPECT_GT(said, 50u);
}

TEST(Texts, OfRefusalsAreSaidInEveryLanguageAndInOtherWords)
{
    auto const texts = app::load_texts();
    for (auto const* const key : {"web.no-page",
                                  "web.bad-address",
                                  "web.enter-first",
                                  "web.level-too-low",
                                  "web.not-for-you",
                                  "web.other-site",
                                  "web.too-many",
                                  "web.key-used",
                                  "web.long-key",
                                  "web.stale",
                                  "web.failed",
                                  "body.form",
                                  "body.json",
                                  "body.multipart",
                                  "body.type",
                                  "field.missing",
                                  "field.unknown",
                                  "field.type",
                                  "field.choice",
                                  "field.number",
                                  "field.long",
                                  "field.characters",
                                  "field.repeated",
                                  "padro.not-registered",
                                  "padro.old-data",
                                  "padro.too-young",
                                  "padro.in-person",
                                  "padro.under-deregistration",
                                  "padro.left",
                                  "padro.collective",
                                  "padro.household-not-possible",
                                  "padro.certificate-not-automated",
                                  "field.csv-empty",
                                  "padro.csv-too-wrong",
                                  "padro.line-twice",
                                  "documents.unknown-code",
                                  "documents.too-many-guesses",
                                  "documents.none-such",
                                  "documents.damaged",
                                  "documents.no-file",
                                  "documents.already-revoked",
                                  "identity.bad-document",
                                  "identity.not-in-sample",
                                  "catalogue.no-procedure",
                                  "site.not-ready",
                                  "why.malformed",
                                  "why.unidentified",
                                  "why.forbidden",
                                  "why.not-found",
                                  "why.conflict",
                                  "why.gone",
                                  "why.too-large",
                                  "why.unprocessable",
                                  "why.too-many",
                                  "why.unavailable"})
        for (auto const& language : town) {
            EXPECT_TRUE(texts->knows(language, key)) << language << " " << key;
            EXPECT_NE(texts->say(language, key), key) << language;
        }
}

TEST(Texts, FallBackToCatalanAndThenToTheKey)
{
    auto const texts = app::load_texts();
    EXPECT_EQ(texts->say("xx", "web.no-page"), texts->say("ca", "web.no-page"));
    EXPECT_EQ(texts->say("ca", "no.such.key"), "no.such.key");
    EXPECT_EQ(texts->say("ca", ""), "") << "the catalogue's own header is no text";
    EXPECT_FALSE(texts->has("xx"));
    EXPECT_TRUE(texts->has("en"));
}

TEST(Texts, FillTheirMarkersWithValuesThatAreNotReadAgain)
{
    auto const texts = app::load_texts();
    auto const said = texts->say("en", "padro.as-of", {{"day", "{day} 22 November"}});
    EXPECT_NE(said.find("{day} 22 November"), std::string::npos) << said;
}

TEST(Language, IsTheFirstWishThatTheTownHas)
{
    EXPECT_EQ(chosen_language(town, {"xx", "en"}, "es"), "en");
    EXPECT_EQ(chosen_language(town, {"", ""}, "es-ES,es;q=0.9,en;q=0.8"), "es");
    EXPECT_EQ(chosen_language(town, {}, "fr, de;q=0.5"), "ca");
    EXPECT_EQ(chosen_language(town, {}, ""), "ca");
    EXPECT_EQ(chosen_language(town, {}, "EN"), "en") << "language tags know no case (RFC 5646, 2.1.1)";
    EXPECT_EQ(chosen_language(town, {}, ";;;,,,=-"), "ca");
    EXPECT_EQ(chosen_language({"es"}, {"ca"}, "ca"), "es");
}

}
}
