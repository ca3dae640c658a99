// SPDX-License-Identifier: EUPL-1.2
// Filing: what was filled in becomes an entry of the register and a matter, all in one act.
#pragma once
#include "rooms/cases/cases.h"

namespace cases {

namespace json = boost::json;

// The procedure that stands for all others: what has none of its own.
constexpr std::string_view generic_procedure = "instancia-generica";

using SigningId = base::Id<struct SigningTag>;

// How what is filed is signed: not at all; by the identity that was proved (art. 10.4); by the person's own certificate
// (art. 10.2.a), whose signature is over the whole text and stands beside it.
enum class Signing { None, ByIdentity, ByCertificate };

// A signature over the content, judged good.
struct CertificateSignature {
    SigningId waited; // what it was asked for by; used up by the act
    std::string bytes, sha256;
    std::string signer, document, organisation, issuer, evidence;
};

// What is filed, composed before the lane: the words that are signed, and everything that the act rechecks.
struct Prepared {
    FilingId id;
    forms::DraftId draft;   // empty where there is none
    std::string draft_seal; // of all its answers
    std::shared_ptr<catalogue::Procedure const> procedure;
    MatterId matter;  // where it is filed into one that exists
    std::string kind; // application, papers, withdrawal
    std::string subject;
    json::object answers;  // of its form, as they were judged
    std::string content;   // JSON
    std::string file_name; // under which the register lists it
    std::vector<forms::Attached> papers;
    std::vector<std::pair<std::string, std::string>> told; // for the receipt
    std::vector<registry::Party> parties;
    act::PersonId interested;
    std::string language;
    bool signs = false;
    bool amends = false; // papers that file again, electronically, what was brought on paper
    std::optional<CertificateSignature> certificate = {};
};

struct EntryTold {
    std::string id, number, presented_at;
    std::optional<std::string> effective_at;
};
BOOST_DESCRIBE_STRUCT(EntryTold, (), (id, number, presented_at, effective_at))

struct ReceiptTold {
    std::string pdf, code;
};
BOOST_DESCRIBE_STRUCT(ReceiptTold, (), (pdf, code))

struct MatterTold {
    std::string id, state;
};
BOOST_DESCRIBE_STRUCT(MatterTold, (), (id, state))

struct Filed {
    static constexpr bool creates = true;
    EntryTold entry;
    ReceiptTold receipt;
    MatterTold matter;
};
BOOST_DESCRIBE_STRUCT(Filed, (), (entry, receipt, matter))
std::string location(Filed const&);

// The person and, where they stand for somebody, whom: interested people first (Llei 39/2015, arts. 4, 5 and 66.1.a).
std::vector<registry::Party> parties_of(Room&, db::Snapshot const&, act::Actor const&);

// Llei 39/2015, art. 11.2, with the evidence of RD 203/2021 and of the resolutions on non-cryptographic signature
// (BOE-A-2022-3527): who, how and when they proved it, what they saw. A person must have proved who they are within the
// last minutes; a program's call with its token is the signature itself.
std::optional<base::Refusal> may_sign(act::Actor const&, base::Instant now);
// Of a token that was made for a program; whoever holds a browser's session is no program.
bool signs_by_calling(act::Actor const&);

// The content with the evidence of its signature (art. 10) when it is signed.
std::string signed_content(json::object content, act::Actor const&, Room::Person const&, act::Channel, base::Instant,
                           Signing);

// Of a draft whose answers are those that were shown, `seen` being their seal; and of a withdrawal.
base::Result<Prepared> compose_draft(Room&, db::Snapshot const&, web::Call const&, std::string const& id,
                                     std::optional<std::string> const& seen, Signing);
base::Result<Prepared> compose_withdrawal(Room&, db::Snapshot const&, web::Call const&, std::string const& id,
                                          std::string const& reason, Signing);

// The act: papers frozen, matter, entry, filing, thread, trail; the draft is filed.
base::Result<Filed> file(Room&, act::Act&, Prepared const&);

}
