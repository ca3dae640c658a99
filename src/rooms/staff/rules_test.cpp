// SPDX-License-Identifier: EUPL-1.2
// Passwords, codes, challenges, waits and passkeys as rules.
#include "app/town.h"
#include "base/text.h"
#include "db/testing.h"
#include "rooms/staff/attempts.h"
#include "rooms/staff/authenticator.h"
#include "rooms/staff/challenge.h"
#include "rooms/staff/password.h"
#include "rooms/staff/totp.h"

namespace staff {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000};

TEST(Password, FitsItsOwnHashOnly)
{
    auto const hash = hashed_password("una frase prou llarga");
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    EXPECT_TRUE(password_fits("una frase prou llarga", hash));
    EXPECT_FALSE(password_fits("una frase prou llargA", hash));
    EXPECT_FALSE(password_fits("", hash));
    EXPECT_FALSE(password_fits("x", "")) << "an account without one";
    EXPECT_FALSE(password_fits("x", "$1$md5"));
    EXPECT_NE(hash, hashed_password("una frase prou llarga"));
}

TEST(Password, OfNobodyTakesAsLongAsOfSomebody)
{
    auto const hash = hashed_password("una frase prou llarga");
    auto const took = [](std::string const& with) {
        auto const begun = std::chrono::steady_clock::now();
        password_fits("una altra frase", with);
        return std::chrono::steady_clock::now() - begun;
    };
    took("");
    EXPECT_GT(took("") * 4, took(hash));
    EXPECT_GT(took(hash) * 4, took(""));
}

TEST(Password, WeakOnesAreRefusedWithTheReason)
{
    EXPECT_EQ(weakness("curta", "marta")->text, "staff.password-short");
    EXPECT_EQ(weakness("àéïòúàéïòúà", "marta")->text, "staff.password-short") << "characters, not bytes";
    EXPECT_EQ(weakness(std::string(201, 'x') + "y", "marta")->text, "staff.password-long");
    EXPECT_EQ(weakness("soc la MÀRTA de l'OAC", "marta")->text, "staff.password-holds-login");
    EXPECT_EQ(weakness("aaaaaaaaaaaaaa", "marta")->text, "staff.password-run");
    EXPECT_EQ(weakness("123456789012", "marta")->text, "staff.password-run");
    EXPECT_EQ(weakness("zyxwvutsrqpo", "marta")->text, "staff.password-run");
    EXPECT_FALSE(weakness("quatre gats al terrat", "marta"));
}

TEST(Totp, AnswersTheVectorsOfRfc6238)
{
    std::string const secret = "12345678901234567890";
    for (auto const& [second, digits] : {std::pair(59LL, "287082"),
                                         {1111111109LL, "081804"},
                                         {1111111111LL, "050471"},
                                         {1234567890LL, "005924"},
                                         {2000000000LL, "279037"},
                                         {20000000000LL, "353130"}})
        EXPECT_EQ(totp(secret, second / 30), digits) << second;
    EXPECT_EQ(totp_text("12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

TEST(Totp, ACodeServesOnceAndOneStepAround)
{
    std::string const secret(20, 'k');
    auto const step = noon.micros / 30'000'000;
    EXPECT_EQ(totp_step(secret, totp(secret, step), 0, noon), step);
    EXPECT_EQ(totp_step(secret, totp(secret, step - 1), 0, noon), step - 1);
    EXPECT_EQ(totp_step(secret, totp(secret, step + 1), 0, noon), step + 1);
    EXPECT_FALSE(totp_step(secret, totp(secret, step + 2), 0, noon));
    EXPECT_FALSE(totp_step(secret, totp(secret, step), step, noon)) << "used before";
    EXPECT_FALSE(totp_step(secret, "", 0, noon));
}

TEST(Waits, BeginAfterFiveFailuresAndDoubleToAQuarterOfAnHour)
{
    EXPECT_EQ(free_again(4, noon), base::Instant{});
    EXPECT_EQ(free_again(5, noon), noon + 30s);
    EXPECT_EQ(free_again(6, noon), noon + 60s);
    EXPECT_EQ(free_again(10, noon), noon + 16min);
    EXPECT_EQ(free_again(1'000'000, noon), noon + 16min);
}

TEST(Sources, AreByNeighbourhoodOrByABrowserThatEntered)
{
    std::string const key(32, 'k');
    auto const known = device_cookie(key, "marta");
    EXPECT_EQ(source(key, "marta", "", "203.0.113.7"), source(key, "marta", "forged.cookie", "203.0.113.99"));
    EXPECT_NE(source(key, "marta", known, "203.0.113.7"), source(key, "marta", "", "203.0.113.7"))
        << "a stranger next door does not spend her tries";
    EXPECT_EQ(source(key, "marta", known, "203.0.113.7"), source(key, "marta", known, "198.51.100.1"));
    EXPECT_EQ(source(key, "laia", known, "203.0.113.7"), source(key, "laia", "", "203.0.113.7"))
        << "it is known for one account only";
    EXPECT_NE(source(key, "laia", "", "203.0.113.7"), source(key, "marta", "", "203.0.113.7"));
}

TEST(Challenge, IsOursForOnePurposeAndFiveMinutes)
{
    std::string const key(32, 'k');
    auto const one = fresh_challenge(key, "enter", noon);
    EXPECT_TRUE(is_challenge(key, "enter", one, noon + 4min));
    EXPECT_FALSE(is_challenge(key, "enter", one, noon + 5min));
    EXPECT_FALSE(is_challenge(key, "register x", one, noon));
    EXPECT_FALSE(is_challenge(std::string(32, 'x'), "enter", one, noon));
    EXPECT_FALSE(is_challenge(key, "enter", one.substr(1), noon));
    EXPECT_FALSE(is_challenge(key, "enter", "", noon));
    EXPECT_NE(one, fresh_challenge(key, "enter", noon));
}

class PasskeyTest : public ::testing::Test {
protected:
    PasskeyTest() : known(*registered(device.made(challenge, ours), ours)) {}
    std::string why(Assertion const& sent) const
    {
        auto const result = asserted(sent, known, ours);
        return result ? "" : result.refusal().text;
    }
    testing::Authenticator device;
    Party const ours = party("https://seu.vilanova.example");
    std::string const challenge = "a challenge";
    Passkey const known;
};

TEST(Party, IsTheHostAndTheWholeOrigin)
{
    EXPECT_EQ(party("http://localhost:8080").id, "localhost");
    EXPECT_EQ(party("http://localhost:8080").origin, "http://localhost:8080");
    EXPECT_EQ(party("https://seu.cat/x").id, "seu.cat");
    EXPECT_EQ(party("https://seu.cat/x").origin, "https://seu.cat");
}

TEST_F(PasskeyTest, ARegisteredKeyEntersAndItsCounterMovesOn)
{
    EXPECT_EQ(known.credential, device.id);
    EXPECT_EQ(known.public_key, device.point());
    EXPECT_EQ(known.counter, 1u);
    device.counter = 7;
    EXPECT_EQ(*asserted(device.used(challenge, ours), known, ours), 7u);
}

TEST_F(PasskeyTest, ACopyIsFoundByItsCounter)
{
    device.counter = 1;
    EXPECT_EQ(why(device.used(challenge, ours)), "staff.passkey-copied");
    device.counter = 0;
    EXPECT_EQ(why(device.used(challenge, ours)), "staff.passkey-copied");
    auto never_counts = known;
    never_counts.counter = 0;
    EXPECT_TRUE(asserted(device.used(challenge, ours), never_counts, ours)) << "devices that do not count are allowed";
}

TEST_F(PasskeyTest, AnotherOriginPartyChallengeOrSignatureIsRefused)
{
    device.counter = 2;
    EXPECT_EQ(why(device.used(challenge, ours)), "");
    EXPECT_EQ(why(device.used(challenge, {ours.id, "https://seu.vilanova.example.evil.com"})),
              "staff.passkey-elsewhere");
    EXPECT_EQ(why(device.used(challenge, {"evil.com", ours.origin})), "staff.passkey-elsewhere");
    auto other = device.used("another challenge", ours);
    other.challenge = challenge;
    EXPECT_EQ(why(other), "staff.passkey-old");
    EXPECT_EQ(why(device.used(challenge, ours, 0x01)), "staff.passkey-unverified");
    EXPECT_EQ(why(device.used(challenge, ours, 0x04)), "staff.passkey-unverified");
    auto forged = device.used(challenge, ours);
    forged.signature = testing::Authenticator().sign("x");
    EXPECT_EQ(why(forged), "staff.passkey-wrong");
    auto raised = device.used(challenge, ours);
    raised.authenticator_data.back() = 9; // the counter, after signing
    EXPECT_EQ(why(raised), "staff.passkey-wrong");
    auto wrong_kind = device.used(challenge, ours);
    wrong_kind.client_data = testing::Authenticator::client_data("webauthn.create", challenge, ours.origin);
    EXPECT_EQ(why(wrong_kind), "staff.passkey-malformed");
}

TEST_F(PasskeyTest, GarbageIsRefusedWithoutHarm)
{
    auto good = device.made(challenge, ours);
    for (std::size_t size = 0; size < good.authenticator_data.size(); ++size) {
        auto cut = good;
        cut.authenticator_data.resize(size);
        EXPECT_FALSE(registered(cut, ours)) << size;
    }
    for (auto const* const text : {"", "{", "[]", "{\"type\":1}", "null"}) {
        auto bad = good;
        bad.client_data = text;
        EXPECT_FALSE(registered(bad, ours)) << text;
        EXPECT_EQ(challenge_of(text), "");
    }
}

// Found by fuzzing: 300 bytes took 24 GB, since the library makes room for every length that is claimed.
TEST_F(PasskeyTest, LengthsThatAreOnlyClaimedAreNotBelieved)
{
    auto const nested = std::string(300, '\x9a'); // arrays of 2 593 823 386 arrays
    auto const begun = std::chrono::steady_clock::now();
    auto greedy = device.made(challenge, ours);
    greedy.authenticator_data.replace(greedy.authenticator_data.size() - 70, 70, nested);
    EXPECT_FALSE(registered(greedy, ours));
    auto longer = device.made(challenge, ours);
    longer.authenticator_data += nested;
    EXPECT_FALSE(registered(longer, ours));
    device.counter = 2;
    auto entering = device.used(challenge, ours, 0x85); // with extensions
    entering.authenticator_data += nested;
    EXPECT_EQ(why(entering), "staff.passkey-malformed");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 500ms);
}

}
}
