// SPDX-License-Identifier: EUPL-1.2
// Outgoing HTTP over libcurl's easy interface; a handle lives for one question.
#include "net/fetch.h"

#include "net/curl.h"

#include <stdexcept>

namespace net {
namespace {

using Fault = Fetched::Fault;

// What is being received, and how much of it is still welcome.
struct Receiving {
    Fetched& into;
    std::size_t room;
    bool over = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* given)
{
    auto& receiving = *static_cast<Receiving*>(given);
    receiving.over = count > receiving.room;
    if (receiving.over) return 0; // stops the transfer
    receiving.room -= count;
    receiving.into.body.append(bytes, count);
    return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* given)
{
    auto& headers = static_cast<Receiving*>(given)->into.headers;
    std::string_view line(bytes, count);
    if (line.starts_with("HTTP/")) headers.clear(); // of the answer after a redirect, or after 100
    auto const colon = line.find(':');
    if (colon == line.npos || headers.size() >= 100) return count;
    auto value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && std::uint8_t(value.back()) <= ' ') value.remove_suffix(1);
    headers.emplace_back(std::string(line.substr(0, colon)), std::string(value));
    return count;
}

// A proxy that the environment names is for the world outside, not for this machine.
bool is_here(std::string const& url)
{
    std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> const parts(curl_url(), curl_url_cleanup);
    char* host = nullptr;
    if (!parts || curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
        curl_url_get(parts.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK)
        return false;
    std::string const name(host);
    curl_free(host);
    return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

void set_bounds(CURL* handle, Fetch const& asked)
{
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, asked.redirects > 0 ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, long(asked.redirects));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, long(asked.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(asked.max_bytes)); // refused by its Content-Length
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "Finestreta");
    if (is_here(asked.url)) curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    trust(handle, asked.ca_file);
}

List header_lines(Headers const& headers)
{
    curl_slist* lines = nullptr;
    // 100-continue would cost a second with servers that do not know it.
    lines = curl_slist_append(lines, "Expect:");
    for (auto const& [name, value] : headers) lines = curl_slist_append(lines, (name + ": " + value).c_str());
    return {lines, curl_slist_free_all};
}

void set_question(CURL* handle, Fetch const& asked)
{
    curl_easy_setopt(handle, CURLOPT_URL, asked.url.c_str());
    if (asked.method == "HEAD") curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    if (asked.method == "POST" || !asked.body.empty()) {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(asked.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, asked.body.data());
    }
    if (asked.method != "GET" && asked.method != "POST" && asked.method != "HEAD")
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, asked.method.c_str());
}

}

Handle curl_handle()
{
    // Once in the life of the program, whoever asks first; the library counts no further than that.
    static auto const ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    Handle handle(ready == CURLE_OK ? curl_easy_init() : nullptr, curl_easy_cleanup);
    if (!handle) throw std::runtime_error("libcurl does not start");
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    return handle;
}

void trust(CURL* handle, std::string const& ca_file)
{
    if (ca_file.empty()) return;
    curl_easy_setopt(handle, CURLOPT_CAINFO, ca_file.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
}

Fault fault_of(CURLcode code, bool over)
{
    switch (code) {
    case CURLE_OK:
        return Fault::None;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
        return Fault::BadAddress;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return Fault::Unresolved;
    case CURLE_COULDNT_CONNECT:
        return Fault::Unreachable;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
        return Fault::Untrusted;
    case CURLE_OPERATION_TIMEDOUT:
        return Fault::TimedOut;
    case CURLE_FILESIZE_EXCEEDED:
        return Fault::TooLarge;
    case CURLE_WRITE_ERROR:
        return over ? Fault::TooLarge : Fault::Broken;
    default:
        return Fault::Broken;
    }
}

std::string_view name(Fault fault)
{
    switch (fault) {
    case Fault::None:
        return "none";
    case Fault::BadAddress:
        return "bad-address";
    case Fault::Unresolved:
        return "unresolved";
    case Fault::Unreachable:
        return "unreachable";
    case Fault::Untrusted:
        return "untrusted";
    case Fault::TimedOut:
        return "timed-out";
    case Fault::TooLarge:
        return "too-large";
    case Fault::Broken:
        return "broken";
    }
    return "broken";
}

Fetched fetch(Fetch const& asked)
{
    auto const handle = curl_handle();
    Fetched fetched;
    Receiving receiving{fetched, asked.max_bytes};
    auto const lines = header_lines(asked.headers);
    set_bounds(handle.get(), asked);
    set_question(handle.get(), asked);
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, lines.get());
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &receiving);
    curl_easy_setopt(handle.get(), CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle.get(), CURLOPT_HEADERDATA, &receiving);
    auto const code = curl_easy_perform(handle.get());
    fetched.fault = fault_of(code, receiving.over); // known only now
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    fetched.status = int(status);
    if (fetched.fault != Fault::None) fetched.body.clear(); // half an answer is none
    return fetched;
}

}
