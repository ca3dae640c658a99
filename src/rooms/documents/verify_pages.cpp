// SPDX-License-Identifier: EUPL-1.2
// Verification, open to anybody: by code, by QR, or by giving the file (Llei 39/2015, art. 27.3.c; RD 203/2021,
// art. 21). Unknown and malformed codes take the same path and get the same answer.
#include "rooms/documents/code.h"
#include "rooms/documents/desk.h"
#include "rooms/documents/pages.h"
#include "rooms/documents/pdf/metadata.h"
#include "web/parts.h"

namespace documents {
namespace {

using base::Refusal;
constexpr std::size_t largest_file = 25u << 20;

struct FormAsked {
    std::optional<std::string> codi;
};
BOOST_DESCRIBE_STRUCT(FormAsked, (), (codi))

struct FormPage {
    static constexpr auto view = "documents/verify";
    std::string title;
    web::Input code;
    web::FileField file;
};
BOOST_DESCRIBE_STRUCT(FormPage, (), (title, code, file))

struct ByCode {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(ByCode, (), (code))

struct Found {
    static constexpr auto view = "documents/verified";
    std::string state, title, issuer, issued_at, sha256, state_at, sealed_by, signed_by, code, original;
    std::string page_title, state_words, issued_words, since_words;
    bool valid = false;
    std::vector<std::string> told; // by the room that had it issued
};
BOOST_DESCRIBE_STRUCT(Found, (),
                      (state, title, issuer, issued_at, sha256, state_at, sealed_by, signed_by, code, original,
                       page_title, state_words, issued_words, since_words, valid, told))

struct GivenFile {
    web::Octets pdf;
};
BOOST_DESCRIBE_STRUCT(GivenFile, (), (pdf))

struct Checked {
    static constexpr auto view = "documents/checked";
    std::string state;
    bool intact = false;
    std::string sealed_by, signed_by, signed_at;
    std::string title, document, issuer, issued_words, state_words, since_words, verify;
    bool known = false, valid = false;
};
BOOST_DESCRIBE_STRUCT(Checked, (),
                      (state, intact, sealed_by, signed_by, signed_at, title, document, issuer, issued_words,
                       state_words, since_words, verify, known, valid))

// What the public page calls a state: an available document is valid.
std::string public_name(State state) { return state == State::Available ? "valid" : std::string(name(state)); }

std::string instant_words(web::Call const& call, base::Instant at)
{
    return call.say("documents.at-time",
                    {{"day", base::day_in_words(local_day(at), call.language)}, {"time", local_time(at)}});
}

std::string since(web::Call const& call, Issued const& issued)
{
    return issued.state == State::Available ? "" : instant_words(call, issued.state_at);
}

// Guesses count against the visitor; right codes do not.
std::optional<Refusal> guessing(Desk const& desk, web::Call const& call)
{
    if (desk.setting.limits->open("guess", call.peer, call.at)) return {};
    return Refusal{Refusal::Why::TooMany, "documents.too-many-guesses"};
}

base::Result<Issued> looked_up(Desk const& desk, db::Snapshot const& snapshot, web::Call const& call,
                               std::string_view typed)
{
    if (auto const no = guessing(desk, call)) return *no;
    auto issued = store::by_code(desk, snapshot, read_code(typed));
    if (!issued) {
        desk.setting.limits->take("guess", call.peer, call.at);
        return Refusal{Refusal::Why::NotFound, "documents.unknown-code", "codi"};
    }
    call.looked_at(issued->person, "documents.verified");
    return std::move(*issued);
}

Found found(Desk const& desk, db::Snapshot const& snapshot, web::Call const& call, Issued const& issued)
{
    Found out;
    out.state = public_name(issued.state);
    out.title = issued.title;
    out.issuer = issued.issuer;
    out.issued_at = rfc3339(issued.issued_at);
    out.sha256 = base::hex(issued.sha256);
    out.state_at = rfc3339(issued.state_at);
    out.sealed_by = issued.sealed_by;
    out.signed_by = issued.signed_by;
    out.code = grouped(issued.code);
    out.original = "/verifica/" + issued.code + "/original";
    out.page_title = call.say("documents.verify-title");
    out.state_words = call.say("documents.state-" + out.state);
    out.issued_words = instant_words(call, issued.issued_at);
    out.since_words = since(call, issued);
    out.valid = issued.state == State::Available;
    if (desk.setting.told_of) out.told = desk.setting.told_of(snapshot, call, issued.id);
    return out;
}

// The empty form; with a code in the query (the form without script sends it so), its result.
base::Result<web::Answer> show_form(Desk& desk, db::Snapshot const& snapshot, web::Call const& call,
                                    FormAsked const& asked)
{
    if (asked.codi) {
        auto const issued = looked_up(desk, snapshot, call, *asked.codi);
        if (!issued) return issued.refusal();
        return web::answer(found(desk, snapshot, call, *issued));
    }
    FormPage page;
    page.title = call.say("documents.verify-title");
    page.code = web::input(call, "codi", call.say("documents.code-label"), call.say("documents.code-hint"));
    page.code.code = true;
    page.file = web::file_field(call, "pdf", call.say("documents.file-label"), call.say("documents.file-hint"),
                                "application/pdf");
    return web::answer(page);
}

base::Result<Found> show_code(Desk& desk, db::Snapshot const& snapshot, web::Call const& call, ByCode const& asked)
{
    auto const issued = looked_up(desk, snapshot, call, asked.code);
    if (!issued) return issued.refusal();
    return found(desk, snapshot, call, *issued);
}

base::Result<web::File> show_original(Desk& desk, db::Snapshot const& snapshot, web::Call const& call,
                                      ByCode const& asked)
{
    auto const issued = looked_up(desk, snapshot, call, asked.code);
    if (!issued) return issued.refusal();
    return original(desk, snapshot, *issued, false);
}

base::Result<Checked> check_file(Desk& desk, db::Snapshot const& snapshot, web::Call const& call,
                                 GivenFile const& given)
{
    if (auto const no = guessing(desk, call)) return *no;
    if (given.pdf.data.empty()) return Refusal{Refusal::Why::Unprocessable, "documents.no-file", "pdf"};
    Checked out;
    out.state = "unknown";
    auto issued = store::by_hash(desk, snapshot, base::sha256(given.pdf.data));
    out.intact = issued.has_value();
    if (!issued)
        if (auto const code = pdf::code_in(given.pdf.data); !code.empty())
            issued = store::by_code(desk, snapshot, code);
    if (issued) {
        call.looked_at(issued->person, "documents.verified");
        out.known = true;
        out.state = public_name(issued->state);
        out.sealed_by = issued->sealed_by;
        out.signed_by = issued->signed_by;
        out.signed_at = rfc3339(issued->issued_at);
        out.document = issued->title;
        out.issuer = issued->issuer;
        out.issued_words = instant_words(call, issued->issued_at);
        out.since_words = since(call, *issued);
        if (out.intact) out.verify = "/verifica/" + issued->code;
        out.valid = out.intact && issued->state == State::Available;
    } else {
        desk.setting.limits->take("guess", call.peer, call.at);
    }
    out.state_words = call.say("documents.state-" + out.state);
    out.title = call.say("documents.verify-title");
    return out;
}

}

void verify_routes(web::Router& on, Desk& desk)
{
    on.look("/verifica", web::anyone(), desk, show_form, {.guessed = true});
    on.ask("/verifica", web::anyone(), desk, check_file, {.body_limit = largest_file, .guessed = true});
    on.look("/verifica/{code}", web::anyone(), desk, show_code, {.guessed = true});
    on.look("/verifica/{code}/original", web::anyone(), desk, show_original,
            {.guessed = true, .gives = "application/pdf"});
}

}
