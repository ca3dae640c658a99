// SPDX-License-Identifier: EUPL-1.2
// What the program does, one function a subcommand. Each returns the exit status: 0 done, 1 refused or failed.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace app {

struct ServeOptions {
    std::vector<std::filesystem::path> towns;
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::size_t threads = 0; // 0: as many as there are cores
    bool behind_proxy = false;
};
int serve(ServeOptions const&);

struct SampleOptions {
    std::filesystem::path folder;
    std::size_t residents = 20'000;
    std::uint16_t port = 8080;
    bool rsa = false; // a 2048-bit RSA seal instead of P-256
};
// Makes the sample town; an existing town is kept as it is.
int make_sample_town(SampleOptions const&);

int migrate(std::filesystem::path const& town);

struct CheckOptions {
    std::filesystem::path town;
    std::string send_mail, send_sms; // to whom something is sent on trial
};
int check(CheckOptions const&);

struct TokenOptions {
    std::filesystem::path town;
    std::string person; // document number
    std::string staff;  // login
    std::string level = "high";
    int minutes = 60;
    std::filesystem::path batch; // a file of document numbers: one token a line comes out
};
int token(TokenOptions const&);
int staff_token(TokenOptions const&);

struct UserOptions {
    std::filesystem::path town;
    std::string login, name, email, unit, from, until;
    std::vector<std::string> roles;
};
// Makes or changes an account; prints the link that sets its first password.
int add_user(UserOptions const&);
int import_users(std::filesystem::path const& town, std::filesystem::path const& file);
// For when no second administrator is left: whoever has the machine has the town.
int recover_user(std::filesystem::path const& town, std::string const& login);
int list_users(std::filesystem::path const& town);

int import_padro(std::filesystem::path const& town, std::filesystem::path const& file, std::string const& as_of);
int revoke_document(std::filesystem::path const& town, std::string const& code, std::string const& reason);
// Writes the chained trail as lines of JSON to standard output.
int export_audit(std::filesystem::path const& town);
// Checks an export's chain; needs no town.
int verify_file(std::filesystem::path const& file);
// Checks a receipt of the register against the town's seal, log and book.
int verify_receipt(std::filesystem::path const& town, std::filesystem::path const& file);
std::string version();

}
