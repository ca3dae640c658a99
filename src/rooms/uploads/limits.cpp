// SPDX-License-Identifier: EUPL-1.2
// What may be filed together. A file that would break the limits of whoever receives it is refused before a number
// exists, never after (model.md, invariant 7).
#include "rooms/uploads/name.h"
#include "rooms/uploads/uploads.h"

#include "base/text.h"

#include <algorithm>

namespace uploads {
namespace {

using base::Refusal;

Refusal refusal(char const* key, Refusal::Arguments with)
{
    return {Refusal::Why::Unprocessable, key, "", std::move(with)};
}

// "10 MB": as the registers count, in millions of bytes.
std::string in_megabytes(std::int64_t bytes) { return std::to_string(bytes / 1'000'000); }

void judge_file(Limits const& limits, Kept const& kept, std::vector<Refusal>& faults)
{
    if (kept.bytes > limits.each_bytes)
        faults.push_back(
            refusal("uploads.file-too-large", {{"file", kept.name}, {"most", in_megabytes(limits.each_bytes)}}));
    if (std::ranges::find(limits.extensions, extension(kept.name)) == limits.extensions.end())
        faults.push_back(refusal("uploads.extension", {{"file", kept.name}}));
    if (base::length_in_characters(kept.name) > limits.name_characters)
        faults.push_back(
            refusal("uploads.name-too-long", {{"file", kept.name}, {"most", std::to_string(limits.name_characters)}}));
}

}

// aoc.cat, "Per què serveix la finestreta de registre": documents, sizes and extensions of SIR; the name's length is
// that of De_Anexo in NTI-SICRES 4.0.
Limits exchange_limits()
{
    return {5,
            10'000'000,
            15'000'000,
            80,
            {"jpg", "jpeg", "odt", "odp", "ods", "odg", "docx", "xlsx", "pptx", "pdf", "png", "rtf", "svg", "tiff",
             "txt", "xsig", "xml"}};
}

Limits own_limits()
{
    auto limits = exchange_limits();
    limits.documents = 20;
    limits.each_bytes = 100'000'000;
    limits.total_bytes = 300'000'000;
    for (auto const* const more : {"tif", "heic", "webp", "gif", "zip", "csv"}) limits.extensions.emplace_back(more);
    return limits;
}

base::Result<base::Done> judge(Limits const& limits, std::vector<Kept> const& files, std::size_t forms,
                               std::int64_t form_bytes)
{
    std::vector<Refusal> faults;
    auto total = form_bytes;
    for (auto const& file : files) {
        judge_file(limits, file, faults);
        total += file.bytes;
    }
    if (files.size() + forms > limits.documents)
        faults.push_back(refusal("uploads.too-many-files",
                                 {{"most", std::to_string(limits.documents - std::min(limits.documents, forms))}}));
    if (total > limits.total_bytes)
        faults.push_back(refusal("uploads.total-too-large", {{"most", in_megabytes(limits.total_bytes)}}));
    if (faults.empty()) return base::Done{};
    return base::together(std::move(faults));
}

}
