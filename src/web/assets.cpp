// SPDX-License-Identifier: EUPL-1.2
// Whole answers written out beforehand, plain and compressed.
#include "web/assets.h"

#include "base/crypto.h"
#include "web/compress.h"

#include <stdexcept>

namespace web {
namespace {

std::string_view type_of(std::string_view name)
{
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".svg")) return "image/svg+xml";
    if (name.ends_with(".woff2")) return "font/woff2";
    if (name.ends_with(".png")) return "image/png";
    return "application/octet-stream";
}

std::shared_ptr<std::string const> written(std::string_view name, std::string const& content, Encoding encoding)
{
    net::Response response;
    response.body = compressed(content, encoding, true);
    response.headers = {{"Content-Type", std::string(type_of(name))},
                        {"Cache-Control", "public, max-age=31536000, immutable"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Cross-Origin-Resource-Policy", "same-origin"}};
    if (name.ends_with(".svg"))
        response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    if (!name.ends_with(".woff2") && !name.ends_with(".png")) response.headers.emplace_back("Vary", "Accept-Encoding");
    if (encoding != Encoding::Identity)
        response.headers.emplace_back("Content-Encoding", std::string(web::name(encoding)));
    return std::make_shared<std::string const>(net::head_of(response) + response.body);
}

}

Assets::Assets(std::map<std::string, std::string> const& files)
{
    // Fonts and images first: style sheets name them by their addresses.
    for (auto const& [name, content] : files)
        if (!name.ends_with(".css")) add(name, content);
    for (auto const& [name, content] : files) {
        if (!name.ends_with(".css")) continue;
        auto text = content;
        for (auto const& [inner, address] : addresses)
            for (auto at = text.find("url(" + inner + ")"); at != text.npos; at = text.find("url(" + inner + ")"))
                text.replace(at, inner.size() + 5, "url(" + address + ")");
        add(name, std::move(text));
    }
}

void Assets::add(std::string const& name, std::string const& content)
{
    auto const address = "/a/" + base::hex(base::sha256(content)).substr(0, 16) + "/" + name;
    if (addresses.contains(name)) kept.erase(addresses[name]);
    addresses[name] = address;
    auto const font = name.ends_with(".woff2") || name.ends_with(".png");
    auto& made = kept[address];
    made.plain = written(name, content, Encoding::Identity);
    if (font) return;
    made.gzip = written(name, content, Encoding::Gzip);
    made.brotli = written(name, content, Encoding::Brotli);
}

std::string const& Assets::address(std::string const& name) const
{
    auto const found = addresses.find(name);
    if (found == addresses.end()) throw std::runtime_error("no such asset: " + name);
    return found->second;
}

std::shared_ptr<std::string const> Assets::find(std::string_view path, std::string_view accept_encoding) const
{
    auto const found = kept.find(path);
    if (found == kept.end()) return nullptr;
    auto const& [plain, gzip, brotli] = found->second;
    auto const encoding = gzip ? accepted(accept_encoding) : Encoding::Identity;
    return encoding == Encoding::Brotli ? brotli : encoding == Encoding::Gzip ? gzip : plain;
}

}
