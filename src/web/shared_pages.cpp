// SPDX-License-Identifier: EUPL-1.2
// The cache of shared pages: small, bounded, refreshed after seconds.
#include "web/shared_pages.h"

#include "base/crypto.h"

#include <mutex>

namespace web {
namespace {

constexpr std::size_t most = 2'000;
constexpr std::chrono::seconds kept_for{2};

}

std::optional<SharedPages::Page> SharedPages::find(std::string const& key, std::uint64_t revision,
                                                   base::Instant now) const
{
    std::shared_lock const hold(mutex);
    auto const found = pages.find(key);
    if (found == pages.end() || found->second.revision != revision || found->second.until < now) return {};
    return found->second;
}

SharedPages::Page SharedPages::keep(std::string const& key, std::uint64_t revision, base::Instant now,
                                    net::Response const& response)
{
    auto tagged = response;
    Page page;
    page.etag = "\"" + base::hex(base::sha256(response.body)).substr(0, 20) + "\"";
    page.revision = revision;
    page.until = now + kept_for;
    tagged.headers.emplace_back("ETag", page.etag);
    page.written = std::make_shared<std::string const>(net::head_of(tagged) + response.body);
    std::unique_lock const hold(mutex);
    if (pages.size() >= most) pages.clear();
    pages[key] = page;
    return page;
}

}
