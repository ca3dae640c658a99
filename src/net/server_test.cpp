// SPDX-License-Identifier: EUPL-1.2
#include "net/server.h"

#include <gtest/gtest.h>
#include <system_error>

namespace net {
namespace {

Server server_at(std::uint16_t port)
{
    return {{.port = port}, {}, 1, [](auto, auto) { return std::size_t(1024); }, [](Request&) { return Response(); }};
}

TEST(Server, SaysWithAStandardErrorThatAPortIsTaken)
{
    auto first = server_at(0);
    EXPECT_THROW(server_at(first.port()), std::system_error);
    auto other = server_at(0);
    EXPECT_THROW(other.listen({.port = first.port()}), std::system_error);
    EXPECT_NE(other.listen({.port = 0}), 0) << "and goes on";
}

}
}
