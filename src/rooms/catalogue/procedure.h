// SPDX-License-Identifier: EUPL-1.2
// A procedure as its file declares it (docs/procedures.md), read strictly.
#pragma once
#include "act/act.h"
#include "rooms/catalogue/form.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace catalogue {

struct Requirement {
    Text name;
    bool required = true;
    Text note; // may be empty
};

struct Procedure {
    std::string id, subject;
    std::vector<std::string> life_events, audience;
    Text title, summary, what, who, how, after;
    std::vector<Requirement> documents;
    std::int64_t fee_cents = 0;
    Text fee, term;
    std::string term_unit;
    std::int64_t term_count = 0;
    std::string silence;
    act::Level level = act::Level::None;
    std::string output;
    std::vector<std::string> channels;
    Text signs; // may be empty
    std::string unit;
    std::int64_t retention_years = 0;
    std::vector<Text> legal_basis;
    std::map<std::string, std::vector<std::string>> keywords;
    std::shared_ptr<Form const> form; // none: it cannot be asked for by a form
    std::int64_t version = 0;         // set when published
};

// Why a file is refused, and where.
struct Fault {
    std::string file;
    int line = 0;       // from 1, 0 when no line is at fault
    std::string reason; // in English, for the technician's log and `finestreta check`
};

// Languages are those that every text must have.
std::variant<Procedure, Fault> read_procedure(std::string const& file_name, std::string const& yaml,
                                              std::vector<std::string> const& languages);

}
