// SPDX-License-Identifier: EUPL-1.2
// The import: read everything, find what is wrong, write what is right in one transaction, keep what it replaced.
#include "base/crypto.h"
#include "rooms/padro/lines.h"
#include "rooms/padro/store.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

namespace padro {
namespace {

using base::Refusal;
namespace json = boost::json;

// All lines of one person, oldest stay first.
struct PersonLines {
    std::vector<Line> lines;
    std::optional<std::size_t> spoilt_by; // a wrong line of this person: none of them is imported
};

struct Read {
    std::map<std::string, PersonLines> persons;
    std::vector<Rejected> rejected;
    std::size_t lines = 0;
};

void reject(Read& read, std::size_t line, Refusal why) { read.rejected.push_back({line, std::move(why)}); }

// The same person's lines must tell one story: no two stays that begin together or overlap, one document.
std::optional<Rejected> contradiction(std::vector<Line> const& lines)
{
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const& before = lines[i - 1];
        auto const& line = lines[i];
        auto const wrong = [&](char const* key) {
            return Rejected{line.number,
                            {Refusal::Why::Unprocessable, key, "", {{"line", std::to_string(before.number)}}}};
        };
        if (line.stay.since == before.stay.since) return wrong("padro.line-twice");
        if (!before.stay.until || *before.stay.until > line.stay.since) return wrong("padro.line-overlap");
        if (line.resident.document_number != before.resident.document_number) return wrong("padro.line-two-documents");
    }
    return {};
}

void check_persons(Read& read)
{
    std::map<std::string, std::pair<std::string, std::size_t>> documents;
    for (auto& [code, person] : read.persons) {
        std::ranges::stable_sort(person.lines, {}, [](Line const& line) { return line.stay.since; });
        if (!person.spoilt_by)
            if (auto found = contradiction(person.lines)) {
                person.spoilt_by = found->line;
                read.rejected.push_back(std::move(*found));
            }
        if (person.lines.empty()) continue;
        auto const& first = person.lines.front();
        if (first.resident.document_number.empty()) continue;
        auto const [held, fresh] = documents.try_emplace(first.resident.document_number, code, first.number);
        if (!fresh && held->second.first != code && !person.spoilt_by) {
            person.spoilt_by = first.number;
            reject(read, first.number,
                   {Refusal::Why::Unprocessable,
                    "padro.line-document-twice",
                    "document_number",
                    {{"line", std::to_string(held->second.second)}}});
        }
    }
}

void report_companions(Read& read)
{
    std::set<std::size_t> told;
    for (auto const& rejected : read.rejected) told.insert(rejected.line);
    for (auto const& [code, person] : read.persons) {
        if (!person.spoilt_by) continue;
        for (auto const& line : person.lines)
            if (!told.contains(line.number))
                reject(read, line.number,
                       {Refusal::Why::Unprocessable,
                        "padro.line-companion",
                        "",
                        {{"line", std::to_string(*person.spoilt_by)}}});
    }
    std::ranges::sort(read.rejected, {}, &Rejected::line);
}

Read read_all(base::Csv const& csv, std::function<bool(std::string_view)> const& printable)
{
    Read read;
    read.lines = csv.rows.size();
    for (auto const& row : csv.rows) {
        auto line = read_line(csv, row, printable);
        auto const code = line ? line->resident.code : csv.cell(row, "person_code");
        auto& person = read.persons[code];
        if (line) {
            person.lines.push_back(std::move(*line));
        } else {
            person.spoilt_by = person.spoilt_by.value_or(row.line);
            reject(read, row.line, line.refusal());
        }
    }
    check_persons(read);
    report_companions(read);
    return read;
}

// ---- writing, with what was there before
json::object before(Resident const& r)
{
    return {{"document_kind", r.document_kind},
            {"document_number", r.document_number},
            {"given_name", r.given_name},
            {"surname1", r.surname1},
            {"surname2", r.surname2},
            {"sex", r.sex},
            {"birth_date", base::iso(r.birth_date)},
            {"birth_place", r.birth_place},
            {"nationality", r.nationality},
            {"status", int(r.status)},
            {"protected", r.is_protected},
            {"consents", r.consents},
            {"guardian1", r.guardian1},
            {"guardian2", r.guardian2}};
}

json::object before(Dwelling const& d)
{
    return {{"street_kind", d.street_kind},
            {"street", d.street},
            {"number", d.number},
            {"block", d.block},
            {"stair", d.stair},
            {"floor", d.floor},
            {"door", d.door},
            {"postal_code", d.postal_code},
            {"district", d.district},
            {"section", d.section},
            {"cadastral_reference", d.cadastral_reference},
            {"latitude", d.latitude},
            {"longitude", d.longitude},
            {"collective", d.collective}};
}

json::object before(Stay const& s)
{
    return {{"dwelling", s.dwelling.code},
            {"since", base::iso(s.since)},
            {"cause_in", s.cause_in},
            {"until", s.until ? base::iso(*s.until) : ""},
            {"cause_out", s.cause_out}};
}

bool to_be_written(Read const& read, std::string const& code)
{
    auto const found = read.persons.find(code);
    return found != read.persons.end() && !found->second.spoilt_by && !found->second.lines.empty();
}

// Persons whose document the register has of somebody whom this file does not bring, by code. Which of the two is
// right only the register's office knows: the line is told and nothing is changed.
std::map<std::string, Rejected> held_elsewhere(db::Snapshot const& snapshot, Read const& read)
{
    std::map<std::string, Rejected> held;
    for (auto const& [code, person] : read.persons) {
        if (!to_be_written(read, code)) continue;
        auto const& line = person.lines.back();
        auto const holder = store::by_document(snapshot, line.resident.document_number);
        if (holder && holder->code != code && !to_be_written(read, holder->code))
            held.emplace(code, Rejected{line.number,
                                        {Refusal::Why::Unprocessable,
                                         "padro.line-document-held",
                                         "document_number",
                                         {{"person", holder->code}}}});
    }
    return held;
}

// Numbers that move from one person of the file to another are let go of first: each is only one person's at a time.
void free_documents(db::Tx& tx, Read const& read)
{
    for (auto const& [code, person] : read.persons) {
        if (!to_be_written(read, code)) continue;
        auto const holder = store::by_document(tx, person.lines.back().resident.document_number);
        if (holder && holder->code != code && to_be_written(read, holder->code)) store::free_document(tx, holder->code);
    }
}

class Writer {
public:
    Writer(db::Tx& transaction, std::string own_id, base::Instant now) :
        tx(transaction), import(std::move(own_id)), at(now)
    {
    }

    void write(PersonLines const& person)
    {
        for (auto const& line : person.lines)
            if (seen.insert(line.dwelling.code).second) replace(store::dwelling(tx, line.dwelling.code), line.dwelling);
        // The youngest line tells how the person is today.
        auto const& today = person.lines.back().resident;
        auto const known = store::by_code(tx, today.code);
        replace(known, today);
        auto const stays = known ? store::stays(tx, today.code) : std::vector<Stay>();
        for (auto const& line : person.lines) write_stay(today.code, stays, line.stay);
        close_older(today.code, stays, person.lines.back().stay);
    }

    std::size_t changed = 0;

private:
    template<class T> void replace(std::optional<T> const& old, T const& fresh)
    {
        if (old && before(*old) == before(fresh)) return;
        if (old) keep(std::is_same_v<T, Resident> ? "person" : "dwelling", old->code, before(*old));
        store::put(tx, fresh);
        ++changed;
    }

    void write_stay(std::string const& person, std::vector<Stay> const& known, Stay const& stay)
    {
        auto const old = std::ranges::find(known, stay.since, &Stay::since);
        if (old != known.end() && before(*old) == before(stay)) return;
        if (old != known.end()) keep("stay", person, before(*old));
        store::put_stay(tx, person, stay.dwelling.code, stay);
        ++changed;
    }

    // A source that tells only the present: the stay that was open ends where the new one begins.
    void close_older(std::string const& person, std::vector<Stay> const& known, Stay const& newest)
    {
        for (auto const& stay : known) {
            if (stay.until || stay.since >= newest.since) continue;
            auto closed = stay;
            closed.until = newest.since;
            closed.cause_out = "address_change";
            auto const rewritten = std::ranges::any_of(
                store::stays(tx, person), [&](Stay const& now) { return now.since == stay.since && now.until; });
            if (rewritten) continue;
            keep("stay", person, before(stay));
            store::put_stay(tx, person, stay.dwelling.code, closed);
            ++changed;
        }
    }

    void keep(std::string_view what, std::string const& code, json::object const& old)
    {
        tx(R"sql(
            insert into padro_change (id, import, what, code, before) values ($1, $2, $3, $4, $5)
            )sql",
           base::fresh_id_text(at), import, what, code, json::serialize(old));
    }

    db::Tx& tx;
    std::string import;
    base::Instant at;
    std::set<std::string> seen;
};

}

base::Result<Imported> import_csv(db::Lane& lane, std::string_view file, base::Day as_of, base::Instant now,
                                  std::function<bool(std::string_view)> const& printable)
{
    auto const csv = base::read_csv(file);
    if (!csv) return csv.refusal();
    if (auto const column = missing_column(*csv))
        return Refusal{Refusal::Why::Unprocessable, "padro.csv-no-column", *column, {{"column", *column}}};
    auto const read = read_all(*csv, printable);
    Imported done{read.lines, 0, 0, read.rejected};
    if (read.rejected.size() * 10 > read.lines) {
        auto refusal = Refusal{Refusal::Why::Unprocessable, "padro.csv-too-wrong"};
        for (std::size_t i = 0; i < std::min<std::size_t>(read.rejected.size(), 20); ++i) {
            auto why = read.rejected[i].why;
            why.field = std::to_string(read.rejected[i].line);
            refusal.others.push_back(std::move(why));
        }
        return refusal;
    }
    auto const sha256 = base::hex(base::sha256(file));
    return lane.wait<Imported>([&](db::Tx& tx) -> base::Result<Imported> {
        done.persons = done.changed = 0;
        auto const id = base::fresh_id_text(now);
        auto const record = [&] {
            tx(R"sql(
                insert into padro_import (id, at, as_of, sha256, lines, persons, rejected, changed)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (id) do update set persons = excluded.persons, changed = excluded.changed
                )sql",
               id, now.micros, base::iso(as_of), sha256, done.lines, done.persons, done.rejected.size(), done.changed);
        };
        record(); // before the changes, which name it
        done.rejected = read.rejected;
        auto const held = held_elsewhere(tx, read);
        for (auto const& [code, why] : held) done.rejected.push_back(why);
        std::ranges::stable_sort(done.rejected, {}, &Rejected::line);
        free_documents(tx, read);
        Writer writer(tx, id, now);
        for (auto const& [code, person] : read.persons) {
            if (person.spoilt_by || person.lines.empty() || held.contains(code)) continue;
            writer.write(person);
            ++done.persons;
        }
        done.changed = writer.changed;
        record();
        return done;
    });
}

}
