// SPDX-License-Identifier: EUPL-1.2
// What the pages and acts of this room share. Only this room includes it.
#pragma once
#include "rooms/counter/store.h"
#include "web/parts.h"

namespace counter {

namespace json = boost::json;

// SICRES 4, Documentacio_Fisica: whether paper follows what is sent.
constexpr std::array<std::string_view, 3> physical_names{"3", "2", "1"};
// What the papers that were digitised are, as the agent states it. Nothing is made of it yet: no copy is sealed as an
// authentic one with its metadata (EE03 of NTI-copies; Llei 39/2015, art. 27).
constexpr std::array<std::string_view, 2> nature_names{"originals", "copies"};
// How standing for somebody was proved (Llei 39/2015, art. 5.4); pending: within ten days (art. 5.6).
constexpr std::array<std::string_view, 3> proof_names{"shown", "registered", "pending"};

// What the agent registers: who came, whom for, to whom it is addressed, what it is, the papers.
struct Sent {
    std::string shown, document;
    std::optional<std::string> country, name, email, telephone, language;
    std::optional<std::string> behalf_document, behalf_name, proof, obliged;
    std::optional<std::string> addressee, body, body_name, procedure;
    std::string subject;
    std::optional<std::string> extract, nature, physical, papers;
    bool returned = false;
    std::vector<web::Octets> papers__fitxer;
    std::vector<std::string> papers__nom;
    std::optional<std::string> accio;
};
BOOST_DESCRIBE_STRUCT(Sent, (),
                      (shown, document, country, name, email, telephone, language, behalf_document, behalf_name, proof,
                       obliged, addressee, body, body_name, procedure, subject, extract, nature, physical, papers,
                       returned, papers__fitxer, papers__nom, accio))

// Somebody by a document, under the name that holds.
struct Somebody {
    Number number;
    std::string name, typed;
};
// All that is decided before the lane.
struct Taking {
    IntakeId id;
    Sent sent;
    Shown shown = Shown::Dni;
    Somebody presenter;
    std::optional<Somebody> behalf;
    Obliged obliged = Obliged::No;
    bool elsewhere = false; // addressed to another administration
    std::shared_ptr<catalogue::Procedure const> procedure;
    std::string destination, destination_name, subject, email, telephone, language, amend_until;
    std::vector<std::pair<std::string, std::string>> told;
    std::string content, file_name;
    std::vector<uploads::UploadId> papers;
    std::vector<std::shared_ptr<uploads::Ready const>> files; // of a form without a script
    // A button of the file field was pressed: what it says, and nothing is registered.
    std::string field_button;
    uploads::UploadId removed;
    std::optional<uploads::Joined> joined;
    std::optional<base::Refusal> refused_file;
    Somebody const& interested() const { return behalf ? *behalf : presenter; }
};

// Where the procedures are read in the order in which the agent chooses one.
constexpr std::string_view generic_procedure = "instancia-generica";

void desk_routes(web::Router&, Room&);
void done_routes(web::Router&, Room&);
void exchange_routes(web::Router&, Room&);

base::Result<Taking> prepare_taking(Room&, db::Snapshot const&, web::Call const&, Sent const&);
// The lines of a receipt that are the counter's, in the person's language; and all that is filed, as JSON.
void tell(Room const&, web::Call const&, Taking&);
std::string content_of(Room const&, web::Call const&, Taking const&);

// The person who came and whom they stood for: both are shown with their number.
inline void looked_at_both(web::Call const& call, store::Intake const& intake, std::string const& what)
{
    call.looked_at(intake.interested, what);
    if (intake.presenter != intake.interested) call.looked_at(intake.presenter, what);
}

struct Registered {
    static constexpr bool creates = true;
    std::string id, number, presented_at, receipt, matter, amend_until, exchange;
};
BOOST_DESCRIBE_STRUCT(Registered, (), (id, number, presented_at, receipt, matter, amend_until, exchange))
std::string location(Registered const&);
base::Result<Registered> record_taking(Room&, act::Act&, Taking const&);

}
