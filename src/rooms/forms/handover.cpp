// SPDX-License-Identifier: EUPL-1.2
#include "rooms/forms/handover.h"

#include "base/crypto.h"
#include "base/digits.h"
#include "rooms/audit/audit.h"
#include "rooms/forms/pages.h"

#include <algorithm>

namespace forms {
namespace {

Handover read(db::Row const& row) { return {{row.text(0)}, {row.text(1)}, row.integer(2), {row.integer(3)}}; }

// Files that a draft names, in fields of its form and in rows of its groups.
void gather(std::vector<catalogue::Field> const& fields, json::object const& typed, std::vector<uploads::UploadId>& ids)
{
    for (auto const& field : fields) {
        auto const* const answer = typed.if_contains(field.key);
        if (!answer) continue;
        if (field.type == "group" && answer->is_array()) {
            for (auto const& row : answer->get_array())
                if (row.is_object()) gather(field.fields, row.get_object(), ids);
        } else if (field.type == "file" && answer->is_array()) {
            for (auto const& each : answer->get_array())
                if (each.is_string() && base::is_id_text(each.get_string()))
                    ids.push_back({std::string(each.get_string())});
        } else if (field.type == "file" && answer->is_string()) {
            auto const more = uploads::ids_in(answer->get_string());
            ids.insert(ids.end(), more.begin(), more.end());
        }
    }
}

Refusal over() { return {Refusal::Why::Gone, "forms.handover-over"}; }

}

std::optional<Handover> handover_of(db::Snapshot const& snapshot, DraftId const& draft, base::Instant now)
{
    auto const row = snapshot.one(R"sql(
        select id, draft, tries, until from forms_handover where draft = $1 and until > $2 and tries < $3
        )sql",
                                  draft.text, now.micros, handover_tries);
    return row ? std::optional(read(*row)) : std::nullopt;
}

base::Result<Handover> handover(db::Snapshot const& snapshot, std::string_view id, base::Instant now)
{
    auto const row = base::is_id_text(id) ? snapshot.one(R"sql(
        select h.id, h.draft, h.tries, h.until from forms_handover h join forms_draft d on d.id = h.draft
        where h.id = $1 and d.state = 'open'
        )sql",
                                                         id)
                                          : std::nullopt;
    if (!row) return Refusal{Refusal::Why::NotFound, "forms.no-handover"};
    auto found = read(*row);
    if (found.until <= now || found.tries >= handover_tries) return over();
    return found;
}

std::string code_of(Room const& room, Handover const& handover)
{
    return base::digits_of(base::hmac_sha256(room.key, "code " + handover.id.text), handover_digits);
}

Handover make_handover(act::Act& act, Draft const& draft)
{
    end_handover(act, draft.id);
    Handover made{HandoverId::fresh(act.at), draft.id, 0, std::min(act.at + handover_lasts, draft.expires_at)};
    act.tx(R"sql(insert into forms_handover (id, draft, tries, made_at, until) values ($1, $2, 0, $3, $4))sql",
           made.id.text, made.draft.text, act.at.micros, made.until.micros);
    audit::record(act, "forms.handover", act.by.subject(), draft.id.text);
    return made;
}

void end_handover(act::Act& act, DraftId const& draft)
{
    act.tx(R"sql(delete from forms_handover where draft = $1)sql", draft.text);
}

base::Result<DraftId> take_over(Room& room, act::Act& act, HandoverId const& id, std::string_view digits)
{
    auto const found = handover(act.tx, id.text, act.at);
    if (!found) return found.refusal();
    if (!base::equal_in_constant_time(code_of(room, *found), digits)) {
        act.tx(R"sql(update forms_handover set tries = tries + 1 where id = $1)sql", found->id.text);
        audit::record(act, "forms.handover-refused", act.by.subject(), found->draft.text);
        auto const left = handover_tries - found->tries - 1;
        Refusal wrong{Refusal::Why::Unprocessable, "forms.handover-wrong", "codi", {{"left", std::to_string(left)}}};
        if (left == 0) wrong = over();
        wrong.kept = true;
        return wrong;
    }
    auto const draft = *forms::draft(act.tx, found->draft);
    auto const procedure = room.procedures.at_version(draft.procedure, draft.version);
    if (!procedure || !procedure->form) return Refusal{Refusal::Why::Gone, "forms.no-form-any-more"};
    if (auto const no = may_file(act.tx, act.by, *procedure, act.at)) return *no;
    auto typed = draft.typed;
    json::object sources;
    for (auto const& each : draft.sources)
        if (each.value() != json::value("words")) typed.erase(each.key());
    prefill(room, act.tx, act.by, *procedure->form, {}, typed, sources);
    if (auto const done = take(act, draft, typed, sources); !done) return done.refusal();
    std::vector<uploads::UploadId> files;
    for (auto const& page : procedure->form->pages) gather(page.fields, typed, files);
    uploads::hand_over(act, files, draft.person);
    end_handover(act, draft.id);
    audit::record(act, "forms.handed-over", draft.on_behalf ? draft.on_behalf : draft.person, draft.id.text);
    audit::record(act, "forms.taken-over", act.by.subject(), draft.id.text);
    return draft.id;
}

}
