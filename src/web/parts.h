// SPDX-License-Identifier: EUPL-1.2
// Parts of pages that every room uses: fields with their label, hint, value and fault, as the design system draws
// them (govuk-frontend's markup; tests/parts holds them against its published fixtures).
#pragma once
#include "web/call.h"
#include "web/described.h"

namespace web {

struct Input {
    std::string view = "web/part-input";
    std::string id, label, hint, value, error, width, type = "text", autocomplete, inputmode;
    bool code = false; // no spelling help: a number or code to copy
    std::string described_by;
};
BOOST_DESCRIBE_STRUCT(Input, (),
                      (view, id, label, hint, value, error, width, type, autocomplete, inputmode, code, described_by))

struct Choice {
    std::string value, label, hint;
};

struct RadioItem {
    std::string id, name, value, label, hint;
    bool checked = false;
};
BOOST_DESCRIBE_STRUCT(RadioItem, (), (id, name, value, label, hint, checked))

struct Radios {
    std::string view = "web/part-radios";
    std::string id, legend, hint, error, described_by;
    bool inline_items = false;
    std::vector<RadioItem> items;
};
BOOST_DESCRIBE_STRUCT(Radios, (), (view, id, legend, hint, error, described_by, inline_items, items))

struct Select {
    std::string view = "web/part-select";
    std::string id, label, hint, error, described_by;
    std::vector<RadioItem> items;
};
BOOST_DESCRIBE_STRUCT(Select, (), (view, id, label, hint, error, described_by, items))

struct FileField {
    std::string view = "web/part-file";
    std::string id, label, hint, error, described_by, accept;
};
BOOST_DESCRIBE_STRUCT(FileField, (), (view, id, label, hint, error, described_by, accept))

struct Textarea {
    std::string view = "web/part-textarea";
    std::string id, label, hint, value, error, described_by, rows = "5", most; // most: characters, told by a counter
};
BOOST_DESCRIBE_STRUCT(Textarea, (), (view, id, label, hint, value, error, described_by, rows, most))

struct Checkboxes {
    std::string view = "web/part-checkboxes";
    std::string id, legend, hint, error, described_by;
    std::vector<RadioItem> items;
};
BOOST_DESCRIBE_STRUCT(Checkboxes, (), (view, id, legend, hint, error, described_by, items))

struct DatePiece {
    std::string id, label, value, width;
    bool wrong = false;
};
BOOST_DESCRIBE_STRUCT(DatePiece, (), (id, label, value, width, wrong))

// A day that people know by heart: three boxes, no calendar.
struct DateInput {
    std::string view = "web/part-date";
    std::string id, legend, hint, error, described_by;
    std::vector<DatePiece> pieces;
};
BOOST_DESCRIBE_STRUCT(DateInput, (), (view, id, legend, hint, error, described_by, pieces))

// A line of a summary list.
struct Fact {
    std::string label, value, href;
    bool code = false;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (label, value, href, code))

// Each shows what was typed before (call.value) and the fault of its field, if any.
Input input(Call const&, std::string id, std::string label, std::string hint);
Radios radios(Call const&, std::string id, std::string legend, std::string hint, std::string_view chosen,
              std::vector<Choice> const&);
Select select(Call const&, std::string id, std::string label, std::string hint, std::string_view chosen,
              std::vector<Choice> const&);
Textarea textarea(Call const&, std::string id, std::string label, std::string hint);
// Ticked: those of `chosen`, or what was typed before under the field's name.
Checkboxes checkboxes(Call const&, std::string id, std::string legend, std::string hint,
                      std::vector<std::string> const& chosen, std::vector<Choice> const&);
// The pieces are {id}-day, {id}-month and {id}-year.
DateInput date_input(Call const&, std::string id, std::string legend, std::string hint);
FileField file_field(Call const&, std::string id, std::string label, std::string hint, std::string accept);

}
