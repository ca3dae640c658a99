// SPDX-License-Identifier: EUPL-1.2
// A register office of its own for tests: on either engine, with a clock that a test sets.
#pragma once
#include "app/migrations.h"
#include "base/calendar_testing.h"
#include "db/testing.h"
#include "rooms/registry/book.h"

namespace registry::testing {

class SetClock final : public base::Clock {
public:
    base::Instant now() const override { return at; }
    base::Instant at{};
};

inline base::Instant local(char const* day, std::chrono::microseconds since_midnight)
{
    return base::local_midnight(*base::day_from_iso(day)) + since_midnight;
}

// Without a document office: receipts are promised, not sealed.
class Office {
public:
    explicit Office(db::Database& home, std::string log_key = make_log_key("x")) :
        database(home), lane(home, lanes), key(std::move(log_key))
    {
        clock.at = local("2026-11-20", std::chrono::hours(10));
        db::migrate(home, app::migrations(), clock.at);
        book = open_book(setting());
    }
    Setting setting()
    {
        Setting with;
        with.body = "L01089990";
        with.body_name = "Ajuntament de prova";
        with.url = "http://localhost";
        with.master_key = std::string(32, 'k');
        with.log_key_pem = key;
        with.log_passphrase = "x";
        with.calendar = &calendar;
        with.database = &database;
        with.lane = &lane;
        with.clock = &clock;
        return with;
    }
    // The instant of the act is the clock's.
    base::Result<Entered> enter(Wanted const& wanted) { return enter(wanted, clock.at); }
    base::Result<Entered> enter(Wanted const& wanted, base::Instant at)
    {
        act::Actor by;
        by.kind = act::Actor::Kind::Program;
        return lane.wait<Entered>([&](db::Tx& tx) {
            act::Act act{tx, by, act::Channel::Web, at, "ca"};
            return registry::enter(*book, act, wanted);
        });
    }
    template<class Work> auto seen(Work const& work)
    {
        auto const reader = database.read();
        return work(reader.snapshot());
    }

    db::Database& database;
    db::Lanes lanes{1};
    db::Lane lane;
    SetClock clock;
    base::Calendar calendar = base::testing::town();
    std::string const key;
    std::shared_ptr<Book> book;
};

inline Wanted application(std::string subject = "Llicència de gual")
{
    Wanted wanted;
    wanted.kind = "application";
    wanted.subject = std::move(subject);
    wanted.unit = "OAC";
    wanted.parties = {{{}, "nif", "12345678Z", "Pep Ferrer i Güell"}};
    wanted.papers = {{"sol·licitud.pdf", "application/pdf", base::hex(base::sha256("a")), "x", 1},
                     {"plànol.png", "image/png", base::hex(base::sha256("b")), "y", 2}};
    wanted.told = {{"Termini màxim", "3 mesos"}};
    wanted.language = "ca";
    return wanted;
}

inline Wanted answer(std::string subject = "Resolució")
{
    auto wanted = application(std::move(subject));
    wanted.direction = Direction::Exit;
    wanted.kind = "decision";
    return wanted;
}

// What does not hold of the books and their log: every property that the law and issue 4 ask for. Empty: all holds.
std::vector<std::string> faults(Office&);

}
