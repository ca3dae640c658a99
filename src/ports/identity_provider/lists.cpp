// SPDX-License-Identifier: EUPL-1.2
// Lists by OpenSSL, which checks signature, dates, scope (issuing distribution point) and critical extensions.
#include "ports/identity_provider/lists.h"

#include <fstream>
#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace identity_provider {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Context = Held<X509_STORE_CTX, X509_STORE_CTX_free>;
constexpr std::size_t largest = 16 << 20, largest_together = 128 << 20;
constexpr auto asked_again = 1h; // lists are replaced before they end: a new one is looked for this often

std::shared_ptr<X509_CRL> read(std::string_view der)
{
    auto const* bytes = reinterpret_cast<unsigned char const*>(der.data());
    std::shared_ptr<X509_CRL> list(d2i_X509_CRL(nullptr, &bytes, long(der.size())), X509_CRL_free);
    ERR_clear_error();
    return list;
}

Standing unknown(std::string why)
{
    Standing standing;
    standing.source = Standing::Source::List;
    standing.why = std::move(why);
    return standing;
}

Standing says(X509_CRL* list, X509* certificate, X509* issuer, X509_STORE* store, base::Instant at)
{
    Papers const others(sk_X509_new_null());
    X509_up_ref(issuer);
    sk_X509_push(others.get(), issuer);
    Held<STACK_OF(X509_CRL), [](STACK_OF(X509_CRL) * all) { sk_X509_CRL_free(all); }> const lists(
        sk_X509_CRL_new_null());
    sk_X509_CRL_push(lists.get(), list);
    Context const context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store, certificate, others.get());
    X509_STORE_CTX_set0_crls(context.get(), lists.get());
    auto* const rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(rules, at.micros / 1'000'000);
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_CRL_CHECK);
    auto const good = X509_verify_cert(context.get()) == 1;
    auto const error = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    if (!good && error != X509_V_ERR_CERT_REVOKED) return unknown(X509_verify_cert_error_string(error));
    auto standing = unknown("");
    standing.state = good ? Standing::State::Good : Standing::State::Revoked;
    standing.said = instant_of(X509_CRL_get0_lastUpdate(list)).value_or(at);
    standing.until = instant_of(X509_CRL_get0_nextUpdate(list)).value_or(at);
    return standing;
}

}

Lists::Lists(fs::path from, std::chrono::milliseconds wait) : folder(std::move(from)), timeout(wait) {}

Lists::List Lists::keep(std::string const& name, Kept fresh)
{
    std::lock_guard const hold(mutex);
    std::size_t together = fresh.bytes;
    for (auto const& [other, each] : kept) together += each.bytes;
    if (together > largest_together) kept.clear(); // they come back as they are asked for
    auto const list = fresh.list;
    kept.insert_or_assign(name, std::move(fresh));
    return list;
}

Standing Lists::fetched(std::string const& url, X509* certificate, X509* issuer, X509_STORE* store, base::Instant at)
{
    Kept old;
    {
        std::lock_guard const hold(mutex);
        if (auto const found = kept.find(url); found != kept.end()) old = found->second;
    }
    auto const quiet = silence.lately(url, at);
    if (old.list && (quiet || at < old.got + asked_again)) {
        auto const standing = says(old.list.get(), certificate, issuer, store, at);
        if (standing.known() || quiet) return standing;
    }
    if (quiet) return unknown("did not answer a moment ago");
    auto const answer = net::fetch({.url = url, .timeout = timeout, .max_bytes = largest, .redirects = 2});
    auto const list = answer.good() ? read(answer.body) : nullptr;
    if (list) return says(keep(url, {list, at, {}, answer.body.size()}).get(), certificate, issuer, store, at);
    silence.note(url, at);
    // The place does not answer: the list that we have holds until it ends.
    if (old.list) return says(old.list.get(), certificate, issuer, store, at);
    if (answer.fault != net::Fetched::Fault::None) return unknown(std::string(name(answer.fault)));
    return unknown(answer.status == 200 ? "unreadable" : "status " + std::to_string(answer.status));
}

Standing Lists::laid(X509* certificate, X509* issuer, X509_STORE* store, base::Instant at)
{
    auto found = unknown("no list");
    std::error_code none;
    for (auto const& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() != ".crl") continue;
        auto const file = entry.path().string();
        auto const changed = entry.last_write_time(none);
        List list;
        {
            std::lock_guard const hold(mutex);
            if (auto const old = kept.find(file); old != kept.end() && old->second.changed == changed)
                list = old->second.list;
        }
        if (!list) {
            std::ifstream in(entry.path(), std::ios::binary);
            std::string const bytes((std::istreambuf_iterator<char>(in)), {});
            if (auto read_now = read(bytes)) list = keep(file, {std::move(read_now), at, changed, bytes.size()});
        }
        if (!list) continue;
        auto standing = says(list.get(), certificate, issuer, store, at);
        if (standing.known()) return standing;
        found = std::move(standing);
    }
    return found;
}

}
