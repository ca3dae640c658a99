// SPDX-License-Identifier: EUPL-1.2
// A paper laid out on A4 pages: content streams, and the tree of tags that a screen reader follows.
#pragma once
#include "rooms/documents/paper.h"
#include "rooms/documents/pdf/font.h"

#include <string>
#include <vector>

namespace documents::pdf {

// An element of the structure tree (ISO 32000-1, 14.7): its children are elements or marked content on a page.
struct Element {
    std::string type;        // P, H1, Table, TR, TH, TD, Figure
    std::string alternative; // text for a Figure
    int parent = -1;         // index of another element, -1 for the document's
    std::vector<int> children;
    int page = -1, mark = -1; // the marked content of a leaf
};

struct Composed {
    std::vector<std::string> pages; // content streams
    std::vector<Element> elements;
    std::vector<std::vector<int>> marks; // by page: mark number to element index
};

constexpr double page_width = 595.28, page_height = 841.89;

Composed compose(Paper const&, Font const& regular, Font const& bold, std::string_view grouped_code,
                 std::string_view address);

}
