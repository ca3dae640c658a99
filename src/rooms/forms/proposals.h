// SPDX-License-Identifier: EUPL-1.2
// From free text to the right procedure: what fits the words that somebody began a generic application with.
#pragma once
#include "rooms/forms/drafts.h"

namespace forms {

constexpr std::size_t most_proposals = 3;

struct Proposal {
    std::string id, title, summary, draft;
    bool online = false; // can be done by its own form, which takes the words over
};
BOOST_DESCRIBE_STRUCT(Proposal, (), (id, title, summary, draft, online))
// Those of the catalogue that fit the words, best first; never the draft's own procedure.
std::vector<Proposal> propose(catalogue::Catalogue&, web::Call const&, std::string_view own, std::string const& words);

// Acts: what was proposed, and what was taken of it, is counted.
void keep_proposals(act::Act&, DraftId const&, std::vector<std::string> const& procedures);
void take_proposal(act::Act&, DraftId const&, std::string_view procedure);

}
