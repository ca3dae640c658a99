// SPDX-License-Identifier: EUPL-1.2
#include "rooms/padro/town_map.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace padro {
namespace {

constexpr double metres_a_degree = 111'320, pi = 3.14159265358979;
constexpr double longest_gap = 150; // metres between houses of one stretch of street

// Never so near to nought, at the poles, that nothing could be divided by it.
double cosine(std::int64_t latitude) { return std::max(0.01, std::cos(double(latitude) / 1e6 * pi / 180)); }

double metres(base::Point const& a, base::Point const& b)
{
    auto const up = double(a.latitude - b.latitude) / 1e6 * metres_a_degree;
    auto const along = double(a.longitude - b.longitude) / 1e6 * metres_a_degree * cosine(a.latitude);
    return std::hypot(up, along);
}

int first_number(std::string_view text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (auto const c : text)
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    return out;
}

}

double Picture::metres_a_pixel(int zoom) { return 0.25 * (1 << std::clamp(zoom, nearest, farthest)); }

base::Point Picture::at(base::Point const& centre, int zoom, int x, int y)
{
    auto const scale = metres_a_pixel(zoom) / metres_a_degree * 1e6;
    auto const right = std::clamp(x, 0, width) - width / 2, down = std::clamp(y, 0, height) - height / 2;
    return {centre.latitude - std::llround(down * scale),
            centre.longitude + std::llround(right * scale / cosine(centre.latitude))};
}

struct TownMap::Houses {
    struct House {
        int number = 0;
        std::string told; // "12", "12 bis"
        base::Point at;
    };
    struct Street {
        std::string name;
        std::vector<std::string> words;
        std::vector<House> houses; // by number
    };
    std::string import;
    std::vector<Street> streets;
    base::Point middle;
    bool any = false;
};

TownMap::TownMap() = default;
TownMap::~TownMap() = default;

std::shared_ptr<TownMap::Houses const> TownMap::houses(db::Snapshot const& snapshot)
{
    auto const last = snapshot.one(R"sql(select id from padro_import order by at desc, id desc limit 1)sql");
    auto const import = last ? last->text(0) : std::string();
    std::lock_guard const hold(mutex);
    if (known && known->import == import) return known;
    auto made = std::make_shared<Houses>();
    made->import = import;
    std::map<std::string, std::size_t> places;
    std::vector<std::int64_t> latitudes, longitudes;
    for (auto const& row : snapshot(R"sql(
             select street_kind, street, number, min(latitude), min(longitude) from padro_dwelling
             where latitude <> '' and longitude <> '' group by street_kind, street, number
             )sql")) {
        auto const latitude = base::millionths(row.text(3)), longitude = base::millionths(row.text(4));
        if (!latitude || !longitude) continue;
        auto const name = row.text(0) + (row.text(0).empty() ? "" : " ") + row.text(1);
        auto const [place, fresh] = places.emplace(name, made->streets.size());
        if (fresh) made->streets.push_back({name, base::words(base::folded(name)), {}});
        made->streets[place->second].houses.push_back(
            {first_number(row.text(2)), row.text(2), {*latitude, *longitude}});
        latitudes.push_back(*latitude);
        longitudes.push_back(*longitude);
    }
    for (auto& street : made->streets) std::ranges::stable_sort(street.houses, {}, &Houses::House::number);
    made->any = !latitudes.empty();
    if (made->any) {
        auto const middle = std::ptrdiff_t(latitudes.size() / 2);
        std::nth_element(latitudes.begin(), latitudes.begin() + middle, latitudes.end());
        std::nth_element(longitudes.begin(), longitudes.begin() + middle, longitudes.end());
        made->middle = {latitudes[std::size_t(middle)], longitudes[std::size_t(middle)]};
    }
    known = std::move(made);
    return known;
}

std::optional<base::Point> TownMap::middle(db::Snapshot const& snapshot)
{
    auto const all = houses(snapshot);
    return all->any ? std::optional(all->middle) : std::nullopt;
}

std::optional<base::Point> TownMap::find(db::Snapshot const& snapshot, std::string_view said)
{
    auto wanted = base::words(base::folded(said));
    int number = 0;
    if (wanted.size() > 1 && wanted.back().front() >= '0' && wanted.back().front() <= '9') {
        number = first_number(wanted.back());
        wanted.pop_back();
    }
    std::erase_if(wanted, [](auto const& word) { return word.size() < 2; }); // "c/", "l'"
    if (wanted.empty() || wanted.size() > 12) return {};
    auto const all = houses(snapshot);
    Houses::Street const* best = nullptr;
    for (auto const& street : all->streets) {
        auto const has = [&](std::string const& word) {
            return std::ranges::any_of(street.words, [&](auto const& own) { return own.starts_with(word); });
        };
        if (std::ranges::all_of(wanted, has) && (!best || street.words.size() < best->words.size())) best = &street;
    }
    if (!best) return {};
    if (number == 0) return best->houses[best->houses.size() / 2].at;
    return std::ranges::min_element(best->houses, {},
                                    [&](auto const& house) { return std::abs(house.number - number); })
        ->at;
}

std::string TownMap::near(db::Snapshot const& snapshot, base::Point const& point)
{
    auto const all = houses(snapshot);
    auto nearest = longest_gap;
    std::string told;
    for (auto const& street : all->streets)
        for (auto const& house : street.houses)
            if (auto const away = metres(house.at, point); away < nearest) {
                nearest = away;
                told = street.name + ", " + house.told;
            }
    return told;
}

std::string TownMap::picture(db::Snapshot const& snapshot, base::Point const& centre, int zoom, bool marked)
{
    auto const all = houses(snapshot);
    auto const scale = Picture::metres_a_pixel(zoom);
    struct Place {
        double x, y;
        bool inside(double margin) const
        {
            return x > -margin && y > -margin && x < Picture::width + margin && y < Picture::height + margin;
        }
    };
    auto const narrowed = cosine(centre.latitude);
    auto const on = [&](base::Point const& at) {
        return Place{Picture::width / 2.0 +
                         double(at.longitude - centre.longitude) / 1e6 * metres_a_degree * narrowed / scale,
                     Picture::height / 2.0 - double(at.latitude - centre.latitude) / 1e6 * metres_a_degree / scale};
    };
    std::string streets, houses, names;
    for (auto const& street : all->streets) {
        for (int const side : {0, 1}) {
            Houses::House const* before = nullptr;
            std::optional<Place> drawn;
            for (auto const& house : street.houses) {
                if (house.number % 2 != side) continue;
                auto const place = on(house.at);
                // From afar a town is more houses than the picture has pixels to tell them by.
                if (drawn && std::abs(place.x - drawn->x) + std::abs(place.y - drawn->y) < 2) continue;
                drawn = place;
                if (before && metres(before->at, house.at) < longest_gap) {
                    auto const from = on(before->at);
                    if (place.inside(100) || from.inside(100))
                        streets += fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}", from.x, from.y, place.x, place.y);
                }
                before = &house;
                if (!place.inside(10)) continue;
                houses += fmt::format("M{:.1f} {:.1f}h0", place.x, place.y);
                if (zoom <= 2)
                    names += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"10\" fill=\"#555\">{}</text>",
                                         place.x + 5, place.y + 3, escaped(house.told));
            }
        }
        auto const middle = on(street.houses[street.houses.size() / 2].at);
        if (zoom <= 4 && middle.inside(0))
            names +=
                fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"13\" text-anchor=\"middle\" fill=\"#222\" "
                            "stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
                            middle.x, middle.y - 8, escaped(street.name));
    }
    auto const middle_x = Picture::width / 2, middle_y = Picture::height / 2;
    auto const mark = marked ? fmt::format("<path d=\"M{0} {1}c-14-20-14-34 0-34s14 14 0 34z\" fill=\"#b10e1e\" "
                                           "stroke=\"#fff\" stroke-width=\"2\"/><circle cx=\"{0}\" cy=\"{2}\" r=\"4\" "
                                           "fill=\"#fff\"/>",
                                           middle_x, middle_y, middle_y - 22)
                             : std::string();
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "font-family=\"sans-serif\"><rect width=\"{0}\" height=\"{1}\" fill=\"#f4f1ea\"/>"
        "<path d=\"{2}\" stroke=\"#d8d2c4\" stroke-width=\"{3:.1f}\" stroke-linecap=\"round\" fill=\"none\"/>"
        "<path d=\"{4}\" stroke=\"#8a8270\" stroke-width=\"{5}\" stroke-linecap=\"round\" fill=\"none\"/>"
        "{6}{7}</svg>",
        Picture::width, Picture::height, streets, std::max(2.0, 8 / scale), houses, zoom <= 3 ? 6 : 3, names, mark);
}

}
