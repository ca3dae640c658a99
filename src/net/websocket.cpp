// SPDX-License-Identifier: EUPL-1.2
// The opening handshake of RFC 6455, section 4.2.
#include "net/websocket.h"

#include "base/crypto.h"

#include <algorithm>
#include <openssl/evp.h>

namespace net {
namespace {

constexpr std::string_view version = "13";
constexpr std::string_view guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // section 1.3
constexpr std::size_t key_size = 24;                                      // 16 bytes in base64

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Whether a field that is a list names this token, in any case (RFC 9110, 5.6.1).
bool lists(std::string_view field, std::string_view token)
{
    for (;;) {
        auto const comma = field.find(',');
        if (same_name(trimmed(field.substr(0, comma)), token)) return true;
        if (comma == field.npos) return false;
        field.remove_prefix(comma + 1);
    }
}

bool is_key(std::string_view key)
{
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    };
    return key.size() == key_size && key.ends_with("==") && std::ranges::all_of(key.substr(0, key_size - 2), plain);
}

std::string accept(std::string_view key)
{
    auto const text = std::string(key).append(guid);
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, EVP_sha1(), nullptr);
    digest.resize(size);
    return base::base64(digest);
}

Response refused(int status, Headers headers = {})
{
    Response response;
    response.status = status;
    response.headers = std::move(headers);
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = std::string(reason(status)) + "\n";
    return response;
}

}

bool asks_for_websocket(Request const& request)
{
    return lists(find(request.headers, "Upgrade"), "websocket") &&
           lists(find(request.headers, "Connection"), "upgrade");
}

Response websocket_answer(Request const& request, std::shared_ptr<Conversation> conversation)
{
    auto const key = find(request.headers, "Sec-WebSocket-Key");
    if (!asks_for_websocket(request) || request.method != "GET" || !request.body.empty() || !is_key(key))
        return refused(400);
    if (find(request.headers, "Sec-WebSocket-Version") != version)
        return refused(426, {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", std::string(version)}});
    Response response;
    response.status = 101;
    response.headers = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", accept(key)}};
    response.conversation = std::move(conversation);
    return response;
}

}
