// SPDX-License-Identifier: EUPL-1.2
// Answers judged from the top to the bottom: what is hidden is nowhere, what is computed is computed, each type reads
// what people type and refuses what is wrong, naming the piece.
#include "rooms/forms/answers.h"

#include <gtest/gtest.h>
#include <random>
#include <yaml-cpp/yaml.h>

namespace forms {
namespace {

std::shared_ptr<catalogue::Form const> form_of(std::string const& fields)
{
    return catalogue::read_form(
        YAML::Load("files: request\npages:\n  - id: p\n    title: {ca: P}\n    fields:\n" + fields), {"ca"});
}
std::string field(std::string const& key, std::string const& type, std::string const& more = "")
{
    return "      - {key: " + key + ", type: " + type + ", label: {ca: " + key + "}" +
           (more.empty() ? "" : ", " + more) + "}\n";
}

Surroundings const here{std::chrono::sys_days(std::chrono::year(2026) / 11 / 22),
                        "ca",
                        [](std::string_view id) -> std::optional<Attached> {
                            if (id != "01arz3ndektsv4rrffq69g5fav") return {};
                            return Attached{std::string(id), "dni.pdf", "application/pdf", "00", 1};
                        },
                        {},
                        {},
                        {}};

// The value of the one field, or what is wrong with it: "field: key".
std::string judged(std::string const& type, json::value const& typed, std::string const& more = "")
{
    auto const form = form_of(field("x", type, more));
    auto const result = assess(*form, {{"x", typed}}, here);
    if (!result.faults.empty()) return result.faults[0].field + ": " + result.faults[0].text;
    auto const* const value = result.values.if_contains("x");
    return value ? json::serialize(*value) : "nothing";
}

TEST(Answers, TextsAreBoundedInCharacters)
{
    EXPECT_EQ(judged("text", "  Fanals  "), "\"Fanals\"");
    EXPECT_EQ(judged("text", ""), "x: forms.missing");
    EXPECT_EQ(judged("text", "", "required: false"), "nothing");
    EXPECT_EQ(judged("text", "çàéí", "most: 4"), "\"çàéí\"");
    EXPECT_EQ(judged("text", "çàéíx", "most: 4"), "x: forms.too-long");
    EXPECT_EQ(judged("text", "a\nb"), "x: forms.one-line");
    EXPECT_EQ(judged("long_text", "a\r\nb"), "\"a\\nb\"");
    EXPECT_EQ(judged("text", json::array{"a"}), "x: forms.missing");
    EXPECT_EQ(judged("name", "Núria Puig i Ferrer"), "\"Núria Puig i Ferrer\"");
    EXPECT_EQ(judged("name", "<b>Núria</b>"), "x: forms.bad-name");
}

TEST(Answers, NumbersAreReadAsPeopleWriteThem)
{
    EXPECT_EQ(judged("number", "12,5", "decimals: 1"), "\"12.5\"");
    EXPECT_EQ(judged("number", "1.234.567"), "\"1234567\"");
    EXPECT_EQ(judged("number", "1.234,5", "decimals: 2"), "\"1234.5\"");
    EXPECT_EQ(judged("number", 40), "\"40\"");
    for (auto const* const wrong : {"1.234", "12,3,4", "1..234", ".234,5", "dotze", "1e3", "12,"})
        EXPECT_EQ(judged("number", wrong, "decimals: 4"), "x: forms.bad-number") << wrong;
    EXPECT_EQ(judged("number", "12,5"), "x: forms.too-many-decimals");
    EXPECT_EQ(judged("number", "11", "most: 10"), "x: forms.out-of-range");
    EXPECT_EQ(judged("money", "1.250,50 €"), "125050");
    EXPECT_EQ(judged("money", 125050), "125050");
    EXPECT_EQ(judged("money", "0,001"), "x: forms.too-many-decimals");
    EXPECT_EQ(judged("money", -1), "x: forms.bad-money");
}

TEST(Answers, DaysNameThePieceAtFault)
{
    EXPECT_EQ(judged("date", json::object{{"day", "7"}, {"month", "3"}, {"year", "2026"}}), "\"2026-03-07\"");
    EXPECT_EQ(judged("date", "2026-03-07"), "\"2026-03-07\"");
    EXPECT_EQ(judged("date", json::object{{"day", ""}, {"month", "3"}, {"year", "2026"}}),
              "x.day: forms.date-lacks-day");
    EXPECT_EQ(judged("date", json::object{{"day", "7"}, {"month", "3"}, {"year", "26"}}),
              "x.year: forms.date-lacks-year");
    EXPECT_EQ(judged("date", json::object{{"day", "31"}, {"month", "2"}, {"year", "2026"}}), "x: forms.bad-date");
    EXPECT_EQ(judged("date", "2026-11-23", "day: past"), "x: forms.not-past");
    EXPECT_EQ(judged("date", "2026-11-22", "day: future"), "\"2026-11-22\"");
    EXPECT_EQ(judged("date", "2026-11-21", "day: future"), "x: forms.not-future");
}

TEST(Answers, ChoicesAreThoseOffered)
{
    auto const options = "options: [{value: a, label: {ca: A}}, {value: b, label: {ca: B}}]";
    EXPECT_EQ(judged("one_of", "b", options), "\"b\"");
    EXPECT_EQ(judged("one_of", "c", options), "x: forms.not-offered");
    EXPECT_EQ(judged("several_of", json::array{"b", "a", "b"}, options), R"(["a","b"])");
    EXPECT_EQ(judged("several_of", "b", options), R"(["b"])");
    EXPECT_EQ(judged("several_of", json::array{"b", "c"}, options), "x: forms.not-offered");
    EXPECT_EQ(judged("several_of", json::array{}, options), "x: forms.choose");
    EXPECT_EQ(judged("yes_no", "no"), "false");
    EXPECT_EQ(judged("yes_no", true), "true");
    EXPECT_EQ(judged("yes_no", "potser"), "x: forms.not-offered");
}

TEST(Answers, CodesAreCheckedByTheirLetters)
{
    EXPECT_EQ(judged("document", "12.345.678-z"), "\"12345678Z\"");
    EXPECT_EQ(judged("document", "12345678A"), "x: forms.bad-document");
    EXPECT_EQ(judged("document", "B12345674", "accepts: [nif, nie]"), "x: forms.document-of-another-kind");
    EXPECT_EQ(judged("iban", "es91 2100 0418 4502 0005 1332"), "\"ES9121000418450200051332\"");
    EXPECT_EQ(judged("iban", "ES9121000418450200051333"), "x: forms.bad-iban");
    EXPECT_EQ(judged("cadastral", "7837301 VG8173B 0001 TT"), "\"7837301VG8173B0001TT\"");
    EXPECT_EQ(judged("cadastral", "7837301VG8173B0001TA"), "x: forms.bad-cadastral");
    EXPECT_EQ(judged("phone", "600 123 456"), "\"+34600123456\"");
    EXPECT_EQ(judged("phone", "12"), "x: forms.bad-phone");
    EXPECT_EQ(judged("email", "Nuria@Exemple.CAT"), "\"nuria@exemple.cat\"");
    EXPECT_EQ(judged("email", "nuria"), "x: forms.bad-email");
}

TEST(Answers, PlacesAreTwoNumbersOfDegrees)
{
    auto const place = [](json::value latitude, json::value longitude) {
        return judged("place", json::object{{"latitude", std::move(latitude)}, {"longitude", std::move(longitude)}});
    };
    EXPECT_EQ(place("41,5", "2.25"), R"({"latitude":"41.500000","longitude":"2.250000"})");
    EXPECT_EQ(place(41.543210, -2), R"({"latitude":"41.543210","longitude":"-2.000000"})");
    EXPECT_EQ(place("x", "2"), "x.latitude: forms.bad-place");
    EXPECT_EQ(place("41", ""), "x.longitude: forms.bad-place");
    EXPECT_EQ(place("91", "2"), "x.latitude: forms.bad-place");
    EXPECT_EQ(judged("place", "Major 2"), "x: forms.bad-place");
    EXPECT_EQ(judged("place", json::object{{"search", "Major 2"}}), "x.search: forms.place-not-found") << "no map here";
}

TEST(Answers, AddressesLackNothing)
{
    json::object address{{"street", "carrer Major"}, {"number", "3"}, {"postcode", "08100"}, {"town", "Vilanova"}};
    EXPECT_EQ(judged("address", address), json::serialize(address));
    address["postcode"] = "99999";
    EXPECT_EQ(judged("address", address), "x.postcode: forms.bad-postcode");
    address.erase("number");
    EXPECT_EQ(judged("address", address), "x.number: forms.address-lacks-number");
    EXPECT_EQ(judged("address", "carrer Major, 3"), "x: forms.bad-address");
    EXPECT_EQ(judged("address", json::object{{"street", ""}}, "required: false"), "nothing");
}

TEST(Answers, DeclaringAndOpposing)
{
    EXPECT_EQ(judged("declaration", "si"), "true");
    EXPECT_EQ(judged("declaration", false), "x: forms.must-declare");
    // Llei 39/2015, art. 28.2: who says nothing has not opposed, and who opposes says why.
    EXPECT_EQ(judged("consultation", json::object{{"seen", "si"}}), R"({"consults":true})");
    EXPECT_EQ(judged("consultation", json::object{{"ticked", "si"}}), "x.reason: forms.oppose-why");
    EXPECT_EQ(judged("consultation", json::object{{"ticked", "si"}, {"reason", "Ja ho porto"}}),
              R"({"consults":false,"reason":"Ja ho porto"})");
    EXPECT_EQ(judged("consultation", json::object{{"seen", "si"}}, "law: consent"), R"({"consults":false})");
    EXPECT_EQ(judged("consultation", json::object{{"ticked", "si"}}, "law: consent"), R"({"consults":true})");
    EXPECT_EQ(judged("consultation", nullptr), "x: forms.missing");
}

TEST(Answers, FilesAreThoseOfWhoeverFillsIn)
{
    EXPECT_EQ(judged("file", "01arz3ndektsv4rrffq69g5fav"), R"(["01arz3ndektsv4rrffq69g5fav"])");
    EXPECT_EQ(judged("file", "01arz3ndektsv4rrffq69g5faw"), "x: forms.no-such-file");
    EXPECT_EQ(judged("file", "../../etc/passwd"), "x: forms.no-such-file");
    EXPECT_EQ(judged("file", nullptr), "x: forms.file-missing");
}

TEST(Answers, WhatIsHiddenIsNowhere)
{
    auto const form =
        form_of(field("kind", "one_of", "options: [{value: a, label: {ca: A}}, {value: b, label: {ca: B}}]") +
                field("area", "number", "when: \"kind = 'a'\"") + field("why", "text", "when: \"area > 10\"") +
                field("sum", "computed", "value: \"area * 2\""));
    auto const open = assess(*form, {{"kind", "a"}, {"area", "12"}, {"why", "x"}}, here);
    EXPECT_TRUE(open.complete());
    EXPECT_EQ(json::serialize(open.values), R"({"kind":"a","area":"12","why":"x","sum":"24"})");
    auto const closed = assess(*form, {{"kind", "b"}, {"area", "wrong"}, {"why", "x"}}, here);
    EXPECT_TRUE(closed.complete());
    EXPECT_EQ(json::serialize(closed.values), R"({"kind":"b"})");
}

TEST(Answers, RowsAreJudgedOneByOne)
{
    auto const form = form_of(field("rows", "group",
                                    "least: 1, most: 3, fields: [{key: what, type: text, label: {ca: W}}, {key: paid, "
                                    "type: yes_no, label: {ca: P}},"
                                    "{key: amount, type: money, label: {ca: A}, when: \"paid\"}]") +
                              field("total", "computed", "value: \"sum(rows.amount)\"") +
                              field("big", "text", "when: \"total > 100\""));
    auto const good = assess(*form,
                             {{"rows",
                               {json::object{{"what", "a"}, {"paid", "si"}, {"amount", "60"}},
                                json::object{{"what", "b"}, {"paid", "no"}, {"amount", "wrong"}},
                                json::object{{"what", "c"}, {"paid", "si"}, {"amount", "50,5"}}}},
                              {"big", "yes"}},
                             here);
    EXPECT_TRUE(good.complete());
    EXPECT_EQ(good.values.at("total").as_string(), "110.5");
    EXPECT_FALSE(good.values.at("rows").at(1).as_object().contains("amount"));
    auto const bad = assess(*form, {{"rows", {json::object{{"paid", "si"}, {"amount", "x"}}}}}, here);
    ASSERT_EQ(bad.faults.size(), 2U);
    EXPECT_EQ(bad.faults[0].field, "rows.0.what");
    EXPECT_EQ(bad.faults[1].field, "rows.0.amount");
    EXPECT_EQ(assess(*form, {}, here).faults.at(0).text, "forms.too-few-rows");
}

TEST(Answers, OneAnswerIsHeldAgainstAnother)
{
    auto const form = form_of(field("from", "date") +
                              field("until", "date", "valid: {if: \"until >= from\", text: {ca: Abans de començar}}"));
    EXPECT_TRUE(assess(*form, {{"from", "2026-12-01"}, {"until", "2026-12-01"}}, here).complete());
    auto const bad = assess(*form, {{"from", "2026-12-02"}, {"until", "2026-12-01"}}, here);
    ASSERT_EQ(bad.faults.size(), 1U);
    EXPECT_EQ(bad.faults[0].field, "until");
    EXPECT_EQ(bad.faults[0].with.at(0).second, "Abans de començar");
}

TEST(Answers, AnyJsonIsJudgedAndNothingElseHappens)
{
    std::string all;
    for (auto const type : catalogue::field_types) {
        if (type == "group" || type == "computed") continue;
        auto const options = type == "one_of" || type == "several_of" ? "options: [{value: a, label: {ca: A}}]" : "";
        all += field("f_" + std::string(type), std::string(type), options);
    }
    auto const form = form_of(all + field("f_group", "group", "fields: [{key: inner, type: date, label: {ca: I}}]"));
    std::mt19937 luck(4);
    std::vector<json::value> const odd{nullptr,
                                       true,
                                       -7,
                                       3.5,
                                       "",
                                       "si",
                                       "2026-02-30",
                                       "\xE2\x82\xAC",
                                       json::array{},
                                       json::array{nullptr, json::array{1}},
                                       json::object{},
                                       json::object{{"day", 3}},
                                       json::object{{"street", json::array{}}},
                                       json::array{json::object{{"inner", "x"}}}};
    for (int i = 0; i < 2000; ++i) {
        json::object typed;
        for (auto const& each : form->pages[0].fields) typed[each.key] = odd[luck() % odd.size()];
        auto const result = assess(*form, typed, here);
        for (auto const& value : result.values) EXPECT_TRUE(form->find(value.key()));
    }
}

catalogue::Form const& some_form()
{
    static auto const form =
        form_of(field("day", "date") + field("tick", "several_of", "options: [{value: a, label: {ca: A}}]") +
                field("rows", "group",
                      "fields: [{key: what, type: text, label: {ca: W}}, {key: paid, type: money, label: "
                      "{ca: P}}]") +
                field("text", "text") + field("yes", "yes_no") + field("price", "money"));
    return *form;
}

TEST(Folding, NamesOfInputsAndAnswersAreTheSame)
{
    auto const& form = some_form();
    auto made = unfolded(form.pages[0], {{"day-day", "7"},
                                         {"day-month", "3"},
                                         {"rows-0-what", ""},
                                         {"rows-1-what", "second"},
                                         {"rows-77-what", "beyond"},
                                         {"other", "nobody asked"}});
    compact(made);
    EXPECT_EQ(
        json::serialize(made),
        R"({"day":{"day":"7","month":"3"},"tick":null,"rows":[{"what":"second"}],"text":null,"yes":null,"price":null})");
    EXPECT_EQ(json::serialize(folded(form, {{"day", json::object{{"day", "7"}}},
                                            {"rows", {json::object{{"what", "second"}, {"paid", 90000}}}},
                                            {"yes", true},
                                            {"price", -1250}})),
              R"({"day-day":"7","rows-0-what":"second","rows-0-paid":"900,00","yes":"si","price":"-12,50"})");
    EXPECT_EQ(json::serialize(folded(form, {{"day", "2026-03-07"}})),
              R"({"day-year":"2026","day-month":"03","day-day":"07"})");
}

TEST(Folding, WhatComesIsHostile)
{
    auto const& page = some_form().pages[0];
    json::object const hostile{{"text", json::array{"aaaa", "bbbb"}},
                               {"text-0-x", "1"},
                               {"text-__fitxer", "\xFF"},
                               {"rows", json::array{"aaaa"}},
                               {"rows-0-what", "x"},
                               {"rows-0-nobody", "x"},
                               {"rows-0-what-a-b", "x"},
                               {"day-Day", "7"},
                               {"day-0", "7"},
                               {"day-day-day", "7"},
                               {"rows-99999999999999999999-what", "x"},
                               {"-", "x"},
                               {"", "x"}};
    auto made = unfolded(page, hostile);
    compact(made);
    EXPECT_EQ(json::serialize(made),
              R"({"day":null,"tick":null,"rows":[{"what":"x"}],"text":["aaaa","bbbb"],"yes":null,"price":null})");
    EXPECT_EQ(assess(some_form(), made, here).faults.size(), 6U);
}

}
}
