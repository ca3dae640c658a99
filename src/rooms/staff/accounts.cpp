// SPDX-License-Identifier: EUPL-1.2
// Accounts in the database.
#include "base/crypto.h"
#include "base/csv.h"
#include "base/identifiers.h"
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/staff.h"

#include <algorithm>

namespace staff {
namespace {

using base::Refusal;
constexpr auto invitation_lasts = std::chrono::hours(72);

std::vector<std::string> roles_of(db::Snapshot const& snapshot, act::StaffId const& id)
{
    std::vector<std::string> list;
    for (auto const& row : snapshot(R"sql(select role from staff_grant where member = $1 order by role)sql", id.text))
        list.push_back(row.text(0));
    return list;
}

Member read(db::Snapshot const& snapshot, db::Row const& row)
{
    Member found;
    found.id = {row.text(0)};
    found.login = row.text(1);
    found.name = row.text(2);
    found.email = row.text_or(3, "");
    found.unit = row.text_or(4, "");
    found.valid_from = row.text(5);
    found.valid_until = row.text_or(6, "");
    found.password = row.text_or(7, "");
    found.totp_secret = row.null(8) ? "" : row.bytes(8);
    found.totp_step = row.maybe_integer(9).value_or(0);
    found.last_entered = {row.maybe_integer(10).value_or(0)};
    found.passkeys = std::size_t(row.integer(11));
    found.document = row.text_or(12, "");
    found.post = row.text_or(13, "");
    found.roles = roles_of(snapshot, found.id);
    return found;
}

bool good_login(std::string_view login)
{
    return login.size() >= 2 && login.size() <= 60 && std::ranges::all_of(login, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
           });
}

// A DNI or NIE in normal form.
std::optional<std::string> person_number(std::string_view typed)
{
    auto const number = base::document_number(typed);
    if (!number || number->kind == base::DocumentKind::Organisation) return {};
    return number->text;
}

std::optional<Refusal> fault_in(db::Snapshot const& snapshot, Wanted const& wanted)
{
    auto const refused = [](char const* key, char const* field) {
        return Refusal{Refusal::Why::Unprocessable, key, field};
    };
    if (!good_login(wanted.login)) return refused("staff.bad-login", "login");
    if (base::trimmed(wanted.name).empty() || wanted.name.size() > 120) return refused("staff.bad-name", "name");
    if (wanted.email.size() > 160 || (!wanted.email.empty() && wanted.email.find('@') == std::string::npos))
        return refused("staff.bad-email", "email");
    auto const from = base::day_from_iso(wanted.valid_from);
    if (!from) return refused("staff.bad-day", "from");
    if (!wanted.valid_until.empty()) {
        auto const until = base::day_from_iso(wanted.valid_until);
        if (!until || *until < *from) return refused("staff.bad-day", "until");
    }
    if (!wanted.document.empty() && !person_number(wanted.document)) return refused("staff.bad-document", "document");
    if (wanted.post.size() > 120) return refused("staff.bad-post", "post");
    auto const known = roles(snapshot);
    if (wanted.roles.empty()) return refused("staff.no-role", "roles");
    for (auto const& role : wanted.roles)
        if (std::ranges::find(known, role) == known.end())
            return Refusal{Refusal::Why::Unprocessable, "staff.unknown-role", "roles", {{"role", role}}};
    return {};
}

std::optional<std::string> some(std::string const& text) { return text.empty() ? std::nullopt : std::optional(text); }

void set_unit(db::Tx& tx, std::string const& unit)
{
    if (!unit.empty())
        tx(R"sql(insert into staff_unit (code, name) values ($1, $1) on conflict (code) do nothing)sql", unit);
}

}

bool Member::in_force(base::Day day) const
{
    auto const today = base::iso(day);
    return valid_from <= today && (valid_until.empty() || today <= valid_until);
}

std::optional<Member> member(db::Snapshot const& snapshot, act::StaffId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, login, name, email, unit, valid_from, valid_until, password, totp_secret, totp_step, last_entered,
               (select count(*) from staff_passkey p where p.member = m.id), document, post
        from staff_member m where id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(snapshot, *row)) : std::nullopt;
}

std::optional<Member> member_by_login(db::Snapshot const& snapshot, std::string_view login)
{
    auto const row =
        snapshot.one(R"sql(select id from staff_member where login = $1)sql", base::lower(base::trimmed(login)));
    return row ? member(snapshot, {row->text(0)}) : std::nullopt;
}

std::vector<Member> members(db::Snapshot const& snapshot)
{
    std::vector<Member> list;
    for (auto const& row : snapshot(R"sql(
        select id, login, name, email, unit, valid_from, valid_until, password, totp_secret, totp_step, last_entered,
               (select count(*) from staff_passkey p where p.member = m.id), document, post
        from staff_member m order by login
        )sql"))
        list.push_back(read(snapshot, row));
    return list;
}

std::vector<std::string> roles(db::Snapshot const& snapshot)
{
    std::vector<std::string> list;
    for (auto const& row : snapshot(R"sql(select distinct role from staff_role_permission order by role)sql"))
        list.push_back(row.text(0));
    return list;
}

base::Result<Member> put_member(act::Act& act, Wanted const& wanted)
{
    if (auto fault = fault_in(act.tx, wanted)) return *fault;
    set_unit(act.tx, wanted.unit);
    auto const rows = act.tx(R"sql(
        insert into staff_member (id, login, name, email, unit, valid_from, valid_until, made_at, document,
                                  post)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (login) do update set name = excluded.name, email = excluded.email, unit = excluded.unit,
            valid_from = excluded.valid_from, valid_until = excluded.valid_until,
            document = excluded.document, post = excluded.post
        returning id
        )sql",
                             act::StaffId::fresh(act.at).text, wanted.login, std::string(base::trimmed(wanted.name)),
                             some(wanted.email), some(wanted.unit), wanted.valid_from, some(wanted.valid_until),
                             act.at.micros, wanted.document.empty() ? std::nullopt : person_number(wanted.document),
                             some(std::string(base::trimmed(wanted.post))));
    act::StaffId const id{rows.at(0).text(0)};
    act.tx(R"sql(delete from staff_grant where member = $1)sql", id.text);
    for (auto const& role : wanted.roles)
        act.tx(R"sql(
            insert into staff_grant (member, role) values ($1, $2) on conflict (member, role) do nothing
            )sql",
               id.text, role);
    audit::record(act, "staff.put", {}, id.text);
    auto const put = *member(act.tx, id);
    // Nobody saws off the branch that they sit on, by a form or by a file: another administrator does it.
    auto const keeps = put.in_force(base::local_day(act.at)) && std::ranges::count(put.roles, "administrator") > 0;
    if (id == act.by.staff && !keeps) return Refusal{Refusal::Why::Unprocessable, "staff.not-yourself", "roles"};
    return put;
}

base::Result<Bulk> put_members(act::Act& act, std::string_view file)
{
    auto const csv = base::read_csv(file);
    if (!csv) return csv.refusal();
    Bulk done;
    Refusal faults;
    auto const note = [&](std::size_t line, Refusal fault) {
        fault.field = std::to_string(line);
        if (faults.text.empty()) faults = {Refusal::Why::Unprocessable, "staff.csv-faults", "file"};
        if (faults.others.size() < 50) faults.others.push_back(std::move(fault));
    };
    for (auto const& row : csv->rows) {
        auto const cell = [&](std::string_view column) { return std::string(base::trimmed(csv->cell(row, column))); };
        Wanted wanted{
            base::lower(cell("login")), cell("name"), cell("email"), cell("unit"), cell("from"), cell("until"), {}};
        for (auto const& role : base::split(cell("roles"), ' '))
            if (!role.empty()) wanted.roles.push_back(base::lower(role));
        auto const before = member_by_login(act.tx, wanted.login);
        auto const existed = before.has_value();
        // A file that was made before these columns takes nothing away.
        wanted.document = csv->columns.contains("document") ? cell("document") : existed ? before->document : "";
        wanted.post = csv->columns.contains("post") ? cell("post") : existed ? before->post : "";
        if (row.broken) {
            note(row.line, {Refusal::Why::Unprocessable, "staff.csv-broken"});
        } else if (auto const put = put_member(act, wanted)) {
            ++(existed ? done.changed : done.made);
        } else {
            note(row.line, put.refusal());
        }
    }
    if (!faults.text.empty()) return faults;
    if (csv->rows.empty()) return Refusal{Refusal::Why::Unprocessable, "field.csv-empty", "file"};
    return done;
}

void set_password(db::Tx& tx, act::StaffId const& id, std::string const& hash)
{
    tx(R"sql(update staff_member set password = $2 where id = $1)sql", id.text, hash);
}

std::string invite(act::Act& act, act::StaffId const& id, std::string_view purpose)
{
    auto const token = base::base64url(base::random_bytes(24));
    act.tx(R"sql(delete from staff_invitation where member = $1)sql", id.text); // only the newest link opens
    act.tx(R"sql(
        insert into staff_invitation (token, member, purpose, made_by, until) values ($1, $2, $3, $4, $5)
        )sql",
           db::Bytes{base::sha256(token)}, id.text, purpose, some(act.by.staff.text),
           (act.at + invitation_lasts).micros);
    audit::record(act, "staff.invited", {}, id.text);
    return token;
}

}
