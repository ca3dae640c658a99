// SPDX-License-Identifier: EUPL-1.2
// Codes by which somebody shows that a telephone or a mailbox is theirs (decision 0010). Only identity/ includes this.
#pragma once
#include "rooms/identity/identity.h"

namespace identity {

using CodeId = base::Id<struct CodeTag>;

struct Contact {
    enum class Kind { Telephone, Email };
    Kind kind = Kind::Email;
    std::string address; // base::telephone_number, base::email_address
};
// The document kind under which a person is known who showed nothing but this.
std::string_view name(Contact::Kind);

constexpr std::size_t code_digits = 6;
constexpr std::chrono::seconds code_lasts{600}, next_code_after{60};
constexpr std::int64_t most_tries = 5;
// To one contact, whoever asks: more would help nobody but who pesters its owner or guesses.
constexpr std::int64_t most_in_an_hour = 5, most_in_a_day = 10;

// Of what was typed; a Refusal names the field. `door` says which kinds of contact can be sent to.
base::Result<Contact> contact_typed(CodeDoor const& door, std::string_view typed);
// Six digits of what was typed or pasted, spaces and hyphens left out.
std::optional<std::string> code_typed(std::string_view);
// Six random digits, each code as likely as any other.
std::string fresh_code();

// How the newest code of a browser stands.
enum class CodeStanding { None, Open, Spent, Late };

struct AskedCode {
    CodeId id;
    Contact contact;
    std::int64_t tries = 0;
    base::Instant asked_at{};
    std::string back_to;
};
struct CodeStands {
    CodeStanding standing = CodeStanding::None;
    AskedCode code; // when there is one
};
// What is told of one that is not open.
base::Refusal why_closed(CodeStanding);
CodeStands code_of(CodeDoor const&, db::Snapshot const&, std::string_view browser, base::Instant now);
// Whether as much has been sent to a contact as may be.
bool enough_sent(CodeDoor const&, db::Snapshot const&, Contact const&, base::Instant now);

// In an act. The browser's codes before it end; the code itself is returned to be sent and kept nowhere.
struct NewCode {
    CodeId id;
    std::string code;
};
NewCode ask_code(CodeDoor const&, db::Tx&, Contact const&, std::string_view browser, std::string const& back_to,
                 base::Instant now);
// In an act: the code that was asked for, ended, when these are its digits. A wrong try is counted by a Refusal that
// is kept.
base::Result<AskedCode> use_code(CodeDoor const&, db::Tx&, std::string_view browser, std::string_view digits,
                                 base::Instant now);
void tidy_codes(db::Tx&, base::Instant now);

}
