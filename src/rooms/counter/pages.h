// SPDX-License-Identifier: EUPL-1.2
// What the pages and acts of this room share. Only this room includes it.
#pragma once
#include "rooms/counter/rules.h"
#include "rooms/counter/store.h"
#include "web/parts.h"

namespace counter {

namespace json = boost::json;

// SICRES 4, Documentacio_Fisica: whether paper follows what is sent.
constexpr std::array<std::string_view, 3> physical_names{"3", "2", "1"};
// What the papers that were digitised are: originals give authentic copies of paper (EE03 of NTI-copies), copies none.
constexpr std::array<std::string_view, 2> nature_names{"originals", "copies"};
// How standing for somebody was proved (Llei 39/2015, art. 5.4); pending: within ten days (art. 5.6).
constexpr std::array<std::string_view, 3> proof_names{"shown", "registered", "pending"};

// What the agent registers: who came, whom for, to whom it is addressed, what it is, the papers.
struct Sent {
    std::string shown, document;
    std::optional<std::string> name, email, telephone, language;
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
                      (shown, document, name, email, telephone, language, behalf_document, behalf_name, proof, obliged,
                       addressee, body, body_name, procedure, subject, extract, nature, physical, papers, returned,
                       papers__fitxer, papers__nom, accio))

// Somebody by a document, under the name that holds: the office's where it has one, else as it was typed.
struct Somebody {
    Number number;
    std::string name;
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

struct Registered {
    static constexpr bool creates = true;
    std::string id, number, presented_at, receipt, matter, amend_until, exchange;
};
BOOST_DESCRIBE_STRUCT(Registered, (), (id, number, presented_at, receipt, matter, amend_until, exchange))
std::string location(Registered const&);
base::Result<Registered> record_taking(Room&, act::Act&, Taking const&);

}
