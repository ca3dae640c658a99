// SPDX-License-Identifier: EUPL-1.2
// For tests of revocation: OpenSSL's own responder, an authority with its lists, and folders like a town's trust/.
#pragma once
#include "app/sample/cards.h"
#include "base/crypto.h"
#include "db/testing.h"
#include "net/testing.h"
#include "ports/identity_provider/revocation.h"

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace identity_provider::testing {

namespace fs = std::filesystem;

inline base::Instant now() { return base::SystemClock().now(); }

inline void write(fs::path const& file, std::string const& text) { std::ofstream(file, std::ios::binary) << text; }

// `openssl ocsp`, answering for an authority on a port of its own until the object ends.
class Responder {
public:
    struct Options {
        std::vector<std::string> good = {}, revoked = {}; // serials, hexadecimal
        std::string signer_pem = {}, signer_key = {};     // the authority itself when empty
    };
    Responder(sample::Authority const& authority, Options const& with)
    {
        auto const folder = db::testing::folder() / ("ocsp-" + base::hex(base::random_bytes(6)));
        fs::create_directories(folder);
        std::string index;
        for (auto const& serial : with.good) index += "V\t391231235959Z\t\t" + upper(serial) + "\tunknown\t/CN=x\n";
        for (auto const& serial : with.revoked)
            index += "R\t391231235959Z\t200101000000Z\t" + upper(serial) + "\tunknown\t/CN=x\n";
        write(folder / "index", index);
        write(folder / "ca.pem", authority.pem());
        write(folder / "signer.pem", with.signer_pem.empty() ? authority.pem() : with.signer_pem);
        write(folder / "signer.key", with.signer_key.empty() ? authority.key_pem() : with.signer_key);
        start(folder);
    }
    ~Responder() { stop(); }
    void stop()
    {
        if (process > 0) {
            kill(process, SIGKILL);
            waitpid(process, nullptr, 0);
        }
        process = 0;
    }
    std::string url() const { return "http://localhost:" + port; }

private:
    static std::string upper(std::string text)
    {
        for (auto& c : text) c = char(std::toupper(c));
        return text;
    }
    void start(fs::path const& folder)
    {
        std::vector<std::string> words{"openssl",  "ocsp",
                                       "-index",   folder / "index",
                                       "-CA",      folder / "ca.pem",
                                       "-rsigner", folder / "signer.pem",
                                       "-rkey",    folder / "signer.key",
                                       "-port",    "0",
                                       "-nmin",    "30"};
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        int pipe_ends[2];
        if (pipe2(pipe_ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], 1);
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        if (posix_spawnp(&process, "openssl", &actions, nullptr, arguments.data(), environ) != 0)
            throw std::runtime_error("openssl");
        posix_spawn_file_actions_destroy(&actions);
        close(pipe_ends[1]);
        std::string heard; // "ACCEPT [::]:34631 PID=19858"
        for (char c = 0; c != '\n' && read(pipe_ends[0], &c, 1) == 1;) heard += c;
        close(pipe_ends[0]);
        auto const colon = heard.find("]:") == heard.npos ? heard.rfind(':') : heard.find("]:") + 1;
        port = heard.substr(colon + 1, heard.find(' ', colon) - colon - 1);
        if (!heard.starts_with("ACCEPT ") || port.empty()) throw std::runtime_error("no responder: " + heard);
    }
    pid_t process = 0;
    std::string port;
};

// An authority under a root, a certificate of Núria's, and ways to ask about it.
class Asking : public ::testing::Test {
protected:
    sample::Certificate issued(std::string const& ocsp, std::string const& list = "") const
    {
        auto profile = sample::idcat({});
        profile.ocsp = ocsp;
        profile.list = list;
        return issuing.issue(profile);
    }
    std::vector<std::string> chain(sample::Certificate const& of) const { return {of.der, issuing.der()}; }
    Standing ask(Revocation& revocation, sample::Certificate const& of, base::Instant at) const
    {
        return revocation.of(chain(of), at).at(0);
    }
    Standing ask(sample::Certificate const& of, Revocation::Setting const& setting = {}, base::Instant at = now()) const
    {
        Revocation revocation(trust, setting);
        return ask(revocation, of, at);
    }
    Standing ask_responder(Responder::Options const& with, sample::Certificate const& of,
                           base::Instant at = now()) const
    {
        Responder const responder(issuing, with);
        return ask(of, {.responder = responder.url()}, at);
    }
    // A responder's certificate: delegated when it has the purpose.
    sample::Certificate signer(std::string const& purposes, sample::Authority const& by) const
    {
        return by.issue(
            {.subject = {{"CN", "Respon de prova"}}, .key_usage = "critical,digitalSignature", .purposes = purposes});
    }
    static fs::path folder()
    {
        auto const made = db::testing::folder() / ("trust-" + base::hex(base::random_bytes(6)));
        fs::create_directories(made);
        return made;
    }

    sample::Authority const root{"Arrel de prova", now()}, issuing = root.under("Emissora de prova");
    Trust const trust{{root.pem(), issuing.pem()}};
    sample::Certificate const own = issued("");
};

}
