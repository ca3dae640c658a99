// SPDX-License-Identifier: EUPL-1.2
// finestreta user: accounts of the staff from the command line, where the first administrator comes from.
#include "app/commands.h"
#include "app/files.h"
#include "app/opened.h"

#include <cstdio>

namespace app {
namespace {

// Carries out an act as the program, in the town's lane.
template<class T> base::Result<T> as_program(Opened& opened, std::function<base::Result<T>(act::Act&)> const& what)
{
    auto const by = the_program();
    return opened.town.lane.wait<T>([&](db::Tx& tx) {
        act::Act act{tx, by, act::Channel::Command, opened.clock.now(), "ca"};
        return what(act);
    });
}

void print_link(Opened const& opened, std::string const& token)
{
    std::printf("%s/oficina/alta/%s\n", opened.town.config.town.url.c_str(), token.c_str());
}

}

int add_user(UserOptions const& options)
{
    Opened opened(options.town);
    auto const from = options.from.empty() ? base::iso(base::local_day(opened.clock.now())) : options.from;
    auto const token = as_program<std::string>(opened, [&](act::Act& act) -> base::Result<std::string> {
        auto const put = staff::put_member(
            act, {options.login, options.name, options.email, options.unit, from, options.until, options.roles});
        if (!put) return put.refusal();
        return put->password.empty() ? staff::invite(act, put->id, "first") : std::string();
    });
    if (!token) return refused(opened, token.refusal());
    if (!token->empty()) print_link(opened, *token);
    return 0;
}

int import_users(std::filesystem::path const& folder, std::filesystem::path const& file)
{
    Opened opened(folder);
    auto const csv = read_file(file);
    auto const done = as_program<staff::Bulk>(opened, [&](act::Act& act) { return staff::put_members(act, csv); });
    if (!done) return refused(opened, done.refusal());
    std::printf("%zu accounts made, %zu changed\n", done->made, done->changed);
    return 0;
}

int recover_user(std::filesystem::path const& folder, std::string const& login)
{
    Opened opened(folder);
    auto const token = as_program<std::string>(opened, [&](act::Act& act) -> base::Result<std::string> {
        auto const found = staff::member_by_login(act.tx, login);
        if (!found) return base::Refusal{base::Refusal::Why::NotFound, "staff.nobody"};
        return staff::invite(act, found->id, "recovery");
    });
    if (!token) return refused(opened, token.refusal());
    print_link(opened, *token);
    return 0;
}

int list_users(std::filesystem::path const& folder)
{
    Opened opened(folder);
    auto const reader = opened.town.database.read();
    for (auto const& each : staff::members(reader.snapshot())) {
        std::string roles;
        for (auto const& role : each.roles) roles += (roles.empty() ? "" : " ") + role;
        std::printf("%-20s %-30s %-10s %-10s %s\n", each.login.c_str(), each.name.c_str(), each.valid_from.c_str(),
                    each.valid_until.c_str(), roles.c_str());
    }
    return 0;
}

int staff_token(TokenOptions const& options)
{
    Opened opened(options.town);
    auto const made = as_program<std::string>(opened, [&](act::Act& act) -> base::Result<std::string> {
        auto const found = staff::member_by_login(act.tx, options.staff);
        if (!found) return base::Refusal{base::Refusal::Why::NotFound, "staff.nobody"};
        staff::Entry const entry{found->id, act::Level::High, "token", "", "finestreta token"};
        return staff::open_session(act.tx, entry, act.at, std::chrono::minutes(options.minutes)).token;
    });
    if (!made) return refused(opened, made.refusal());
    std::printf("%s\n", made->c_str());
    return 0;
}

}
