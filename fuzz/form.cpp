// SPDX-License-Identifier: EUPL-1.2
// Bodies of every kind that a browser or program may send. The first byte chooses the Content-Type.
#include "web/form.h"

#include <array>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    constexpr std::array types{"application/x-www-form-urlencoded",
                               "multipart/form-data; boundary=x",
                               "multipart/form-data; a=b; boundary=\"--x y\"",
                               "application/json",
                               "application/pdf",
                               ""};
    if (size == 0) return 0;
    net::Request request;
    request.headers.emplace_back("Content-Type", types[data[0] % types.size()]);
    request.body.assign(reinterpret_cast<char const*>(data) + 1, size - 1);
    auto const fields = web::read_body(request);
    if (fields && fields->size() > 500) std::abort();
    // What was read can be written and read again.
    if (fields) boost::json::serialize(*fields);
    // A boundary that the sender chooses.
    if (size > 16) {
        request.headers.front().second = "multipart/form-data; boundary=" + request.body.substr(0, 8);
        (void)web::read_body(request);
    }
    return 0;
}
