// SPDX-License-Identifier: EUPL-1.2
// The end of a file that was added to: one classic cross-reference section and its trailer (ISO 32000-1, 7.5.4, 7.5.5),
// read so strictly that no other reader can understand it otherwise. Streams of references are refused, so nothing
// needs to be inflated to know what a file holds.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signatures {

struct PdfUpdate {
    std::vector<int> objects; // numbers of those that it holds
    std::size_t references = 0;
};

// Nothing when what stands behind `ours` is not exactly one such update of it.
std::optional<PdfUpdate> read_update(std::string_view ours, std::string_view theirs);
// Where the newest cross references of a file begin, by its last line.
std::optional<std::size_t> references_of(std::string_view file);

}
