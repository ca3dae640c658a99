// SPDX-License-Identifier: EUPL-1.2
// Rows of assisted filing. Only this room includes it.
#pragma once
#include "rooms/assistance/assistance.h"

namespace assistance::store {

struct Habilitation {
    HabilitationId id;
    act::StaffId staff;
    std::string post, resolution, resolved_on;
    Term term;
    bool all = false;
    std::vector<std::string> procedures = {};
    std::string reason = {}; // of its end
    base::Instant made_at{}, ended_at{};
};
void insert(act::Act&, Habilitation const&);
void end(act::Act&, HabilitationId const&, std::string_view reason);
std::optional<Habilitation> habilitation(db::Snapshot const&, HabilitationId const&);
// The newest first.
std::vector<Habilitation> habilitations(db::Snapshot const&);
std::vector<Habilitation> of_staff(db::Snapshot const&, act::StaffId const&);
// The one under which they may file this procedure on that day.
std::optional<Habilitation> in_force(db::Snapshot const&, act::StaffId const&, std::string_view procedure, base::Day);

struct Listing {
    std::string id, procedure;
    base::Instant at{};
};
// What is on the list now, by procedure.
std::vector<Listing> listed(db::Snapshot const&);
bool is_listed(db::Snapshot const&, std::string_view procedure);
void add_listing(act::Act&, std::string_view procedure);
void end_listing(act::Act&, std::string_view listing);

struct Assistance {
    AssistanceId id;
    State state = State::Filling;
    act::StaffId staff;
    act::PersonId person;
    act::AssertionId assertion;
    std::string shown;
    base::Instant identified_at{};
    std::string procedure;
    forms::DraftId draft;
    std::string language, request, sha256;
    base::Instant printed_at{}, begun_at{};
};
void insert(act::Act&, Assistance const&);
std::optional<Assistance> assistance(db::Snapshot const&, AssistanceId const&);
// What an officer has not filed nor given up, the newest first.
std::vector<Assistance> open_of(db::Snapshot const&, act::StaffId const&);
// The person showed again who they are.
void identify(act::Act&, AssistanceId const&, act::AssertionId const&, std::string_view shown,
              std::string_view language);
void move(act::Act&, AssistanceId const&, State);
// The drafts of what is neither filed nor given up, with its id and state.
struct OpenDraft {
    AssistanceId id;
    State state = State::Filling;
    forms::DraftId draft;
};
std::vector<OpenDraft> open_drafts(db::Snapshot const&);
void move(db::Tx&, AssistanceId const&, State, base::Instant);
void print(act::Act&, AssistanceId const&, std::string_view request, std::string_view sha256);

struct Filing {
    AssistanceId assistance;
    cases::FilingId filing;
    cases::MatterId matter;
    std::string entry, number, receipt;
    act::StaffId staff;
    HabilitationId habilitation;
    act::PersonId person;
    std::string procedure, title, subject, request_sha256;
    uploads::UploadId consent;
    std::string consent_sha256, consent_on, signature;
    base::Instant filed_at{};
};
void insert(act::Act&, Filing const&);
std::optional<Filing> filing(db::Snapshot const&, AssistanceId const&);
std::optional<Filing> of_matter(db::Snapshot const&, cases::MatterId const&);
std::optional<Filing> of_holder(db::Snapshot const&, std::string_view filing);
struct Filter {
    std::string staff, procedure, before; // before: an id; all may be empty
    base::Instant from{}, until{};        // until 0: no end
    int limit = 50;
};
// The newest first.
std::vector<Filing> filings(db::Snapshot const&, Filter const&);

}
