// SPDX-License-Identifier: EUPL-1.2
// Rows of the counter. Only this room includes it.
#pragma once
#include "rooms/counter/counter.h"

namespace counter::store {

struct Intake {
    IntakeId id;
    std::string entry, number, receipt;
    cases::MatterId matter; // empty: addressed to another administration
    act::StaffId staff;
    act::PersonId presenter, interested;
    act::AssertionId assertion;
    std::string proof, obliged, destination, destination_name, subject, content, physical;
    bool returned = true;
    std::string language, email;
    base::Instant taken_at{};
    std::vector<cases::Paper> papers;
};
void insert(db::Tx&, Intake const&);
std::optional<Intake> intake(db::Snapshot const&, IntakeId const&);
// The newest ones of one agent, without papers.
std::vector<Intake> of_staff(db::Snapshot const&, act::StaffId const&, int limit);
// The documents of whoever gave that mailbox at the counter: kind and number.
std::vector<std::pair<std::string, std::string>> documents_of_email(db::Snapshot const&, std::string_view email,
                                                                    int limit);

struct Requirement {
    IntakeId intake;
    RequirementState state = RequirementState::Pending;
    std::string until, amended_by;
    base::Instant amended_at{};
};
void require(db::Tx&, IntakeId const&, cases::MatterId const&, std::string_view until);
std::optional<Requirement> requirement(db::Snapshot const&, cases::MatterId const&);
void amend(db::Tx&, IntakeId const&, std::string_view number, base::Instant at);

struct Exchange {
    std::string id;
    IntakeId intake;
    ExchangeState state = ExchangeState::Waiting;
    std::string identifier, note, destination, destination_name;
    base::Instant changed_at{};
};
void put(db::Tx&, Exchange const&, act::StaffId const&);
std::optional<Exchange> exchange(db::Snapshot const&, std::string_view id);

// What was noted of it, the oldest first; never changed.
struct ExchangeNote {
    ExchangeEvent event;
    std::string identifier, note, destination, destination_name;
    act::StaffId staff;
    base::Instant at{};
};
void append(db::Tx&, std::string_view exchange, ExchangeNote const&);
std::vector<ExchangeNote> notes_of(db::Snapshot const&, std::string_view exchange);

// A line of the queue.
struct Queued {
    std::string id, number, subject, destination, destination_name;
    base::Instant taken_at{};
};
// In that state, beyond `from` (an id) when it is given: the oldest first, or the newest.
enum class Order { OldestFirst, NewestFirst };
std::vector<Queued> queued(db::Snapshot const&, ExchangeState, Order, std::string_view from, int limit);

}
