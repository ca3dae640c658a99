// SPDX-License-Identifier: EUPL-1.2
// A small HTTP client over plain sockets: what it sends is what the test wrote.
#include "http/office.h"

#include "base/text.h"
#include "net/testing.h"
#include "web/form.h"

#include <charconv>
#include <dlfcn.h>
#include <zlib.h>

namespace http {
namespace {

// The first whole answer in `text`, which is cut off it; status 0 when there is none.
Answer taken(std::string_view& text)
{
    Answer answer;
    auto const head_end = text.find("\r\n\r\n");
    if (!text.starts_with("HTTP/1.1 ") || head_end == text.npos) return answer;
    auto const head = text.substr(0, head_end);
    std::from_chars(head.data() + 9, head.data() + 12, answer.status);
    for (auto at = head.find("\r\n"); at != head.npos;) {
        auto const next = head.find("\r\n", at + 2);
        auto const line = head.substr(at + 2, next == head.npos ? next : next - at - 2);
        auto const colon = line.find(':');
        if (colon != line.npos)
            answer.headers.emplace_back(std::string(line.substr(0, colon)),
                                        std::string(base::trimmed(line.substr(colon + 1))));
        at = next;
    }
    std::size_t length = 0;
    auto const said = answer["Content-Length"];
    std::from_chars(said.data(), said.data() + said.size(), length);
    answer.body = std::string(text.substr(head_end + 4, length));
    text.remove_prefix(std::min(text.size(), head_end + 4 + length));
    return answer;
}

}

std::vector<std::string> Answer::all(std::string_view name) const
{
    std::vector<std::string> found;
    for (auto const& [key, value] : headers)
        if (net::same_name(key, name)) found.push_back(value);
    return found;
}

std::string Answer::cookie(std::string_view name) const
{
    for (auto const& each : all("Set-Cookie"))
        if (each.starts_with(std::string(name) + "="))
            return each.substr(name.size() + 1, each.find(';') - name.size() - 1);
    return {};
}

json::object Answer::object() const
{
    json::error_code error;
    auto value = json::parse(body, error);
    return error || !value.is_object() ? json::object() : value.get_object();
}

std::vector<Answer> answers_in(std::string_view text)
{
    std::vector<Answer> found;
    while (!text.empty()) {
        auto answer = taken(text);
        if (answer.status == 0) break;
        found.push_back(std::move(answer));
    }
    return found;
}

Answer Client::send(std::string const& method, std::string const& target, net::Headers headers,
                    std::string const& body) const
{
    auto text = method + " " + target + " HTTP/1.1\r\n";
    if (net::find(headers, "Host").empty()) text += "Host: " + host() + "\r\n";
    for (auto const& [name, value] : headers) text += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    net::testing::Socket const socket(port);
    socket.say(text + "Connection: close\r\n\r\n" + body);
    auto const heard = socket.hear(30);
    std::string_view rest = heard;
    return taken(rest);
}

Answer Client::post_json(std::string const& target, std::string const& body, net::Headers headers) const
{
    headers.emplace_back("Content-Type", "application/json");
    return send("POST", target, std::move(headers), body);
}

Answer Client::post_form(std::string const& target, Fields const& fields, std::string const& cookie,
                         net::Headers headers) const
{
    headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    headers.emplace_back("Accept", "text/html");
    if (net::find(headers, "Origin").empty()) headers.emplace_back("Origin", "http://" + host());
    if (!cookie.empty()) headers.emplace_back("Cookie", cookie);
    return send("POST", target, std::move(headers), urlencoded(fields));
}

std::string Client::raw(std::vector<std::string> const& pieces, int seconds, int pause_milliseconds) const
{
    net::testing::Socket const socket(port);
    for (auto const& piece : pieces) {
        socket.say(piece);
        if (pause_milliseconds) std::this_thread::sleep_for(std::chrono::milliseconds(pause_milliseconds));
    }
    return socket.hear(seconds);
}

std::string urlencoded(Fields const& fields)
{
    std::string text;
    for (auto const& [name, value] : fields)
        text += (text.empty() ? "" : "&") + web::url_encoded(name) + "=" + web::url_encoded(value);
    return text;
}

net::Headers bearer(std::string const& token, net::Headers more)
{
    more.emplace_back("Authorization", "Bearer " + token);
    more.emplace_back("Accept", "application/json");
    return more;
}

net::Headers browser(std::string const& cookie, net::Headers more)
{
    more.emplace_back("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    if (!cookie.empty()) more.emplace_back("Cookie", cookie);
    return more;
}

std::string gunzipped(std::string_view text)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(4u << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    auto const code = inflate(&stream, Z_FINISH);
    out.resize(code == Z_STREAM_END ? stream.total_out : 0);
    inflateEnd(&stream);
    return out;
}

// The program only packs; the library that unpacks comes in the same Debian package and is fetched when asked for.
std::string unbrotlied(std::string_view text)
{
    using Unpack = int (*)(std::size_t, unsigned char const*, std::size_t*, unsigned char*);
    static auto* const library = dlopen("libbrotlidec.so.1", RTLD_NOW);
    static auto const unpack = library ? reinterpret_cast<Unpack>(dlsym(library, "BrotliDecoderDecompress")) : nullptr;
    if (!unpack) throw std::runtime_error("libbrotlidec is not there");
    std::string out(4u << 20, '\0');
    auto size = out.size();
    auto const right = unpack(text.size(), reinterpret_cast<unsigned char const*>(text.data()), &size,
                              reinterpret_cast<unsigned char*>(out.data()));
    out.resize(right == 1 ? size : 0);
    return out;
}

}
