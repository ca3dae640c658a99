// SPDX-License-Identifier: EUPL-1.2
// What a procedure's file may declare as its form, and what is refused with its line.
#include "rooms/catalogue/declared_map.h"
#include "rooms/catalogue/form.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

namespace catalogue {
namespace {

constexpr auto beginning = R"yaml(
files: request
pages:
  - id: one
    title: {ca: Un}
    fields:
      - {key: kind, type: one_of, label: {ca: Tipus}, options: [{value: a, label: {ca: A}}, {value: b, label: {ca: B}}]}
      - {key: area, type: number, label: {ca: Metres}, most: 500, when: "kind = 'a'"}
)yaml";

std::string fault(std::string const& more)
{
    try {
        read_form(YAML::Load(beginning + more), {"ca"});
        return "";
    } catch (declared::Wrong const& wrong) {
        return wrong.reason;
    }
}

TEST(Form, IsReadAsItStands)
{
    std::string text = beginning;
    text += R"yaml(
      - key: rows
        type: group
        label: {ca: Files}
        fields: [{key: amount, type: money, label: {ca: Import}}]
      - {key: total, type: computed, value: "sum(rows.amount)", label: {ca: Total}}
  - id: two
    title: {ca: Dos}
    when: "total > 100"
    fields: [{key: why, type: long_text, label: {ca: Per què}, required: false}]
subject: why
)yaml";
    auto const form = read_form(YAML::Load(text), {"ca"});
    ASSERT_EQ(form->pages.size(), 2U);
    EXPECT_EQ(form->files, Filed::Request);
    EXPECT_TRUE(form->find("area")->when);
    EXPECT_EQ(form->find("area")->most, 500);
    EXPECT_EQ(form->find("rows")->least, 1);
    EXPECT_EQ(form->find("rows")->fields.at(0).decimals, 2);
    EXPECT_FALSE(form->find("why")->required);
    EXPECT_EQ(form->find("why")->most, 4000);
    EXPECT_TRUE(form->pages[1].when);
    EXPECT_EQ(form->find("nowhere"), nullptr);
}

TEST(Form, ThatCouldGoWrongLaterIsRefused)
{
    auto const field = [](std::string const& of) { return fault("      - {" + of + "}\n"); };
    EXPECT_EQ(field("key: kind, type: text, label: {ca: x}"), "the key kind stands twice");
    EXPECT_EQ(field("key: and, type: text, label: {ca: x}"), "the key 'and' cannot be used");
    EXPECT_EQ(field("key: Gran, type: text, label: {ca: x}"), "the key 'Gran' cannot be used");
    EXPECT_EQ(field("key: x, type: picture, label: {ca: x}"), "type cannot be 'picture'");
    EXPECT_EQ(field("key: x, type: text, label: {es: x}"), "label lacks ca");
    EXPECT_EQ(field("key: x, type: text, label: {ca: x}, colour: red"), "a field has an unknown key: colour");
    EXPECT_EQ(field("key: x, type: text, label: {ca: x}, when: \"later = 1\""),
              "the expression asks for later, which stands nowhere before");
    EXPECT_EQ(field("key: x, type: text, label: {ca: x}, when: \"x = 'own'\""),
              "the expression asks for x, which stands nowhere before");
    EXPECT_EQ(field("key: x, type: computed, label: {ca: x}, value: \"sum(kind.amount)\""),
              "the group kind has no field amount");
    EXPECT_EQ(field("key: x, type: one_of, label: {ca: x}, options: []"), "options must be a list of 1 to 60");
    EXPECT_EQ(
        field("key: x, type: group, label: {ca: x}, fields: [{key: y, type: group, label: {ca: y}, fields: [{key: "
              "z, type: text, label: {ca: z}}]}]"),
        "a group cannot hold a group");
    EXPECT_EQ(fault("  - {id: one, title: {ca: x}, fields: [{key: y, type: text, label: {ca: y}}]}\n"),
              "the page one stands twice");
    EXPECT_EQ(fault("subject: area\n"), "subject must be the key of a text");
    EXPECT_EQ(fault("  - {id: two, title: {ca: x}, fields: []}\n"), "fields must be a list of 1 to 60");
}

TEST(Form, OnlyFiveActsAreSigned)
{
    // Llei 39/2015, art. 11.2.
    EXPECT_TRUE(signature_may_be_asked(Filed::Request));
    EXPECT_TRUE(signature_may_be_asked(Filed::Declaration));
    EXPECT_TRUE(signature_may_be_asked(Filed::Communication));
    EXPECT_TRUE(signature_may_be_asked(Filed::Appeal));
    EXPECT_TRUE(signature_may_be_asked(Filed::Withdrawal));
    EXPECT_TRUE(signature_may_be_asked(Filed::Waiver));
    EXPECT_FALSE(signature_may_be_asked(Filed::Other));
}

}
}
