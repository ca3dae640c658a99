// SPDX-License-Identifier: EUPL-1.2
// For tests of signatures: what `openssl cms` makes, rightly and wrongly.
#pragma once
#include "app/sample/authority.h"
#include "base/crypto.h"
#include "db/testing.h"

#include <fstream>
#include <sstream>

namespace identity_provider::testing {

struct Signer {
    std::string pem, key_pem, chain_pem = {};
};
inline Signer keys_of(sample::Certificate const& of) { return {of.pem, of.key_pem}; }

inline std::string all_of(std::filesystem::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void run_openssl(std::string const& arguments)
{
    if (std::system(("openssl " + arguments + " 2>/dev/null").c_str()) != 0)
        throw std::runtime_error("openssl " + arguments);
}

inline std::filesystem::path signing_folder()
{
    auto const made = db::testing::folder() / ("cms-" + base::hex(base::random_bytes(6)));
    std::filesystem::create_directories(made);
    return made;
}

// DER, detached with the attributes of CAdES unless `how` says otherwise; `others` sign it too.
inline std::string cms(Signer const& by, std::string const& bytes, std::string const& how = "-cades -md sha256",
                       std::vector<Signer> const& others = {})
{
    auto const in = signing_folder();
    auto const put = [&](std::string const& name, std::string const& text) {
        std::ofstream(in / name, std::ios::binary) << text;
        return (in / name).string();
    };
    auto words = "cms -sign -binary -outform DER -in " + put("bytes", bytes) + " -out " + (in / "out").string() + " " +
                 how + " -signer " + put("own.pem", by.pem) + " -inkey " + put("own.key", by.key_pem);
    for (auto const& other : others)
        words += " -signer " + put("other.pem", other.pem) + " -inkey " + put("other.key", other.key_pem);
    if (!by.chain_pem.empty()) words += " -certfile " + put("chain.pem", by.chain_pem);
    run_openssl(words);
    return all_of(in / "out");
}

// What is in a file of the sample town.
inline Signer from_p12(std::filesystem::path const& file)
{
    auto const in = signing_folder();
    auto const part = [&](std::string const& which) {
        run_openssl("pkcs12 -in " + file.string() + " -passin pass:mostra -nodes " + which + " -out " +
                    (in / "part").string());
        return all_of(in / "part");
    };
    return {part("-nokeys -clcerts"), part("-nocerts"), part("-nokeys -cacerts")};
}

}
