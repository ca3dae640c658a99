// SPDX-License-Identifier: EUPL-1.2
// Entering with a certificate, over real TLS, with the files of the sample town: who enters, who does not and why, and
// what cannot be done with the code between the two hosts.
#include "app/files.h"
#include "base/crypto.h"
#include "http/office.h"
#include "ports/identity_provider/fault.h"
#include "rooms/audit/audit.h"

#include <curl/curl.h>

namespace http {
namespace {

using namespace std::chrono_literals;

std::size_t add_text(char* bytes, std::size_t, std::size_t count, void* into)
{
    static_cast<std::string*>(into)->append(bytes, count);
    return count;
}

// One request to the host that asks for certificates, with a file of the sample or none. Follows nothing.
Answer show(House const& to, std::string const& file, std::string const& target, net::Headers const& headers = {},
            std::string const& method = "GET")
{
    auto const folder = to.folder / "sample" / "certificates";
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const handle(curl_easy_init(), curl_easy_cleanup);
    std::string heard;
    auto const set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
    set(CURLOPT_URL, ("https://localhost:" + std::to_string(to.certificate_port) + target).c_str());
    set(CURLOPT_CAINFO, (folder / "authority.crt").c_str());
    set(CURLOPT_NOPROXY, "*");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT, 30L);
    set(CURLOPT_HEADER, 1L);
    set(CURLOPT_WRITEFUNCTION, add_text);
    set(CURLOPT_WRITEDATA, &heard);
    if (method == "HEAD") set(CURLOPT_NOBODY, 1L);
    if (method == "POST") set(CURLOPT_POSTFIELDS, "");
    if (!file.empty()) {
        set(CURLOPT_SSLCERTTYPE, "P12");
        set(CURLOPT_SSLCERT, (folder / (file + ".p12")).c_str());
        set(CURLOPT_KEYPASSWD, "mostra");
    }
    curl_slist* lines = nullptr;
    for (auto const& [name, value] : headers) lines = curl_slist_append(lines, (name + ": " + value).c_str());
    set(CURLOPT_HTTPHEADER, lines);
    auto const code = curl_easy_perform(handle.get());
    curl_slist_free_all(lines);
    if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
    auto const found = answers_in(heard);
    return found.empty() ? Answer{} : found[0];
}

// A browser on its way in: bound by our host, then at the other.
struct Way {
    explicit Way(House& at, std::string const& back_to = "/carpeta") : in(at)
    {
        auto const bound = in.client.get("/entra/certificat?retorn=" + back_to, browser());
        secret = bound.cookie("navegador");
        link = bound["Location"];
        auto const host = "https://localhost:" + std::to_string(in.certificate_port);
        if (link.starts_with(host)) link = link.substr(host.size());
    }
    // Where the other host sends a browser that shows a certificate.
    std::string shown(std::string const& file) const { return show(in, file, link)["Location"]; }
    // The code in that address; empty when it has none.
    std::string code(std::string const& file) const
    {
        auto const to = shown(file);
        auto const before = "http://" + in.client.host() + "/entra/relleu?codi=";
        return to.starts_with(before) ? to.substr(before.size()) : std::string();
    }
    Answer take(std::string const& with) const { return take(with, "navegador=" + secret); }
    Answer take(std::string const& with, std::string const& cookie) const
    {
        return in.client.post_form("/entra/relleu", {{"codi", with}}, cookie);
    }

    House& in;
    std::string secret, link;
};

std::string cause_of(std::string const& address)
{
    auto const at = address.find("causa=");
    return at == address.npos ? std::string() : address.substr(at + 6, address.find('&', at) - at - 6);
}

std::optional<act::Actor> actor(House& in, Answer const& entered)
{
    auto const reader = in.town->database.read();
    return identity::who(reader.snapshot(), entered.cookie("sessio"), in.clock.now());
}

TEST(CertificateEntry, IdcatEntersAtTheHighestLevelWhereItWanted)
{
    Way const way(house(), "/tramits/volant-empadronament");
    ASSERT_EQ(way.secret.size(), 43u);
    auto const entered = way.take(way.code("idcat"));
    EXPECT_EQ(entered.status, 303);
    EXPECT_EQ(entered["Location"], "/tramits/volant-empadronament");
    auto const by = actor(house(), entered);
    ASSERT_TRUE(by);
    EXPECT_EQ(by->level, act::Level::High);
    EXPECT_EQ(by->method, "certificate");
    EXPECT_EQ(by->name, "Núria Puig Ferrer") << "as the register writes it, not the certificate";
    auto const page = house().client.get("/carpeta", browser("sessio=" + entered.cookie("sessio")));
    EXPECT_EQ(page.status, 200);
    auto const forgotten = entered.all("Set-Cookie");
    EXPECT_TRUE(std::ranges::any_of(forgotten, [](auto const& one) { return one.starts_with("navegador=;"); }));
}

TEST(CertificateEntry, TheEvidenceTellsWhichCertificateAndWhatWasLearntOfIt)
{
    Way const way(house());
    auto const by = actor(house(), way.take(way.code("fnmt")));
    ASSERT_TRUE(by);
    auto const reader = house().town->database.read();
    auto const row = reader.snapshot()(
        R"sql(select evidence, evidence_hash, session, document_number from identity_assertion where id = $1)sql",
        by->assertion.text);
    ASSERT_EQ(row.size(), 1u);
    EXPECT_EQ(row[0].bytes(1), base::sha256(row[0].text(0)));
    EXPECT_EQ(row[0].text(2), by->session.text);
    EXPECT_EQ(row[0].text(3), "12345678Z");
    auto const evidence = json::parse(row[0].text(0)).as_object();
    EXPECT_EQ(evidence.at("certificate").as_string().size(), 64u);
    EXPECT_EQ(evidence.at("family").as_string(), "fnmt");
    EXPECT_EQ(evidence.at("kind").as_string(), "citizen");
    EXPECT_EQ(evidence.at("issuer").as_string(), "CN=Emissora de mostra,O=Finestreta,C=ES");
    EXPECT_EQ(evidence.at("chain").as_array().size(), 2u);
    auto const& standing = evidence.at("revocation").as_array().at(0).as_object();
    EXPECT_EQ(standing.at("state").as_string(), "good");
    EXPECT_EQ(standing.at("source").as_string(), "crl");
    EXPECT_EQ(row[0].text(0).find("12345678Z"), std::string::npos) << "the person is in the row's own columns";
}

TEST(CertificateEntry, ComingAndEnteringAreInTheTrail)
{
    House own;
    Way const way(own);
    auto const by = actor(own, way.take(way.code("dnie")));
    way.shown("expired");
    auto const reader = own.town->database.read();
    std::vector<std::string> told;
    audit::Filter filter;
    filter.event = "identity.";
    for (auto const& event : audit::events(reader.snapshot(), filter))
        told.push_back(event.event + " " + event.object);
    EXPECT_EQ(told, (std::vector<std::string>{"identity.certificate-refused expired",
                                              "identity.entered " + by->assertion.text,
                                              "identity.asserted " + by->assertion.text}));
}

TEST(CertificateEntry, WhoIsNotInTheRegisterEntersByTheNameOfTheCertificate)
{
    Way const way(house());
    auto const by = actor(house(), way.take(way.code("stranger")));
    ASSERT_TRUE(by);
    EXPECT_EQ(by->name, "PERE MATA COLL");
    auto const reader = house().town->database.read();
    EXPECT_EQ(identity::person(reader.snapshot(), by->person)->document_number, "87654321X");
}

TEST(CertificateEntry, ARepresentativeEntersAsThemselfAndTheOrganisationIsKept)
{
    Way const way(house());
    auto const by = actor(house(), way.take(way.code("representative")));
    ASSERT_TRUE(by);
    EXPECT_EQ(by->name, "Núria Puig Ferrer");
    EXPECT_FALSE(by->on_behalf);
    auto const reader = house().town->database.read();
    auto const vouched = identity::assertion(reader.snapshot(), by->assertion);
    EXPECT_EQ(vouched->organisation_number, "B12345674");
    EXPECT_EQ(vouched->organisation_name, "TALLERS DEL RIU, SL");
}

TEST(CertificateEntry, APublicEmployeeEntersAsThemselfAndStandsForNobody)
{
    Way const way(house());
    auto const by = actor(house(), way.take(way.code("employee")));
    ASSERT_TRUE(by);
    EXPECT_EQ(by->kind, act::Actor::Kind::Person);
    auto const reader = house().town->database.read();
    EXPECT_EQ(identity::assertion(reader.snapshot(), by->assertion)->organisation_number, "");
}

TEST(CertificateEntry, EveryBadCertificateComesBackWithItsCauseAndWhereItWanted)
{
    Way const way(house(), "/tramits/volant-empadronament");
    for (auto const& [file, cause] : std::map<std::string, std::string>{{"", "not-given"},
                                                                        {"expired", "expired"},
                                                                        {"not-yet-valid", "not-yet-valid"},
                                                                        {"revoked", "revoked"},
                                                                        {"unknown-issuer", "unknown-issuer"},
                                                                        {"wrong-usage", "wrong-usage"},
                                                                        {"dnie-signature", "only-signs"},
                                                                        {"seal", "not-a-person"},
                                                                        {"pseudonym", "pseudonym"}}) {
        auto const to = way.shown(file);
        EXPECT_EQ(to, "http://" + house().client.host() + "/entra/certificat/problema?causa=" + cause +
                          "&retorn=%2ftramits%2fvolant-empadronament");
    }
}

TEST(CertificateEntry, EachCauseHasAPageThatHelpsInEachLanguage)
{
    for (int i = 1; i <= int(identity_provider::Fault::NoNumber); ++i) {
        auto const cause = std::string(name(identity_provider::Fault(i)));
        std::set<std::string> said;
        for (auto const* const language : {"ca", "es", "en"}) {
            auto const page = house().client.get(
                "/entra/certificat/problema?causa=" + cause + "&retorn=%2Ftramits&lang=" + language, browser());
            EXPECT_EQ(page.status, 200) << cause;
            EXPECT_FALSE(page.holds("identity.certificate")) << cause << " " << language;
            EXPECT_TRUE(page.holds("href=\"/entra/certificat?retorn=%2ftramits\"")) << cause;
            EXPECT_TRUE(page.holds("href=\"/entra?retorn=%2ftramits\"")) << cause;
            auto const at = page.body.find("<h1");
            said.insert(page.body.substr(at, page.body.find("</h1>", at) - at));
        }
        EXPECT_EQ(said.size(), 3u) << cause;
    }
    EXPECT_EQ(house().client.get("/entra/certificat/problema?causa=none", browser()).status, 404);
    EXPECT_EQ(house().client.get("/entra/certificat/problema?causa=%3Cscript%3E", browser()).status, 404);
}

TEST(CertificateEntry, ACodeIsGoodOnceForThirtySecondsInItsBrowser)
{
    House own;
    Way const way(own), other(own);
    auto const code = way.code("idcat");
    ASSERT_EQ(code.size(), 43u);
    auto const stolen = way.take(code, "navegador=" + other.secret);
    EXPECT_EQ(stolen.status, 403);
    EXPECT_TRUE(stolen.holds("en un altre navegador"));
    EXPECT_EQ(stolen.cookie("sessio"), "");
    EXPECT_EQ(way.take(code, "").status, 403);
    EXPECT_EQ(way.take(code, "navegador=x").status, 403);
    EXPECT_EQ(way.take(code).status, 303);
    auto const again = way.take(code);
    EXPECT_EQ(again.status, 410);
    EXPECT_EQ(again.cookie("sessio"), "");
    EXPECT_FALSE(again.holds("data-auto-submit")) << "or it would be sent for ever";
    auto const late = way.code("idcat");
    own.clock.advance(31s);
    EXPECT_EQ(way.take(late).status, 410);
    EXPECT_EQ(way.take("bogus").status, 410);
}

TEST(CertificateEntry, FollowingTheAddressUsesNoCodeUp)
{
    Way const way(house());
    auto const code = way.code("idcat");
    for (int i = 0; i < 3; ++i) {
        auto const page = house().client.get("/entra/relleu?codi=" + code, browser("navegador=" + way.secret));
        EXPECT_EQ(page.status, 200);
        EXPECT_EQ(page.cookie("sessio"), "");
        EXPECT_TRUE(page.holds("name=\"codi\" value=\"" + code + "\""));
        EXPECT_EQ(page["Cache-Control"], "no-store");
    }
    EXPECT_EQ(way.take(code).status, 303);
}

TEST(CertificateEntry, AnotherSitesFormTakesNobodyIn)
{
    Way const way(house());
    auto const code = way.code("idcat");
    auto const forged = house().client.post_form("/entra/relleu", {{"codi", code}}, "navegador=" + way.secret,
                                                 {{"Origin", "https://elsewhere.example"}});
    EXPECT_EQ(forged.status, 403);
    EXPECT_EQ(forged.cookie("sessio"), "");
}

TEST(CertificateEntry, WhoComesToTheOtherHostFirstIsBoundByOursBefore)
{
    auto const main = "http://" + house().client.host();
    for (auto const* const target : {"/entra/certificat?retorn=/tramits", "/entra/certificat?lligam=x&retorn=/tramits",
                                     "/entra/certificat?retorn=/tramits&utm_source=letter"})
        EXPECT_EQ(show(house(), "idcat", target)["Location"], main + "/entra/certificat?retorn=%2ftramits") << target;
    auto const reader = house().town->database.read();
    auto const again = house().client.get("/entra/certificat", browser("navegador=" + Way(house()).secret));
    EXPECT_TRUE(again["Location"].starts_with("https://localhost:")) << again["Location"];
}

TEST(CertificateEntry, TwoWaysInBegunAtOnceShareTheBrowser)
{
    Way const way(house());
    auto const second = house().client.get("/entra/certificat", browser("navegador=" + way.secret));
    EXPECT_EQ(second.cookie("navegador"), way.secret);
    auto const foreign = house().client.get("/entra/certificat", browser("navegador=short"));
    EXPECT_EQ(foreign.cookie("navegador").size(), 43u);
}

TEST(CertificateEntry, LeadsOnlyToThisHouse)
{
    for (auto const* const evil : {"https://elsewhere.example/", "//elsewhere.example", "%5c%5celsewhere.example"}) {
        Way const way(house(), evil);
        EXPECT_EQ(way.take(way.code("idcat"))["Location"], "/carpeta") << evil;
    }
}

TEST(CertificateEntry, TheOtherHostDoesNothingElse)
{
    auto const main = "http://" + house().client.host();
    EXPECT_EQ(show(house(), "idcat", "/carpeta?x=1")["Location"], main + "/carpeta?x=1");
    EXPECT_EQ(show(house(), "", "/")["Location"], main + "/");
    auto const posted = show(house(), "idcat", Way(house()).link, {}, "POST");
    EXPECT_EQ(posted.status, 405);
    auto const reader = house().town->database.read();
    auto const count = [&] {
        return house().town->database.read().snapshot()(R"sql(select count(*) from identity_assertion)sql")[0].integer(
            0);
    };
    auto const before = count();
    EXPECT_EQ(show(house(), "idcat", Way(house()).link, {}, "HEAD").status, 405);
    EXPECT_EQ(count(), before);
}

// Said for one port it would hold for all of the host's: a plain town would be out of reach.
TEST(CertificateEntry, TheOtherHostDemandsStrictTransportOnlyWhereTheTownIsSecure)
{
    EXPECT_EQ(show(house(), "idcat", Way(house()).link)["Strict-Transport-Security"], "");
    House secure;
    secure.town->config.town.url = "https://" + secure.client.host();
    EXPECT_NE(show(secure, "idcat", "/entra/certificat")["Strict-Transport-Security"], "");
}

TEST(CertificateEntry, ForwardedAddressesAreNotBelievedThere)
{
    House own({.edit = with_limits(2, 0), .behind_proxy = true});
    auto const tried = [&](std::string const& from) {
        return show(own, "expired", "/entra/certificat", {{"X-Forwarded-For", from}}).status;
    };
    EXPECT_EQ(tried("10.0.0.1"), 303);
    EXPECT_EQ(tried("10.0.0.2"), 303);
    EXPECT_EQ(tried("10.0.0.3"), 429);
}

TEST(CertificateEntry, WhenRevocationIsNotKnownTheTownsPolicyDecides)
{
    House strict({.edit = with_limits(0, 0)}), lenient({.edit = [](std::string yaml) {
        return replaced(with_limits(0, 0)(std::move(yaml)), "revocation: require", "revocation: allow-when-unknown");
    }});
    for (auto const* const list : {"issuing.crl", "police.crl"}) {
        fs::remove(strict.folder / "trust" / list);
        fs::remove(lenient.folder / "trust" / list);
    }
    EXPECT_EQ(cause_of(Way(strict).shown("idcat")), "revocation-unknown");
    Way const way(lenient);
    auto const by = actor(lenient, way.take(way.code("idcat")));
    ASSERT_TRUE(by);
    auto const reader = lenient.town->database.read();
    auto const evidence = reader.snapshot()(R"sql(select evidence from identity_assertion)sql")[0].text(0);
    EXPECT_NE(evidence.find("\"state\":\"unknown\""), std::string::npos) << "kept as what it was";
}

std::string without_entry(std::string yaml)
{
    auto const from = yaml.find("certificate_entry:"), to = yaml.find("limits:");
    return with_limits(0, 0)(yaml.erase(from, to - from));
}

TEST(CertificateEntry, IsOfferedOnlyWhereItIs)
{
    EXPECT_TRUE(
        house().client.get("/entra?retorn=/tramits", browser()).holds("href=\"/entra/certificat?retorn=%2ftramits\""));
    House without({.edit = without_entry});
    EXPECT_EQ(without.certificate_port, 0);
    EXPECT_FALSE(without.client.get("/entra", browser()).holds("/entra/certificat"));
    EXPECT_EQ(without.client.get("/entra/certificat", browser()).status, 404);
}

TEST(CertificateEntry, IsAmongTheTownsChecks)
{
    auto const ready = house().client.get("/readyz", {{"Accept", "application/json"}});
    EXPECT_TRUE(ready.holds("3 authorities")) << ready.body;
    EXPECT_TRUE(ready.holds("revocation must be known"));
}

TEST(CertificateEntry, AWrongSettingIsToldAtTheStart)
{
    auto const refused = [](std::string const& what, std::string const& with) {
        try {
            app::read_config(
                made_town({.edit = [&](std::string yaml) { return replaced(std::move(yaml), what, with); }}));
        } catch (app::ConfigError const& wrong) {
            return std::string(wrong.what());
        }
        return std::string();
    };
    EXPECT_NE(refused("revocation: require", "revocation: maybe").find("revocation"), std::string::npos);
    EXPECT_NE(refused("\"https://localhost", "\"http://localhost").find("https"), std::string::npos);
    EXPECT_NE(refused("revocation: require", "listen: everywhere").find("listen"), std::string::npos);
    EXPECT_NE(refused("revocation: require", "listen: \"0.0.0.0:99999\"").find("port"), std::string::npos);
}

}
}
