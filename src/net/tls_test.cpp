// SPDX-License-Identifier: EUPL-1.2
// The TLS listener as openssl's own client meets it: versions, protocols, certificates asked for, deadlines.
#include "app/sample/authority.h"
#include "base/text.h"
#include "db/testing.h"
#include "net/testing.h"

#include <arpa/inet.h>
#include <csignal>
#include <fstream>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace net {
namespace {

using testing::Served;
using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Connection = std::unique_ptr<SSL, decltype(&SSL_free)>;

base::Instant now() { return base::SystemClock().now(); }

int connected(std::uint16_t port)
{
    auto const number = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval const patience{10, 0};
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(number, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error("connect");
    return number;
}

// What a client does and what it learns.
struct Client {
    std::string host = "localhost", protocols = {}; // ALPN wire form
    sample::Certificate const* own = nullptr;
    std::string chain_pem = {};
    int most = TLS1_3_VERSION, least = TLS1_2_VERSION;
    SSL_SESSION* resumed = nullptr;
};

struct Learnt {
    bool shaken = false;
    std::string answer, version, protocol, shown;
    bool resumed = false;
};

void carry(SSL_CTX* context, sample::Certificate const& own, std::string const& chain_pem)
{
    std::unique_ptr<BIO, decltype(&BIO_free_all)> const key(BIO_new_mem_buf(own.key_pem.data(), -1), BIO_free_all),
        leaf(BIO_new_mem_buf(own.pem.data(), -1), BIO_free_all),
        chain(BIO_new_mem_buf(chain_pem.data(), -1), BIO_free_all);
    std::unique_ptr<X509, decltype(&X509_free)> const certificate(
        PEM_read_bio_X509(leaf.get(), nullptr, nullptr, nullptr), X509_free);
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const opened(
        PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    SSL_CTX_use_certificate(context, certificate.get());
    SSL_CTX_use_PrivateKey(context, opened.get());
    while (auto* const next = PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr))
        SSL_CTX_add0_chain_cert(context, next);
}

Learnt visit(std::uint16_t port, Client const& as, SSL_SESSION** session = nullptr)
{
    Context const context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0); // what is refused, the server refuses
    SSL_CTX_set_min_proto_version(context.get(), as.least);
    SSL_CTX_set_max_proto_version(context.get(), as.most);
    if (as.own) carry(context.get(), *as.own, as.chain_pem);
    Connection const connection(SSL_new(context.get()), SSL_free);
    auto const number = connected(port);
    SSL_set_fd(connection.get(), number);
    SSL_set_tlsext_host_name(connection.get(), as.host.c_str());
    if (!as.protocols.empty())
        SSL_set_alpn_protos(connection.get(), reinterpret_cast<unsigned char const*>(as.protocols.data()),
                            unsigned(as.protocols.size()));
    if (as.resumed) SSL_set_session(connection.get(), as.resumed);
    Learnt learnt;
    learnt.shaken = SSL_connect(connection.get()) == 1;
    if (learnt.shaken) {
        std::string const question = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        SSL_write(connection.get(), question.data(), int(question.size()));
        char piece[4096];
        for (int count = 0; (count = SSL_read(connection.get(), piece, sizeof piece)) > 0;)
            learnt.answer.append(piece, std::size_t(count));
        learnt.version = SSL_get_version(connection.get());
        learnt.resumed = SSL_session_reused(connection.get()) == 1;
        unsigned char const* chosen = nullptr;
        unsigned length = 0;
        SSL_get0_alpn_selected(connection.get(), &chosen, &length);
        learnt.protocol.assign(reinterpret_cast<char const*>(chosen), length);
        std::unique_ptr<X509, decltype(&X509_free)> const shown(SSL_get1_peer_certificate(connection.get()), X509_free);
        char name[200];
        X509_NAME_get_text_by_NID(X509_get_subject_name(shown.get()), NID_commonName, name, sizeof name);
        learnt.shown = name;
        if (session) *session = SSL_get1_session(connection.get());
        SSL_shutdown(connection.get());
    }
    ERR_clear_error();
    close(number);
    return learnt;
}

// Says hello, hears the answer and goes no further: a handshake that is certainly under way.
int half_shaken(std::uint16_t port)
{
    Context const context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    Connection const connection(SSL_new(context.get()), SSL_free);
    auto* const out = BIO_new(BIO_s_mem());
    SSL_set_bio(connection.get(), BIO_new(BIO_s_mem()), out);
    SSL_connect(connection.get());
    char* hello = nullptr;
    auto const size = BIO_get_mem_data(out, &hello);
    auto const number = connected(port);
    char byte = 0;
    if (send(number, hello, std::size_t(size), MSG_NOSIGNAL) != size || recv(number, &byte, 1, 0) != 1)
        throw std::runtime_error("no answer to hello");
    ERR_clear_error();
    return number;
}

class TlsTest : public ::testing::Test {
protected:
    // OpenSSL writes without MSG_NOSIGNAL, and some of these servers hang up on us.
    static void SetUpTestSuite() { std::signal(SIGPIPE, SIG_IGN); }
    static TlsIdentity identity(sample::Authority const& authority, std::string const& host)
    {
        auto const made =
            authority.issue({.subject = {{"CN", host}}, .hosts = "DNS:" + host, .purposes = "serverAuth"});
        return {host, made.pem, made.key_pem};
    }
    Listening listening(bool ask) const
    {
        return {.port = 0,
                .identities = {identity(root, "localhost"), identity(root, "altre.example")},
                .ask_certificate = ask};
    }
    // Says what the handler saw: how many certificates, and the first one's hash.
    static Response tell(Request& request)
    {
        auto text = std::to_string(request.client_chain.size());
        if (!request.client_chain.empty()) text += " " + base::hex(base::sha256(request.client_chain[0]));
        return testing::text(text + (request.certificate_asked ? " asked" : "") + (request.secure ? " secure" : ""));
    }
    sample::Authority const root{"Arrel de prova", now()}, middle = root.under("Emissora de prova");
    sample::Certificate const citizen = middle.issue({.subject = {{"CN", "Núria"}}});
};

TEST_F(TlsTest, ACertificateThatNobodyKnowsReachesTheHandlerWithItsChain)
{
    Served const served(tell, listening(true));
    for (auto const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        auto const with = visit(served.port(), {.own = &citizen, .chain_pem = middle.pem(), .most = version});
        EXPECT_TRUE(with.answer.ends_with("2 " + base::hex(base::sha256(citizen.der)) + " asked secure"))
            << with.answer;
        auto const without = visit(served.port(), {.most = version});
        EXPECT_TRUE(without.answer.ends_with("0 asked secure")) << without.answer;
    }
}

TEST_F(TlsTest, WhereNoneIsAskedForNoneIsSent)
{
    Served const served(tell, listening(false));
    auto const answer = visit(served.port(), {.own = &citizen}).answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\n0 secure")) << answer;
}

TEST_F(TlsTest, SpeaksTls13And12AndNothingOlder)
{
    Served const served(tell, listening(true));
    EXPECT_EQ(visit(served.port(), {}).version, "TLSv1.3");
    EXPECT_EQ(visit(served.port(), {.most = TLS1_2_VERSION}).version, "TLSv1.2");
    EXPECT_FALSE(visit(served.port(), {.most = TLS1_1_VERSION, .least = TLS1_VERSION}).shaken);
}

TEST_F(TlsTest, ChoosesHttp11OrRefuses)
{
    Served const served(tell, listening(true));
    EXPECT_EQ(visit(served.port(), {.protocols = std::string("\x02h2\x08http/1.1", 12)}).protocol, "http/1.1");
    EXPECT_FALSE(visit(served.port(), {.protocols = std::string("\x02h2", 3)}).shaken);
    EXPECT_TRUE(visit(served.port(), {}).shaken) << "who says nothing speaks HTTP/1.1";
}

TEST_F(TlsTest, ShowsTheCertificateOfTheHostThatIsNamed)
{
    Served const served(tell, listening(true));
    EXPECT_EQ(visit(served.port(), {.host = "altre.example"}).shown, "altre.example");
    EXPECT_EQ(visit(served.port(), {.host = "localhost"}).shown, "localhost");
    EXPECT_EQ(visit(served.port(), {.host = "desconegut.example"}).shown, "localhost");
}

// Who tries to take up an earlier session is let in by a whole handshake, in which the key is proved again.
TEST_F(TlsTest, ASessionIsNotTakenUpAgainWhereCertificatesAreAskedFor)
{
    Served const served(tell, listening(true));
    for (auto const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        SSL_SESSION* session = nullptr;
        visit(served.port(), {.own = &citizen, .most = version}, &session);
        auto const again = visit(served.port(), {.own = &citizen, .most = version, .resumed = session});
        SSL_SESSION_free(session);
        EXPECT_TRUE(again.shaken);
        EXPECT_FALSE(again.resumed);
        EXPECT_NE(again.answer.find("\r\n\r\n1 "), std::string::npos) << again.answer;
    }
}

// Who connects and says nothing, or no TLS, does not stay.
TEST_F(TlsTest, AHandshakeHasItsTime)
{
    Limits limits;
    limits.seconds_to_shake_hands = 1;
    Served const served(tell, listening(true), limits);
    auto const silent = connected(served.port());
    auto const begun = std::chrono::steady_clock::now();
    char byte = 0;
    EXPECT_EQ(recv(silent, &byte, 1, 0), 0);
    auto const took = std::chrono::steady_clock::now() - begun;
    EXPECT_GT(took, std::chrono::milliseconds(500));
    EXPECT_LT(took, std::chrono::seconds(6));
    close(silent);
    auto const plain = connected(served.port());
    std::string const question = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    send(plain, question.data(), question.size(), MSG_NOSIGNAL);
    std::string heard;
    char piece[512];
    for (ssize_t count = 0; (count = recv(plain, piece, sizeof piece, 0)) > 0;) heard.append(piece, std::size_t(count));
    EXPECT_EQ(heard.find("HTTP/1.1"), std::string::npos);
    close(plain);
}

TEST_F(TlsTest, HandshakesUnderWayAreFewAndOthersGetThroughAfterwards)
{
    Limits limits;
    limits.handshakes = 2;
    limits.seconds_to_shake_hands = 60;
    Served const served(tell, listening(true), limits);
    int const idle[] = {half_shaken(served.port()), half_shaken(served.port())};
    EXPECT_FALSE(visit(served.port(), {}).shaken);
    for (auto const each : idle) close(each);
    auto shaken = false; // once the server has heard them go
    for (int i = 0; i < 200 && !shaken; ++i) {
        shaken = visit(served.port(), {}).shaken;
        if (!shaken) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_TRUE(shaken);
}

TEST_F(TlsTest, AKeyThatDoesNotFitIsToldAtTheStart)
{
    auto wrong = listening(true);
    wrong.identities[0].key_pem = wrong.identities[1].key_pem;
    EXPECT_THROW(Served(tell, wrong), std::runtime_error);
    wrong.identities[0].key_pem = "nothing";
    EXPECT_THROW(Served(tell, wrong), std::runtime_error);
    wrong.identities[0].certificates_pem.clear();
    EXPECT_THROW(Served(tell, wrong), std::runtime_error);
}

}
}
