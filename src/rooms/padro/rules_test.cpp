// SPDX-License-Identifier: EUPL-1.2
// The whole matrix of who may have which document, against the Resolution's words written a second time.
#include "rooms/padro/rules.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace padro {
namespace {

using base::Day;
using base::Refusal;

Day day(char const* text) { return *base::day_from_iso(text); }
Day const today = day("2026-11-22");

// ---- those who may share a home with the person who asks
struct Housemate {
    char const* name;
    int age;
    bool consents, is_protected, ours; // ours: the person who asks is a guardian
    Status status;
    bool hides_household; // by the Resolution's words: this one stands against a household document
};
constexpr std::array housemates{
    Housemate{"an adult who consents", 40, true, false, false, Status::InForce, false},
    Housemate{"an adult who does not", 41, false, false, false, Status::InForce, true},
    Housemate{"a protected adult", 42, true, true, false, Status::InForce, true},
    Housemate{"our child", 8, false, false, true, Status::InForce, false},
    Housemate{"our child of seventeen", 17, false, false, true, Status::InForce, false},
    Housemate{"somebody else's child", 9, true, false, false, Status::InForce, true},
    Housemate{"our protected child", 7, true, true, true, Status::InForce, true},
    Housemate{"an adult being deregistered who consents", 50, true, false, false, Status::UnderDeregistration, false},
    Housemate{"an adult being deregistered who does not", 51, false, false, false, Status::UnderDeregistration, true},
};

Resident resident(std::string code, int age)
{
    Resident made;
    made.code = std::move(code);
    made.birth_date = today - std::chrono::days(age * 366);
    return made;
}

enum class Home { Never, Left, Here };

struct Case {
    Kind kind;
    int age;
    bool is_protected;
    Status status;
    Home home;
    bool collective;
    unsigned mates; // bit i: housemates[i] lives there too
};

Situation situation_of(Case const& c)
{
    Situation situation;
    situation.today = situation.as_of = today;
    situation.days_allowed = 30;
    auto person = resident("me", c.age);
    person.is_protected = c.is_protected;
    person.status = c.status;
    situation.person = person;
    if (c.home != Home::Never) {
        Stay stay;
        stay.since = day("2010-01-01");
        stay.dwelling.collective = c.collective;
        if (c.home == Home::Left) stay.until = day("2020-01-01");
        situation.stays = {stay};
    }
    if (c.home == Home::Here) {
        situation.members = {{person, day("2010-01-01")}};
        for (std::size_t i = 0; i < housemates.size(); ++i) {
            if (!(c.mates >> i & 1)) continue;
            auto const& mate = housemates[i];
            auto other = resident("mate" + std::to_string(i), mate.age);
            other.consents = mate.consents;
            other.is_protected = mate.is_protected;
            other.status = mate.status;
            (i % 2 ? other.guardian1 : other.guardian2) = mate.ours ? "me" : "somebody";
            situation.members.push_back({other, day("2010-01-01")});
        }
    }
    return situation;
}

// Every reason that stands against it, in no order.
std::set<std::string> reasons(Case const& c)
{
    std::set<std::string> found;
    if (c.home == Home::Never) return {"padro.not-registered"};
    if (c.age < 16) found.insert("padro.too-young");
    if (c.is_protected) found.insert("padro.in-person");
    if (c.status == Status::UnderDeregistration) found.insert("padro.under-deregistration");
    if (c.kind == Kind::historical) return found;
    if (c.home == Home::Left) found.insert("padro.left");
    if (c.kind == Kind::household && c.home == Home::Here) {
        if (c.collective) found.insert("padro.collective");
        for (std::size_t i = 0; i < housemates.size(); ++i)
            if ((c.mates >> i & 1) && housemates[i].hides_household) found.insert("padro.household-not-possible");
    }
    return found;
}

std::string words(Case const& c)
{
    std::string text = "kind " + std::to_string(int(c.kind)) + ", age " + std::to_string(c.age) +
                       (c.is_protected ? ", protected" : "") + ", status " + std::to_string(int(c.status)) + ", home " +
                       std::to_string(int(c.home)) + (c.collective ? ", collective" : "");
    for (std::size_t i = 0; i < housemates.size(); ++i)
        if (c.mates >> i & 1) text += std::string(", ") + housemates[i].name;
    return text;
}

TEST(PadroRules, HoldForEveryPersonHomeAndHousehold)
{
    std::size_t walked = 0, allowed = 0;
    for (auto const kind : {Kind::individual, Kind::household, Kind::historical})
        for (auto const age : {10, 15, 16, 17, 18, 40})
            for (auto const is_protected : {false, true})
                for (auto const status : {Status::InForce, Status::UnderDeregistration, Status::Closed})
                    for (auto const home : {Home::Never, Home::Left, Home::Here})
                        for (auto const collective : {false, true})
                            for (unsigned mates = 0; mates < 1u << housemates.size(); ++mates) {
                                if (home != Home::Here && mates > 0) break;
                                Case const c{kind, age, is_protected, status, home, collective, mates};
                                auto const no = why_not(kind, situation_of(c));
                                auto const expected = reasons(c);
                                ASSERT_EQ(!no, expected.empty()) << words(c) << (no ? ": " + no->text : ": allowed");
                                if (no) {
                                    ASSERT_TRUE(expected.contains(no->text)) << words(c) << ": " << no->text;
                                }
                                ++walked;
                                allowed += !no;
                            }
    EXPECT_GT(walked, 100'000u);
    EXPECT_GT(allowed, 1'000u);
}

TEST(PadroRules, TellOneThingWhateverInTheHouseholdStandsAgainstIt)
{
    std::set<std::pair<std::string, std::string>> told;
    for (std::size_t i = 0; i < housemates.size(); ++i) {
        auto const no = why_not(
            Kind::household, situation_of({Kind::household, 40, false, Status::InForce, Home::Here, false, 1u << i}));
        EXPECT_EQ(bool(no), housemates[i].hides_household) << housemates[i].name;
        if (!no) continue;
        told.emplace(no->text, no->field);
        EXPECT_TRUE(no->with.empty()) << "no name, no number: " << housemates[i].name;
    }
    EXPECT_EQ(told.size(), 1u);
}

TEST(PadroRules, NobodyUnknownToTheRegisterGetsAnything)
{
    Situation situation;
    situation.today = situation.as_of = today;
    for (auto const kind : {Kind::individual, Kind::household, Kind::historical})
        EXPECT_EQ(why_not(kind, situation)->text, "padro.not-registered");
}

TEST(PadroRules, ComeOfAgeOnTheBirthdayAndNotBefore)
{
    auto situation = situation_of({Kind::individual, 40, false, Status::InForce, Home::Here, false, 0});
    situation.person->birth_date = day("2010-11-22");
    EXPECT_FALSE(why_not(Kind::individual, situation));
    situation.person->birth_date = day("2010-11-23");
    EXPECT_EQ(why_not(Kind::individual, situation)->text, "padro.too-young");
}

TEST(PadroRules, AMinorOfAnotherIsOneUntilTheirEighteenthBirthday)
{
    auto situation = situation_of({Kind::household, 40, false, Status::InForce, Home::Here, false, 1});
    situation.members[1].resident.birth_date = day("2008-11-23");
    EXPECT_TRUE(why_not(Kind::household, situation)) << "a minor's own consent does not do";
    situation.members[1].resident.birth_date = day("2008-11-22");
    EXPECT_FALSE(why_not(Kind::household, situation));
    situation.members[1].resident.consents = false;
    situation.members[1].resident.guardian1 = "me";
    EXPECT_TRUE(why_not(Kind::household, situation)) << "who is of age speaks for themselves";
}

TEST(PadroRules, CertifyNothingFromOldData)
{
    auto situation = situation_of({Kind::individual, 40, false, Status::InForce, Home::Here, false, 0});
    situation.as_of = today - std::chrono::days(30);
    EXPECT_FALSE(why_not(Kind::individual, situation));
    situation.as_of = today - std::chrono::days(31);
    auto const no = why_not(Kind::individual, situation);
    EXPECT_EQ(no->text, "padro.old-data");
    EXPECT_EQ(no->why, Refusal::Why::Unavailable);
}

TEST(PadroRules, ShowForEachPurposeWhatItNeeds)
{
    struct Row {
        Purpose purpose;
        Shown shown; // document, birth date, birth place, nationality, since, cadastral reference
    };
    constexpr Row table[]{
        {Purpose::school, {true, true, false, false, true, false}},
        {Purpose::bank, {true, false, false, false, true, false}},
        {Purpose::mortgage, {true, true, false, false, true, true}},
        {Purpose::foreign_office, {true, true, true, true, true, false}},
        {Purpose::administration, {true, true, false, false, true, false}},
        {Purpose::other, {true, false, false, false, true, false}},
    };
    for (auto const& row : table) {
        auto const shown = shown_for(row.purpose);
        EXPECT_EQ(shown.document, row.shown.document) << int(row.purpose);
        EXPECT_EQ(shown.birth_date, row.shown.birth_date) << int(row.purpose);
        EXPECT_EQ(shown.birth_place, row.shown.birth_place) << int(row.purpose);
        EXPECT_EQ(shown.nationality, row.shown.nationality) << int(row.purpose);
        EXPECT_EQ(shown.since, row.shown.since) << int(row.purpose);
        EXPECT_EQ(shown.cadastral_reference, row.shown.cadastral_reference) << int(row.purpose);
    }
}

TEST(PadroRules, CountThoseBeingDeregisteredWithoutNamingThem)
{
    auto const situation =
        situation_of({Kind::household, 40, false, Status::InForce, Home::Here, false, 1u | 1u << 7 | 1u << 8});
    auto const list = listed(situation.members);
    EXPECT_EQ(list.named.size(), 2u);
    EXPECT_EQ(list.only_counted, 2u);
    for (auto const& member : list.named) EXPECT_NE(member.resident.status, Status::UnderDeregistration);
}

}
}
