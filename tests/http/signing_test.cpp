// SPDX-License-Identifier: EUPL-1.2
// Signing what one files with one's own certificate: the act that takes a signature of exactly what was shown, by
// whoever has entered, and every signature that it does not take.
#include "ports/identity_provider/signing_test.h"
#include "base/crypto.h"
#include "http/office.h"

namespace http {
namespace {

using namespace std::chrono_literals;
using identity_provider::testing::cms;
using identity_provider::testing::from_p12;

std::string const answers = R"({"request":"Que arregleu els fanals","subject":"Fanals","facts":"No hi ha llum"})";

std::string text(Answer const& answer)
{
    auto const object = answer.object();
    return object.contains("text") ? std::string(object.at("text").as_string()) : "";
}

std::string member(Answer const& answer, std::string_view name)
{
    auto const object = answer.object();
    auto const* const found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->as_string()) : "";
}

std::string matter_of(Answer const& filed)
{
    return std::string(filed.object().at("matter").as_object().at("id").as_string());
}

class SigningTest : public ::testing::Test {
protected:
    std::string draft(std::string const& typed = answers) const { return draft(at, token, typed); }
    static std::string draft(House& in, std::string const& by, std::string const& typed = answers)
    {
        return member(
            in.client.post_json("/tramits/instancia-generica/esborranys", "{\"answers\":" + typed + "}", bearer(by)),
            "id");
    }
    // The id of what waits to be signed.
    static std::string begun(House& in, std::string const& by, std::string const& of)
    {
        auto const seen = member(in.client.get("/esborranys/" + of + "/presenta", bearer(by)), "seen");
        auto const made =
            in.client.post_json("/esborranys/" + of + "/signatura", "{\"vist\":\"" + seen + "\"}", bearer(by));
        EXPECT_EQ(made.status, 201) << made.body;
        EXPECT_EQ(member(made, "sha256"), base::hex(base::sha256(bytes(in, by, member(made, "id")))));
        return member(made, "id");
    }
    std::string begun(std::string const& of) const { return begun(at, token, of); }
    static std::string bytes(House& in, std::string const& by, std::string const& of)
    {
        return in.client.get("/signatura/" + of + "/dades", bearer(by)).body;
    }
    std::string bytes(std::string const& of) const { return bytes(at, token, of); }
    static Answer sent(House& in, std::string const& by, std::string const& to, std::string const& signature)
    {
        return in.client.post_json("/signatura/" + to, "{\"signatura64\":\"" + base::base64url(signature) + "\"}",
                                   bearer(by));
    }
    Answer sent(std::string const& to, std::string const& signature) const { return sent(at, token, to, signature); }
    std::string by(std::string const& file, std::string const& over, std::string const& how = "-cades -md sha256") const
    {
        return cms(from_p12(at.folder / "sample" / "certificates" / (file + ".p12")), over, how);
    }
    std::string state_of(std::string const& of) const
    {
        return text(at.client.get("/esborranys/" + of + "/presenta", bearer(token)));
    }

    House& at = house();
    std::string const token = at.token("12345678Z");
};

TEST_F(SigningTest, WhatIsSignedIsFiledWithItsSignature)
{
    auto const id = begun(draft());
    auto const over = bytes(id);
    EXPECT_NE(over.find("\"kind\":\"certificate\""), over.npos) << over;
    auto const signature = by("idcat", over);
    auto const filed = sent(id, signature);
    ASSERT_EQ(filed.status, 201) << filed.body;
    auto const matter = "/carpeta/tramits/" + matter_of(filed);
    auto const page = at.client.get(matter, bearer(token)).object();
    auto const& filing = page.at("filings").as_array().at(0).as_object();
    auto const said = std::string(filing.at("signed_by").as_string());
    EXPECT_NE(said.find("NURIA PUIG FERRER"), said.npos) << said;
    EXPECT_NE(said.find("Emissora de mostra"), said.npos) << said;
    auto const files = std::string(filing.at("files").as_string());
    EXPECT_EQ(at.client.get(files + "/text", bearer(token)).body, over);
    auto const kept = at.client.get(files + "/signatura", bearer(token));
    EXPECT_EQ(kept.body, signature);
    EXPECT_EQ(kept["Content-Type"], "application/pkcs7-signature");
    EXPECT_EQ(at.client.get(files + "/signatura", bearer(at.token(at.adults().at(5)))).status, 404);
    auto const office = "/oficina/expedients/" + matter_of(filed);
    auto const theirs = at.staff_token("pau");
    EXPECT_NE(at.client.get(office, bearer(theirs)).body.find("Emissora de mostra"), std::string::npos);
    auto const of_office = office + files.substr(matter.size());
    EXPECT_EQ(at.client.get(of_office + "/signatura", bearer(theirs)).body, signature);
    EXPECT_EQ(at.client.get(of_office + "/text", bearer(theirs)).body, over);
    // The entry lists the signature, and so the receipt and the public log are over it.
    auto const reader = at.town->database.read();
    auto const papers = reader.snapshot()(R"sql(
        select p.name, p.sha256 from registry_paper p join cases_filing f on f.entry = p.entry
        where f.matter = $1 order by p.place
        )sql",
                                          matter_of(filed));
    ASSERT_EQ(papers.size(), 2u);
    EXPECT_EQ(papers[0].bytes(1), base::sha256(over));
    EXPECT_EQ(papers[1].text(0), "sollicitud.json.csig");
    EXPECT_EQ(papers[1].bytes(1), base::sha256(signature));
}

TEST_F(SigningTest, TheCertificateOfTheDnieForSigningAndOneThatBringsTheBytes)
{
    auto const first = begun(draft());
    EXPECT_EQ(sent(first, by("dnie-signature", bytes(first))).status, 201);
    auto const second = begun(draft());
    EXPECT_EQ(sent(second, by("fnmt", bytes(second), "-cades -nodetach")).status, 201);
}

TEST_F(SigningTest, NothingElseIsTakenForASignatureAndNothingIsHalfFiled)
{
    auto const of = draft(), elsewhere = draft();
    auto const id = begun(of), other = begun(elsewhere);
    auto const over = bytes(id);
    std::vector<std::pair<std::string, std::string>> const refused{
        {by("idcat", over + " "), "cases.signature-other-bytes"},
        {by("idcat", bytes(other)), "cases.signature-other-bytes"},
        {by("stranger", over), "cases.signature-other-person"},
        {by("representative", over), "cases.signature-other-organisation"},
        {by("revoked", over), "cases.certificate-revoked"},
        {by("expired", over), "cases.certificate-expired"},
        {by("not-yet-valid", over), "cases.certificate-not-yet-valid"},
        {by("unknown-issuer", over), "cases.certificate-unknown-issuer"},
        {by("wrong-usage", over), "cases.certificate-wrong-usage"},
        {by("seal", over), "cases.certificate-not-a-person"},
        {by("pseudonym", over), "cases.certificate-pseudonym"},
        {by("idcat", over, "-md sha256"), "cases.signature-unbound"},
        {by("idcat", over, "-cades -md sha1"), "cases.signature-weak"},
        {by("idcat", over, "-cades -nocerts"), "cases.signature-not-one"},
        {"rubbish", "cases.signature-unreadable"},
    };
    for (auto const& [signature, why] : refused) {
        auto const answer = sent(id, signature);
        EXPECT_EQ(answer.status, 422) << why;
        EXPECT_EQ(text(answer), why);
        EXPECT_EQ(member(answer, "field"), "signatura");
    }
    EXPECT_EQ(text(at.client.post_json("/signatura/" + id, "{}", bearer(token))), "cases.signature-missing");
    EXPECT_EQ(text(at.client.post_json("/signatura/" + id, R"({"signatura64":"!!"})", bearer(token))),
              "cases.signature-unreadable");
    EXPECT_EQ(state_of(of), "") << "the draft is as it was";
    EXPECT_EQ(sent(id, by("idcat", over)).status, 201) << "the right one is still taken";
    EXPECT_EQ(state_of(of), "forms.draft-is-filed");
}

TEST_F(SigningTest, ASignatureIsUsedOnceByTheSessionThatAskedForIt)
{
    auto const of = draft();
    auto const id = begun(of);
    auto const over = bytes(id);
    auto const signature = by("idcat", over);
    auto const another = at.token("12345678Z");
    EXPECT_EQ(at.client.get("/signatura/" + id, bearer(another)).status, 404) << "the same person, another session";
    EXPECT_EQ(at.client.get("/signatura/" + id + "/dades", bearer(another)).status, 404);
    EXPECT_EQ(text(sent(at, another, id, signature)), "cases.signing-over");
    EXPECT_EQ(sent(id, signature).status, 201);
    EXPECT_EQ(text(sent(id, signature)), "cases.signing-over") << "used up";
    auto const next = begun(draft());
    EXPECT_EQ(text(sent(next, signature)), "cases.signature-other-bytes") << "of what was filed already";
    EXPECT_EQ(at.client.get("/signatura/" + next).status, 303) << "nobody else sees it";
    EXPECT_EQ(at.client.get("/signatura/nonsense", bearer(token)).status, 404);
}

TEST_F(SigningTest, BeginningAgainEndsWhatWasBegun)
{
    auto const of = draft();
    auto const first = begun(of), second = begun(of);
    EXPECT_EQ(at.client.get("/signatura/" + first, bearer(token)).status, 404);
    EXPECT_EQ(sent(second, by("idcat", bytes(second))).status, 201);
}

TEST_F(SigningTest, WhatChangesMeanwhileIsNotFiled)
{
    auto const of = draft();
    auto const id = begun(of);
    auto const signature = by("idcat", bytes(id));
    auto const changed =
        at.client.send("PATCH", "/esborranys/" + of, bearer(token, {{"Content-Type", "application/json"}}),
                       R"({"answers":{"request":"Una altra cosa"}})");
    ASSERT_EQ(changed.status, 200) << changed.body;
    auto const answer = sent(id, signature);
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(text(answer), "cases.changed");
    EXPECT_EQ(state_of(of), "");
    auto const unseen = at.client.post_json("/esborranys/" + of + "/signatura", R"({"vist":"another"})", bearer(token));
    EXPECT_EQ(text(unseen), "cases.changed");
    EXPECT_EQ(text(at.client.post_json("/esborranys/" + of + "/signatura", "{}", bearer(token))), "cases.changed");
    EXPECT_EQ(at.client.post_json("/esborranys/" + of + "/signatura", "{}", bearer(at.token(at.adults().at(6)))).status,
              409)
        << "without what was seen nothing is looked at";
    auto const theirs =
        at.client.post_json("/esborranys/" + of + "/signatura", R"({"vist":"x"})", bearer(at.token(at.adults().at(6))));
    EXPECT_EQ(theirs.status, 404);
}

TEST_F(SigningTest, ItWaitsTenMinutes)
{
    House own;
    auto const session = own.token("12345678Z");
    auto const of = draft(own, session);
    auto const id = begun(own, session, of);
    auto const over = bytes(own, session, id);
    auto const key = from_p12(own.folder / "sample" / "certificates" / "idcat.p12");
    own.clock.advance(9min);
    EXPECT_EQ(own.client.get("/signatura/" + id, bearer(session)).status, 200);
    own.clock.advance(61s);
    EXPECT_EQ(own.client.get("/signatura/" + id, bearer(session)).status, 404);
    EXPECT_EQ(text(sent(own, session, id, cms(key, over))), "cases.signing-over");
    own.town->tidy();
    own.town->lane.wait<base::Done>([](db::Tx&) -> base::Result<base::Done> { return base::Done{}; }); // after it
    auto const reader = own.town->database.read();
    EXPECT_TRUE(reader.snapshot()(R"sql(select 1 from cases_signing)sql").empty());
    auto const again = begun(own, session, of);
    EXPECT_EQ(sent(own, session, again, cms(key, bytes(own, session, again))).status, 201)
        << "identity proved long ago: the certificate proves it now";
}

TEST_F(SigningTest, ByHandInABrowserWithoutAScript)
{
    auto const cookie = at.entered("12345678Z");
    auto const start = at.client.post_form("/tramits/instancia-generica/esborranys", {{"_clau", "a"}}, cookie);
    auto const of = start["Location"].substr(12, 26);
    at.client.send("PATCH", "/esborranys/" + of,
                   browser(cookie, {{"Content-Type", "application/json"},
                                    {"Accept", "application/json"},
                                    {"Origin", "http://" + at.client.host()}}),
                   "{\"answers\":" + answers + "}");
    auto const check = at.client.get("/esborranys/" + of + "/presenta", browser(cookie));
    ASSERT_TRUE(check.holds("formaction=\"/esborranys/" + of + "/signatura\"")) << check.body;
    EXPECT_FALSE(check["Content-Security-Policy"].find("127.0.0.1") != std::string::npos);
    auto const begun = at.client.post_form("/esborranys/" + of + "/signatura",
                                           {{"_clau", "b"}, {"vist", hidden(check.body, "vist")}}, cookie);
    ASSERT_EQ(begun.status, 303) << begun.body;
    auto const place = begun["Location"];
    auto const page = at.client.get(place, browser(cookie));
    ASSERT_EQ(page.status, 200);
    EXPECT_NE(page["Content-Security-Policy"].find("connect-src 'self' wss://127.0.0.1:*; frame-src afirma:; "),
              std::string::npos);
    EXPECT_EQ(page.all("Content-Security-Policy").size(), 1u);
    auto const bytes = at.client.get(place + "/dades", browser(cookie));
    EXPECT_NE(bytes["Content-Disposition"].find("attachment"), std::string::npos);
    auto const upload = [&](std::string const& signature) {
        auto const part = "--x\r\nContent-Disposition: form-data; name=\"signatura\"; filename=\"s.csig\"\r\n"
                          "Content-Type: application/octet-stream\r\n\r\n" +
                          signature + "\r\n--x--\r\n";
        return at.client.send("POST", place,
                              browser(cookie, {{"Content-Type", "multipart/form-data; boundary=x"},
                                               {"Origin", "http://" + at.client.host()}}),
                              part);
    };
    auto const wrong = upload(by("stranger", bytes.body));
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(wrong.holds("altra persona")) << wrong.body;
    EXPECT_TRUE(wrong.holds("href=\"#signatura\""));
    auto const right = upload(by("idcat", bytes.body));
    EXPECT_EQ(right.status, 303) << right.body;
    EXPECT_TRUE(right["Location"].starts_with("/carpeta/tramits/")) << right["Location"];
    EXPECT_TRUE(at.client.get(right["Location"], browser(cookie)).holds("Signat amb el certificat de NURIA"));
}

TEST_F(SigningTest, AWithdrawalToo)
{
    auto const first = at.client.post_json("/tramits/instancia-generica",
                                           R"({"subject":"a","facts":"b","request":"c"})", bearer(token));
    ASSERT_EQ(first.status, 201) << first.body;
    auto const matter = "/carpeta/tramits/" + matter_of(first);
    auto const made = at.client.post_json(matter + "/desisteix/signatura", R"({"reason":"Ja no cal"})", bearer(token));
    ASSERT_EQ(made.status, 201) << made.body;
    auto const id = member(made, "id");
    EXPECT_NE(bytes(id).find("Ja no cal"), std::string::npos);
    EXPECT_EQ(text(sent(id, by("stranger", bytes(id)))), "cases.signature-other-person");
    auto const filed = sent(id, by("idcat", bytes(id)));
    ASSERT_EQ(filed.status, 201) << filed.body;
    EXPECT_EQ(filed.object().at("matter").at("state").as_string(), "withdrawn");
    auto const again = at.client.post_json(matter + "/desisteix/signatura", "{}", bearer(token));
    EXPECT_EQ(text(again), "cases.is-withdrawn");
}

TEST_F(SigningTest, ATownThatTrustsNobodyOffersNone)
{
    House own({.edit = [](std::string yaml) {
        auto const from = yaml.find("certificate_entry:"), to = yaml.find("limits:");
        return with_limits(0, 0)(yaml.erase(from, to - from));
    }});
    auto const cookie = own.entered("12345678Z");
    auto const of = draft(own, own.token("12345678Z"));
    EXPECT_EQ(own.client.get("/esborranys/" + of + "/signatura", browser(cookie)).status, 404);
    EXPECT_FALSE(own.client.get("/esborranys/" + of + "/presenta", browser(cookie)).holds("/signatura"));
}

}
}
