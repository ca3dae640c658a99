// SPDX-License-Identifier: EUPL-1.2
#include "ports/postbox/postbox.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>

namespace ports {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string text(json::object const& of, char const* name)
{
    auto const* const found = of.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::optional<Kept> read(fs::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string const written{std::istreambuf_iterator<char>(in), {}};
    json::error_code wrong;
    auto const value = json::parse(written, wrong);
    if (wrong || !value.is_object()) return {};
    auto const& object = value.get_object();
    auto const* const at = object.if_contains("at");
    if (!at || !at->is_int64()) return {};
    return Kept{text(object, "id"),   text(object, "medium"),   text(object, "to"), text(object, "subject"),
                text(object, "text"), text(object, "language"), {at->get_int64()}};
}

// Names begin with the instant, so they stand in its order.
std::vector<fs::path> files(fs::path const& place)
{
    std::vector<fs::path> list;
    std::error_code none;
    for (auto const& entry : fs::directory_iterator(place, none))
        if (entry.path().extension() == ".json") list.push_back(entry.path());
    std::ranges::sort(list, std::greater{});
    return list;
}

std::string file_name(Kept const& kept)
{
    auto safe = kept.id;
    std::erase_if(safe,
                  [](char c) { return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')); });
    auto at = std::to_string(kept.at.micros);
    at.insert(0, 20 - std::min<std::size_t>(at.size(), 20), '0');
    return at + "-" + kept.medium + "-" + safe;
}

}

void PostBox::keep(Kept const& kept) const
{
    fs::create_directories(place);
    json::object const value{{"id", kept.id},           {"medium", kept.medium}, {"to", kept.to},
                             {"subject", kept.subject}, {"text", kept.text},     {"language", kept.language},
                             {"at", kept.at.micros}};
    auto const name = file_name(kept);
    // Whole or not at all, also for who reads at this moment.
    auto const half = place / (name + ".half");
    {
        std::ofstream out(half, std::ios::binary);
        out << json::serialize(value);
        if (!out.flush()) throw std::runtime_error("the sample's post box cannot be written");
    }
    fs::rename(half, place / (name + ".json"));
    auto const all = files(place);
    std::error_code none;
    for (auto i = most; i < all.size(); ++i) fs::remove(all[i], none);
}

std::vector<Kept> PostBox::newest() const
{
    std::vector<Kept> list;
    for (auto const& file : files(place))
        if (auto kept = read(file)) list.push_back(std::move(*kept));
    if (list.size() > most) list.resize(most);
    return list;
}

}
