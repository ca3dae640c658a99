// SPDX-License-Identifier: EUPL-1.2
// RFC 3161 over OpenSSL's messages and our own outgoing HTTP.
#include "base/crypto.h"
#include "net/fetch.h"
#include "ports/timestamp/timestamp.h"

#include <cstring>
#include <ctime>
#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

namespace ports {
namespace {

struct Free {
    void operator()(TS_REQ* held) const { TS_REQ_free(held); }
    void operator()(TS_RESP* held) const { TS_RESP_free(held); }
    void operator()(TS_MSG_IMPRINT* held) const { TS_MSG_IMPRINT_free(held); }
    void operator()(TS_VERIFY_CTX* held) const { TS_VERIFY_CTX_free(held); }
    void operator()(X509_ALGOR* held) const { X509_ALGOR_free(held); }
    void operator()(ASN1_INTEGER* held) const { ASN1_INTEGER_free(held); }
    void operator()(PKCS7* held) const { PKCS7_free(held); }
    void operator()(X509_STORE* held) const { X509_STORE_free(held); }
};
template<class T> using Held = std::unique_ptr<T, Free>;

auto bytes(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

Held<X509_STORE> authorities(std::string const& file)
{
    Held<X509_STORE> store(X509_STORE_new());
    if (!store || X509_STORE_load_file(store.get(), file.c_str()) != 1) return nullptr;
    return store;
}

// What a token must satisfy: TS_VFY_* with the hash, and the nonce when there was one.
Held<TS_VERIFY_CTX> wanted(std::string_view sha256, std::uint64_t nonce, std::string const& ca_file)
{
    auto store = authorities(ca_file);
    Held<TS_VERIFY_CTX> context(TS_VERIFY_CTX_new());
    if (!store || !context) return nullptr;
    auto* const imprint = static_cast<unsigned char*>(OPENSSL_malloc(sha256.size()));
    std::memcpy(imprint, sha256.data(), sha256.size());
    TS_VERIFY_CTX_set_imprint(context.get(), imprint, long(sha256.size())); // takes it
    TS_VERIFY_CTX_set_store(context.get(), store.release());                // takes it
    if (nonce != 0) {
        // Request and context agree through a request of our own making.
        auto const request = timestamp_request(sha256, nonce);
        auto const* place = bytes(request);
        Held<TS_REQ> const parsed(d2i_TS_REQ(nullptr, &place, long(request.size())));
        if (!parsed) return nullptr;
        TS_VERIFY_CTX_cleanup(context.get());
        auto fresh = authorities(ca_file);
        if (!TS_REQ_to_TS_VERIFY_CTX(parsed.get(), context.get())) return nullptr;
        TS_VERIFY_CTX_set_store(context.get(), fresh.release());
        TS_VERIFY_CTX_add_flags(context.get(), TS_VFY_SIGNATURE);
        return context;
    }
    TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
    return context;
}

base::Instant moment(TS_TST_INFO* info)
{
    std::tm parts{};
    if (!info || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) return {};
    return {std::int64_t(timegm(&parts)) * 1'000'000};
}

Stamped trouble(char const* what)
{
    ERR_clear_error();
    Stamped none;
    none.trouble = what;
    return none;
}

class Authority final : public Timestamp {
public:
    Authority(std::string address, std::string authorities_file) :
        url(std::move(address)), ca_file(std::move(authorities_file))
    {
    }

    Stamped stamp(std::string_view sha256) override
    {
        auto const random = base::random_bytes(sizeof(std::uint64_t));
        std::uint64_t nonce = 0;
        std::memcpy(&nonce, random.data(), sizeof nonce);
        nonce = nonce >> 1 | 1; // positive, never none
        auto const answer = net::fetch({.url = url,
                                        .method = "POST",
                                        .headers = {{"Content-Type", "application/timestamp-query"}},
                                        .body = timestamp_request(sha256, nonce),
                                        .timeout = std::chrono::seconds(20)});
        if (!answer.good()) return trouble("the authority does not answer");
        return read_timestamp(answer.body, sha256, nonce, ca_file);
    }

    Check check() override
    {
        auto const done = stamp(base::sha256("finestreta"));
        return {"timestamp", done.good, done.good ? "stamped at " + base::rfc3339(done.at) : done.trouble};
    }

private:
    std::string const url, ca_file;
};

}

std::unique_ptr<Timestamp> rfc3161_authority(std::string url, std::string ca_file)
{
    return std::make_unique<Authority>(std::move(url), std::move(ca_file));
}

std::string timestamp_request(std::string_view sha256, std::uint64_t nonce)
{
    Held<TS_REQ> const request(TS_REQ_new());
    Held<TS_MSG_IMPRINT> const imprint(TS_MSG_IMPRINT_new());
    Held<X509_ALGOR> const algorithm(X509_ALGOR_new());
    Held<ASN1_INTEGER> const number(ASN1_INTEGER_new());
    X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
    std::string hash(sha256);
    auto const made =
        TS_REQ_set_version(request.get(), 1) == 1 && TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
        TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(hash.data()), int(hash.size())) == 1 &&
        TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 && TS_REQ_set_cert_req(request.get(), 1) == 1 &&
        (nonce == 0 ||
         (ASN1_INTEGER_set_uint64(number.get(), nonce) == 1 && TS_REQ_set_nonce(request.get(), number.get()) == 1));
    if (!made) throw std::runtime_error("crypto: time-stamp request");
    unsigned char* der = nullptr;
    auto const size = i2d_TS_REQ(request.get(), &der);
    std::string out(reinterpret_cast<char*>(der), std::size_t(std::max(size, 0)));
    OPENSSL_free(der);
    return out;
}

Stamped read_timestamp(std::string_view response, std::string_view sha256, std::uint64_t nonce,
                       std::string const& ca_file)
{
    auto const* place = bytes(response);
    Held<TS_RESP> const parsed(d2i_TS_RESP(nullptr, &place, long(response.size())));
    if (!parsed) return trouble("the answer is no TimeStampResp");
    auto const context = wanted(sha256, nonce, ca_file);
    if (!context) return trouble("the authority's certificates cannot be read");
    if (TS_RESP_verify_response(context.get(), parsed.get()) != 1)
        return trouble("the answer is refused: status, hash, nonce or signature");
    Stamped good;
    good.good = true;
    good.at = moment(TS_RESP_get_tst_info(parsed.get()));
    unsigned char* der = nullptr;
    auto const size = i2d_PKCS7(TS_RESP_get_token(parsed.get()), &der);
    good.token.assign(reinterpret_cast<char*>(der), std::size_t(std::max(size, 0)));
    OPENSSL_free(der);
    return good;
}

std::optional<base::Instant> verify_timestamp(std::string_view token, std::string_view sha256,
                                              std::string const& ca_file)
{
    auto const* place = bytes(token);
    Held<PKCS7> const parsed(d2i_PKCS7(nullptr, &place, long(token.size())));
    auto const context = parsed ? wanted(sha256, 0, ca_file) : nullptr;
    auto const good = context && TS_RESP_verify_token(context.get(), parsed.get()) == 1;
    ERR_clear_error();
    if (!good) return {};
    TS_TST_INFO* const info = PKCS7_to_TS_TST_INFO(parsed.get());
    auto const at = moment(info);
    TS_TST_INFO_free(info);
    return at;
}

}
