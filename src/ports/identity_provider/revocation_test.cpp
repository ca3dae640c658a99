// SPDX-License-Identifier: EUPL-1.2
// Revocation against OpenSSL's own responder and lists served by our server: good, revoked, unknown, late, forged,
// down, and what is kept of answers.
#include "ports/identity_provider/asking_test.h"

namespace identity_provider {
namespace {

using namespace std::chrono_literals;
using namespace testing;
using State = Standing::State;
using Source = Standing::Source;
using net::testing::Served;

class RevocationTest : public Asking {};

TEST_F(RevocationTest, AResponderSaysGoodOrRevokedOrDoesNotKnow)
{
    auto const good = ask_responder({.good = {own.serial}}, own);
    EXPECT_EQ(good.state, State::Good) << good.why;
    EXPECT_EQ(good.source, Source::Responder);
    EXPECT_GT(good.until, now() + 20min);
    EXPECT_LE(good.said, now());
    auto const revoked = ask_responder({.revoked = {own.serial}}, own);
    EXPECT_EQ(revoked.state, State::Revoked);
    EXPECT_EQ(revoked.source, Source::Responder);
    auto const unknown = ask_responder({}, own);
    EXPECT_EQ(unknown.state, State::Unknown);
    EXPECT_EQ(unknown.why, "not known to the responder");
}

TEST_F(RevocationTest, TheResponderThatTheCertificateNamesIsAsked)
{
    Responder::Options options;
    auto const serial_unknown = issued("http://localhost:1/");
    EXPECT_EQ(ask(serial_unknown).why, "unreachable");
    // Its serial is not known before it is issued: the responder answers for an index written after it.
    std::string url;
    Served const relay([&](net::Request& request) {
        auto const asked = net::fetch({.url = url,
                                       .method = "POST",
                                       .headers = {{"Content-Type", "application/ocsp-request"}},
                                       .body = request.body});
        return net::testing::text(asked.body, asked.status);
    });
    auto const named = issued(relay.url("/ocsp"));
    Responder const responder(issuing, {.good = {named.serial}});
    url = responder.url();
    EXPECT_EQ(ask(named).state, State::Good);
}

TEST_F(RevocationTest, AnswersOfThePastAndTheFutureAreNone)
{
    EXPECT_EQ(ask_responder({.good = {own.serial}}, own, now() + 31min).why, "out of date");
    EXPECT_EQ(ask_responder({.good = {own.serial}}, own, now() - 10min).why, "of the future");
    EXPECT_EQ(ask_responder({.good = {own.serial}}, own, now() + 25min).state, State::Good);
}

TEST_F(RevocationTest, OnlyTheIssuerOrWhomItDelegatedMayAnswer)
{
    auto const delegated = signer("OCSPSigning", issuing), plain = signer("clientAuth", issuing);
    EXPECT_EQ(ask_responder({{own.serial}, {}, delegated.pem, delegated.key_pem}, own).state, State::Good);
    EXPECT_EQ(ask_responder({{own.serial}, {}, plain.pem, plain.key_pem}, own).why, "wrong signer");
    auto const of_root = signer("OCSPSigning", root);
    EXPECT_EQ(ask_responder({{own.serial}, {}, of_root.pem, of_root.key_pem}, own).why, "wrong signer")
        << "delegated by another authority, though a trusted one";
    sample::Authority const stranger("Emissora de prova", now());
    auto const strange = signer("OCSPSigning", stranger);
    EXPECT_EQ(ask_responder({{own.serial}, {}, strange.pem, strange.key_pem}, own).why, "wrong signer");
}

TEST_F(RevocationTest, AnAnswerAboutAnotherCertificateIsNone)
{
    auto const other = issued("");
    std::string kept; // what the responder said of the other one, replayed
    Responder const responder(issuing, {.good = {other.serial}, .revoked = {own.serial}});
    Served const replaying([&](net::Request& request) {
        if (kept.empty())
            kept = net::fetch({.url = responder.url(),
                               .method = "POST",
                               .headers = {{"Content-Type", "application/ocsp-request"}},
                               .body = request.body})
                       .body;
        return net::testing::text(kept);
    });
    EXPECT_EQ(ask(other, {.responder = replaying.url()}).state, State::Good);
    EXPECT_EQ(ask(own, {.responder = replaying.url()}).why, "another certificate");
}

TEST_F(RevocationTest, RubbishIsNoAnswer)
{
    for (auto const& body : {std::string("rubbish"), std::string(), std::string("\x30\x03\x0a\x01\x06", 5)}) {
        Served const served([&](net::Request&) { return net::testing::text(body); });
        auto const standing = ask(own, {.responder = served.url()});
        EXPECT_EQ(standing.state, State::Unknown);
        EXPECT_NE(standing.why, "");
    }
    Served const broken([](net::Request&) { return net::testing::text("", 500); });
    EXPECT_EQ(ask(own, {.responder = broken.url()}).why, "status 500");
}

TEST_F(RevocationTest, AListSaysWhoIsOnIt)
{
    std::string list;
    std::atomic<int> fetched = 0;
    Served const served([&](net::Request&) {
        ++fetched;
        return net::testing::text(list);
    });
    auto const one = issued("", served.url("/one.crl")), other = issued("", served.url("/one.crl"));
    list = issuing.list({other.serial}, 1, 2);
    Revocation revocation(trust, {});
    auto const good = ask(revocation, one, now()), revoked = ask(revocation, other, now());
    EXPECT_EQ(good.state, State::Good) << good.why;
    EXPECT_EQ(good.source, Source::List);
    EXPECT_GT(good.until, now() + 47h);
    EXPECT_EQ(revoked.state, State::Revoked);
    EXPECT_EQ(fetched, 1) << "kept";
}

TEST_F(RevocationTest, AListThatIsOverForgedOrOfAnotherIsNone)
{
    std::string list;
    Served const served([&](net::Request&) { return net::testing::text(list); });
    auto const one = issued("", served.url("/one.crl"));
    list = issuing.list({}, 3, -1);
    EXPECT_EQ(ask(one).why, "CRL has expired");
    list = issuing.list({}, -1, 3);
    EXPECT_EQ(ask(one).why, "CRL is not yet valid");
    list = sample::Authority("Emissora de prova", now()).list({}, 1, 2);
    EXPECT_EQ(ask(one).why, "CRL signature failure");
    list = root.list({}, 1, 2);
    EXPECT_EQ(ask(one).state, State::Unknown);
    list = "rubbish";
    EXPECT_EQ(ask(one).why, "unreadable");
}

TEST_F(RevocationTest, WhenTheResponderIsDownTheListIsAsked)
{
    std::string const list = issuing.list({}, 1, 2);
    Served const served([&](net::Request&) { return net::testing::text(list); });
    auto const one = issued("http://localhost:1/", served.url("/one.crl"));
    auto const standing = ask(one);
    EXPECT_EQ(standing.state, State::Good);
    EXPECT_EQ(standing.source, Source::List);
    EXPECT_EQ(ask(issued("http://localhost:1/", "http://localhost:1/one.crl")).why, "unreachable");
    EXPECT_EQ(ask(own).why, "nobody to ask");
}

TEST_F(RevocationTest, AListLaidByHandIsUsedAndReadAgainWhenItChanges)
{
    auto const here = folder();
    auto const one = issued("http://localhost:1/");
    Revocation revocation(trust, {.folder = here});
    EXPECT_EQ(ask(revocation, one, now()).why, "unreachable")
        << "the reason of who was asked, not of who was not there";
    write(here / "prova.crl", issuing.list({one.serial}, 1, 2));
    EXPECT_EQ(ask(revocation, one, now()).state, State::Revoked);
    auto const another = issued("");
    EXPECT_EQ(ask(revocation, another, now()).state, State::Good);
    write(here / "prova.crl", issuing.list({another.serial, one.serial}, 1, 2));
    fs::last_write_time(here / "prova.crl", fs::file_time_type::clock::now() + 1s);
    EXPECT_EQ(ask(revocation, another, now() + 2h).state, State::Revoked);
}

TEST_F(RevocationTest, AnswersAreKeptForAnHourAndAfterwardsOnlyWhileNobodyAnswers)
{
    auto const at = now();
    auto responder = std::make_unique<Responder>(issuing, Responder::Options{.good = {own.serial}});
    std::atomic<int> asked = 0;
    Served const relay([&](net::Request& request) {
        ++asked;
        auto const answer = net::fetch({.url = responder->url(),
                                        .method = "POST",
                                        .headers = {{"Content-Type", "application/ocsp-request"}},
                                        .body = request.body});
        return net::testing::text(answer.body, answer.fault == net::Fetched::Fault::None ? answer.status : 502);
    });
    Revocation revocation(trust, {.responder = relay.url()});
    EXPECT_EQ(ask(revocation, own, at).state, State::Good);
    EXPECT_EQ(ask(revocation, own, at + 10min).state, State::Good);
    EXPECT_EQ(asked, 1);
    // Promised for thirty minutes: after those it is asked again, and what was good then is not good now.
    EXPECT_EQ(ask(revocation, own, at + 31min).why, "out of date");
    EXPECT_EQ(asked, 2);
    responder->stop();
    EXPECT_EQ(ask(revocation, own, at + 5min).state, State::Good);
    EXPECT_EQ(asked, 2);
}

TEST_F(RevocationTest, ASilentResponderIsLeftInPeaceForAMoment)
{
    std::atomic<int> asked = 0;
    Served const served([&](net::Request&) {
        ++asked;
        return net::testing::text("", 503);
    });
    Revocation revocation(trust, {.responder = served.url()});
    auto const at = now();
    EXPECT_EQ(ask(revocation, own, at).why, "status 503");
    EXPECT_EQ(ask(revocation, own, at + 5s).why, "did not answer a moment ago");
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(ask(revocation, own, at + 31s).why, "status 503");
    EXPECT_EQ(asked, 2);
}

TEST_F(RevocationTest, EveryCertificateButTheTrustedOneIsAskedAbout)
{
    std::string const lists[] = {root.list({}, 1, 2), issuing.list({}, 1, 2)};
    auto const here = folder();
    write(here / "root.crl", lists[0]);
    write(here / "issuing.crl", lists[1]);
    Trust const only_root({root.pem()});
    Revocation revocation(only_root, {.folder = here});
    auto const judged = only_root.judge({own.der, issuing.der()}, now());
    ASSERT_EQ(judged.fault, Fault::None);
    auto const standings = revocation.of(judged.chain, now());
    ASSERT_EQ(standings.size(), 2u);
    EXPECT_EQ(standings[0].state, State::Good);
    EXPECT_EQ(standings[1].state, State::Good);
}

}
}
