// SPDX-License-Identifier: EUPL-1.2
#include "rooms/forms/proposals.h"

#include "rooms/forms/forms.h"

namespace forms {

std::vector<Proposal> propose(catalogue::Catalogue& procedures, web::Call const& call, std::string_view own,
                              std::string const& words)
{
    std::vector<Proposal> list;
    auto const shelf = procedures.shelf(call.at);
    for (auto const& hit : catalogue::find(procedures, call, words)) {
        auto const* const found = shelf->find(hit.id);
        if (!found || hit.id == own) continue;
        list.push_back({hit.id, hit.title, found->summary.in(call.language), "", found->form != nullptr});
        if (list.size() == most_proposals) break;
    }
    return list;
}

void keep_proposals(act::Act& act, DraftId const& draft, std::vector<std::string> const& procedures)
{
    for (auto const& each : procedures)
        act.tx(R"sql(
            insert into forms_proposal (draft, procedure, at) values ($1, $2, $3) on conflict (draft, procedure) do nothing
            )sql",
               draft.text, each, act.at.micros);
}

void take_proposal(act::Act& act, DraftId const& draft, std::string_view procedure)
{
    act.tx(R"sql(
        update forms_proposal set taken_at = $3 where draft = $1 and procedure = $2 and taken_at is null
        )sql",
           draft.text, procedure, act.at.micros);
}

ProposalCounts proposals(db::Snapshot const& snapshot, base::Instant since, base::Instant until)
{
    auto const row = snapshot.one(R"sql(
        select count(distinct draft), count(taken_at) from forms_proposal where at >= $1 and at < $2
        )sql",
                                  since.micros, until.micros);
    return {row->integer(0), row->integer(1)};
}

std::vector<ProposedProcedure> proposed_most(db::Snapshot const& snapshot, base::Instant since, int limit)
{
    std::vector<ProposedProcedure> list;
    for (auto const& row : snapshot(R"sql(
             select procedure, count(*), count(taken_at) from forms_proposal where at >= $1
             group by procedure order by count(*) desc, procedure limit $2
             )sql",
                                    since.micros, std::int64_t(limit)))
        list.push_back({row.text(0), row.integer(1), row.integer(2)});
    return list;
}

}
