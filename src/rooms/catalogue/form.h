// SPDX-License-Identifier: EUPL-1.2
// The form of a procedure, as its file declares it: pages of fields with conditions. Values only: what a type of field
// means is the business of the room `forms`.
#pragma once
#include "base/expression.h"
#include "rooms/catalogue/text.h"

#include <memory>
#include <optional>
#include <vector>

namespace catalogue {

// Of docs/procedures.md. The room `forms` has one file for each.
constexpr std::string_view field_types[]{"text",         "long_text",  "number",   "money", "date",    "yes_no",
                                         "one_of",       "several_of", "document", "name",  "address", "place",
                                         "cadastral",    "iban",       "phone",    "email", "file",    "declaration",
                                         "consultation", "computed",   "group"};

struct Option {
    std::string value;
    Text label, hint;
};

struct Field {
    std::string key; // [a-z][a-z0-9_]*, never used for anything else: answers are kept under it
    std::string type;
    Text label, hint;
    bool required = true;
    std::optional<base::Expression> when;  // hidden, and its value nowhere, unless it holds
    std::optional<base::Expression> valid; // of an answer that is right in itself
    Text valid_text;                       // said when `valid` does not hold
    std::optional<base::Expression> value; // of a computed one
    std::int64_t least = 0, most = 0;      // characters, rows, files; whole units of a number
    int decimals = 0;
    bool money = false; // of a computed one: euros
    std::vector<Option> options;
    std::vector<std::string> accepts; // documents: nif, nie, organisation; files: extensions
    std::string when_day;             // of a date: past, future, or empty
    std::string prefill;              // name, document, telephone, email, address, words; or empty
    std::string law;                  // of a consultation: "consent" where a law asks for it, else opposition
    std::vector<Field> fields;        // of a group
};

struct FormPage {
    std::string id;
    Text title, help;
    std::optional<base::Expression> when;
    std::vector<Field> fields;
};

// What is filed, in the words of Llei 39/2015: of these only some may be asked to be signed (art. 11.2).
enum class Filed { Request, Declaration, Communication, Appeal, Withdrawal, Waiver, Other };
std::string_view name(Filed);
bool signature_may_be_asked(Filed);

struct Form {
    Filed files = Filed::Request;
    std::vector<FormPage> pages;
    std::string subject; // key of the text that tells what it is about, for the register
    std::string words;   // key of the text by which a better procedure is looked for, empty when none is
    // Of this key on the top of the form, null when there is none.
    Field const* find(std::string_view key) const;
};

}

namespace YAML {
class Node;
}

namespace catalogue {
// Throws declared::Wrong.
std::shared_ptr<Form const> read_form(YAML::Node const&, std::vector<std::string> const& languages);
}
