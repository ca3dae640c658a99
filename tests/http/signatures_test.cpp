// SPDX-License-Identifier: EUPL-1.2
// Certificates that the secretary signs: asked for, waiting, signed one by one, given back, wanted no more; and every
// file that is not taken.
#include "base/crypto.h"
#include "http/office.h"
#include "rooms/signatures/pdf_test.h"

#include <thread>

namespace http {
namespace {

using namespace std::chrono_literals;
using identity_provider::testing::from_p12;

constexpr auto certificates = "/tramits/certificat-empadronament";

std::string member(Answer const& answer, std::string_view name)
{
    auto const object = answer.object();
    auto const* const found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->as_string()) : "";
}

std::string id_of(Answer const& asked)
{
    EXPECT_EQ(asked.status, 202) << asked.body;
    return std::string(asked.object().at("request").at("id").as_string());
}

std::string ask_for(std::string const& purpose, std::string const& kind = "historical")
{
    return R"({"kind":")" + kind + R"(","purpose":")" + purpose + R"("})";
}

std::string at_office(std::string const& id, std::string const& what = "")
{
    return "/oficina/signatura/" + id + (what.empty() ? "" : "/" + what);
}

class SignaturesTest : public ::testing::Test {
protected:
    // Somebody who asked for nothing yet.
    std::string somebody(std::size_t which) { return at.token(at.adults().at(which)); }
    std::string asked(std::string const& by, std::string const& purpose = "other")
    {
        return id_of(at.client.post_json(certificates, ask_for(purpose), bearer(by)));
    }
    static std::string bytes(House& in, std::string const& by, std::string const& id)
    {
        auto const begun = in.client.post_json(at_office(id, "signa"), "{}", bearer(by));
        EXPECT_EQ(begun.status, 201) << begun.body;
        auto const file = in.client.get(member(begun, "bytes"), bearer(by)).body;
        EXPECT_EQ(base::hex(base::sha256(file)), member(begun, "sha256"));
        return file;
    }
    static std::string by(House& in, std::string const& whose, std::string const& file,
                          signatures::testing::Objects const& objects = {})
    {
        return signatures::testing::signed_by(from_p12(in.folder / "sample" / "certificates" / (whose + ".p12")), file,
                                              objects);
    }
    std::string by(std::string const& whose, std::string const& file) { return by(at, whose, file); }
    static Answer sent(House& in, std::string const& token, std::string const& id, std::string const& file)
    {
        return in.client.post_json(at_office(id, "signat"), R"({"pdf64":")" + base::base64url(file) + "\"}",
                                   bearer(token));
    }
    Answer sent(std::string const& id, std::string const& file) { return sent(at, secretary, id, file); }
    std::string state(std::string const& whose, std::string const& id)
    {
        return member(at.client.get("/carpeta/signatures/" + id, bearer(whose)), "state");
    }

    House& at = house();
    std::string const secretary = at.staff_token("secretaria");
};

TEST_F(SignaturesTest, WhatTheSecretarySignsWaitsAndIsIssuedWhenItIsSigned)
{
    auto const citizen = somebody(20);
    auto const answer = at.client.post_json(certificates, ask_for("bank"), bearer(citizen));
    auto const id = id_of(answer);
    EXPECT_EQ(answer["Location"], "/carpeta/signatures/" + id);
    EXPECT_TRUE(answer.object().at("document").is_null());
    auto const folder = at.client.get("/carpeta", bearer(citizen)).object();
    ASSERT_EQ(folder.at("coming").as_array().size(), 1u);
    EXPECT_EQ(folder.at("coming").at(0).at("state").as_string(), "waiting");
    auto const again = at.client.post_json(certificates, ask_for("bank"), bearer(citizen));
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(member(again, "text"), "signatures.waits-already");

    EXPECT_TRUE(at.client.get("/oficina/signatura", bearer(secretary)).holds(id));
    auto const page = at.client.get(at_office(id, "pdf"), bearer(secretary));
    EXPECT_TRUE(page.body.starts_with("%PDF-1.7")) << page.status << page.body.substr(0, 300);
    auto const file = bytes(at, secretary, id);
    auto const signed_file = by("secretary", file);
    auto const done = sent(id, signed_file);
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(state(citizen, id), "signed");
    auto const document = done.object().at("document").as_object();
    auto const pdf = at.client.get(std::string(document.at("pdf").as_string()), bearer(citizen));
    EXPECT_EQ(pdf.body, signed_file) << "the citizen has the very file";
    EXPECT_TRUE(at.client.get("/carpeta", bearer(citizen)).object().at("coming").as_array().empty());
    auto const known = at.client.get(std::string(document.at("verify").as_string()), bearer(citizen)).object();
    EXPECT_EQ(known.at("state").as_string(), "valid");
    EXPECT_EQ(known.at("signed_by").as_string(), "Montserrat Vila Camp, Secretària");
    EXPECT_EQ(known.at("sealed_by").as_string(), "");
    EXPECT_TRUE(at.client.get(std::string(document.at("verify").as_string()), browser()).holds("Signat per"));

    auto const here = identity_provider::testing::signing_folder() / "signed.pdf";
    std::ofstream(here, std::ios::binary) << pdf.body;
    EXPECT_EQ(std::system(("qpdf --check " + here.string() + " > /dev/null").c_str()), 0);
    EXPECT_EQ(std::system(("pdfsig -nocert " + here.string() + " | grep -q 'Signature is Valid'").c_str()), 0);
    EXPECT_EQ(std::system(("pdftotext " + here.string() + " - | grep -q 'Montserrat Vila Camp, Secret'").c_str()), 0);
    auto const reader = at.town->database.read();
    for (auto const* const event : {"signatures.asked", "signatures.prepared", "signatures.signed"})
        EXPECT_TRUE(
            reader.snapshot().one(R"sql(select 1 from audit_event where event = $1 and object = $2)sql", event, id))
            << event;
    auto const evidence = reader.snapshot()(R"sql(select evidence from signatures_request where id = $1)sql", id);
    EXPECT_NE(evidence.at(0).text(0).find("chain"), std::string::npos);
    EXPECT_FALSE(reader.snapshot().one(R"sql(select 1 from signatures_prepared where request = $1)sql", id));
}

// Llei 39/2015, art. 16.1-3, 21.4: what waits is a document presented.
TEST_F(SignaturesTest, WhatWaitsIsEnteredOnceInTheRegisterWithAReceipt)
{
    auto const whose = at.adults().at(32);
    auto const citizen = at.token(whose);
    auto const entries = [&] {
        auto const reader = at.town->database.read();
        return reader.snapshot()(R"sql(
            select e.kind, e.subject, e.procedure, e.unit, e.told, e.channel from registry_entry e
            join registry_party p on p.entry = e.id where p.document = $1
            )sql",
                                 whose);
    };
    auto const twice = bearer(citizen, {{"Idempotency-Key", "once"}});
    auto const first = at.client.post_json(certificates, ask_for("bank"), twice);
    auto const second = at.client.post_json(certificates, ask_for("bank"), twice);
    auto const id = id_of(first);
    EXPECT_EQ(id_of(second), id) << "a double click";
    EXPECT_EQ(member(at.client.post_json(certificates, ask_for("bank"), bearer(citizen)), "text"),
              "signatures.waits-already");
    auto const rows = entries();
    ASSERT_EQ(rows.size(), 1u);
    auto const& entry = rows.at(0);
    EXPECT_EQ(entry.text(0), "application");
    EXPECT_NE(entry.text(1).find("Certificat d'empadronament"), std::string::npos);
    EXPECT_EQ(entry.text(2), "certificat-empadronament");
    EXPECT_EQ(entry.text(3), "OAC");
    for (auto const* const told : {"banc", "tres mesos", "Termini"})
        EXPECT_NE(entry.text(4).find(told), std::string::npos) << told << entry.text(4);

    auto const request = first.object().at("request").as_object();
    auto const number = std::string(request.at("number").as_string());
    auto const receipt = std::string(request.at("receipt").as_string());
    EXPECT_NE(number.find("-E-"), std::string::npos) << number;
    auto const card = at.client.get("/carpeta/signatures/" + id, bearer(citizen));
    EXPECT_EQ(member(card, "number"), number);
    EXPECT_EQ(member(card, "receipt"), receipt);
    EXPECT_TRUE(at.client.get("/carpeta/registre", bearer(citizen)).holds(number));
    EXPECT_TRUE(at.client.get(at_office(id), bearer(secretary)).holds(number));
    auto const page = at.client.get("/carpeta/signatures/" + id, browser("sessio=" + citizen));
    EXPECT_TRUE(page.holds(number) && page.holds(receipt)) << page.body;
    auto const paper = at.client.get(receipt, bearer(citizen));
    EXPECT_EQ(paper.status, 200) << paper.body.substr(0, 300);
    EXPECT_TRUE(paper.body.starts_with("%PDF")) << paper.body.substr(0, 300);
}

TEST_F(SignaturesTest, TheOtherCertificatesAreStillIssuedAtOnce)
{
    auto const answer = at.client.post_json(certificates, ask_for("bank", "individual"), bearer(somebody(21)));
    EXPECT_EQ(answer.status, 201) << answer.body;
    EXPECT_TRUE(answer.object().at("request").is_null());
}

TEST_F(SignaturesTest, NoOtherFileIsTakenAndTheRightOneStillIs)
{
    auto const id = asked(somebody(22)), other = asked(somebody(23));
    auto const elsewhere = bytes(at, secretary, other);
    auto const file = bytes(at, secretary, id);
    auto drawn = signatures::testing::signing_objects(file);
    for (auto& [number, body] : drawn)
        if (auto const box = body.find("/Rect[0 0 0 0]"); box != body.npos) body.replace(box, 14, "/Rect[0 0 9 99]");
    auto behind = signatures::testing::written(by("secretary", file), {{2, signatures::testing::body_of(file, 2)}},
                                               signatures::testing::trailer_after(by("secretary", file)));
    auto altered = by("secretary", file);
    altered[300] = char(altered[300] ^ 1);
    std::vector<std::pair<std::string, std::string>> const refused{
        {file, "signatures.pdf-unsigned"},
        {by("secretary", elsewhere), "signatures.pdf-other-file"},
        {altered, "signatures.pdf-other-file"},
        {by(at, "secretary", file, drawn), "signatures.pdf-changed"},
        {behind, "signatures.pdf-not-one"},
        {"rubbish", "signatures.pdf-unreadable"},
        {by("employee", file), "signatures.certificate-other-person"},
        {by("idcat", file), "signatures.certificate-other-person"},
        {by("secretary-citizen", file), "signatures.certificate-not-of-post"},
        {by("secretary-elsewhere", file), "signatures.certificate-not-of-post"},
        {by("revoked", file), "signatures.certificate-revoked"},
        {by("expired", file), "signatures.certificate-expired"},
        {by("unknown-issuer", file), "signatures.certificate-unknown-issuer"},
        {by("seal", file), "signatures.certificate-not-a-person"},
        {by("pseudonym", file), "signatures.certificate-pseudonym"},
    };
    for (auto const& [sent_file, why] : refused) {
        auto const answer = sent(id, sent_file);
        EXPECT_EQ(answer.status, 422) << why << answer.body;
        EXPECT_EQ(member(answer, "text"), why);
        EXPECT_EQ(member(answer, "field"), "pdf");
    }
    EXPECT_EQ(member(at.client.post_json(at_office(id, "signat"), "{}", bearer(secretary)), "text"),
              "signatures.file-missing");
    EXPECT_EQ(sent(id, by("secretary", file)).status, 200);
    EXPECT_EQ(member(sent(id, by("secretary", file)), "text"), "signatures.is-signed");
}

TEST_F(SignaturesTest, TheBytesAreOfTheSessionThatPreparedThem)
{
    auto const id = asked(somebody(24));
    auto const file = bytes(at, secretary, id);
    auto const another = at.staff_token("secretaria");
    EXPECT_EQ(at.client.get(at_office(id, "signa/pdf"), bearer(another)).status, 410);
    EXPECT_EQ(member(sent(at, another, id, by("secretary", file)), "text"), "signatures.time-over");
    auto const anew = bytes(at, secretary, id);
    EXPECT_NE(anew, file) << "another code";
    EXPECT_EQ(member(sent(id, by("secretary", file)), "text"), "signatures.pdf-other-file") << "what was made anew";
    EXPECT_EQ(sent(id, by("secretary", anew)).status, 200);
}

TEST_F(SignaturesTest, OneOfTwoWhoSignAtOnceWinsAndTheOtherHearsIt)
{
    auto const citizen = somebody(25);
    auto const id = asked(citizen);
    auto const another = at.staff_token("secretaria");
    auto const one = by("secretary", bytes(at, secretary, id)), other = by("secretary", bytes(at, another, id));
    Answer first, second;
    std::thread beside([&] { first = sent(at, secretary, id, one); });
    second = sent(at, another, id, other);
    beside.join();
    EXPECT_EQ(first.status + second.status, 200 + 409) << first.body << second.body;
    EXPECT_EQ(member(first.status == 409 ? first : second, "text"), "signatures.is-signed");
    auto const reader = at.town->database.read();
    auto const rows = reader.snapshot()(R"sql(
        select count(*) from documents_issued d join signatures_request r on r.person = d.person
        where r.id = $1 and d.procedure = r.kind and d.variant = r.subject
        )sql",
                                        id);
    EXPECT_EQ(rows.at(0).integer(0), 1);
}

TEST_F(SignaturesTest, WhoeverAskedMayWantItNoMoreAlsoWhileItIsBeingSigned)
{
    auto const citizen = somebody(26);
    auto const id = asked(citizen);
    auto const file = bytes(at, secretary, id);
    EXPECT_EQ(at.client.post_json("/carpeta/signatures/" + id + "/anulla", "{}", bearer(somebody(27))).status, 404);
    auto const done = at.client.post_json("/carpeta/signatures/" + id + "/anulla", "{}", bearer(citizen));
    EXPECT_EQ(member(done, "state"), "cancelled") << done.body;
    EXPECT_EQ(member(sent(id, by("secretary", file)), "text"), "signatures.is-cancelled");
    auto const twice = at.client.post_json("/carpeta/signatures/" + id + "/anulla", "{}", bearer(citizen));
    EXPECT_EQ(twice.status, 409);
    EXPECT_NE(asked(citizen), id) << "and may ask for it again";
}

TEST_F(SignaturesTest, ItIsGivenBackWithAReasonThatThePersonReads)
{
    auto const citizen = somebody(28);
    auto const id = asked(citizen);
    auto const without = at.client.post_json(at_office(id, "torna"), R"({"why":" "})", bearer(secretary));
    EXPECT_EQ(member(without, "text"), "signatures.bad-why");
    auto const back =
        at.client.post_json(at_office(id, "torna"), R"({"why":"Passeu per l'oficina"})", bearer(secretary));
    EXPECT_EQ(back.status, 200) << back.body;
    auto const page = at.client.get("/carpeta/signatures/" + id, bearer(citizen));
    EXPECT_EQ(member(page, "state"), "returned");
    EXPECT_EQ(member(page, "reason"), "Passeu per l'oficina");
    EXPECT_TRUE(at.client.get("/carpeta/signatures/" + id, browser("sessio=" + citizen)).holds("presentar-hi recurs"));
    EXPECT_EQ(at.client.get("/carpeta", bearer(citizen)).object().at("coming").at(0).at("state").as_string(),
              "returned");
    EXPECT_TRUE(at.client.get("/carpeta/historial", bearer(citizen)).holds("Passeu per l'oficina"));
    EXPECT_EQ(member(at.client.post_json(at_office(id, "signa"), "{}", bearer(secretary)), "text"),
              "signatures.is-returned");
    EXPECT_EQ(member(at.client.post_json(at_office(id, "torna"), R"({"why":"x"})", bearer(secretary)), "text"),
              "signatures.is-returned");
}

TEST_F(SignaturesTest, OnlyWhoMaySignsAndOnlyTheirOwnIsSeen)
{
    auto const citizen = somebody(29);
    auto const id = asked(citizen);
    for (auto const* const login : {"nuria", "pau", "laia", "marta", "albert"}) {
        auto const theirs = at.staff_token(login);
        EXPECT_EQ(at.client.get("/oficina/signatura", bearer(theirs)).status, 403) << login;
        EXPECT_EQ(at.client.post_json(at_office(id, "signa"), "{}", bearer(theirs)).status, 403) << login;
    }
    EXPECT_EQ(at.client.get("/carpeta/signatures/" + id, bearer(somebody(30))).status, 404);
    EXPECT_EQ(at.client.get("/carpeta/signatures/nonsense", bearer(citizen)).status, 404);
    EXPECT_EQ(at.client.get("/oficina/signatura", bearer(citizen)).status, 403);
}

TEST_F(SignaturesTest, WhatIsSignedIsTrueOnTheDayOfSigning)
{
    House own;
    auto const citizen = own.token();
    auto const id = id_of(own.client.post_json(certificates, ask_for("other"), bearer(citizen)));
    auto const theirs = own.staff_token("secretaria", std::chrono::hours(3));
    auto const file = bytes(own, theirs, id);
    auto const change = [&](std::string_view status) {
        own.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            tx(R"sql(update padro_person set status = $1 where document_number = '12345678Z')sql", status);
            return base::Done{};
        });
    };
    change("under_deregistration");
    EXPECT_EQ(member(sent(own, theirs, id, by(own, "secretary", file)), "text"), "padro.under-deregistration");
    EXPECT_EQ(member(own.client.post_json(at_office(id, "signa"), "{}", bearer(theirs)), "text"),
              "padro.under-deregistration");
    change("in_force");
    own.clock.advance(31min);
    EXPECT_EQ(member(sent(own, theirs, id, by(own, "secretary", file)), "text"), "signatures.time-over");
    own.town->tidy();
    auto const anew = bytes(own, theirs, id);
    own.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        tx(R"sql(update padro_person set given_name = 'ALTRI' where document_number = '12345678Z')sql");
        return base::Done{};
    });
    EXPECT_EQ(member(sent(own, theirs, id, by(own, "secretary", anew)), "text"), "signatures.changed");
    EXPECT_EQ(sent(own, theirs, id, by(own, "secretary", bytes(own, theirs, id))).status, 200);
}

// Llei 40/2015, art. 23.2: neither what they ask for themselves nor anything of their own sheet of the register.
TEST_F(SignaturesTest, NobodySignsWhatIsTheirOwnOrOfTheirOwnSheet)
{
    House own;
    auto const citizen = own.token();
    auto const id = id_of(own.client.post_json(certificates, ask_for("other"), bearer(citizen)));
    auto const theirs = own.staff_token("secretaria", std::chrono::hours(3));
    auto const file = bytes(own, theirs, id);
    auto const number_is = [&](std::string const& number) {
        own.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            tx(R"sql(update staff_member set document = $1 where login = 'secretaria')sql", number);
            return base::Done{};
        });
    };
    auto const rows = own.town->database.read().snapshot()(R"sql(
        select m.document_number from padro_person p
        join padro_stay s on s.person = p.code and s.until is null
        join padro_stay t on t.dwelling = s.dwelling and t.until is null
        join padro_person m on m.code = t.person
        where p.document_number = '12345678Z' and m.document_number <> ''
        )sql");
    std::vector<std::string> sheet;
    for (auto const& row : rows) sheet.push_back(row.text(0));
    ASSERT_GE(sheet.size(), 2u) << "somebody else on it";
    for (auto const& number : sheet) {
        number_is(number);
        auto const refused = [&](Answer const& answer) {
            EXPECT_EQ(answer.status, 403) << number << answer.body;
            EXPECT_EQ(member(answer, "text"), "signatures.own-affair");
        };
        refused(own.client.get(at_office(id, "pdf"), bearer(theirs)));
        refused(own.client.post_json(at_office(id, "signa"), "{}", bearer(theirs)));
        refused(sent(own, theirs, id, by(own, "secretary", file)));
        refused(own.client.post_json(at_office(id, "torna"), R"({"why":"x"})", bearer(theirs)));
        auto const page = own.client.get(at_office(id), browser("sessio=" + theirs));
        EXPECT_TRUE(page.holds("substitueix")) << page.body;
        EXPECT_FALSE(page.holds(at_office(id, "torna")));
    }
    EXPECT_EQ(member(own.client.get("/carpeta/signatures/" + id, bearer(citizen)), "state"), "waiting");
    number_is("00000014Z");
    EXPECT_EQ(own.client.post_json(at_office(id, "signa"), "{}", bearer(theirs)).status, 201);
}

TEST_F(SignaturesTest, ByHandInABrowserWithoutAScript)
{
    auto const citizen = at.entered(at.adults().at(31));
    auto const sheet = at.client.get(certificates, browser(citizen));
    EXPECT_TRUE(sheet.holds("El signa el secretari o la secret")) << sheet.body;
    auto const waits = at.client.post_form(
        certificates, {{"_clau", "a"}, {"kind", "historical"}, {"purpose", "other"}, {"language", "ca"}}, citizen);
    ASSERT_EQ(waits.status, 303) << waits.body;
    ASSERT_TRUE(waits["Location"].starts_with("/carpeta/signatures/")) << waits["Location"];
    auto const id = waits["Location"].substr(20);
    EXPECT_TRUE(at.client.get(waits["Location"], browser(citizen)).holds("Pendent de signatura"));
    EXPECT_TRUE(at.client.get("/carpeta", browser(citizen)).holds("Pendent de signatura"));
    auto const cookie = "sessio=" + secretary;
    EXPECT_TRUE(at.client.get("/oficina", browser(cookie)).holds("esperen la vostra signatura"));
    auto const list = at.client.get("/oficina/signatura", browser(cookie));
    EXPECT_TRUE(list.holds("value=\"" + id + "\""));
    auto const batch = at.client.post_form("/oficina/signatura", {{"ids", id}}, cookie);
    EXPECT_EQ(batch.status, 200) << batch.body;
    EXPECT_NE(batch["Content-Security-Policy"].find("connect-src 'self' wss://127.0.0.1:*; frame-src afirma:; "),
              std::string::npos);
    EXPECT_EQ(at.client.post_form("/oficina/signatura", {}, cookie).status, 422);
    auto const begun = at.client.post_form(at_office(id, "signa"), {{"_clau", "b"}}, cookie);
    ASSERT_EQ(begun.status, 303) << begun.body;
    EXPECT_EQ(begun["Location"], at_office(id, "signa"));
    auto const file = at.client.get(at_office(id, "signa/pdf"), browser(cookie));
    EXPECT_NE(file["Content-Disposition"].find("attachment"), std::string::npos);
    auto const upload = [&](std::string const& pdf, std::string const& key) {
        auto const part = "--xx\r\nContent-Disposition: form-data; name=\"_clau\"\r\n\r\n" + key +
                          "\r\n--xx\r\nContent-Disposition: form-data; name=\"pdf\"; filename=\"s.pdf\"\r\n"
                          "Content-Type: application/pdf\r\n\r\n" +
                          pdf + "\r\n--xx--\r\n";
        return at.client.send("POST", at_office(id, "signat"),
                              browser(cookie, {{"Content-Type", "multipart/form-data; boundary=xx"},
                                               {"Origin", "http://" + at.client.host()}}),
                              part);
    };
    auto const wrong = upload(file.body, "c");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(wrong.holds("no porta cap signatura")) << wrong.body;
    EXPECT_TRUE(wrong.holds("href=\"#pdf\""));
    auto const good = by("secretary", file.body);
    for (int i = 0; i < 2; ++i) { // a double click is one signature
        auto const right = upload(good, "d");
        EXPECT_EQ(right.status, 303) << right.body;
        EXPECT_EQ(right["Location"], "/oficina/signatura?fet=signat");
    }
    EXPECT_TRUE(at.client.get(waits["Location"], browser(citizen)).holds("/carpeta/documents/"));
}

TEST_F(SignaturesTest, WhereNoResolutionLetsTheMachineAllOfThemWait)
{
    House manual({.edit = [](std::string yaml) {
        return replaced(with_limits(0, 0)(std::move(yaml)),
                        "automated_actions:\n  certificat-empadronament:", "automated_actions:\n  un-altre:");
    }});
    EXPECT_TRUE(manual.client.get(certificates, browser(manual.entered())).holds("no es dona al moment"));
    EXPECT_EQ(manual.client.post_json(certificates, ask_for("school", "individual"), bearer(manual.token())).status,
              202);
    // Its account says nothing of number and post: nobody signs with it.
    manual.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        tx(R"sql(update staff_member set post = null where login = 'secretaria')sql");
        return base::Done{};
    });
    auto const theirs = bearer(manual.staff_token("secretaria"));
    auto const list = manual.client.get("/oficina/signatura", theirs).object();
    EXPECT_FALSE(list.at("no_post").as_string().empty());
    auto const id = std::string(list.at("lines").at(0).at("id").as_string());
    EXPECT_EQ(member(manual.client.post_json(at_office(id, "signa"), "{}", theirs), "text"), "signatures.no-post");
}

}
}
