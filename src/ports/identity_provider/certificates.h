// SPDX-License-Identifier: EUPL-1.2
// A certificate judged whole, of a client or of a signature: chain, kind, revocation. The port's public face.
#pragma once
#include "ports/check.h"
#include "ports/identity_provider/certificate.h"
#include "ports/identity_provider/revocation.h"
#include "ports/identity_provider/signature.h"

namespace identity_provider {

class Certificates {
public:
    struct Setting {
        std::filesystem::path folder;     // trust/: authorities in *.pem, lists laid by hand in *.crl
        bool must_know_revocation = true; // else a certificate of which nobody knows is let in
        std::string responder = {};
        std::chrono::milliseconds timeout{4000};
    };
    // Throws std::runtime_error when trust/ has no authority or a file in it cannot be read.
    explicit Certificates(Setting);

    struct Verified {
        Fault fault = Fault::None;
        std::optional<Holder> holder;    // whenever the chain is good
        std::vector<std::string> chain;  // hashes, hexadecimal, from the person's up
        std::vector<Standing> standings; // of each but the last
    };
    // Waits on others: for worker threads. What it refuses, and in which order, is decision 0006.
    Verified verify(std::vector<std::string> const& presented, base::Instant at, Use = Use::Entering);

    struct Signed {
        Signature::Wrong wrong = Signature::Wrong::None;
        bool attached = false; // the signature brings the bytes along
        Verified by;           // judged only when nothing is wrong with the signature
        bool good() const { return wrong == Signature::Wrong::None && by.fault == Fault::None; }
    };
    // A signature over exactly these bytes, by whom, and whether their certificate is good at that instant. Waits too.
    Signed verify(std::string_view signature, std::string_view bytes, base::Instant at);

    ports::Check check(base::Instant at) const;

private:
    Setting const setting;
    Trust const trust;
    Revocation revocation;
};

}
