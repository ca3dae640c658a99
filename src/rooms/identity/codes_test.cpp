// SPDX-License-Identifier: EUPL-1.2
// Codes by which a contact is proved, on every engine: right once, in time, in the same browser, within five tries.
#include "rooms/identity/codes.h"

#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"

#include <set>

namespace identity {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000};

class CodesTest : public db::testing::OnEngine {
protected:
    CodesTest()
    {
        db::migrate(database, app::migrations(), noon);
        door.key = std::string(32, 'k');
        door.mail = door.sms = true;
    }
    template<class T> base::Result<T> in_lane(std::function<base::Result<T>(db::Tx&)> const& what)
    {
        return lane.wait<T>(what);
    }
    std::string asked(std::string const& browser = "browser", base::Instant at = noon,
                      std::string const& address = "anna@exemple.cat")
    {
        Contact const contact{address[0] == '+' ? Contact::Kind::Telephone : Contact::Kind::Email, address};
        return in_lane<NewCode>([&](db::Tx& tx) -> base::Result<NewCode> {
                   return ask_code(door, tx, contact, browser, "/cita", at);
               })
            ->code;
    }
    // The text of the refusal, or "" when the code let in.
    std::string tried(std::string const& digits, base::Instant at = noon, std::string const& browser = "browser")
    {
        base::Refusal no;
        auto const done = in_lane<AskedCode>([&](db::Tx& tx) -> base::Result<AskedCode> {
            auto used = use_code(door, tx, browser, digits, at);
            if (!used) no = used.refusal();
            if (!used && !no.kept) return used.refusal();
            return used ? *used : AskedCode{}; // kept: what was counted stays
        });
        return no.text;
    }
    CodeStands stands(base::Instant at = noon, std::string const& browser = "browser")
    {
        return code_of(door, database.read().snapshot(), browser, at);
    }
    static std::string other(std::string code)
    {
        code[5] = code[5] == '9' ? '0' : char(code[5] + 1);
        return code;
    }

    CodeDoor door;
    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
};
INSTANTIATE_TEST_SUITE_P(Engines, CodesTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(CodesTest, ARightCodeLetsInOnce)
{
    auto const code = asked();
    EXPECT_EQ(stands().standing, CodeStanding::Open);
    EXPECT_EQ(stands().code.contact.address, "anna@exemple.cat");
    EXPECT_EQ(stands().code.back_to, "/cita");
    EXPECT_EQ(tried(code), "");
    EXPECT_EQ(tried(code), "identity.code-none");
    EXPECT_EQ(stands().standing, CodeStanding::None);
}

TEST_P(CodesTest, FiveWrongTriesSpendItAlsoForTheRightOne)
{
    auto const code = asked();
    EXPECT_EQ(tried(other(code)), "identity.code-wrong");
    EXPECT_EQ(tried(other(code)), "identity.code-wrong");
    EXPECT_EQ(tried(other(code)), "identity.code-wrong");
    EXPECT_EQ(tried(other(code)), "identity.code-wrong-last");
    EXPECT_EQ(stands().standing, CodeStanding::Open);
    EXPECT_EQ(tried(other(code)), "identity.code-spent");
    EXPECT_EQ(stands().standing, CodeStanding::Spent);
    EXPECT_EQ(tried(code), "identity.code-spent");
}

TEST_P(CodesTest, TheFifthTryMayStillBeRight)
{
    auto const code = asked();
    for (int i = 0; i < 4; ++i) tried(other(code));
    EXPECT_EQ(tried(code), "");
}

TEST_P(CodesTest, AfterTenMinutesItIsLate)
{
    auto const code = asked();
    EXPECT_EQ(stands(noon + 10min - 1us).standing, CodeStanding::Open);
    EXPECT_EQ(stands(noon + 10min).standing, CodeStanding::Late);
    EXPECT_EQ(tried(code, noon + 10min), "identity.code-late");
    EXPECT_EQ(tried(code, noon + 10min - 1us), "");
}

TEST_P(CodesTest, ItIsOfNoUseInAnotherBrowser)
{
    auto const code = asked("mine");
    EXPECT_EQ(tried(code, noon, "theirs"), "identity.code-none");
    EXPECT_EQ(tried(code, noon, ""), "identity.code-none");
    EXPECT_EQ(stands(noon, "mine").code.tries, 0) << "and costs its owner no try";
    EXPECT_EQ(tried(code, noon, "mine"), "");
}

TEST_P(CodesTest, ANewerOneOfTheSameBrowserTakesItsPlace)
{
    auto const first = asked("mine"), elsewhere = asked("theirs");
    auto const second = asked("mine", noon + 61s);
    if (first != second) {
        EXPECT_EQ(tried(first, noon + 62s, "mine"), "identity.code-wrong");
    }
    EXPECT_EQ(tried(second, noon + 62s, "mine"), "");
    EXPECT_EQ(tried(elsewhere, noon + 62s, "theirs"), "") << "another browser keeps its own";
}

TEST_P(CodesTest, NothingInTheDatabaseTellsTheCodeOrTheContact)
{
    auto const code = asked("mine", noon, "+34600123456");
    std::string all;
    for (auto const& row :
         database.read().snapshot()(R"sql(select id, browser, contact, sealed, code, back_to from identity_code)sql")) {
        for (int i : {0, 1, 5}) all += row.text(std::size_t(i)) + "\n";
        for (int i : {2, 3, 4}) all += row.bytes(std::size_t(i)) + "\n";
    }
    EXPECT_EQ(all.find(code), all.npos);
    EXPECT_EQ(all.find("600123456"), all.npos);
    CodeDoor stolen = door;
    stolen.key = std::string(32, 'x'); // who has the rows has not the key
    EXPECT_EQ(code_of(stolen, database.read().snapshot(), "mine", noon).standing, CodeStanding::None);
}

TEST_P(CodesTest, OneContactGetsFiveInAnHourAndTenInADayWhoeverAsks)
{
    Contact const anna{Contact::Kind::Email, "anna@exemple.cat"}, other{Contact::Kind::Email, "berta@exemple.cat"};
    auto const enough = [&](base::Instant at, Contact const& contact) {
        return enough_sent(door, database.read().snapshot(), contact, at);
    };
    for (int i = 0; i < 5; ++i) {
        EXPECT_FALSE(enough(noon + i * 1s, anna)) << i;
        asked("browser" + std::to_string(i), noon + i * 1s);
    }
    EXPECT_TRUE(enough(noon + 5s, anna));
    EXPECT_FALSE(enough(noon + 5s, other));
    EXPECT_FALSE(enough(noon + 1h + 10s, anna));
    for (int i = 0; i < 5; ++i) asked("later" + std::to_string(i), noon + 2h);
    EXPECT_TRUE(enough(noon + 4h, anna)) << "ten today";
    EXPECT_FALSE(enough(noon + 26h + 1us, anna));
}

TEST_P(CodesTest, AreForgottenAfterADay)
{
    asked();
    auto const rows = [&] {
        return database.read().snapshot()(R"sql(select count(*) from identity_code)sql").at(0).integer(0);
    };
    for (auto const after : {23h, 24h}) {
        in_lane<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            tidy(tx, noon + after);
            return base::Done{};
        });
        EXPECT_EQ(rows(), after == 23h ? 1 : 0);
    }
}

TEST(CodeTyped, IsReadHoweverItIsPasted)
{
    for (auto const* const typed : {"012345", "012 345", " 012345 ", "012-345", "0 1 2 3 4 5", "012\u00a0345"})
        EXPECT_EQ(code_typed(typed), "012345") << typed;
    for (auto const* const typed : {"", "01234", "0123456", "01234a", "abcdef", "٠١٢٣٤٥", "012345\n"})
        EXPECT_EQ(code_typed(typed), std::nullopt) << typed;
}

TEST(FreshCode, IsSixDigitsOfEveryKind)
{
    std::set<std::string> seen;
    std::set<char> first;
    for (int i = 0; i < 2000; ++i) {
        auto const code = fresh_code();
        ASSERT_EQ(code_typed(code), code);
        seen.insert(code);
        first.insert(code[0]);
    }
    EXPECT_GT(seen.size(), 1950u);
    EXPECT_EQ(first.size(), 10u) << "zeros in front are digits too";
}

TEST(ContactTyped, IsWhatTheTownCanSendTo)
{
    CodeDoor both, mail, sms;
    both.mail = both.sms = mail.mail = sms.sms = true;
    auto const fault = [](CodeDoor const& door, char const* typed) {
        auto const found = contact_typed(door, typed);
        return found ? std::string(name(found->kind)) + " " + found->address : found.refusal().text;
    };
    EXPECT_EQ(fault(both, "600 123 456"), "telephone +34600123456");
    EXPECT_EQ(fault(both, "Anna@Exemple.cat"), "email anna@exemple.cat");
    EXPECT_EQ(fault(mail, "600 123 456"), "identity.contact-no-sms");
    EXPECT_EQ(fault(sms, "anna@exemple.cat"), "identity.contact-no-mail");
    EXPECT_EQ(fault(both, "938 000 010"), "identity.contact-fixed-line");
    EXPECT_EQ(fault(both, "12345678Z"), "identity.contact-bad-number");
    EXPECT_EQ(fault(both, "anna@"), "identity.contact-bad-mail");
}

}
}
