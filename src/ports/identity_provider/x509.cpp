// SPDX-License-Identifier: EUPL-1.2
// Reading OpenSSL's structures into values.
#include "ports/identity_provider/x509.h"

#include "base/crypto.h"
#include "base/text.h"

#include <algorithm>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace identity_provider {
namespace {

using Memory = Held<BIO, BIO_free_all>;
constexpr std::size_t longest_text = 256;

// What OpenSSL allocated for us, as a string.
std::string taken(unsigned char* bytes, int size)
{
    std::string text(reinterpret_cast<char const*>(bytes), size > 0 ? std::size_t(size) : 0);
    OPENSSL_free(bytes);
    return text;
}

void add_address(GENERAL_NAME const* name, std::vector<std::string>& found)
{
    if (name->type != GEN_URI) return;
    auto address = text_of(name->d.uniformResourceIdentifier);
    if (address.starts_with("http://") || address.starts_with("https://")) found.push_back(std::move(address));
}

}

Paper parsed(std::string_view der)
{
    auto const* at = reinterpret_cast<unsigned char const*>(der.data());
    auto const* const end = at + der.size();
    Paper made(d2i_X509(nullptr, &at, long(der.size())));
    ERR_clear_error();
    if (at != end) made.reset();
    return made;
}

Papers parsed(std::vector<std::string> const& ders, std::size_t from)
{
    Papers stack(sk_X509_new_null());
    for (std::size_t i = from; i < ders.size(); ++i)
        if (auto one = parsed(ders[i])) sk_X509_push(stack.get(), one.release());
    return stack;
}

std::vector<Paper> from_pem(std::string const& text)
{
    Memory const memory(BIO_new_mem_buf(text.data(), int(text.size())));
    std::vector<Paper> found;
    while (Paper next{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)}) found.push_back(std::move(next));
    ERR_clear_error(); // the end of the text is one
    return found;
}

std::string der_of(X509* certificate)
{
    unsigned char* bytes = nullptr;
    auto const size = i2d_X509(certificate, &bytes);
    return taken(bytes, size);
}

std::optional<base::Instant> instant_of(ASN1_TIME const* time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return base::Instant{std::int64_t(timegm(&parts)) * 1'000'000};
}

std::string text_of(ASN1_STRING const* string)
{
    unsigned char* bytes = nullptr;
    auto const size = string ? ASN1_STRING_to_UTF8(&bytes, string) : -1;
    ERR_clear_error();
    if (size < 0) return {};
    auto const text = taken(bytes, size);
    auto const control = [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; };
    if (text.size() > longest_text || !base::is_utf8(text) || std::ranges::any_of(text, control)) return {};
    return base::composed(base::trimmed(text));
}

std::string dotted(ASN1_OBJECT const* object)
{
    char text[128];
    auto const size = OBJ_obj2txt(text, sizeof text, object, 1);
    return size > 0 && std::size_t(size) < sizeof text ? std::string(text, std::size_t(size)) : std::string();
}

std::string hex_of(ASN1_INTEGER const* number)
{
    std::string_view const bytes(reinterpret_cast<char const*>(ASN1_STRING_get0_data(number)),
                                 std::size_t(std::max(0, ASN1_STRING_length(number))));
    return base::hex(bytes);
}

std::string text_of(X509_NAME const* name)
{
    Memory const memory(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(memory.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char* data = nullptr;
    auto const length = BIO_get_mem_data(memory.get(), &data);
    return {data, std::size_t(length)};
}

std::vector<std::string> responders(X509* certificate)
{
    std::vector<std::string> found;
    Held<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free> const access(
        static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
        auto const* const one = sk_ACCESS_DESCRIPTION_value(access.get(), i);
        if (OBJ_obj2nid(one->method) == NID_ad_OCSP) add_address(one->location, found);
    }
    return found;
}

std::vector<std::string> list_places(X509* certificate)
{
    std::vector<std::string> found;
    Held<CRL_DIST_POINTS, CRL_DIST_POINTS_free> const points(
        static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
    for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
        auto const* const point = sk_DIST_POINT_value(points.get(), i)->distpoint;
        if (!point || point->type != 0) continue; // a name relative to the issuer, which nobody uses
        for (int j = 0; j < sk_GENERAL_NAME_num(point->name.fullname); ++j)
            add_address(sk_GENERAL_NAME_value(point->name.fullname, j), found);
    }
    return found;
}

}
