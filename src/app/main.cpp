// SPDX-License-Identifier: EUPL-1.2
// The command line: finestreta SUBCOMMAND. Exit status 0 done, 1 refused or failed, 2 wrong use.
#include "app/commands.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <functional>

namespace {

using Run = std::function<int()>;

void add_town(CLI::App* command, std::filesystem::path& folder)
{
    command->add_option("--town", folder, "The town's folder")->required();
}

void add_servers(CLI::App& app, Run& run)
{
    // Options live as long as the parser.
    static app::ServeOptions serve;
    static app::SampleOptions sample;

    auto* command = app.add_subcommand("serve", "Serve one or more towns");
    command->add_option("--town", serve.towns, "A town's folder; may be repeated")->required();
    command->add_option("--port", serve.port, "Port to listen on");
    command->add_option("--address", serve.address, "Address to listen on");
    command->add_option("--threads", serve.threads, "Threads that serve; 0 for one a core");
    command->add_flag("--behind-proxy", serve.behind_proxy, "Believe the last hop's X-Forwarded-For");
    command->callback([&run] { run = [] { return app::serve(serve); }; });

    command = app.add_subcommand("town", "Make the sample town (an existing one is kept)");
    command->add_option("--town,--dir", sample.folder, "Folder to make it in")->required();
    command->add_option("--residents", sample.residents, "How many residents")->check(CLI::Range(4, 5'000'000));
    command->add_option("--port", sample.port, "Port that its links name");
    command->add_flag("--rsa", sample.rsa, "Seal with RSA-2048 instead of P-256");
    command->callback([&run] { run = [] { return app::make_sample_town(sample); }; });
}

void add_tools(CLI::App& app, Run& run)
{
    static app::TokenOptions token;
    static app::CheckOptions check;
    static std::filesystem::path town;

    auto* command = app.add_subcommand("migrate", "Bring the database to this version");
    add_town(command, town);
    command->callback([&run] { run = [] { return app::migrate(town); }; });

    command = app.add_subcommand("check", "Tell what the town still lacks");
    add_town(command, check.town);
    command->add_option("--send-mail", check.send_mail,
                        "Send a letter on trial to this address, and tell what became of it");
    command->add_option("--send-sms", check.send_sms, "Send a text message on trial to this number");
    command->callback([&run] { run = [] { return app::check(check); }; });

    command = app.add_subcommand("token", "Print a bearer token for scripts and tests");
    add_town(command, token.town);
    auto* const who = command->add_option_group("who");
    who->add_option("--person", token.person, "Document number of the person");
    who->add_option("--staff", token.staff, "Login of somebody of the office");
    who->add_option("--batch", token.batch, "File of document numbers: one token a line");
    who->require_option(1);
    command->add_option("--level", token.level, "Identity level")->check(CLI::IsMember({"low", "substantial", "high"}));
    command->add_option("--minutes", token.minutes, "How long it lasts")->check(CLI::Range(1, 1440));
    command->callback([&run] { run = [] { return app::token(token); }; });
}

void add_rooms(CLI::App& app, Run& run)
{
    static std::filesystem::path town, file;
    static std::string as_of, code, reason;

    auto* command = app.add_subcommand("padro", "The register of residents")->require_subcommand(1);
    command = command->add_subcommand("import", "Import a CSV file (docs/padro-csv.md)");
    add_town(command, town);
    command->add_option("file", file, "The file")->required()->check(CLI::ExistingFile);
    command->add_option("--as-of", as_of, "The day to which its data are true; today when absent");
    command->callback([&run] { run = [] { return app::import_padro(town, file, as_of); }; });

    command = app.add_subcommand("audit", "The audit trail")->require_subcommand(1);
    command = command->add_subcommand("export", "Write the chained trail as lines of JSON");
    add_town(command, town);
    command->callback([&run] { run = [] { return app::export_audit(town); }; });

    command = app.add_subcommand("verify", "Check a receipt of the register (with --town), or an exported audit trail");
    command->add_option("file", file, "The receipt's PDF, or the export")->required()->check(CLI::ExistingFile);
    command->add_option("--town", town, "Whose receipt it is")->check(CLI::ExistingDirectory);
    command->callback(
        [&run] { run = [] { return town.empty() ? app::verify_file(file) : app::verify_receipt(town, file); }; });

    command = app.add_subcommand("document", "Issued documents")->require_subcommand(1);
    command = command->add_subcommand("revoke", "Revoke a document by its verification code");
    add_town(command, town);
    command->add_option("code", code, "The code, with or without hyphens")->required();
    command->add_option("--reason", reason, "Why, for the record");
    command->callback([&run] { run = [] { return app::revoke_document(town, code, reason); }; });

    command = app.add_subcommand("version", "Print the version");
    command->callback([&run] {
        run = [] {
            std::printf("%s\n", app::version().c_str());
            return 0;
        };
    });
}

void add_users(CLI::App& app, Run& run)
{
    static app::UserOptions user;
    static std::filesystem::path town, file;
    static std::string login;

    auto* const users = app.add_subcommand("user", "Accounts of the staff")->require_subcommand(1);
    auto* command = users->add_subcommand("add", "Make or change an account; prints the link for its password");
    add_town(command, user.town);
    command->add_option("login", user.login, "Lower-case letters, digits, dots, hyphens")->required();
    command->add_option("--name", user.name, "Full name")->required();
    command
        ->add_option("--role", user.roles,
                     "agent, receptionist, facilitator, caseworker, supervisor, administrator,"
                     " auditor or secretary; may be repeated")
        ->required();
    command->add_option("--email", user.email, "E-mail");
    command->add_option("--unit", user.unit, "Unit");
    command->add_option("--from", user.from, "First day; today when absent");
    command->add_option("--until", user.until, "Last day");
    command->callback([&run] { run = [] { return app::add_user(user); }; });

    command = users->add_subcommand("import", "Enable many from a CSV (login, name, email, unit, roles, from, until)");
    add_town(command, town);
    command->add_option("file", file, "The file")->required()->check(CLI::ExistingFile);
    command->callback([&run] { run = [] { return app::import_users(town, file); }; });

    command = users->add_subcommand("recover", "Print a link for a new password, taking away passkeys and codes");
    add_town(command, town);
    command->add_option("login", login, "Whose account")->required();
    command->callback([&run] { run = [] { return app::recover_user(town, login); }; });

    command = users->add_subcommand("list", "List the accounts");
    add_town(command, town);
    command->callback([&run] { run = [] { return app::list_users(town); }; });
}

}

int main(int count, char** arguments)
{
    CLI::App app("Finestreta: the citizen-service office of a town hall", "finestreta");
    app.require_subcommand(1);
    Run run;
    add_servers(app, run);
    add_tools(app, run);
    add_rooms(app, run);
    add_users(app, run);
    try {
        app.parse(count, arguments);
    } catch (CLI::Success const& help) {
        return app.exit(help);
    } catch (CLI::ParseError const& wrong) {
        app.exit(wrong);
        return 2;
    }
    try {
        return run();
    } catch (std::exception const& failure) {
        std::fprintf(stderr, "finestreta: %s\n", failure.what());
        return 1;
    }
}
