// SPDX-License-Identifier: EUPL-1.2
// Every step that a computation can give has its words in every language, with all its days filled in.
#include "app/town.h"
#include "base/calendar_testing.h"
#include "base/special_terms.h"

#include <algorithm>
#include <set>

namespace calendar {
namespace {

using namespace base::testing;

// Steps of every rule that there is, from every day of a year.
std::vector<base::Step> all_steps()
{
    std::vector<base::Step> steps;
    auto const add = [&](auto const& made) {
        if (made) steps.insert(steps.end(), made->steps.begin(), made->steps.end());
    };
    base::Calendars const both(town(), no_local_days());
    for (auto from = day("2026-01-01"); from < day("2026-12-31"); from += std::chrono::days(1)) {
        auto const at = base::local_instant(from, std::chrono::minutes(600));
        for (auto const unit : {base::Unit::WorkingDays, base::Unit::NaturalDays, base::Unit::Months, base::Unit::Years,
                                base::Unit::Hours})
            add(base::expiry(both, at, {1, unit}));
        add(base::expiry(both, at, {1, base::Unit::Months, 14}));
        add(base::extended(both, at, {10}, {{5}, {}, at}));
        add(base::effective_at(town(), at));
        add(base::voluntary_payment(both, from));
        add(base::enforced_payment(both, from));
        add(base::unread_rejection(both, at, base::LastDay::Stays));
        add(base::unread_rejection(both, at, base::LastDay::Moves));
    }
    add(base::collective_payment(both, 2026));
    auto const second = base::second_attempt(both, instant("2026-04-08"));
    steps.insert(steps.end(), second->within.steps.begin(), second->within.steps.end());
    for (auto const concerns : {base::Concerns::Anything, base::Concerns::Appeal})
        steps.push_back(base::halved({10}, concerns).steps.front());
    return steps;
}

TEST(Explained, EveryStepHasItsWordsInEveryLanguage)
{
    auto const texts = app::load_texts();
    web::Town const of{};
    std::set<std::string> kinds;
    for (auto const& step : all_steps()) {
        if (!kinds.insert(step.what).second) continue;
        for (auto const* const language : {"ca", "es", "en"}) {
            EXPECT_TRUE(texts->knows(language, "calendar.step-" + step.what)) << step.what;
            EXPECT_TRUE(texts->knows(language, "calendar.law-" + step.law)) << step.law;
            web::Call call(of, *texts);
            call.language = language;
            base::Deadline alone;
            alone.steps = {step};
            auto const told = explained(Room{}, call, alone).steps.at(0);
            EXPECT_EQ(told.text.find_first_of("{}"), std::string::npos) << told.text;
            EXPECT_NE(told.article.find(step.article), std::string::npos) << told.article;
        }
    }
    EXPECT_GE(kinds.size(), 25u);
}

TEST(Explained, NamesTheHolidaysThatWereSkipped)
{
    auto const texts = app::load_texts();
    web::Town const of{};
    web::Call const call(of, *texts);
    Room room;
    room.calendar = town();
    auto const deadline = base::expiry(room.calendar, instant("2026-03-27"), {10});
    auto const told = explained(room, call, *deadline);
    ASSERT_EQ(told.stretches.size(), 10u);
    EXPECT_EQ(told.stretches[2].days, "del dilluns, 30 de març de 2026 al dijous, 2 d'abril de 2026");
    EXPECT_EQ(told.stretches[3].what, "Inhàbil: 04-03");
    EXPECT_EQ(told.stretches.back().days, "dimarts, 14 d'abril de 2026");
    EXPECT_EQ(told.stretches.back().counted, "10");
    EXPECT_TRUE(told.stretches.back().working);
    EXPECT_FALSE(told.stretches[3].working);
}

TEST(Explained, AHolidayOfTheResidenceOnlyIsToldAsSuch)
{
    auto const texts = app::load_texts();
    web::Town const of{};
    web::Call const call(of, *texts);
    Room room;
    room.calendar = no_local_days();
    auto const deadline = base::expiry({room.calendar, town()}, instant("2026-05-15"), {10});
    auto const told = explained(room, call, *deadline);
    EXPECT_TRUE(std::ranges::any_of(told.stretches, [](StretchTold const& each) {
        return each.first == "2026-05-25" && each.what == "Inhàbil: festiu al municipi de residència";
    }));
}

}
}
