// SPDX-License-Identifier: EUPL-1.2
// Views: what is escaped, what is shown, what is included.
#include "app/embedded.h"
#include "app/town.h"
#include "web/views.h"

#include <gtest/gtest.h>

namespace web {
namespace {

std::string rendered(std::string const& file, json::object const& value, json::object const& everywhere = {})
{
    static auto const texts = app::load_texts();
    Views const views({{"test/page", file}, {"test/part", "[{{NAME}}]"}}, *texts, {"ca"});
    return views.render("test/page", "ca", value, everywhere);
}

TEST(Views, EscapeForThePlaceWhereAValueStands)
{
    json::object const evil{{"x", "<script>'\"&"}};
    EXPECT_EQ(rendered("<p>{{X}}</p>", evil), "<p>&lt;script&gt;&#39;&quot;&amp;</p>");
    EXPECT_EQ(rendered("<a title=\"{{X}}\">y</a>", evil).find("<script>"), std::string::npos);
    EXPECT_EQ(rendered("<a href=\"{{X}}\">y</a>", {{"x", "javascript:alert(1)"}}).find("javascript:"),
              std::string::npos);
    EXPECT_EQ(rendered("<a href=\"{{X}}\">y</a>", {{"x", "/tramits?q=a&b=c"}}),
              "<a href=\"/tramits?q=a&amp;b=c\">y</a>");
    EXPECT_EQ(rendered("<p>{{X}}</p>", {}, evil), "<p>&lt;script&gt;&#39;&quot;&amp;</p>")
        << "what stands everywhere too";
}

TEST(Views, ShowSectionsByWhatThereIs)
{
    std::string const file = "{{#HAS_T}}has{{/HAS_T}}{{#NO_T}}no{{/NO_T}}{{#B}}yes{{/B}}{{#NOT_B}}not{{/"
                             "NOT_B}}{{#HAS_L}}list{{/HAS_L}}{{#NO_L}}empty{{/NO_L}}";
    EXPECT_EQ(rendered(file, {{"t", "x"}, {"b", true}, {"l", json::array{"a"}}}), "hasyeslist");
    EXPECT_EQ(rendered(file, {{"t", ""}, {"b", false}, {"l", json::array{}}}), "nonotempty");
}

TEST(Views, RepeatAListAndIncludeParts)
{
    json::array const names{json::object{{"name", "a"}}, json::object{{"name", "b"}}};
    EXPECT_EQ(rendered("{{#NAMES}}<i>{{NAME}}</i>{{/NAMES}}", {{"names", names}}), "<i>a</i><i>b</i>");
    EXPECT_EQ(rendered("{{#WORDS}}({{ITEM}}){{/WORDS}}", {{"words", json::array{"a", "<"}}}), "(a)(&lt;)");
    EXPECT_EQ(rendered("{{>PART}}", {{"part", json::object{{"view", "test/part"}, {"name", "n<"}}}}), "[n&lt;]");
    EXPECT_EQ(rendered("{{N}}", {{"n", 7}}), "7");
}

TEST(Views, FindTheirTextsWithBalancedParentheses)
{
    EXPECT_EQ(Views::texts_of("a _(one) b _(two (2)) c"), (std::vector<std::string>{"one", "two (2)"}));
    EXPECT_TRUE(Views::texts_of("nothing").empty());
    EXPECT_NO_THROW(Views::texts_of("_(never closed"));
}

TEST(Views, ThatCannotBeReadAreToldByName)
{
    auto const texts = app::load_texts();
    try {
        Views const views({{"test/broken", "{{#A}} {{/B}}"}}, *texts, {"ca"});
        FAIL() << "a broken view was loaded";
    } catch (std::runtime_error const& told) {
        EXPECT_NE(std::string(told.what()).find("test/broken"), std::string::npos);
    }
}

TEST(Views, AreAllThereInEveryLanguage)
{
    auto const texts = app::load_texts();
    auto const views = app::load_views(*texts);
    for (auto const& [name, file] : app::embedded().views)
        for (auto const* const language : {"ca", "es", "en"})
            EXPECT_TRUE(views->has(name, language)) << name << " " << language;
}

TEST(Views, HoldNoScriptOrStyleOfTheirOwn)
{
    for (auto const& [name, file] : app::embedded().views) {
        EXPECT_EQ(file.find("<style"), file.npos) << name;
        EXPECT_EQ(file.find(" style="), file.npos) << name;
        EXPECT_EQ(file.find(" onclick="), file.npos) << name;
        for (auto at = file.find("<script"); at != file.npos; at = file.find("<script", at + 1))
            EXPECT_EQ(file.substr(at, 12), "<script src=") << name;
    }
}

}
}
