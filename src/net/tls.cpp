// SPDX-License-Identifier: EUPL-1.2
// TLS 1.2 and 1.3 by OpenSSL under Asio. A client's certificate is asked for and kept, not judged: who judges it
// (identity) can explain to a person what is wrong with it, a broken handshake cannot.
#include "net/tls.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdexcept>

namespace net {
namespace {

namespace asio = boost::asio;
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr auto seconds_to_say_goodbye = std::chrono::seconds(2);
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

void require(bool done, std::string const& what)
{
    if (!done) throw std::runtime_error("tls: " + what);
}

Memory reading(std::string const& text) { return {BIO_new_mem_buf(text.data(), int(text.size())), BIO_free_all}; }

std::string der(X509* certificate)
{
    unsigned char* bytes = nullptr;
    auto const size = i2d_X509(certificate, &bytes);
    std::string text(reinterpret_cast<char const*>(bytes), size > 0 ? std::size_t(size) : 0);
    OPENSSL_free(bytes);
    return text;
}

void show(SSL_CTX* context, TlsIdentity const& identity)
{
    auto const& named = identity.host;
    auto const certificates = reading(identity.certificates_pem);
    for (bool first = true;; first = false) {
        Certificate const next(PEM_read_bio_X509(certificates.get(), nullptr, nullptr, nullptr), X509_free);
        require(next || !first, "no certificate for " + named);
        if (!next) break;
        require(first ? SSL_CTX_use_certificate(context, next.get()) : SSL_CTX_add1_chain_cert(context, next.get()),
                "bad certificate for " + named);
    }
    auto phrase = identity.passphrase;
    Key const key(PEM_read_bio_PrivateKey(reading(identity.key_pem).get(), nullptr, nullptr, phrase.data()),
                  EVP_PKEY_free);
    require(key && SSL_CTX_use_PrivateKey(context, key.get()), "the key for " + named + " does not open or fit");
}

// RFC 7301. A browser that insists on HTTP/2 is told so at once.
int choose_protocol(SSL*, unsigned char const** chosen, unsigned char* length, unsigned char const* offered,
                    unsigned count, void*)
{
    static constexpr unsigned char ours[] = "\x08http/1.1";
    auto const found = SSL_select_next_proto(const_cast<unsigned char**>(chosen), length, ours, 9, offered, count);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// Takes any certificate. That the other end holds its key is proved by the handshake all the same.
int take_any(X509_STORE_CTX* store, void*)
{
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

void ask_for_certificates(SSL_CTX* context)
{
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, take_any, nullptr);
    SSL_CTX_set_max_cert_list(context, 32 * 1024);
    // No resumption: each entry proves anew that the key (or the card) is there. No list of authorities either, so
    // that the browser offers whatever its owner has and our page can say what is wrong with it.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context, 0);
}

}

struct Tls::Contexts {
    std::vector<asio::ssl::context> all; // one an identity
    std::map<std::string, SSL_CTX*, std::less<>> by_host;
    bool ask_certificate = false;

    // RFC 6066, 3: the certificate of the host that the client names.
    static int by_name(SSL* connection, int*, void* given)
    {
        auto const* const name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
        auto const& hosts = static_cast<Contexts*>(given)->by_host;
        auto const found = name ? hosts.find(std::string_view(name)) : hosts.end();
        if (found != hosts.end()) SSL_set_SSL_CTX(connection, found->second);
        return SSL_TLSEXT_ERR_OK;
    }
};

namespace {

class Secure final : public Stream {
public:
    Secure(asio::ip::tcp::socket own, asio::ssl::context& context, bool asked) : both(std::move(own), context)
    {
        certificate_asked = asked;
    }

    Async<bool> open() override
    {
        auto const [error] = co_await both.async_handshake(asio::ssl::stream_base::server, quietly);
        if (error) co_return false;
        Certificate const own(SSL_get1_peer_certificate(both.native_handle()), X509_free);
        if (own) {
            client_chain.push_back(der(own.get()));
            auto* const others = SSL_get_peer_cert_chain(both.native_handle()); // a server's view: without its own
            for (int i = 0; i < sk_X509_num(others) && i < 10; ++i)
                client_chain.push_back(der(sk_X509_value(others, i)));
        }
        co_return true;
    }
    Async<std::size_t> read(std::span<char> into) override
    {
        auto const [error, count] = co_await both.async_read_some(asio::buffer(into.data(), into.size()), quietly);
        co_return error ? 0 : count;
    }
    Async<bool> write(std::span<asio::const_buffer const> pieces) override
    {
        // One record instead of one a piece.
        std::string whole;
        for (auto const& piece : pieces) whole.append(static_cast<char const*>(piece.data()), piece.size());
        auto const [error, count] = co_await asio::async_write(both, asio::buffer(whole), quietly);
        co_return !error;
    }
    Async<void> close() override
    {
        deadline = std::chrono::steady_clock::now() + seconds_to_say_goodbye;
        co_await both.async_shutdown(quietly);
    }
    void cancel() override
    {
        boost::system::error_code ignored;
        both.lowest_layer().close(ignored);
    }
    std::string peer() const override
    {
        boost::system::error_code error;
        auto const end = both.lowest_layer().remote_endpoint(error);
        return error ? std::string() : end.address().to_string();
    }
    bool secure() const override { return true; }

private:
    asio::ssl::stream<asio::ip::tcp::socket> both;
};

}

Tls::Tls(Listening const& where) : contexts(std::make_unique<Contexts>())
{
    contexts->ask_certificate = where.ask_certificate;
    for (auto const& identity : where.identities) {
        auto* const context = contexts->all.emplace_back(asio::ssl::context::tls_server).native_handle();
        SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
        SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
        // Without it a client that tries to resume would be turned away wherever certificates are asked for.
        static constexpr unsigned char name[] = "finestreta";
        SSL_CTX_set_session_id_context(context, name, sizeof name - 1);
        SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
        SSL_CTX_set_tlsext_servername_callback(context, &Contexts::by_name);
        SSL_CTX_set_tlsext_servername_arg(context, contexts.get());
        if (where.ask_certificate) ask_for_certificates(context);
        show(context, identity);
        contexts->by_host.emplace(identity.host, context);
    }
}

Tls::~Tls() = default;

std::unique_ptr<Stream> Tls::stream(asio::ip::tcp::socket socket) const
{
    return std::make_unique<Secure>(std::move(socket), contexts->all.front(), contexts->ask_certificate);
}

}
