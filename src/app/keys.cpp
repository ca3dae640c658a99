// SPDX-License-Identifier: EUPL-1.2
// Files under keys/.
#include "app/keys.h"

#include "app/config.h"
#include "app/files.h"
#include "base/crypto.h"
#include "base/text.h"
#include "rooms/registry/registry.h"

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace app {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t salt_size = 16;

std::string passphrase_of(fs::path const& folder)
{
    auto const* const named = std::getenv("FINESTRETA_PASSPHRASE_FILE");
    auto const file = named ? fs::path(named) : folder / "keys" / "passphrase";
    if (!fs::exists(file))
        throw ConfigError("no passphrase: name its file in FINESTRETA_PASSPHRASE_FILE (" + file.string() +
                          " does not exist)");
    return std::string(base::trimmed(read_file(file)));
}

// Made by whoever opens the town first; of two at once, one makes it and both read it.
std::string log_key(fs::path const& folder, std::string const& passphrase)
{
    auto const file = folder / "keys" / "log.key";
    if (!fs::exists(file)) {
        try {
            write_secret(file, registry::make_log_key(passphrase));
        } catch (ConfigError const&) {
            if (!fs::exists(file)) throw;
        }
    }
    return read_file(file);
}

}

void write_secret(fs::path const& file, std::string const& content)
{
    fs::create_directories(file.parent_path());
    fs::permissions(file.parent_path(), fs::perms::owner_all);
    auto const descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) throw ConfigError("cannot make " + file.string());
    auto const written = write(descriptor, content.data(), content.size());
    auto const flushed = fsync(descriptor) == 0;
    close(descriptor);
    if (written != ssize_t(content.size()) || !flushed) throw ConfigError("cannot write " + file.string());
}

void make_master_key(fs::path const& folder, std::string const& passphrase)
{
    auto const salt = base::random_bytes(salt_size);
    auto const key = base::key_from_passphrase(passphrase, salt);
    auto const sealed = base::encrypt(key, base::random_bytes(32), "finestreta master key 1");
    write_secret(folder / "keys" / "town.key", base::base64url(salt + sealed) + "\n");
}

Keys open_keys(fs::path const& folder)
{
    Keys keys;
    keys.passphrase = passphrase_of(folder);
    auto const file = folder / "keys" / "town.key";
    auto const bytes = base::from_base64url(base::trimmed(read_file(file)));
    if (!bytes || bytes->size() < salt_size) throw ConfigError(file.string() + " is damaged");
    auto const key = base::key_from_passphrase(keys.passphrase, std::string_view(*bytes).substr(0, salt_size));
    auto const master = base::decrypt(key, std::string_view(*bytes).substr(salt_size), "finestreta master key 1");
    if (!master) throw ConfigError(file.string() + " does not open with this passphrase");
    keys.master = *master;
    keys.seal_key_pem = read_file(folder / "keys" / "seal.key");
    keys.seal_certificates_pem = read_file(folder / "keys" / "seal.crt");
    keys.log_key_pem = log_key(folder, keys.passphrase);
    return keys;
}

}
