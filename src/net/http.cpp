// SPDX-License-Identifier: EUPL-1.2
// HTTP messages: names compared, heads written.
#include "net/http.h"

#include <algorithm>

namespace net {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

}

bool same_name(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view find(Headers const& headers, std::string_view name)
{
    for (auto const& [key, value] : headers)
        if (same_name(key, name)) return value;
    return {};
}

char const* reason(int status)
{
    switch (status) {
    case 101:
        return "Switching Protocols";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 460:
        return "Checksum Mismatch";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return status < 500 ? "Refused" : "Internal Server Error";
    }
}

std::string head_of(Response const& response)
{
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + reason(response.status) + "\r\n";
    for (auto const& [name, value] : response.headers) {
        head.append(name).append(": ");
        // A line of its own would be a header of its own: what somebody typed must not make one (RFC 9110, 5.5).
        for (auto const c : value) head.push_back(std::uint8_t(c) < 0x20 && c != '\t' ? ' ' : c);
        head.append("\r\n");
    }
    if (response.status != 101 && response.status != 204 && response.status != 304 && !response.feed)
        head.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
    if (response.close) head.append("Connection: close\r\n");
    return head.append("\r\n");
}

}
