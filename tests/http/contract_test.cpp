// SPDX-License-Identifier: EUPL-1.2
// What integrators rely on: addresses, statuses and the names of members (design, "Contract").
#include "app/files.h"
#include "http/office.h"

#include <algorithm>
#include <regex>
#include <set>

namespace http {
namespace {

constexpr auto slips = "/tramits/volant-empadronament";
constexpr auto certificates = "/tramits/certificat-empadronament";
constexpr auto for_school = R"({"kind":"individual","purpose":"school"})";

std::string text(json::object const& object, std::string_view key)
{
    auto const* const found = object.if_contains(key);
    return found && found->is_string() ? std::string(found->get_string()) : "";
}

json::object document(Answer const& answer)
{
    auto const whole = answer.object();
    auto const* const found = whole.if_contains("document");
    return found ? found->as_object() : json::object();
}

std::string bare(std::string code)
{
    std::erase(code, '-');
    return code;
}

class Issuing : public ::testing::TestWithParam<char const*> {};

TEST_P(Issuing, AnswersCreatedWithTheDocumentAndItsAddress)
{
    auto const answer = house().client.post_json(GetParam(), for_school, bearer(house().token()));
    ASSERT_EQ(answer.status, 201) << answer.body;
    auto const made = document(answer);
    EXPECT_EQ(answer["Content-Type"], "application/json");
    EXPECT_EQ(answer["Location"], "/carpeta/documents/" + text(made, "id"));
    for (auto const* const name : {"id", "code", "title", "issued_at", "pdf", "verify"})
        EXPECT_NE(text(made, name), "") << name;
    EXPECT_TRUE(std::regex_match(text(made, "code"), std::regex("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}")));
    EXPECT_TRUE(std::regex_match(text(made, "issued_at"), std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)")));
    EXPECT_EQ(text(made, "pdf"), "/carpeta/documents/" + text(made, "id") + "/pdf");
    EXPECT_EQ(text(made, "verify"), "/verifica/" + bare(text(made, "code")));
}

TEST_P(Issuing, TheSameKeyGivesTheSameDocument)
{
    auto const token = house().token();
    auto const first =
        house().client.post_json(GetParam(), for_school, bearer(token, {{"Idempotency-Key", "una-vegada"}}));
    auto const again =
        house().client.post_json(GetParam(), for_school, bearer(token, {{"Idempotency-Key", "una-vegada"}}));
    ASSERT_EQ(first.status, 201);
    ASSERT_EQ(again.status, 201);
    EXPECT_EQ(first.body, again.body);
    EXPECT_EQ(first["Location"], again["Location"]);
}

TEST_P(Issuing, TheSameKeyWithAnotherBodyIsRefused)
{
    auto const with_key = bearer(house().token(), {{"Idempotency-Key", "una-altra"}});
    ASSERT_EQ(house().client.post_json(GetParam(), for_school, with_key).status, 201);
    auto const other = house().client.post_json(GetParam(), R"({"kind":"individual","purpose":"bank"})", with_key);
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(text(other.object(), "text"), "web.key-used");
}

TEST_P(Issuing, ABrowsersFormLeadsToTheDocument)
{
    auto const cookie = house().entered();
    auto const answer = house().client.post_form(GetParam(), {{"kind", "individual"}, {"purpose", "other"}}, cookie);
    ASSERT_EQ(answer.status, 303) << answer.body;
    ASSERT_TRUE(answer["Location"].starts_with("/carpeta/documents/")) << answer["Location"];
    auto const page = house().client.get(answer["Location"], browser(cookie));
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.holds(answer["Location"] + "/pdf"));
}

INSTANTIATE_TEST_SUITE_P(BothProcedures, Issuing, ::testing::Values(slips, certificates),
                         [](auto const& which) { return which.index == 0 ? "Slip" : "Certificate"; });

TEST(Keys, BelongToThePersonWhoUsesThem)
{
    auto const of = [](std::string const& person) {
        return document(house().client.post_json(slips, for_school,
                                                 bearer(house().token(person), {{"Idempotency-Key", "comuna"}})));
    };
    auto const mine = of(house().adults().at(0)), theirs = of(house().adults().at(1));
    ASSERT_NE(text(mine, "id"), "");
    ASSERT_NE(text(theirs, "id"), "");
    EXPECT_NE(text(mine, "id"), text(theirs, "id"));
}

TEST(Keys, SentByEightAtOnceMakeOneDocument)
{
    auto const with_key = bearer(house().token(), {{"Idempotency-Key", "alhora"}});
    std::vector<std::string> ids(8);
    std::vector<std::thread> senders;
    for (auto& id : ids)
        senders.emplace_back([&] { id = text(document(house().client.post_json(slips, for_school, with_key)), "id"); });
    for (auto& sender : senders) sender.join();
    EXPECT_NE(ids.front(), "");
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 1u);
}

TEST(Keys, ThatAreTooLongAreRefused)
{
    auto const answer = house().client.post_json(slips, for_school,
                                                 bearer(house().token(), {{"Idempotency-Key", std::string(201, 'k')}}));
    EXPECT_EQ(answer.status, 400);
}

TEST(Keys, OfAFormCoverADoubleClickButNotAnotherChoice)
{
    auto const cookie = house().entered();
    auto const sent = [&](char const* purpose) {
        return house().client.post_form(slips, {{"_clau", "formulari1"}, {"kind", "individual"}, {"purpose", purpose}},
                                        cookie)["Location"];
    };
    auto const first = sent("school");
    ASSERT_TRUE(first.starts_with("/carpeta/documents/")) << first;
    EXPECT_EQ(sent("school"), first);
    EXPECT_NE(sent("bank"), first);
}

TEST(Keys, ARefusedRequestKeepsNothingSoThatItCanBeMended)
{
    auto const with_key = bearer(house().token(), {{"Idempotency-Key", "esmenada"}});
    EXPECT_EQ(house().client.post_json(slips, R"({"kind":"individual","purpose":"nothing"})", with_key).status, 422);
    EXPECT_EQ(house().client.post_json(slips, for_school, with_key).status, 201);
}

TEST(File, ReachesItsHolderOnly)
{
    auto const made = house().issue();
    auto const path = text(made, "pdf");
    auto const mine = house().client.get(path, bearer(house().token()));
    ASSERT_EQ(mine.status, 200);
    EXPECT_EQ(mine["Content-Type"], "application/pdf");
    EXPECT_TRUE(mine["Content-Disposition"].starts_with("attachment; filename=\"volant-empadronament-"));
    EXPECT_TRUE(mine.body.starts_with("%PDF-"));
    EXPECT_EQ(house().client.get(path, bearer(house().token(house().adults().at(1)))).status, 404);
    EXPECT_EQ(house().client.get(path, {{"Accept", "application/json"}}).status, 401);
}

TEST(File, AsksForTheLevelOfItsDocument)
{
    auto const path = text(house().issue(), "pdf");
    auto const low = house().client.get(path, bearer(house().token("12345678Z", act::Level::Low)));
    EXPECT_EQ(low.status, 403);
    EXPECT_EQ(text(low.object(), "text"), "web.level-too-low");
    EXPECT_EQ(house().client.get(path, bearer(house().token("12345678Z", act::Level::Substantial))).status, 200);
}

TEST(File, SendsABrowserWithTooLowALevelToEnterAgain)
{
    auto const path = text(house().issue(), "pdf");
    auto const low = house().client.get(path, browser(house().entered("12345678Z", act::Level::Low)));
    ASSERT_EQ(low.status, 303);
    EXPECT_TRUE(low["Location"].starts_with("/entra?retorn=")) << low["Location"];
    EXPECT_NE(low["Location"].find("nivell=substantial"), std::string::npos)
        << "the page must ask for the level that the document needs: " << low["Location"];
}

TEST(Verification, TellsAProgramWhatTheDocumentIs)
{
    auto const made = house().issue();
    auto const found = house().client.get(text(made, "verify"), {{"Accept", "application/json"}});
    ASSERT_EQ(found.status, 200) << found.body;
    auto const told = found.object();
    EXPECT_EQ(text(told, "state"), "valid");
    EXPECT_EQ(text(told, "title"), text(made, "title"));
    EXPECT_EQ(text(told, "issuer"), "Ajuntament de Vilanova del Riu");
    EXPECT_EQ(text(told, "issued_at"), text(made, "issued_at"));
    auto const file = house().client.get(text(made, "pdf"), bearer(house().token()));
    EXPECT_EQ(text(told, "sha256"), base::hex(base::sha256(file.body)));
}

TEST(Verification, HandsOutTheOriginalToWhoHoldsTheCode)
{
    auto const made = house().issue();
    auto const original = house().client.get(text(made, "verify") + "/original");
    auto const file = house().client.get(text(made, "pdf"), bearer(house().token()));
    ASSERT_EQ(original.status, 200);
    EXPECT_EQ(original.body, file.body);
    EXPECT_TRUE(original["Content-Disposition"].starts_with("inline"));
    EXPECT_EQ(original["Cache-Control"], "no-store");
}

TEST(Verification, ReadsACodeAsPeopleWriteIt)
{
    auto const code = text(house().issue(), "code");
    std::string lower;
    for (auto const c : bare(code)) lower += c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    std::string letters = bare(code);
    for (auto& c : letters) c = c == '0' ? 'O' : c == '1' ? 'l' : c;
    for (auto const& typed : {code, lower, letters, "%20" + code + "%20", "-" + lower + "-"})
        EXPECT_EQ(house().client.get("/verifica/" + typed, {{"Accept", "application/json"}}).status, 200) << typed;
}

TEST(Verification, SaysTheSameOfUnknownAndMalformedCodes)
{
    std::set<std::string> bodies;
    for (auto const& code :
         {std::string(26, 'A'), std::string(26, '0'), std::string("x"), std::string(26, 'U'), std::string(25, 'A'),
          std::string(27, 'A'), std::string(500, 'A'), std::string("%C3%A0%C3%A8"), std::string("%27%20or%201=1")}) {
        auto const answer = house().client.get("/verifica/" + code, {{"Accept", "application/json"}});
        EXPECT_EQ(answer.status, 404) << code;
        bodies.insert(answer.body);
    }
    EXPECT_EQ(bodies.size(), 1u) << *bodies.begin() << "\n" << *bodies.rbegin();
}

TEST(Verification, OfAFileTellsWhetherItIsIntact)
{
    auto const made = house().issue();
    auto pdf = house().client.get(text(made, "pdf"), bearer(house().token())).body;
    auto const checked = [](std::string const& file) {
        auto const answer = house().client.send("POST", "/verifica", {{"Content-Type", "application/pdf"}}, file);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return answer.object();
    };
    auto const good = checked(pdf);
    EXPECT_EQ(text(good, "state"), "valid");
    EXPECT_TRUE(good.at("intact").as_bool());
    EXPECT_EQ(text(good, "sealed_by"), "Segell electrònic de l'Ajuntament de Vilanova del Riu");
    EXPECT_EQ(text(good, "signed_at"), text(made, "issued_at"));

    pdf[pdf.size() / 2] = char(pdf[pdf.size() / 2] ^ 1);
    auto const changed = checked(pdf);
    EXPECT_FALSE(changed.at("intact").as_bool());
    EXPECT_FALSE(changed.at("valid").as_bool());
    EXPECT_EQ(text(changed, "verify"), "") << "a changed file must not lead to the original's page";

    auto const other = checked("%PDF-1.7 not ours");
    EXPECT_FALSE(other.at("intact").as_bool());
    EXPECT_EQ(text(other, "state"), "unknown");
}

TEST(Verification, TakesAFileFromABrowsersForm)
{
    auto const pdf = house().client.get(text(house().issue(), "pdf"), bearer(house().token())).body;
    auto const body = "--xyz\r\nContent-Disposition: form-data; name=\"pdf\"; filename=\"volant.pdf\"\r\n"
                      "Content-Type: application/pdf\r\n\r\n" +
                      pdf + "\r\n--xyz--\r\n";
    auto const answer = house().client.send("POST", "/verifica",
                                            {{"Content-Type", "multipart/form-data; boundary=xyz"},
                                             {"Accept", "text/html"},
                                             {"Origin", "http://" + house().client.host()}},
                                            body);
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.holds("Segell electrònic")) << answer.body;
}

TEST(Verification, KnowsARevokedDocument)
{
    auto const made = house().issue();
    act::Actor by;
    by.kind = act::Actor::Kind::Program;
    auto const revoked = house().town->lane.wait<documents::Card>([&](db::Tx& tx) {
        act::Act act{tx, by, act::Channel::Command, house().clock.now(), "ca"};
        return documents::revoke(*house().town->desk, act, text(made, "code"), "error");
    });
    ASSERT_TRUE(revoked);
    auto const told = house().client.get(text(made, "verify"), {{"Accept", "application/json"}}).object();
    EXPECT_EQ(text(told, "state"), "revoked");
    EXPECT_FALSE(told.at("valid").as_bool());
}

TEST(Verification, LeavesATraceForTheHolder)
{
    auto const looks = [] {
        auto const reader = house().town->database.read();
        return reader
            .snapshot()(R"sql(
            select count(*) from audit_event where event = 'documents.verified' and look = 1
            )sql")
            .at(0)
            .integer(0);
    };
    auto const made = house().issue();
    auto const before = looks();
    house().client.get(text(made, "verify"), {{"Accept", "application/json"}});
    EXPECT_EQ(looks(), before + 1);
}

TEST(Supersession, ADocumentWithOtherDataTakesTheEarlierOnesPlace)
{
    House small;
    auto const old = small.issue(), same = small.issue();
    auto const state = [&](json::object const& made) {
        return text(small.client.get(text(made, "verify"), {{"Accept", "application/json"}}).object(), "state");
    };
    EXPECT_EQ(state(old), "valid") << "two documents with the same data are both good";
    EXPECT_EQ(state(same), "valid");
    auto csv = app::read_file(small.folder / "sample" / "padro.csv");
    csv = replaced(csv, ";Núria;", ";Nuri;");
    for (auto at = csv.find(";Núria;"); at != csv.npos; at = csv.find(";Núria;")) csv.replace(at, 8, ";Nuri;");
    auto const now = small.clock.now();
    auto const done =
        padro::import_csv(small.town->lane, csv, base::local_day(now), now, [](std::string_view) { return true; });
    ASSERT_TRUE(done) << done.refusal().text;
    auto const fresh = small.issue();
    EXPECT_EQ(state(old), "superseded");
    EXPECT_EQ(state(same), "superseded");
    EXPECT_EQ(state(fresh), "valid");
}

TEST(Procedures, AreFoundByAQuery)
{
    auto const answer = house().client.get("/tramits?q=empadronament", {{"Accept", "application/json"}});
    ASSERT_EQ(answer.status, 200);
    auto const list = answer.object().at("procedures").as_array();
    ASSERT_FALSE(list.empty());
    for (auto const& each : list) {
        auto const entry = each.as_object();
        for (auto const* const name : {"id", "title", "summary", "level"}) EXPECT_NE(text(entry, name), "") << name;
        EXPECT_TRUE(entry.at("online").is_bool());
    }
    auto const has = [&](std::string_view id) {
        return std::ranges::any_of(list, [&](json::value const& each) { return text(each.as_object(), "id") == id; });
    };
    EXPECT_TRUE(has("volant-empadronament"));
    EXPECT_TRUE(has("certificat-empadronament"));
}

TEST(Procedures, AreAllListedWithoutAQuery)
{
    auto const answer = house().client.get("/tramits", {{"Accept", "application/json"}});
    EXPECT_EQ(answer.object().at("procedures").as_array().size(), house().town->procedures.setting.shipped.size());
}

TEST(Folder, ListsTheDocumentsOfItsOwnerNewestFirst)
{
    auto const person = house().adults().at(5);
    auto const first = text(house().issue(person), "id"), second = text(house().issue(person), "id");
    auto const answer = house().client.get("/carpeta", bearer(house().token(person)));
    ASSERT_EQ(answer.status, 200);
    auto const list = answer.object().at("documents").as_array();
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(text(list[0].as_object(), "id"), second);
    EXPECT_EQ(text(list[1].as_object(), "id"), first);
    for (auto const* const name : {"id", "code", "title", "issued_at", "state", "pdf", "verify"})
        EXPECT_NE(text(list[0].as_object(), name), "") << name;
}

TEST(Folder, OfAnotherIsOutOfSight)
{
    auto const made = house().issue(house().adults().at(6));
    auto const other = bearer(house().token(house().adults().at(7)));
    EXPECT_FALSE(house().client.get("/carpeta", other).holds(text(made, "id")));
    EXPECT_EQ(house().client.get("/carpeta/documents/" + text(made, "id"), other).status, 404);
}

TEST(Certificate, IsNotIssuedWhereNoResolutionAllowsTheMachineToAndNobodyCanSign)
{
    House manual({.edit = [](std::string yaml) {
        auto const from = yaml.find("certificate_entry:"), to = yaml.find("limits:");
        return replaced(yaml.erase(from, to - from),
                        "automated_actions:\n  certificat-empadronament:", "automated_actions:\n  un-altre:");
    }});
    auto const refused = manual.client.post_json(certificates, for_school, bearer(manual.token()));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(text(refused.object(), "text"), "padro.certificate-not-automated");
    EXPECT_EQ(manual.client.post_json(slips, for_school, bearer(manual.token())).status, 201);
    EXPECT_EQ(manual.client.get(certificates, browser(manual.entered())).status, 200);
}

TEST(OldData, AreNotCertified)
{
    House stale;
    auto const sent = [&] { return stale.client.post_json(slips, for_school, bearer(stale.token())); };
    EXPECT_EQ(sent().status, 201);
    stale.clock.advance(std::chrono::hours(24 * 368));
    auto const refused = sent();
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(text(refused.object(), "text"), "padro.old-data");
    auto const ready = stale.client.get("/readyz", {{"Accept", "application/json"}});
    EXPECT_EQ(ready.status, 503);
    EXPECT_NE(ready.body.find("padro"), std::string::npos) << "readyz must say what is missing: " << ready.body;
}

TEST(Health, TellsThatTheOfficeIsAliveAndReady)
{
    auto const alive = house().client.get("/healthz", {{"Accept", "application/json"}});
    EXPECT_EQ(alive.status, 200);
    EXPECT_EQ(text(alive.object(), "status"), "ok");
    auto const ready = house().client.get("/readyz", {{"Accept", "application/json"}});
    EXPECT_EQ(ready.status, 200) << ready.body;
    EXPECT_TRUE(ready.object().at("ready").as_bool());
    for (auto const* const path : {"/healthz", "/readyz"})
        EXPECT_EQ(house().client.get(path).status, 200) << path << " for a probe that says nothing of what it takes";
}

}
}
