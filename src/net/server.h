// SPDX-License-Identifier: EUPL-1.2
// The HTTP/1.1 server: the only event loop of the program. One loop a thread; a connection lives on one of them.
#pragma once
#include "net/http.h"

#include <cstdint>

namespace net {

// The certificate that a listener shows to those who ask for a host.
struct TlsIdentity {
    std::string host;
    std::string certificates_pem; // its own first, then its issuers'
    std::string key_pem;
    std::string passphrase = {}; // of the key, when it is encrypted
};

struct Listening {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; // 0: any free one
    // None: plain HTTP. The first is also for those who name no host, or one that is not here.
    std::vector<TlsIdentity> identities = {};
    // Ask for a certificate, take whatever comes or nothing, and let the handler judge it (Request::client_chain).
    bool ask_certificate = false;
};

// What a route allows the body of a request: so many bytes; in pieces, the handler is called with the head alone.
struct Allowance {
    Allowance(std::size_t most, bool pieces = false) : bytes(most), in_pieces(pieces) {}
    std::size_t bytes;
    bool in_pieces;
};

struct Limits {
    std::size_t header_bytes = 16 * 1024;
    std::size_t connections = 20'000;
    int seconds_to_read = 30;    // a request, from its first byte to its last, or one piece of a long body
    int seconds_for_piece = 120; // of a body in pieces: who is slower is cut off, and what came is kept
    int seconds_idle = 75;       // between requests
    int seconds_to_shake_hands = 10;
    std::size_t handshakes = 200; // under way at once: each costs half a millisecond of a core
};

class Server {
public:
    // What body a request of this method and target may have.
    using BodyLimit = std::function<Allowance(std::string_view method, std::string_view target)>;
    // Called on a loop thread: it may compute, but must not wait.
    using Handle = std::function<Outcome(Request&)>;

    // Binds at once and throws std::system_error when the port is taken, std::runtime_error for a bad certificate.
    Server(Listening, Limits, std::size_t threads, BodyLimit, Handle);
    ~Server();
    std::uint16_t port() const;
    // One more address for the same handler, before `run`. Returns its port; throws as the constructor does.
    std::uint16_t listen(Listening);
    // Serves until `stop`. Blocks the caller, which becomes the first loop thread.
    void run();
    // From any thread or signal watcher: no new connections, those under way get a moment to end.
    void stop();
    // Calls `then` on a loop thread at SIGTERM and SIGINT.
    void on_signal(std::function<void()> then);
    std::size_t open_connections() const;

private:
    struct Loops;
    std::unique_ptr<Loops> loops;
};

}
