// SPDX-License-Identifier: EUPL-1.2
#include "net/smtp.h"

#include "net/curl.h"

#include <algorithm>
#include <cstring>

namespace net {
namespace {

using Stage = Submitted::Stage;

// The letter on its way out, and what is learnt from the dialogue beside it.
struct Dialogue {
    Submitted& told;
    std::string_view rest;
};

std::size_t give(char* into, std::size_t, std::size_t room, void* given)
{
    auto& rest = static_cast<Dialogue*>(given)->rest;
    auto const count = std::min(room, rest.size());
    std::memcpy(into, rest.data(), count);
    rest.remove_prefix(count);
    return count;
}

std::size_t drop(char*, std::size_t, std::size_t count, void*) { return count; }

// The library says what the last reply was, but not to which command: that decides whether the letter is at fault.
int overhear(CURL*, curl_infotype what, char* bytes, std::size_t count, void* given)
{
    auto& told = static_cast<Dialogue*>(given)->told;
    std::string_view const line(bytes, count);
    if (what == CURLINFO_HEADER_OUT) {
        if (line.starts_with("MAIL ")) told.stage = Stage::Sender;
        if (line.starts_with("RCPT ")) told.stage = Stage::Recipient;
        if (line.starts_with("DATA")) told.stage = Stage::Content;
    }
    // What answers the QUIT behind a refusal says nothing of it.
    if (what == CURLINFO_HEADER_IN && !line.starts_with("221")) told.enhanced = enhanced_code(line);
    return 0;
}

List recipient(std::string const& to)
{
    return {curl_slist_append(nullptr, ("<" + to + ">").c_str()), curl_slist_free_all};
}

// The name that we give stands where a web address has its path.
std::string address(Submission const& asked) { return asked.url + (asked.url.ends_with('/') ? "" : "/") + asked.hello; }

void set_server(CURL* handle, Submission const& asked, std::string const& url)
{
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_PROXY, ""); // those of the environment are for the web
    curl_easy_setopt(handle, CURLOPT_USE_SSL, long(asked.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, long(asked.connect.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, long(asked.whole.count()));
    // The time for one reply, the last one to QUIT included, which the whole does not cover.
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max(1L, long(asked.whole.count() / 1000)));
    trust(handle, asked.ca_file);
    if (asked.user.empty()) return;
    curl_easy_setopt(handle, CURLOPT_USERNAME, asked.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, asked.password.c_str());
}

void set_dialogue(CURL* handle, Dialogue& dialogue)
{
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L); // to `overhear` only
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, overhear);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &dialogue);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, drop);
    if (dialogue.rest.empty()) {
        curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "NOOP");
        return;
    }
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(dialogue.rest.size()));
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(handle, CURLOPT_READDATA, &dialogue);
}

}

std::string_view name(Stage stage)
{
    switch (stage) {
    case Stage::Door:
        return "greeting";
    case Stage::Sender:
        return "sender";
    case Stage::Recipient:
        return "recipient";
    case Stage::Content:
        return "content";
    }
    return "greeting";
}

std::string enhanced_code(std::string_view line)
{
    if (line.size() < 5 || (line[0] != '2' && line[0] != '4' && line[0] != '5')) return {};
    auto const rest = line.substr(4);
    auto const code = rest.substr(0, rest.find_first_not_of("0123456789."));
    auto const right = code.size() >= 5 && code.size() <= 9 && code[0] == line[0] && code[1] == '.' &&
                       std::ranges::count(code, '.') == 2 && code.find("..") == code.npos && code.back() != '.';
    return right ? std::string(code) : std::string();
}

Submitted submit(Submission const& asked)
{
    Submitted told;
    Dialogue dialogue{told, asked.letter};
    auto const handle = curl_handle(); // says QUIT when it goes, so it goes first
    auto const url = address(asked), from = "<" + asked.from + ">";
    auto const to = recipient(asked.to);
    set_server(handle.get(), asked, url);
    set_dialogue(handle.get(), dialogue);
    if (!asked.letter.empty()) {
        curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, to.get());
    }
    auto const code = curl_easy_perform(handle.get());
    curl_easy_setopt(handle.get(), CURLOPT_VERBOSE, 0L);
    told.fault = fault_of(code);
    told.denied = code == CURLE_LOGIN_DENIED;
    long reply = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply);
    told.code = int(reply);
    return told;
}

}
