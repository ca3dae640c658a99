// SPDX-License-Identifier: EUPL-1.2
// TLS for a listener: its certificates and the streams that speak it. Only net/ includes this.
#pragma once
#include "net/server.h"
#include "net/stream.h"

namespace net {

class Tls {
public:
    // Throws std::runtime_error when a certificate or key cannot be read or they do not belong together.
    explicit Tls(Listening const&);
    ~Tls();
    // Lives no longer than this object.
    std::unique_ptr<Stream> stream(boost::asio::ip::tcp::socket) const;

private:
    struct Contexts;
    std::unique_ptr<Contexts> contexts;
};

}
