// SPDX-License-Identifier: EUPL-1.2
// Loading and publishing. A file that cannot be read leaves the version before it in force.
#include "rooms/catalogue/catalogue.h"

#include "base/crypto.h"
#include "base/log.h"
#include "rooms/catalogue/search.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace catalogue {
namespace {

namespace fs = std::filesystem;

std::string text_of(fs::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::map<std::string, std::string> own_files(fs::path const& folder)
{
    std::map<std::string, std::string> found;
    std::error_code none;
    for (auto const& entry : fs::directory_iterator(folder, none))
        if (entry.path().extension() == ".yaml" && entry.is_regular_file(none))
            found[entry.path().stem().string()] = text_of(entry.path());
    return found;
}

constexpr std::int64_t a_second = 1'000'000;

}

Procedure const* Shelf::find(std::string_view id) const
{
    auto const found =
        std::ranges::lower_bound(procedures, id, {}, [](auto const& p) { return std::string_view(p.id); });
    return found != procedures.end() && found->id == id ? &*found : nullptr;
}

Catalogue::Catalogue(Setting with, db::Database& of, db::Lane& through, base::Instant now) :
    setting(std::move(with)), database(of), lane(through)
{
    seen = fingerprint();
    current = read(now);
    looked_at = now.micros;
}

Catalogue::~Catalogue() = default;

std::shared_ptr<Shelf const> Catalogue::shelf(base::Instant now)
{
    auto before = looked_at.load();
    // One caller a second looks at the folder; the others go on with what is there.
    if (now.micros - before > a_second && looked_at.compare_exchange_strong(before, now.micros)) {
        std::lock_guard const one_at_a_time(reading);
        if (auto print = fingerprint(); print != seen) {
            auto fresh = read(now);
            seen = std::move(print);
            std::lock_guard const hold(mutex);
            current = std::move(fresh);
        }
    }
    std::lock_guard const hold(mutex);
    return current;
}

std::uint64_t Catalogue::revision(base::Instant now) { return shelf(now)->revision; }

std::int64_t Catalogue::version(std::string_view id)
{
    std::lock_guard const hold(mutex);
    auto const* const found = current->find(id);
    return found ? found->version : 0;
}

std::shared_ptr<Procedure const> Catalogue::at_version(std::string_view id, std::int64_t number)
{
    {
        std::lock_guard const hold(mutex);
        auto const* const now = current->find(id);
        if (now && now->version == number) return {current, now};
        auto const found = earlier.find({std::string(id), number});
        if (found != earlier.end()) return found->second;
    }
    auto const reader = database.read();
    auto const row = reader.snapshot().one(R"sql(
        select source from catalogue_version where procedure = $1 and number = $2
        )sql",
                                           id, number);
    if (!row) return {};
    // What was published was right under the rules of its day; a rule that came later may refuse it now.
    auto made = read_procedure(std::string(id) + ".yaml", row->text(0), setting.languages);
    auto* const procedure = std::get_if<Procedure>(&made);
    if (!procedure) return {};
    procedure->version = number;
    auto kept = std::make_shared<Procedure const>(std::move(*procedure));
    std::lock_guard const hold(mutex);
    earlier[{std::string(id), number}] = kept;
    return kept;
}

// Names, sizes and times: cheap enough for every second.
std::string Catalogue::fingerprint() const
{
    std::string print;
    std::error_code none;
    std::vector<fs::directory_entry> entries;
    for (auto const& entry : fs::directory_iterator(setting.folder, none)) entries.push_back(entry);
    std::ranges::sort(entries);
    for (auto const& entry : entries)
        print += entry.path().filename().string() + " " + std::to_string(entry.file_size(none)) + " " +
                 std::to_string(entry.last_write_time(none).time_since_epoch().count()) + "\n";
    return print;
}

std::shared_ptr<Shelf const> Catalogue::read(base::Instant now)
{
    auto sources = setting.shipped;
    for (auto& [id, yaml] : own_files(setting.folder)) sources[id] = std::move(yaml);
    auto shelf = std::make_shared<Shelf>();
    for (auto const& [id, yaml] : sources) {
        auto made = read_procedure(id + ".yaml", yaml, setting.languages);
        auto source = yaml;
        if (auto const* const fault = std::get_if<Fault>(&made)) {
            base::log::warning(
                "catalogue.refused",
                {{"file", fault->file}, {"line", std::to_string(fault->line)}, {"reason", fault->reason}});
            shelf->faults.push_back(*fault);
            auto const good = last_good(id);
            auto const shipped = setting.shipped.find(id);
            if (!good && shipped == setting.shipped.end()) continue;
            source = good ? *good : shipped->second;
            made = read_procedure(id + ".yaml", source, setting.languages);
            if (std::holds_alternative<Fault>(made)) continue;
        }
        auto& procedure = std::get<Procedure>(made);
        procedure.version = publish(id, source, now);
        shelf->procedures.push_back(std::move(procedure));
    }
    shelf->revision = ++revisions;
    shelf->search = std::make_unique<Search>(setting.index_folder / base::fresh_id_text(now), shelf->procedures);
    return shelf;
}

std::optional<std::string> Catalogue::last_good(std::string const& id) const
{
    auto const reader = database.read();
    auto const row = reader.snapshot().one(R"sql(
        select source from catalogue_version where procedure = $1 order by number desc limit 1
        )sql",
                                           id);
    return row ? std::optional(row->text(0)) : std::nullopt;
}

std::int64_t Catalogue::publish(std::string const& id, std::string const& source, base::Instant now)
{
    auto const sha256 = base::hex(base::sha256(source));
    {
        auto const reader = database.read();
        auto const row = reader.snapshot().one(R"sql(
            select number, sha256 from catalogue_version where procedure = $1 order by number desc limit 1
            )sql",
                                               id);
        if (row && row->text(1) == sha256) return row->integer(0);
    }
    auto const made = lane.wait<std::int64_t>([&](db::Tx& tx) -> base::Result<std::int64_t> {
        auto const rows = tx(R"sql(
            insert into catalogue_version (procedure, number, sha256, source, published_at)
            select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from catalogue_version where procedure = $1
            returning number
            )sql",
                             id, sha256, source, now.micros);
        return rows.at(0).integer(0);
    });
    return *made;
}

}
