// SPDX-License-Identifier: EUPL-1.2
// Answers to a form: what was typed, judged; what was answered, told.
#pragma once
#include "act/act.h"
#include "base/point.h"
#include "base/result.h"
#include "rooms/catalogue/catalogue.h"
#include "web/router.h"

#include <functional>

namespace forms {

namespace json = boost::json;

struct Attached {
    std::string id, name, type, sha256; // of the bytes, hexadecimal
    std::int64_t bytes = 0;
};

// How a field for files is to be drawn.
struct FileWish {
    std::string name, label, hint, error;
    std::vector<std::string> accepts; // extensions, empty for all that the town takes
    std::int64_t most = 1;
    std::vector<std::string> ids;
};

// The town as a map, for fields that ask where something is. Any of them may be missing.
struct Map {
    static constexpr int nearest = 1, farthest = 6;                           // zoom
    std::function<std::optional<base::Point>(std::string const& words)> find; // a street and a number
    std::function<std::string(base::Point const&)> near;                      // "carrer Major, 12", or nothing
    std::function<std::optional<base::Point>()> middle;
    // What lies under a pixel of the picture at /mapa with this middle.
    std::function<base::Point(base::Point const& middle, int zoom, int x, int y)> under;
};

// What forms need to know of the world to be judged and drawn.
struct Surroundings {
    base::Day today{};
    std::string language = "ca";                                              // of whoever is told what is wrong
    std::function<std::optional<Attached>(std::string_view upload)> attached; // only what is theirs who fill it in
    std::function<json::value(FileWish const&)> draw_files;
    std::function<std::vector<std::string>()> streets; // of the town; may be empty
    Map map;
};

// A form with what was typed, judged from the top to the bottom. What is hidden is nowhere: neither among the values
// nor among the faults (invariant 30).
struct Assessed {
    // Optional: nothing was answered there, and nothing need be.
    enum class Progress { Hidden, NotStarted, Incomplete, Optional, Complete };
    json::object values;               // canonical; of a group an array of objects; computed ones too
    std::vector<base::Refusal> faults; // of all shown fields, in their order; `field` is the path: "rows.0.amount"
    std::vector<Progress> pages;       // as the form's pages
    bool complete() const { return faults.empty(); }
};
Assessed assess(catalogue::Form const&, json::object const& typed, Surroundings const&);

// What was answered, for people: labels and values in the reader's language, page by page; hidden ones are not there.
struct Told {
    std::string key, label, value;
};
std::vector<Told> told(catalogue::FormPage const&, json::object const& values, web::Call const&, Surroundings const&);

// "rows-0-amount" = "3" of a page's form is {"rows": [{"amount": "3"}]}. Only keys of `page` are taken; those of it
// that did not come are null: a box that was unticked is an answer too.
json::object unfolded(catalogue::FormPage const& page, json::object const& flat);
// A row that was left empty is no row: those after it move up.
void compact(json::object& typed);
// The other way, as a person would have typed it: for the fields of a page.
json::object folded(catalogue::Form const&, json::object const& typed);

}
