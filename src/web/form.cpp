// SPDX-License-Identifier: EUPL-1.2
// What came in, whatever its clothes, becomes one object.
#include "web/form.h"

#include "base/crypto.h"
#include "base/percent.h"
#include "web/described.h"

namespace web {
namespace {

using base::Refusal;
constexpr std::size_t most_fields = 500;

Refusal malformed(char const* key) { return {Refusal::Why::Malformed, key}; }

void add(json::object& to, std::string_view name, std::string_view value)
{
    if (auto* const before = to.if_contains(name)) {
        if (!before->is_array()) *before = json::array{std::move(*before)};
        before->get_array().emplace_back(json::string(value));
        return;
    }
    to.emplace(name, json::string(value));
}

// The value of a parameter of a header: boundary=…, name="…".
std::string parameter(std::string_view header, std::string_view name)
{
    for (std::size_t at = 0; (at = header.find(name, at)) != header.npos; at += name.size()) {
        auto const starts = at == 0 || header[at - 1] == ' ' || header[at - 1] == ';';
        auto const rest = header.substr(at + name.size());
        if (!starts || !rest.starts_with("=")) continue;
        if (rest.starts_with("=\"")) return std::string(rest.substr(2, rest.find('"', 2) - 2));
        return std::string(rest.substr(1, rest.find(';') - 1));
    }
    return {};
}

// A field "x__fitxer" takes any number of files; how each is called stands in the same order under "x__nom". Where
// nothing was chosen browsers send a file without name or content: that is none.
void add_part(json::object& to, std::string_view name, std::string_view file_name, std::string_view value)
{
    if (!name.ends_with(file_suffix)) return add(to, name, value);
    if (file_name.empty() && value.empty()) return;
    add(to, name, value);
    add(to, std::string(name.substr(0, name.size() - file_suffix.size())) + "__nom", file_name);
}

base::Result<json::object> read_multipart(std::string_view body, std::string_view boundary)
{
    if (boundary.empty() || boundary.size() > 200) return malformed("body.multipart");
    auto const line = "--" + std::string(boundary);
    json::object fields;
    auto at = body.find(line);
    if (at == body.npos) return malformed("body.multipart");
    for (;;) {
        at += line.size();
        if (body.substr(at).starts_with("--")) return fields;
        auto const head_end = body.find("\r\n\r\n", at);
        auto const end = head_end == body.npos ? head_end : body.find("\r\n" + line, head_end + 2);
        if (end == body.npos || fields.size() >= most_fields) return malformed("body.multipart");
        auto const head = body.substr(at, head_end - at);
        auto const name = parameter(head, "name");
        if (name.empty()) return malformed("body.multipart");
        auto const start = head_end + 4;
        add_part(fields, name, parameter(head, "filename"),
                 end < start ? std::string_view() : body.substr(start, end - start));
        at = end + 2;
    }
}

base::Result<json::object> read_json(std::string_view body)
{
    json::error_code error;
    json::parse_options options;
    options.max_depth = 16;
    auto value = json::parse(json::string_view(body.data(), body.size()), error, {}, options);
    if (error || !value.is_object()) return malformed("body.json");
    return std::move(value.get_object());
}

}

std::optional<std::string> url_decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%') {
            auto const byte = i + 2 < text.size() ? base::from_hex(text.substr(i + 1, 2)) : std::nullopt;
            if (!byte) return {};
            out += *byte;
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string url_encoded(std::string_view text) { return base::percent_encoded(text); }

base::Result<json::object> read_query(std::string_view text)
{
    json::object fields;
    std::size_t count = 0;
    while (!text.empty()) {
        auto const piece = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), piece.size() + 1));
        if (piece.empty()) continue;
        auto const equals = piece.find('=');
        auto const name = url_decoded(piece.substr(0, equals));
        auto const value = equals == piece.npos ? std::string() : url_decoded(piece.substr(equals + 1));
        if (!name || !value || ++count > most_fields) return malformed("body.form");
        add(fields, *name, *value);
    }
    return fields;
}

base::Result<json::object> read_body(net::Request const& request)
{
    auto const type = net::find(request.headers, "Content-Type");
    auto const kind = type.substr(0, type.find(';'));
    if (request.body.empty() && kind != "application/json") return json::object();
    if (net::same_name(kind, "application/json")) return read_json(request.body);
    if (net::same_name(kind, "application/x-www-form-urlencoded")) return read_query(request.body);
    if (net::same_name(kind, "multipart/form-data")) return read_multipart(request.body, parameter(type, "boundary"));
    if (net::same_name(kind, "application/pdf") || net::same_name(kind, "application/octet-stream") ||
        request.body.starts_with("%PDF-")) {
        json::object fields;
        fields.emplace("pdf", json::string(request.body));
        return fields;
    }
    return malformed("body.type");
}

}
