// SPDX-License-Identifier: EUPL-1.2
// Subcommands that work beside a running server, through the same database and its lock.
#include "app/commands.h"

#include "app/files.h"
#include "app/opened.h"
#include "base/identifiers.h"
#include "rooms/audit/audit.h"

#include <cstdio>
#include <ctime>

namespace app {
namespace {

namespace fs = std::filesystem;

base::Result<std::string> one_token(Opened& opened, TokenOptions const& options, std::string const& document)
{
    using base::Refusal;
    auto const number = base::document_number(document);
    if (!number) return Refusal{Refusal::Why::Unprocessable, "identity.bad-document"};
    auto& town = opened.town;
    return town.lane.wait<std::string>([&](db::Tx& tx) -> base::Result<std::string> {
        auto const name = padro::registered_name(tx, number->text);
        identity::Proof const proof{number->kind == base::DocumentKind::Nie ? "nie" : "nif", number->text,
                                    name.empty() ? number->text : name, act::level_named(options.level), "token"};
        auto const now = opened.clock.now();
        auto const session = identity::open_session(tx, proof, now, std::chrono::minutes(options.minutes));
        auto const by = the_program();
        act::Act act{tx, by, act::Channel::Command, now, "ca"};
        audit::record(act, "identity.token", session.person, "");
        return session.token;
    });
}

}

int migrate(fs::path const& town)
{
    auto const config = read_config(town);
    db::Database database(config.database);
    auto const known = migrations();
    auto const count = db::migrate(database, known, base::SystemClock().now());
    std::printf("%d migrations applied, %zu in all\n", count, known.size());
    return 0;
}

int token(TokenOptions const& options)
{
    if (!options.staff.empty()) return staff_token(options);
    Opened opened(options.town);
    std::vector<std::string> documents{options.person};
    if (!options.batch.empty()) documents = base::split(read_file(options.batch), '\n');
    for (auto const& document : documents) {
        if (base::trimmed(document).empty()) continue;
        auto const made = one_token(opened, options, document);
        if (!made) return refused(opened, made.refusal());
        std::printf("%s\n", made->c_str());
    }
    return 0;
}

int import_padro(fs::path const& folder, fs::path const& file, std::string const& as_of)
{
    Opened opened(folder);
    auto& town = opened.town;
    auto const now = opened.clock.now();
    auto const day = as_of.empty() ? std::optional(base::local_day(now)) : base::day_from_iso(as_of);
    if (!day || *day > base::local_day(now)) {
        std::fprintf(stderr, "--as-of must be a day such as 2026-11-22, not in the future\n");
        return 1;
    }
    auto const done = padro::import_csv(town.lane, read_file(file), *day, now,
                                        [&](std::string_view text) { return documents::can_print(*town.desk, text); });
    if (!done) return refused(opened, done.refusal());
    for (auto const& [line, why] : done->rejected)
        std::fprintf(stderr, "%s:%zu: %s\n", file.filename().c_str(), line, opened.say(why).c_str());
    std::printf("%zu lines read, %zu persons imported, %zu rows changed, %zu lines rejected\n", done->lines,
                done->persons, done->changed, done->rejected.size());
    return done->rejected.empty() ? 0 : 1;
}

int revoke_document(fs::path const& folder, std::string const& code, std::string const& reason)
{
    Opened opened(folder);
    auto& town = opened.town;
    auto const by = the_program();
    auto const done = town.lane.wait<documents::Card>([&](db::Tx& tx) {
        act::Act act{tx, by, act::Channel::Command, opened.clock.now(), "ca"};
        return documents::revoke(*town.desk, act, code, reason);
    });
    if (!done) return refused(opened, done.refusal());
    std::printf("%s: %s since %s\n", done->code.c_str(), done->state.c_str(), done->state_at.c_str());
    return 0;
}

int export_audit(fs::path const& folder)
{
    Opened opened(folder);
    opened.town.lane.wait<std::size_t>(
        [&](db::Tx& tx) -> base::Result<std::size_t> { return audit::chain(tx, opened.clock.now()); });
    auto const reader = opened.town.database.read();
    audit::write_export(reader.snapshot(),
                        [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
    return std::fflush(stdout) == 0 ? 0 : 1;
}

int verify_file(fs::path const& file)
{
    auto const faults = audit::verify_export(read_file(file));
    for (auto const& fault : faults) std::printf("batch %lld: %s\n", (long long)fault.batch, fault.what.c_str());
    if (faults.empty()) std::printf("the chain is whole\n");
    return faults.empty() ? 0 : 1;
}

int verify_receipt(fs::path const& folder, fs::path const& file)
{
    Opened opened(folder);
    auto& town = opened.town;
    auto const reader = town.database.read();
    auto const faults =
        registry::receipt_faults(*town.book, reader.snapshot(), read_file(file), town.keys.seal_certificates_pem);
    for (auto const& fault : faults) std::printf("%s\n", fault.c_str());
    if (faults.empty()) std::printf("the receipt is good: sealed by this town, and in its log\n");
    return faults.empty() ? 0 : 1;
}

std::string version() { return "finestreta 0.1.0"; }

}
