// SPDX-License-Identifier: EUPL-1.2
// Responder, list, lists laid by hand: the first that knows.
#include "ports/identity_provider/revocation.h"

#include "base/crypto.h"
#include "ports/identity_provider/ocsp.h"

namespace identity_provider {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t most_kept = 10'000;
constexpr auto asked_again = 1h; // an answer true for a day would hide a revocation for a day

}

Revocation::Revocation(Trust const& trusted, Setting with) :
    trust(trusted), setting(std::move(with)), lists(setting.folder, setting.timeout)
{
}

std::vector<Standing> Revocation::of(std::vector<std::string> const& chain, base::Instant at)
{
    std::vector<Standing> standings;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) standings.push_back(of(chain[i], chain[i + 1], at));
    return standings;
}

Standing Revocation::of(std::string const& der, std::string const& issuer, base::Instant at)
{
    auto const key = base::sha256(base::sha256(der) + base::sha256(issuer));
    std::optional<Kept> old;
    {
        std::lock_guard const hold(mutex);
        if (auto const found = kept.find(key); found != kept.end() && at <= found->second.standing.until)
            old = found->second;
    }
    if (old && at < old->asked + asked_again) return old->standing;
    auto const certificate = parsed(der), above = parsed(issuer);
    if (!certificate || !above) throw std::logic_error("revocation: a chain that was never judged");
    auto fresh = ask(certificate.get(), above.get(), at);
    if (!fresh.known()) return old ? old->standing : fresh;
    std::lock_guard const hold(mutex);
    if (kept.size() >= most_kept) std::erase_if(kept, [at](auto const& one) { return one.second.standing.until < at; });
    if (kept.size() >= most_kept) kept.clear();
    kept.insert_or_assign(key, Kept{fresh, at});
    return fresh;
}

Standing Revocation::ask(X509* certificate, X509* issuer, base::Instant at)
{
    Standing last;
    last.why = "nobody to ask";
    // The first that knows; else why the last one asked did not.
    auto const knows = [&last](Standing standing) {
        if (standing.known() || standing.why != "no list") last = std::move(standing);
        return last.known();
    };
    auto const named = setting.responder.empty() ? responders(certificate) : std::vector{setting.responder};
    for (auto const& url : named)
        if (knows(ask_responder(url, certificate, issuer, at))) return last;
    for (auto const& url : list_places(certificate))
        if (knows(lists.fetched(url, certificate, issuer, trust.store(), at))) return last;
    knows(lists.laid(certificate, issuer, trust.store(), at));
    return last;
}

Standing Revocation::ask_responder(std::string const& url, X509* certificate, X509* issuer, base::Instant at)
{
    Standing unknown;
    unknown.source = Standing::Source::Responder;
    unknown.why = "did not answer a moment ago";
    if (silence.lately(url, at)) return unknown;
    auto const answer = net::fetch({.url = url,
                                    .method = "POST",
                                    .headers = {{"Content-Type", "application/ocsp-request"}},
                                    .body = ocsp_question(certificate, issuer),
                                    .timeout = setting.timeout,
                                    .max_bytes = 64 * 1024});
    if (answer.good()) return ocsp_answer(answer.body, certificate, issuer, trust.store(), at);
    silence.note(url, at);
    unknown.why = answer.fault == net::Fetched::Fault::None ? "status " + std::to_string(answer.status)
                                                            : std::string(name(answer.fault));
    return unknown;
}

}
