// SPDX-License-Identifier: EUPL-1.2
#include "rooms/forms/drafts.h"

#include "base/crypto.h"
#include "base/states.h"
#include "rooms/audit/audit.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

using base::Refusal;
using State = DraftState;

constexpr base::Names<4> names{"open", "filed", "abandoned", "expired"};
constexpr std::array moves{
    base::Move{State::Open, DraftEvent::File, State::Filed},
    base::Move{State::Open, DraftEvent::Abandon, State::Abandoned},
    base::Move{State::Open, DraftEvent::Expire, State::Expired},
};

Draft read(db::Row const& row)
{
    Draft draft;
    draft.id = {row.text(0)};
    draft.procedure = row.text(1);
    draft.version = row.integer(2);
    draft.person = {row.text_or(3, "")};
    draft.on_behalf = {row.text_or(4, "")};
    draft.staff = {row.text_or(5, "")};
    draft.language = row.text(6);
    draft.typed = json::parse(row.text(7)).as_object();
    draft.sources = json::parse(row.text(8)).as_object();
    draft.state = base::named_in<State>(names, row.text(9)).value_or(State::Expired); // unknown: nothing to go on with
    draft.began_at = {row.integer(10)};
    draft.saved_at = {row.integer(11)};
    draft.expires_at = {row.integer(12)};
    return draft;
}

void put(Draft& into, std::string_view key, json::value const& answer)
{
    auto const* const before = into.typed.if_contains(key);
    if (before && *before == answer) return;
    into.sources.erase(key);
    if (answer.is_null())
        into.typed.erase(key);
    else
        into.typed[key] = answer;
}

std::optional<std::string> or_null(std::string const& id) { return id.empty() ? std::nullopt : std::optional(id); }

}

std::string_view name(State state) { return base::name_in(names, state); }

std::optional<State> after(State state, DraftEvent event) { return base::after(moves, state, event); }

bool owns(act::Actor const& by, Draft const& draft)
{
    if (by.kind == act::Actor::Kind::Staff) return draft.staff == by.staff;
    return by.kind == act::Actor::Kind::Person && draft.person == by.person && draft.on_behalf == by.on_behalf;
}

std::optional<Draft> draft(db::Snapshot const& snapshot, DraftId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, procedure, version, person, on_behalf, staff, language, answers, sources, state, began_at, saved_at, expires_at
        from forms_draft where id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(*row)) : std::nullopt;
}

base::Result<Draft> open_draft(db::Snapshot const& snapshot, act::Actor const& by, std::string_view id)
{
    auto found = base::is_id_text(id) ? draft(snapshot, {std::string(id)}) : std::nullopt;
    if (!found || !owns(by, *found)) return Refusal{Refusal::Why::NotFound, "forms.no-draft"};
    // texts: forms.draft-is-*
    if (found->state != State::Open)
        return Refusal{Refusal::Why::Gone, "forms.draft-is-" + std::string(name(found->state))};
    return std::move(*found);
}

std::vector<Draft> drafts_of(db::Snapshot const& snapshot, act::Actor const& by)
{
    auto const staff = by.kind == act::Actor::Kind::Staff;
    auto const rows = staff ? snapshot(R"sql(
        select id, procedure, version, person, on_behalf, staff, language, answers, sources, state, began_at, saved_at, expires_at
        from forms_draft where staff = $1 and state = 'open' order by saved_at desc limit 100
        )sql",
                                       by.staff.text)
                            : snapshot(R"sql(
        select id, procedure, version, person, on_behalf, staff, language, answers, sources, state, began_at, saved_at, expires_at
        from forms_draft
        where person = $1 and coalesce(on_behalf, '') = $2 and state = 'open' order by saved_at desc limit 100
        )sql",
                                       by.person.text, by.on_behalf.text);
    std::vector<Draft> list;
    for (auto const& row : rows) list.push_back(read(row));
    return list;
}

namespace {

std::optional<Refusal> too_many(act::Act& act)
{
    if (drafts_of(act.tx, act.by).size() < most_drafts) return {};
    return Refusal{Refusal::Why::TooMany, "forms.too-many-drafts", "", {{"most", std::to_string(most_drafts)}}};
}

}

base::Result<DraftId> begin(act::Act& act, catalogue::Procedure const& procedure, json::object const& typed,
                            json::object const& sources)
{
    if (auto const no = too_many(act)) return *no;
    auto const id = DraftId{base::fresh_id_text(act.at)};
    act.tx(R"sql(
        insert into forms_draft (id, procedure, version, person, on_behalf, staff, language, answers, sources, state, began_at,
                                 saved_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $10, $11)
        )sql",
           id.text, procedure.id, procedure.version, or_null(act.by.person.text), or_null(act.by.on_behalf.text),
           or_null(act.by.staff.text), act.language, json::serialize(typed), json::serialize(sources), act.at.micros,
           (act.at + draft_lasts).micros);
    return id;
}

base::Result<Draft> save(act::Act& act, DraftId const& id, json::object const& typed)
{
    auto found = open_draft(act.tx, act.by, id.text);
    if (!found) return found.refusal();
    for (auto const& each : typed) put(*found, each.key(), each.value());
    auto const written = json::serialize(found->typed);
    if (written.size() > largest_answers) return Refusal{Refusal::Why::TooLarge, "forms.draft-too-large"};
    found->saved_at = act.at;
    found->expires_at = act.at + draft_lasts;
    act.tx(
        R"sql(update forms_draft set answers = $2, sources = $3, saved_at = $4, expires_at = $5, language = $6 where id = $1)sql",
        id.text, written, json::serialize(found->sources), found->saved_at.micros, found->expires_at.micros,
        act.language);
    return found;
}

base::Result<base::Done> move(act::Act& act, DraftId const& id, DraftEvent event)
{
    auto const found = open_draft(act.tx, act.by, id.text);
    if (!found) return found.refusal();
    // What was filed stands in the record; what was given up is forgotten.
    act.tx(R"sql(update forms_draft set state = $2, answers = '{}', sources = '{}', saved_at = $3 where id = $1)sql",
           id.text, name(*after(found->state, event)), act.at.micros);
    if (event == DraftEvent::Abandon) audit::record(act, "forms.abandoned", act.by.subject(), id.text);
    return base::Done{};
}

base::Result<base::Done> take(act::Act& act, Draft const& draft, json::object const& typed, json::object const& sources)
{
    if (auto const no = too_many(act)) return *no;
    act.tx(R"sql(
        update forms_draft set person = $2, on_behalf = $3, staff = $4, language = $5, answers = $6, sources = $7,
            saved_at = $8, expires_at = $9
        where id = $1 and state = 'open'
        )sql",
           draft.id.text, or_null(act.by.person.text), or_null(act.by.on_behalf.text), or_null(act.by.staff.text),
           act.language, json::serialize(typed), json::serialize(sources), act.at.micros,
           (act.at + draft_lasts).micros);
    return base::Done{};
}

void adopt(act::Act& act, DraftId const& id, std::int64_t version)
{
    act.tx(R"sql(update forms_draft set version = $2 where id = $1 and state = 'open')sql", id.text, version);
}

std::size_t expire(db::Tx& tx, base::Instant now)
{
    tx(R"sql(delete from forms_handover where until <= $1)sql", now.micros);
    return tx(R"sql(
        update forms_draft set state = 'expired', answers = '{}', sources = '{}' where state = 'open' and expires_at <= $1 returning id
        )sql",
              now.micros)
        .size();
}

std::string seal_of_page(catalogue::FormPage const& page, json::object const& typed)
{
    json::object of_page;
    for (auto const& field : page.fields)
        if (auto const* const answer = typed.if_contains(field.key)) of_page[field.key] = *answer;
    return base::base64url(base::sha256(json::serialize(of_page))).substr(0, 16);
}

std::string seal_of(json::object const& typed) { return base::base64url(base::sha256(json::serialize(typed))); }

namespace {

bool rows_fit(Field const& from, Field const& to, json::value const& typed, Surroundings const& here)
{
    auto const* const rows = typed.if_array();
    if (!rows) return true;
    if (rows->size() > std::size_t(to.most)) return false;
    for (auto const& row : *rows)
        for (auto const& before : from.fields) {
            auto const* const answer = row.is_object() ? row.get_object().if_contains(before.key) : nullptr;
            if (!answer || answer->is_null() || before.type == "computed") continue;
            auto const now = std::ranges::find(to.fields, before.key, &Field::key);
            if (now == to.fields.end() || now->type != before.type) return false;
            auto const was_right = bool(type_of(before).read(before, *answer, here));
            if (was_right && !type_of(*now).read(*now, *answer, here)) return false;
        }
    return true;
}

}

bool can_move(catalogue::Form const& from, catalogue::Form const& to, json::object const& typed,
              Surroundings const& here)
{
    for (auto const& each : typed) {
        auto const *const before = from.find(each.key()), *const now = to.find(each.key());
        if (!before) continue;
        if (!now || now->type != before->type) return false;
        if (now->type == "computed") continue;
        if (now->type == "group") {
            if (!rows_fit(*before, *now, each.value(), here)) return false;
            continue;
        }
        auto const was_right = bool(type_of(*before).read(*before, each.value(), here));
        if (was_right && !type_of(*now).read(*now, each.value(), here)) return false;
    }
    return true;
}

}
