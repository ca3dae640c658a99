// SPDX-License-Identifier: EUPL-1.2
// Inside of the room: what was sent of one page of a draft, and the files that came with it.
#pragma once
#include "rooms/forms/pages.h"

namespace forms {

using catalogue::FormPage;

struct StepReady {
    Opened opened;
    FormPage const* page = nullptr;
    json::object typed = {};
    std::string action, seen, torna;
    std::vector<std::pair<std::string, uploads::Came>> files = {}; // by field, of a form without a script
    std::vector<std::string> proposals = {};
    std::string removed = {};                   // an upload that its owner does not want any more
    std::optional<uploads::Joined> joined = {}; // photographs of the field `joined_in`
    std::string joined_in = {};
    std::optional<base::Refusal> not_joined = {};
    std::shared_ptr<FormPage const> whole = {}; // all pages as one, which `page` is then
};

// What became of it: kept, and shown again (`stays`, with one row more of `more`, at the place `at`), or faulty, or
// right.
struct StepKept {
    Draft draft;
    Assessed assessed;
    std::vector<base::Refusal> faults = {};
    bool stays = false;
    std::string more = {}, at = {};
};
void read_step(Room&, db::Snapshot const&, web::Call const&, StepReady&, json::object const& flat);
base::Result<StepKept> keep_step(Room&, act::Act&, StepReady const&);

// ---- in prepare, of files (step_files.cpp)
json::array ids_of(json::value const& answer);
// Files that came in the form itself, without a script: judged and stored before the lane.
void take_files(Room&, StepReady&, json::object const& flat);
// The file that goes from its answer; empty when it stands in none of this page.
std::string remove_file(FormPage const&, json::object& typed, std::string const& action);
// The photographs of a field become one PDF, which takes their place in the answer; or it is told why not.
void join_files(Room&, db::Snapshot const&, web::Call const&, StepReady&);

// ---- in the act, of files
// What was good of the files is kept with the answer, and what was joined; the rest is told.
std::vector<base::Refusal> record_files(Room&, act::Act&, StepReady const&, json::object& typed);
// Whether the files of the page may be filed together: told here, not on the last page.
void judge_files(Room&, db::Snapshot const&, FormPage const&, json::object const& typed, std::vector<base::Refusal>&);

}
