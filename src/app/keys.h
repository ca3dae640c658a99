// SPDX-License-Identifier: EUPL-1.2
// The town's secrets: a random master key under a passphrase, from which every other key is derived, and the seal.
#pragma once
#include <filesystem>
#include <string>

namespace app {

struct Keys {
    std::string master;     // 32 bytes
    std::string passphrase; // also opens the seal's key
    std::string seal_key_pem, seal_certificates_pem;
    std::string log_key_pem; // of the register's public log
};

// Makes a fresh master key under a passphrase. Never overwrites one.
void make_master_key(std::filesystem::path const& folder, std::string const& passphrase);
// Opens what is in <folder>/keys. The passphrase comes from the file that FINESTRETA_PASSPHRASE_FILE names, else
// from keys/passphrase. A town that has no key for its log yet gets one, once. Throws ConfigError saying which file is
// missing or does not open.
Keys open_keys(std::filesystem::path const& folder);
// Writes a file that only its owner reads, flushed to disk; refuses to replace one.
void write_secret(std::filesystem::path const& file, std::string const& content);

}
