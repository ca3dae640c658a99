// SPDX-License-Identifier: EUPL-1.2
// Asio's own code, compiled once here instead of in every unit that uses it.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
