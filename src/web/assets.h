// SPDX-License-Identifier: EUPL-1.2
// Static files, addressed by the hash of their content, so that browsers keep them for ever.
#pragma once
#include "net/http.h"

#include <map>
#include <memory>
#include <string>

namespace web {

class Assets {
public:
    // `files` by name: "fin.css", "source-sans-3.woff2"… Names inside them (url(source-sans-3.woff2)) are rewritten.
    explicit Assets(std::map<std::string, std::string> const& files);
    // Adds or replaces one, such as a town's brand.css.
    void add(std::string const& name, std::string const& content);
    // The address of a file: /a/1f2e…/fin.css
    std::string const& address(std::string const& name) const;
    // The answer for /a/…, or nothing when there is no such file.
    std::shared_ptr<std::string const> find(std::string_view path, std::string_view accept_encoding) const;

private:
    struct Kept {
        std::shared_ptr<std::string const> plain, gzip, brotli;
    };
    std::map<std::string, std::string> addresses;
    std::map<std::string, Kept, std::less<>> kept;
};

}
