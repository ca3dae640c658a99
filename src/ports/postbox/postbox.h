// SPDX-License-Identifier: EUPL-1.2
// The post box of a sample town: what would have been sent, kept in its folder for anybody to read. Never on a real
// town.
#pragma once
#include "base/time.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ports {

struct Kept {
    std::string id, medium; // "mail" or "sms"
    std::string to, subject, text, language;
    base::Instant at{};
};

class PostBox {
public:
    static constexpr std::size_t most = 200;

    explicit PostBox(std::filesystem::path folder) : place(std::move(folder)) {}
    // One file a message, named by its id: the same message sent twice is there once. The oldest go when there are too
    // many. Throws when the disk does.
    void keep(Kept const&) const;
    // Newest first. A file that is none of ours is left out.
    std::vector<Kept> newest() const;

private:
    std::filesystem::path const place;
};

}
