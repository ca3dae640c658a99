// SPDX-License-Identifier: EUPL-1.2
// Whether the seal of a file holds, told by the file's own bytes and not by what the office remembers of it.
#include "rooms/documents/documents.h"
#include "rooms/documents/pdf/metadata.h"
#include "rooms/documents/seal_message.h"

#include <algorithm>
#include <charconv>
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace documents {
namespace {

template<class T, auto Free> struct Freed {
    void operator()(T* object) const { Free(object); }
};
using Memory = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Message = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo, CMS_ContentInfo_free>>;
using Signers =
    std::unique_ptr<STACK_OF(X509), Freed<STACK_OF(X509), [](STACK_OF(X509) * list) { sk_X509_free(list); }>>;

using Owned = std::unique_ptr<STACK_OF(X509),
                              Freed<STACK_OF(X509), [](STACK_OF(X509) * list) { sk_X509_pop_free(list, X509_free); }>>;

Memory reading(std::string_view text) { return Memory(BIO_new_mem_buf(text.data(), int(text.size()))); }

// What the signature leaves out: its own place, from '<' to after '>'.
struct Hole {
    std::size_t begins = 0, ends = 0;
};

std::optional<std::vector<std::size_t>> numbers(std::string_view text)
{
    std::vector<std::size_t> list;
    while (!text.empty()) {
        if (text.front() == ' ') {
            text.remove_prefix(1);
            continue;
        }
        std::size_t number = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc()) return {};
        text.remove_prefix(std::size_t(end - text.data()));
        list.push_back(number);
    }
    return list;
}

// The ByteRange must cover the file from its first byte to its last: what stands behind a seal was not sealed.
std::optional<Hole> hole_in(std::string_view file)
{
    constexpr std::string_view mark = "/ByteRange[";
    auto const at = file.rfind(mark);
    if (at == file.npos) return {};
    auto const close = file.find(']', at);
    if (close == file.npos || close - at > 100) return {};
    auto const range = numbers(file.substr(at + mark.size(), close - at - mark.size()));
    if (!range || range->size() != 4) return {};
    Hole const hole{(*range)[1], (*range)[2]};
    auto const whole = (*range)[0] == 0 && hole.begins + 2 < hole.ends && hole.ends < file.size() &&
                       (*range)[3] == file.size() - hole.ends && file[hole.begins] == '<' && file[hole.ends - 1] == '>';
    return whole ? std::optional(hole) : std::nullopt;
}

std::vector<Certificate> certificates_in(std::string_view pem)
{
    std::vector<Certificate> list;
    auto const text = reading(pem);
    while (auto* const next = PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)) list.emplace_back(next);
    return list;
}

// A signature covers the file and not its own envelope, so the envelope must be the one that a seal is given: version,
// algorithms and the certificates that go with it, each of them one of ours.
bool as_written(CMS_ContentInfo* message, std::string_view der, base::Digest const& digest,
                std::vector<Certificate> const& known)
{
    Owned const carried(CMS_get1_certs(message));
    std::vector<X509*> list;
    for (int i = 0; i < sk_X509_num(carried.get()); ++i) list.push_back(sk_X509_value(carried.get(), i));
    auto const ours = [&](X509* each) {
        return std::ranges::any_of(known, [&](auto const& own) { return X509_cmp(own.get(), each) == 0; });
    };
    if (list.empty() || !std::ranges::all_of(list, ours)) return false;
    auto const* const signature =
        CMS_SignerInfo_get0_signature(sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(message), 0));
    return der == SealMessage(list).whole(digest, {reinterpret_cast<char const*>(ASN1_STRING_get0_data(signature)),
                                                   std::size_t(ASN1_STRING_length(signature))});
}

}

std::string evidence_in(std::string_view file) { return pdf::evidence_in(file); }

std::string seal_fault(std::string_view file, std::string_view certificates_pem)
{
    auto const hole = hole_in(file);
    if (!hole) return "the file has no seal that covers all of it";
    auto const der = base::from_hex(file.substr(hole->begins + 1, hole->ends - hole->begins - 2));
    if (!der) return "the seal is damaged";
    auto const in = reading(*der);
    Message const message(d2i_CMS_bio(in.get(), nullptr));
    if (!message) return "the seal is damaged";
    // Behind the signature its place is filled up with zeros, and with nothing else.
    char* rest = nullptr;
    auto const left = BIO_get_mem_data(in.get(), &rest);
    if (left > 0 && std::any_of(rest, rest + left, [](char c) { return c != 0; })) return "the seal is damaged";
    auto const content = std::string(file.substr(0, hole->begins)).append(file.substr(hole->ends));
    auto const data = reading(content);
    if (CMS_verify(message.get(), nullptr, nullptr, data.get(), nullptr,
                   CMS_DETACHED | CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) != 1)
        return "the file is not what was sealed";
    Signers const signers(CMS_get0_signers(message.get()));
    if (!signers || sk_X509_num(signers.get()) != 1) return "the seal has not one signer";
    auto const known = certificates_in(certificates_pem);
    if (std::ranges::none_of(
            known, [&](auto const& each) { return X509_cmp(each.get(), sk_X509_value(signers.get(), 0)) == 0; }))
        return "the seal is of somebody else";
    auto const written = std::string_view(*der).substr(0, der->size() - std::size_t(left));
    if (!as_written(message.get(), written, base::sha256(content), known)) return "the seal is damaged";
    return {};
}

}
