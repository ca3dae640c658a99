// SPDX-License-Identifier: EUPL-1.2
// The register over HTTP: receipts, the public log, and the staff's pages. Entries are made by the act that rooms call.
#include "app/files.h"
#include "base/text.h"
#include "http/office.h"
#include "rooms/documents/documents.h"
#include "rooms/registry/merkle.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace http {
namespace {

using registry::Entered;
using registry::merkle::Digest;

struct Filed {
    Entered entered;
    std::string owner; // document number
};

// Somebody of the sample files something.
Filed file(House& at, std::string subject = "Llicència de gual", std::size_t who = 0)
{
    auto const owner = at.adults().at(who);
    at.token(owner, act::Level::Substantial); // makes them known
    auto& town = *at.town;
    registry::Wanted wanted;
    wanted.kind = "application";
    wanted.subject = std::move(subject);
    wanted.unit = "OAC";
    wanted.papers = {{"sol·licitud.pdf", "application/pdf", base::hex(base::sha256("a")), "u1", 1234},
                     {"plànol & <croquis>.png", "image/png", base::hex(base::sha256("b")), "u2", 20'000'000}};
    wanted.told = {{"Termini màxim per resoldre", "3 mesos"}, {"Efecte del silenci", "Estimatori"}};
    wanted.language = "ca";
    auto const entered = town.lane.wait<Entered>([&](db::Tx& tx) {
        auto const person = identity::person_by_document(tx, owner);
        wanted.parties = {{person->id, "nif", owner, person->name}};
        act::Actor by;
        by.kind = act::Actor::Kind::Person;
        by.person = person->id;
        by.level = act::Level::Substantial;
        act::Act act{tx, by, act::Channel::Web, at.clock.now(), "ca"};
        return registry::enter(*town.book, act, wanted);
    });
    return {*entered, owner};
}

std::string receipt_of(House& at, Filed const& filed)
{
    auto const answer = at.client.get("/registre/rebut/" + filed.entered.receipt_code, bearer(at.token(filed.owner)));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.body;
}

std::vector<std::string> faults(House& at, std::string_view pdf)
{
    auto const reader = at.town->database.read();
    return registry::receipt_faults(*at.town->book, reader.snapshot(), pdf, at.town->keys.seal_certificates_pem);
}

std::string address_of(Filed const& filed) { return "/oficina/registre/assentaments/" + filed.entered.id.text; }

Digest digest(json::value const& value) { return *base::from_hex(std::string(value.as_string())); }
std::vector<Digest> digests(json::value const& value)
{
    std::vector<Digest> list;
    for (auto const& each : value.as_array()) list.push_back(digest(each));
    return list;
}
std::string own_key(House& at) { return at.client.get("/registre/log/key").body; }
net::Headers program() { return {{"Accept", "application/json"}}; }

TEST(Receipt, IsSealedOnceForThePersonWhoseEntryItIs)
{
    auto const filed = file(house());
    auto const first = receipt_of(house(), filed), second = receipt_of(house(), filed);
    EXPECT_TRUE(first.starts_with("%PDF-1.7"));
    EXPECT_EQ(first, second) << "issued bytes never change";
    EXPECT_EQ(faults(house(), first), std::vector<std::string>{});
    auto const address = "/registre/rebut/" + filed.entered.receipt_code;
    EXPECT_EQ(house().client.get(address, program()).status, 401);
    EXPECT_EQ(house().client.get(address, bearer(house().token(house().adults().at(5)))).status, 404);
    EXPECT_EQ(house().client.get(address, bearer(house().token(filed.owner, act::Level::Low))).status, 403);
    EXPECT_EQ(house().client.get(address_of(filed) + "/rebut", bearer(house().staff_token("nuria"))).body, first);
    EXPECT_EQ(house().client.get(address_of(filed) + "/rebut", bearer(house().staff_token("albert"))).status, 403);
}

TEST(Receipt, IsSealedByItsJobWhenNobodyAsks)
{
    House own;
    auto const filed = file(own);
    auto const waiting = [&] {
        auto const reader = own.town->database.read();
        auto const list = registry::checks(*own.town->book, reader.snapshot(), own.clock.now() + std::chrono::hours(1));
        return std::ranges::find(list, "receipts", &ports::Check::what)->ready;
    };
    EXPECT_FALSE(waiting());
    own.town->queue.run_due();
    EXPECT_TRUE(waiting());
    EXPECT_EQ(faults(own, receipt_of(own, filed)), std::vector<std::string>{});
}

TEST(Receipt, IsVerifiedByAnybodyWithItsPlaceInTheLog)
{
    auto const filed = file(house());
    receipt_of(house(), filed);
    auto const page = house().client.get("/verifica/" + filed.entered.receipt_code, browser());
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.holds("Registre públic: sí. L&#39;assentament " + filed.entered.number)) << page.body;
    auto const told = house().client.get("/verifica/" + filed.entered.receipt_code, program()).object();
    EXPECT_EQ(told.at("told").as_array().size(), 1u);
}

TEST(Receipt, DoesNotHoldWithAByteFlippedOrAnotherTownsKey)
{
    auto const pdf = receipt_of(house(), file(house()));
    auto const& certificates = house().town->keys.seal_certificates_pem;
    for (std::size_t at = 9; at < pdf.size(); at += pdf.size() / 97) {
        auto bent = pdf;
        bent[at] = char(bent[at] ^ 1);
        EXPECT_FALSE(faults(house(), bent).empty()) << at;
    }
    EXPECT_FALSE(faults(house(), pdf + "\n").empty()) << "something behind the seal";
    EXPECT_EQ(faults(house(), pdf.substr(0, pdf.size() / 2)).size(), 2u);
    House other;
    EXPECT_EQ(registry::receipt_faults(pdf, certificates, own_key(house())), std::vector<std::string>{});
    EXPECT_EQ(registry::receipt_faults(pdf, certificates, own_key(other)),
              std::vector<std::string>{"the head is not signed with this log's key"});
    EXPECT_EQ(registry::receipt_faults(pdf, other.town->keys.seal_certificates_pem, own_key(house())),
              std::vector<std::string>{"the seal is of somebody else"});
}

TEST(Receipt, HasNoByteInItsSealThatMayBeChanged)
{
    auto const pdf = receipt_of(house(), file(house()));
    auto const& certificates = house().town->keys.seal_certificates_pem;
    ASSERT_EQ(documents::seal_fault(pdf, certificates), "");
    auto const begins = pdf.rfind("/Contents<") + 10;
    auto const ends = pdf.find_last_not_of('0', pdf.find('>', begins) - 1);
    ASSERT_GT(ends, begins + 1000);
    for (auto at = begins; at <= ends; at += 2) {
        auto bent = pdf;
        bent[at + 1] = bent[at + 1] == '0' ? '1' : '0'; // the lower half of each byte
        EXPECT_NE(documents::seal_fault(bent, certificates), "") << at - begins;
    }
}

TEST(PublicLog, ProvesEveryEntryToAProgram)
{
    auto const filed = file(house());
    auto const proof = house().client.get("/registre/log/proof?number=" + filed.entered.number, program()).object();
    auto const& head = proof.at("head").as_object();
    EXPECT_EQ(registry::merkle::root_of(proof.at("index").as_int64(), head.at("size").as_int64(),
                                        digest(proof.at("leaf")), digests(proof.at("path"))),
              digest(head.at("root")));
    auto const key = house().client.get("/registre/log/key");
    EXPECT_TRUE(key.body.starts_with("-----BEGIN PUBLIC KEY-----"));
    for (auto const* const wrong : {"2026-E-999999", "1999-E-000001", "x", ""})
        EXPECT_EQ(house().client.get(std::string("/registre/log/proof?number=") + wrong, program()).status, 404)
            << wrong;
}

TEST(PublicLog, ProvesThatItOnlyGrew)
{
    file(house());
    auto const before = house().client.get("/registre/log/head", program()).object();
    for (int i = 0; i < 5; ++i) file(house());
    auto const after = house().client.get("/registre/log/head", program()).object();
    auto const from = before.at("size").as_int64(), to = after.at("size").as_int64();
    EXPECT_EQ(to, from + 5);
    auto const asked = "/registre/log/consistency?from=" + std::to_string(from) + "&to=" + std::to_string(to);
    auto const proof = house().client.get(asked, program()).object();
    EXPECT_TRUE(registry::merkle::consistent(from, to, digest(before.at("root")), digest(after.at("root")),
                                             digests(proof.at("path"))));
    EXPECT_EQ(proof.at("old_root"), before.at("root"));
    for (auto const* const wrong : {"from=0&to=1", "from=2&to=1", "from=1&to=99999999"})
        EXPECT_EQ(house().client.get(std::string("/registre/log/consistency?") + wrong, program()).status, 404);
    EXPECT_EQ(house().client.get("/registre/log/consistency?from=a&to=1", program()).status, 422);
}

TEST(PublicLog, SaysNothingOfAnybody)
{
    auto const filed = file(house(), "Assumpte-que-no-ha-de-sortir");
    for (auto const& address : {std::string("/registre/log/head"), "/registre/log/proof?number=" + filed.entered.number,
                                std::string("/registre"), std::string("/registre/log/consistency?from=1&to=1")}) {
        auto const answer = house().client.get(address, program());
        EXPECT_EQ(answer.status, 200) << address;
        EXPECT_FALSE(answer.holds("Assumpte-que-no-ha-de-sortir") || answer.holds(filed.owner)) << address;
    }
}

TEST(PublicLog, IsPublishedEachMinuteAndEachHeadContinuesTheOneBefore)
{
    House own;
    for (int round = 0; round < 3; ++round) {
        file(own);
        registry::publish_head(*own.town->book);
        registry::publish_head(*own.town->book);
    }
    auto const reader = own.town->database.read();
    EXPECT_EQ(reader.snapshot().one(R"sql(select count(*) from registry_head)sql")->integer(0), 3);
    for (auto const& check : registry::checks(*own.town->book, reader.snapshot(), own.clock.now()))
        EXPECT_TRUE(check.ready) << check.what << ": " << check.detail;
}

TEST(PublicLog, ABookRewrittenIsFoundOutByAReceiptAndNoHeadIsPublishedOverIt)
{
    House own;
    auto const filed = file(own);
    file(own);
    auto const pdf = receipt_of(own, filed);
    registry::publish_head(*own.town->book);
    own.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        tx(R"sql(update registry_entry set presented_at = presented_at - 86400000000 where id = $1)sql",
           filed.entered.id.text);
        return base::Done{};
    });
    EXPECT_EQ(faults(own, pdf), std::vector<std::string>{"the book of the town says something else"});
    EXPECT_TRUE(own.client.get("/verifica/" + filed.entered.receipt_code, browser()).holds("no diu el mateix"));
}

TEST(OfficeRegister, CorrectsAndAnnulsByAddingFacts)
{
    auto const filed = file(house());
    receipt_of(house(), filed);
    auto const address = address_of(filed);
    auto const secretary = house().staff_token("secretaria"), agent = house().staff_token("nuria");
    auto const correction = R"({"field":"unit","value":"Urbanisme","reason":"Era d'una altra unitat"})";
    EXPECT_EQ(house().client.post_json(address + "/correccio", correction, bearer(agent)).status, 403);
    EXPECT_EQ(house().client.post_json(address + "/correccio", correction, bearer(secretary)).status, 200);
    EXPECT_EQ(
        house()
            .client.post_json(address + "/correccio", R"({"field":"salt","value":"x","reason":"y"})", bearer(secretary))
            .status,
        422);
    EXPECT_EQ(house().client.post_json(address + "/anullacio", R"({"reason":" "})", bearer(secretary)).status, 422);
    EXPECT_EQ(house().client.post_json(address + "/anullacio", R"({"reason":"Duplicat"})", bearer(secretary)).status,
              200);
    EXPECT_EQ(house().client.post_json(address + "/anullacio", R"({"reason":"Duplicat"})", bearer(secretary)).status,
              409);
    EXPECT_EQ(house().client.post_json(address + "/correccio", correction, bearer(secretary)).status, 409);

    auto const entry = house().client.get(address, bearer(agent, program())).object();
    EXPECT_EQ(entry.at("notes").as_array().size(), 2u);
    EXPECT_EQ(entry.at("unit"), "OAC") << "the entry itself stays";
    EXPECT_TRUE(entry.at("log").as_object().at("kept").as_bool());
    auto const verified = house().client.get("/verifica/" + filed.entered.receipt_code, program()).object();
    EXPECT_EQ(verified.at("told").as_array().size(), 3u);
    auto const mine = house().client.get("/carpeta/registre", bearer(house().token(filed.owner), program()));
    EXPECT_TRUE(mine.holds("Duplicat") && mine.holds(filed.entered.number)) << mine.body;
}

TEST(OfficeRegister, FindsEntriesByEveryFilterAndShowsNobodyInTheList)
{
    auto const filed = file(house(), "Tala d'un plàtan malalt", 7);
    auto const agent = bearer(house().staff_token("nuria"), program());
    auto const found = [&](std::string const& body) {
        auto const answer = house().client.post_json("/oficina/registre/cerca", body, agent);
        EXPECT_FALSE(answer.holds(filed.owner + "\"") && body.find("document") == body.npos) << body;
        auto const list = answer.object();
        if (answer.status != 200) return std::string(std::to_string(answer.status));
        auto const& entries = list.at("entries").as_array();
        return entries.empty() ? std::string("none") : std::string(entries[0].as_object().at("number").as_string());
    };
    EXPECT_EQ(found("{\"numero\":\"" + filed.entered.number + "\"}"), filed.entered.number);
    EXPECT_EQ(found("{\"document\":\"" + filed.owner + "\"}"), filed.entered.number);
    EXPECT_EQ(found(R"({"assumpte":"PLATAN"})"), filed.entered.number);
    EXPECT_EQ(found(R"({"assumpte":"tala malalt","unitat":"OAC","natura":"application","llibre":"entry"})"),
              filed.entered.number);
    EXPECT_EQ(found(R"({"assumpte":"platan","llibre":"exit"})"), "none");
    EXPECT_EQ(found(R"({"assumpte":"pl%tan"})"), "none");
    EXPECT_EQ(found(R"({"assumpte":"platan","fins_a":"2020-01-01"})"), "none");
    EXPECT_EQ(found(R"({"numero":"2026-E-999999"})"), "404");
    EXPECT_EQ(found(R"({"des_de":"31-12-2026"})"), "422");
    EXPECT_EQ(house().client.post_json("/oficina/registre/cerca", "{}", bearer(house().staff_token("albert"))).status,
              403);
}

TEST(OfficeRegister, ShowsADayInStrictOrderAndABookWithItsDiligences)
{
    House own;
    for (int i = 0; i < 60; ++i) file(own, "Assumpte " + std::to_string(i), 0);
    auto const agent = bearer(own.staff_token("nuria"), program());
    auto const today = base::iso(base::local_day(own.clock.now()));
    auto const day = own.client.get("/oficina/registre/dia/" + today, agent).object();
    auto const& entries = day.at("entries").as_array();
    ASSERT_EQ(entries.size(), 60u);
    for (std::size_t i = 0; i < 60; ++i)
        EXPECT_EQ(entries[i].as_object().at("subject").as_string(), "Assumpte " + std::to_string(i));
    // The search goes back page by page.
    auto const first = own.client.post_json("/oficina/registre/cerca", "{}", agent).object();
    EXPECT_EQ(first.at("entries").as_array().size(), 50u);
    auto const next = "{\"abans\":" + std::to_string(first.at("next").as_int64()) + "}";
    auto const second = own.client.post_json("/oficina/registre/cerca", next, agent).object();
    EXPECT_EQ(second.at("entries").as_array().size(), 10u);
    EXPECT_FALSE(second.at("more").as_bool());
    auto const book = own.client.get("/oficina/registre/llibre/" + today.substr(0, 4) + "-E", agent).object();
    EXPECT_EQ(book.at("count").as_int64(), 60);
    EXPECT_FALSE(book.at("closed").as_bool());
    EXPECT_EQ(own.client.get("/oficina/registre/llibre/" + today.substr(0, 4) + "-S", agent).status, 404);
}

TEST(OfficeRegister, ExportsWhatWasFoundWithoutFormulas)
{
    auto const filed = file(house(), "=HYPERLINK(1)");
    auto const answer = house().client.post_json("/oficina/registre/exporta", R"({"assumpte":"hyperlink"})",
                                                 bearer(house().staff_token("nuria")));
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.holds("\"'=HYPERLINK(1)\"")) << answer.body;
    EXPECT_TRUE(answer.holds(filed.entered.number));
}

TEST(OfficeRegister, PublishesAnIncidentWithItsConcreteExtension)
{
    // Llei 39/2015, art. 32.4.
    auto const secretary = bearer(house().staff_token("secretaria"), program());
    auto const body = [](char const* until) {
        return std::string(
                   R"({"kind":"technical","starts_day":"2026-11-20","starts_time":"09:00","ends_day":"2026-11-20",)"
                   R"("ends_time":"13:30","what":"El registre no responia","until_day":")") +
               until + "\"}";
    };
    auto const at = "/oficina/registre/incidencies";
    EXPECT_EQ(house().client.post_json(at, body("2026-11-19"), secretary).status, 422) << "it extends nothing";
    EXPECT_EQ(house().client.post_json(at, body("2026-11-23"), bearer(house().staff_token("nuria"))).status, 403);
    EXPECT_EQ(house().client.post_json(at, body("2026-11-23"), secretary).status, 201);
    auto const shown = house().client.get("/registre", program()).object().at("incidents").as_array();
    ASSERT_EQ(shown.size(), 1u);
    EXPECT_EQ(shown[0].as_object().at("extended_until"), "2026-11-23T22:59:59Z")
        << "the whole day, by the town's clock";
    EXPECT_TRUE(house().client.get("/registre", browser()).holds("El registre no responia"));
    auto const id = std::string(shown[0].as_object().at("id").as_string());
    auto longer = body("2026-11-24");
    longer.insert(longer.size() - 1, ",\"replaces\":\"" + id + "\"");
    EXPECT_EQ(house().client.post_json(at, longer, secretary).status, 201);
    EXPECT_EQ(house().client.post_json(at, longer, secretary).status, 404) << "replaced already";
    EXPECT_EQ(house().client.get("/registre", program()).object().at("incidents").as_array().size(), 1u);
}

// The verifier that shares no line with the program (tests run from the project's folder).
int verified(std::string const& arguments)
{
    return std::system(("python3 tools/verify_receipt.py " + arguments + " > /dev/null 2>&1").c_str());
}

TEST(IndependentVerifier, HoldsAReceiptAndFindsWhatDoesNotHold)
{
    ASSERT_TRUE(fs::exists("tools/verify_receipt.py"));
    House own;
    auto const filed = file(own);
    auto const pdf = receipt_of(own, filed);
    for (int i = 0; i < 5; ++i) file(own);
    auto const in = [&](char const* name) { return (own.folder / name).string(); };
    app::write_file(in("good.pdf"), pdf);
    app::write_file(in("log.pem"), own_key(own));
    auto bent = pdf;
    auto const place = bent.rfind("\\\"number\\\":");
    ASSERT_NE(place, bent.npos) << "the entry's text lies in the file as it is";
    bent[place + 14] = char(bent[place + 14] ^ 1);
    app::write_file(in("bent.pdf"), bent);
    auto const log = " --log http://" + own.client.host() + "/registre/log";
    EXPECT_EQ(verified(in("good.pdf") + log), 0);
    EXPECT_EQ(verified(in("good.pdf") + " --key " + in("log.pem")), 0);
    EXPECT_EQ(verified(in("good.pdf") + " --key " + in("log.pem") + " --seal-ca " + in("keys/authority.crt")), 0);
    EXPECT_NE(verified(in("bent.pdf") + " --key " + in("log.pem")), 0);
    House other;
    file(other);
    EXPECT_NE(verified(in("good.pdf") + " --log http://" + other.client.host() + "/registre/log"), 0);
    EXPECT_NE(verified(in("good.pdf") + " --key " + in("log.pem") + " --seal-ca " +
                       (other.folder / "keys/authority.crt").string()),
              0);
}

}
}
