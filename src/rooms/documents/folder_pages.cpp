// SPDX-License-Identifier: EUPL-1.2
// The documents of the citizen's folder: the list, one document, its file. Another person's is not found.
#include "base/log.h"
#include "rooms/documents/code.h"
#include "rooms/documents/pages.h"

namespace documents {
namespace {

using base::Refusal;

struct Line {
    std::string id, code, title, issued_at, state, pdf, verify, href, issued_words, state_words;
    bool valid = false;
};
BOOST_DESCRIBE_STRUCT(Line, (),
                      (id, code, title, issued_at, state, pdf, verify, href, issued_words, state_words, valid))

struct Folder {
    static constexpr auto view = "documents/folder";
    std::string title;
    std::vector<Coming> coming;
    std::vector<Line> documents;
};
BOOST_DESCRIBE_STRUCT(Folder, (), (title, coming, documents))

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

struct DocumentPage {
    static constexpr auto view = "documents/document";
    std::string title;
    Line document;
    std::string verify_address;
};
BOOST_DESCRIBE_STRUCT(DocumentPage, (), (title, document, verify_address))

Line line(web::Call const& call, Issued const& issued)
{
    auto const shown = card(issued);
    Line out{shown.id,
             shown.code,
             shown.title,
             shown.issued_at,
             shown.state,
             shown.pdf,
             shown.verify,
             "/carpeta/documents/" + shown.id,
             "",
             "",
             issued.state == State::Available};
    out.state = out.valid ? "valid" : out.state;
    out.issued_words =
        call.say("documents.at-time", {{"day", base::day_in_words(local_day(issued.issued_at), call.language)},
                                       {"time", local_time(issued.issued_at)}});
    out.state_words = call.say("documents.state-" + out.state);
    return out;
}

base::Result<Folder> show_folder(Desk& desk, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    call.looked_at(call.by.person, "documents.list");
    Folder folder;
    folder.title = call.say("documents.folder-title");
    if (desk.setting.coming) folder.coming = desk.setting.coming(snapshot, call);
    for (auto const& issued : store::of_person(desk, snapshot, call.by.person))
        folder.documents.push_back(line(call, issued));
    return folder;
}

base::Result<Issued> own(Desk const& desk, db::Snapshot const& snapshot, web::Call const& call, std::string_view id)
{
    auto issued = base::is_id_text(id) ? store::by_id(desk, snapshot, id) : std::nullopt;
    if (!issued || issued->person != call.by.person) return Refusal{Refusal::Why::NotFound, "documents.none-such"};
    return std::move(*issued);
}

base::Result<DocumentPage> show_document(Desk& desk, db::Snapshot const& snapshot, web::Call const& call,
                                         Which const& which)
{
    auto const issued = own(desk, snapshot, call, which.id);
    if (!issued) return issued.refusal();
    return DocumentPage{issued->title, line(call, *issued), call.town.url + "/verifica"};
}

base::Result<web::File> show_pdf(Desk& desk, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const issued = own(desk, snapshot, call, which.id);
    if (!issued) return issued.refusal();
    if (call.by.level < issued->level)
        return Refusal{Refusal::Why::Forbidden, "web.level-too-low", "", {{"level", std::string(name(issued->level))}}};
    call.looked_at(issued->person, "documents.read");
    return original(desk, snapshot, *issued, true);
}

}

base::Result<web::File> original(Desk const& desk, db::Snapshot const& snapshot, Issued const& issued, bool download)
{
    auto bytes = read(desk.blobs, snapshot, issued.blob);
    if (!bytes || base::sha256(*bytes) != issued.sha256) {
        base::log::error("documents.damaged", {{"document", issued.id.text}});
        return Refusal{Refusal::Why::Unavailable, "documents.damaged"};
    }
    return web::File{std::move(*bytes), "application/pdf", issued.procedure + "-" + issued.code.substr(0, 4) + ".pdf",
                     download};
}

base::Result<web::File> file_of(Desk const& desk, db::Snapshot const& snapshot, DocumentId const& id, bool download)
{
    auto const issued = store::by_id(desk, snapshot, id.text);
    if (!issued) return Refusal{Refusal::Why::NotFound, "documents.none-such"};
    return original(desk, snapshot, *issued, download);
}

void routes(web::Router& on, Desk& desk)
{
    on.look("/carpeta", web::citizen(act::Level::Low), desk, show_folder);
    on.look("/carpeta/documents/{id}", web::citizen(act::Level::Low), desk, show_document);
    on.look("/carpeta/documents/{id}/pdf", web::citizen(act::Level::Low), desk, show_pdf, {.gives = "application/pdf"});
    verify_routes(on, desk);
    office_routes(on, desk);
}

}
