// SPDX-License-Identifier: EUPL-1.2
// The staff's way in over HTTP: right and wrong passwords, waits that lock nobody out, second factors from outside,
// passkeys, links, recovery by two, accounts out of force.
#include "base/crypto.h"
#include "http/office.h"
#include "rooms/staff/authenticator.h"
#include "rooms/staff/totp.h"

#include <fstream>

namespace http {
namespace {

using namespace std::chrono_literals;

std::string password_of(House const& house)
{
    std::ifstream file(house.folder / "sample" / "staff.txt");
    std::string login, password;
    file >> login >> password;
    return password;
}

// Seen from the Internet: behind a proxy that names another address each time it is asked to.
HouseOptions outside()
{
    return {.edit = [](std::string yaml) { return replaced(std::move(yaml), "times: 600", "times: 0"); },
            .behind_proxy = true};
}
net::Headers from(std::string const& address) { return {{"X-Forwarded-For", address}}; }

Answer entering(House& house, std::string const& login, std::string const& password, net::Headers headers = {},
                std::string const& cookie = {})
{
    return house.client.post_form("/oficina/entra", {{"login", login}, {"password", password}}, cookie,
                                  std::move(headers));
}

TEST(StaffEntrance, AFixedSessionIsReplacedAndTheOldTokenIsDead)
{
    House own;
    auto const password = password_of(own);
    auto const first = entering(own, "marta", password).cookie("sessio");
    ASSERT_TRUE(first.starts_with("of."));
    auto const second = entering(own, "marta", password, {}, "sessio=" + first).cookie("sessio");
    EXPECT_NE(first, second);
    EXPECT_EQ(own.client.get("/oficina", browser("sessio=" + first)).status, 303);
    EXPECT_EQ(own.client.get("/oficina", browser("sessio=" + second)).status, 200);
    auto const planted = entering(own, "laia", password, {}, "sessio=of.planted").cookie("sessio");
    EXPECT_NE(planted, "of.planted");
}

TEST(StaffEntrance, WrongNamesAndPasswordsSoundAlikeAndLeaveATrace)
{
    House own;
    auto const unknown = entering(own, "ningu", "una contrasenya qualsevol");
    auto const wrong = entering(own, "marta", "una contrasenya qualsevol");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.cookie("sessio"), "");
    EXPECT_FALSE(wrong.holds("una contrasenya qualsevol")) << "a secret is never sent back";
    auto const reader = own.town->database.read();
    EXPECT_EQ(reader.snapshot()("select count(*) from audit_event where event = 'staff.refused'").at(0).integer(0), 2);
}

TEST(StaffEntrance, StrangersSpendTheirOwnTriesOnly)
{
    House own(outside());
    auto const password = password_of(own);
    own.client.post_form("/oficina/entra", {{"login", "laia"}, {"password", password}}, "", from("127.0.0.1"));
    auto const known = entering(own, "marta", password, from("127.0.0.1")).cookie("conegut");
    ASSERT_NE(known, "");
    int waits = 0;
    for (int i = 0; i < 12; ++i)
        waits +=
            entering(own, "marta", "endevinada " + std::to_string(i) + " llarga", from("203.0.113.5")).status == 429;
    EXPECT_EQ(waits, 7) << "five tries, then none";
    EXPECT_EQ(entering(own, "marta", password, from("203.0.113.77")).status, 429)
        << "nor does the right one help there";
    EXPECT_EQ(entering(own, "marta", password, from("203.0.113.77"), "conegut=" + known).status, 403)
        << "a browser that entered before need not wait; what it lacks out there is a second factor";
    EXPECT_EQ(entering(own, "laia", "endevinada una llarga", from("203.0.113.5")).status, 422) << "another account";
    EXPECT_EQ(entering(own, "marta", password, from("127.0.0.1")).status, 303) << "the office is not locked out";
    own.clock.advance(17min);
    EXPECT_EQ(entering(own, "marta", "endevinada altre cop", from("203.0.113.5")).status, 422) << "the wait ends";
}

TEST(StaffEntrance, ManyGuessesAtOnceCountOneByOne)
{
    House own(outside());
    std::atomic<int> checked = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i)
        threads.emplace_back([&, i] {
            checked +=
                entering(own, "marta", "endevinada " + std::to_string(i) + " llarga", from("203.0.113.5")).status ==
                422;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(checked, 5);
}

TEST(StaffEntrance, FromOutsideAPasswordAloneIsNotEnough)
{
    House own(outside());
    auto const password = password_of(own);
    auto const without = entering(own, "marta", password, from("203.0.113.5"));
    EXPECT_EQ(without.status, 403);
    EXPECT_EQ(without.cookie("sessio"), "");

    // She turns on the codes of her telephone at the office.
    auto const cookie = "sessio=" + entering(own, "marta", password, from("127.0.0.1")).cookie("sessio");
    auto const page = own.client.get("/oficina/compte/codis", {{"Cookie", cookie}, {"Accept", "application/json"}});
    auto const sealed = std::string(page.object().at("sealed").as_string());
    auto const id = staff::member_by_login(own.town->database.read().snapshot(), "marta")->id.text;
    auto const secret = base::decrypt(own.town->staff.setting.key, *base::from_base64url(sealed), id);
    auto const step = [&] { return own.clock.now().micros / 30'000'000; };
    auto const kept = own.client.post_form("/oficina/compte/codis",
                                           {{"sealed", sealed}, {"code", staff::totp(*secret, step())}}, cookie);
    EXPECT_EQ(kept.status, 303) << kept.body;

    own.clock.advance(60s);
    auto const half = entering(own, "marta", password, from("203.0.113.5"));
    EXPECT_EQ(half.status, 303);
    EXPECT_TRUE(half["Location"].starts_with("/oficina/entra/codi"));
    EXPECT_EQ(half.cookie("sessio"), "");
    auto const pending = "pendent=" + half.cookie("pendent");
    auto const code = staff::totp(*secret, step());
    auto const type = [&](std::string const& typed, std::string const& with) {
        return own.client.post_form("/oficina/entra/codi", {{"code", typed}}, with, from("203.0.113.5"));
    };
    EXPECT_EQ(type("000000" == code ? "000001" : "000000", pending).status, 422);
    EXPECT_EQ(type(code, "pendent=other").status, 410);
    auto const entered = type(code, pending);
    EXPECT_EQ(entered.status, 303);
    EXPECT_NE(entered.cookie("sessio"), "");
    EXPECT_EQ(type(code, pending).status, 410) << "used";
    auto const again = "pendent=" + entering(own, "marta", password, from("203.0.113.5")).cookie("pendent");
    EXPECT_EQ(type(code, again).status, 422) << "a code serves once";
}

// What the island sends, made by a device of the test's own.
Fields fields(staff::testing::Authenticator const& device, staff::Assertion const& said)
{
    return {{"credential", base::base64url(device.id)},
            {"client_data", base::base64url(said.client_data)},
            {"authenticator_data", base::base64url(said.authenticator_data)},
            {"signature", base::base64url(said.signature)}};
}

TEST(StaffEntrance, APasskeyEntersFromAnywhereOnce)
{
    House own(outside());
    staff::testing::Authenticator device;
    auto const ours = staff::party(own.town->config.town.url);
    auto const cookie = "sessio=" + entering(own, "marta", password_of(own), from("127.0.0.1")).cookie("sessio");
    auto const form = own.client.get("/oficina/compte/clau", {{"Cookie", cookie}, {"Accept", "application/json"}});
    auto const made =
        device.made(std::string(form.object().at("passkey").as_object().at("challenge").as_string()), ours);
    Fields const sent{{"client_data", base::base64url(made.client_data)},
                      {"authenticator_data", base::base64url(made.authenticator_data)},
                      {"name", "Clau de prova"}};
    EXPECT_EQ(own.client.post_form("/oficina/compte/clau", sent, cookie).status, 303);
    EXPECT_EQ(own.client.post_form("/oficina/compte/clau", sent, cookie).status, 422) << "its challenge is spent";

    auto const challenge = [&] {
        auto const page = own.client.get("/oficina/entra", {{"Accept", "application/json"}});
        return std::string(page.object().at("passkey").as_object().at("challenge").as_string());
    };
    device.counter = 5;
    auto const said = device.used(challenge(), ours);
    auto const entered = own.client.post_form("/oficina/entra/clau", fields(device, said), "", from("203.0.113.5"));
    EXPECT_EQ(entered.status, 303) << entered.body;
    EXPECT_NE(entered.cookie("sessio"), "");
    EXPECT_EQ(own.client.post_form("/oficina/entra/clau", fields(device, said), "", from("203.0.113.5")).status, 422)
        << "played again";
    device.counter = 4;
    EXPECT_EQ(own.client.post_form("/oficina/entra/clau", fields(device, device.used(challenge(), ours)), "").status,
              422)
        << "a copy of the key";
    device.counter = 6;
    EXPECT_EQ(own.client
                  .post_form("/oficina/entra/clau",
                             fields(device, device.used(challenge(), {ours.id, "https://evil.example"})), "")
                  .status,
              422);
}

TEST(StaffAccounts, ALinkSetsOnePasswordOnce)
{
    House own;
    auto const admin = "sessio=" + own.staff_token("marta");
    Fields const person{{"login", "nou"},       {"name", "Nou Company"}, {"email", ""},     {"unit", "OAC"},
                        {"from", "2026-01-01"}, {"until", ""},           {"roles", "agent"}};
    auto const made = own.client.post_form("/oficina/equip/nou", person, admin);
    ASSERT_EQ(made.status, 303) << made.body;
    auto const invited = own.client.post_form(made["Location"] + "/convida", {}, admin);
    auto const token = invited.cookie("enllac");
    ASSERT_NE(token, "");
    EXPECT_EQ(invited["Location"].find(token), std::string::npos) << "the secret stands in no address of ours";
    auto const address = "/oficina/alta/" + token;
    EXPECT_EQ(own.client.post_form(address, {{"password", "curta"}}).status, 422);
    EXPECT_EQ(own.client.post_form(address, {{"password", "quatre gats al terrat"}}).status, 303);
    EXPECT_EQ(own.client.post_form(address, {{"password", "quatre gats al terrat"}}).status, 410);
    EXPECT_EQ(entering(own, "nou", "quatre gats al terrat").status, 303);
    EXPECT_EQ(entering(own, "NOU ", "quatre gats al terrat").status, 303) << "as people type it";
}

TEST(StaffAccounts, ARecoveryWantsTwoOthers)
{
    House own;
    auto const marta = "sessio=" + own.staff_token("marta"), jordi = "sessio=" + own.staff_token("jordi");
    auto const password = password_of(own);
    auto const id = staff::member_by_login(own.town->database.read().snapshot(), "laia")->id.text;
    EXPECT_EQ(own.client.post_form("/oficina/equip/" + id + "/recupera", {}, marta).status, 303);
    EXPECT_EQ(own.client.post_form("/oficina/equip/aprova", {{"login", "laia"}}, marta).status, 403) << "not alone";
    EXPECT_EQ(entering(own, "laia", password).status, 303) << "nothing has changed yet";
    auto const approved = own.client.post_form("/oficina/equip/aprova", {{"login", "laia"}}, jordi);
    EXPECT_EQ(approved.status, 303);
    EXPECT_EQ(entering(own, "laia", password).status, 422) << "the old password is gone";
    EXPECT_EQ(
        own.client.post_form("/oficina/alta/" + approved.cookie("enllac"), {{"password", "una altra de nova"}}).status,
        303);
    EXPECT_EQ(entering(own, "laia", "una altra de nova").status, 303);
}

TEST(StaffAccounts, ARoleTakenAwayAndAnEndedAccountWorkAtOnce)
{
    House own;
    auto const admin = "sessio=" + own.staff_token("marta");
    auto const token = own.staff_token("laia");
    EXPECT_EQ(own.client.get("/oficina/feines", bearer(token)).status, 200);
    auto const id = staff::member_by_login(own.town->database.read().snapshot(), "laia")->id.text;
    Fields changed{{"login", "laia"}, {"name", "Laia Torres"},  {"email", ""}, {"unit", ""}, {"from", "2026-01-01"},
                   {"until", ""},     {"roles", "receptionist"}};
    EXPECT_EQ(own.client.post_form("/oficina/equip/" + id, changed, admin).status, 303);
    EXPECT_EQ(own.client.get("/oficina/feines", bearer(token)).status, 403);
    changed[5].second = "2026-01-31";
    EXPECT_EQ(own.client.post_form("/oficina/equip/" + id, changed, admin).status, 303);
    EXPECT_EQ(own.client.get("/oficina", bearer(token)).status, 401);
    EXPECT_EQ(entering(own, "laia", password_of(own)).status, 422);
}

TEST(StaffAccounts, NobodyTakesTheirOwnAdministrationAway)
{
    House own;
    auto const marta = "sessio=" + own.staff_token("marta");
    auto const sent = [&](std::string const& line) {
        auto const body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                          "login;name;roles;from;until\n" +
                          line + "\r\n--x--\r\n";
        return own.client
            .send("POST", "/oficina/equip/importa",
                  {{"Cookie", marta},
                   {"Origin", "http://" + own.client.host()},
                   {"Content-Type", "multipart/form-data; boundary=x"},
                   {"Accept", "text/html"}},
                  body)
            .status;
    };
    EXPECT_EQ(sent("marta;Marta;agent;2026-01-01;"), 422) << "by a file either";
    EXPECT_EQ(sent("marta;Marta;administrator;2026-01-01;2026-01-02"), 422) << "nor by ending the account";
    EXPECT_EQ(sent("jordi;Jordi;agent;2026-01-01;"), 303);
    EXPECT_EQ(own.client.get("/oficina/equip", browser(marta)).status, 200);
}

TEST(StaffAccounts, AFaultyLineOfACsvKeepsEverythingOut)
{
    House own;
    act::Actor by;
    by.kind = act::Actor::Kind::Program;
    auto const put = [&](std::string const& csv) {
        return own.town->lane.wait<staff::Bulk>([&](db::Tx& tx) {
            act::Act act{tx, by, act::Channel::Command, own.clock.now(), "ca"};
            return staff::put_members(act, csv);
        });
    };
    auto const bad =
        put("login;name;roles;from\nun;Un;agent;2026-01-01\ndos;Dos;bruixot;2026-01-01\ntres;;agent;ahir\n");
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.refusal().others.size(), 2u);
    EXPECT_EQ(bad.refusal().others[0].field, "3");
    EXPECT_FALSE(staff::member_by_login(own.town->database.read().snapshot(), "un"));
    auto const good = put("name,login,from,until,roles\nUn Dos,un,2026-01-01,2026-12-31,agent "
                          "auditor\nMarta,marta,2026-01-01,,administrator\n");
    ASSERT_TRUE(good);
    EXPECT_EQ(good->made, 1u);
    EXPECT_EQ(good->changed, 1u);
}

}
}
