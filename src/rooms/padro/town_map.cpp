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

// "Major, 12 bis, 3r 2a": the words of a street, and the number behind them; what follows is inside the house.
struct AskedFor {
    std::vector<std::string> words;
    int number = 0;
};

AskedFor asked_for(std::string_view said)
{
    constexpr std::size_t most_words = 12;
    AskedFor made;
    for (auto& word : base::words(base::folded(said))) {
        if (!made.words.empty() && word.front() >= '0' && word.front() <= '9') {
            made.number = first_number(word);
            break;
        }
        if (word.size() > 1) made.words.push_back(std::move(word)); // no "c/", no "l'"
    }
    if (made.words.size() > most_words) made.words.clear();
    return made;
}

// How well the words fit a street: how many stand in its name as they are, then how few it has besides.
struct Fit {
    std::size_t exact = 0;
    std::ptrdiff_t besides = 0; // less than nought: so many others
    auto operator<=>(Fit const&) const = default;
};

// Every word stands in the street's name or begins its kind, and one at least is its own: "carrer" alone names none.
std::optional<Fit> fit_of(std::vector<std::string> const& wanted, std::vector<std::string> const& kind,
                          std::vector<std::string> const& own)
{
    constexpr std::size_t shortest_of_weight = 3; // "de", "la"
    Fit fit;
    auto named = false;
    for (auto const& word : wanted) {
        auto const begins = [&](std::string const& each) { return each.starts_with(word); };
        auto const exact = std::ranges::find(own, word) != own.end();
        auto const of_name = exact || std::ranges::any_of(own, begins);
        if (!of_name && std::ranges::none_of(kind, begins)) return {};
        named = named || (of_name && word.size() >= shortest_of_weight);
        fit.exact += exact;
    }
    if (!named) return {};
    fit.besides = std::ptrdiff_t(wanted.size()) - std::ptrdiff_t(own.size());
    return fit;
}

// What is written on a picture: nothing over something else.
class Labels {
public:
    bool take(double x, double y, double width, double height)
    {
        for (auto const& each : taken)
            if (x < each.x + each.width && each.x < x + width && y < each.y + each.height && each.y < y + height)
                return false;
        taken.push_back({x, y, width, height});
        return true;
    }

private:
    struct Box {
        double x, y, width, height;
    };
    std::vector<Box> taken;
};

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
        std::vector<std::string> kind, words; // folded
        std::vector<House> houses;            // by number
    };
    std::string import;
    std::int64_t at = 0; // when it was imported
    std::vector<Street> streets;
    base::Point middle;
    bool any = false;
};

TownMap::TownMap() = default;
TownMap::~TownMap() = default;

std::shared_ptr<TownMap::Houses const> TownMap::houses(db::Snapshot const& snapshot)
{
    {
        std::lock_guard const hold(mutex);
        if (known) return known;
    }
    refresh(snapshot);
    std::lock_guard const hold(mutex);
    return known;
}

void TownMap::refresh(db::Snapshot const& snapshot)
{
    auto const last = snapshot.one(R"sql(select id, at from padro_import order by at desc, id desc limit 1)sql");
    auto const import = last ? last->text(0) : std::string();
    auto const at = last ? last->integer(1) : 0;
    auto const is_read = [&] {
        std::lock_guard const hold(mutex);
        return known && (known->import == import || known->at > at);
    };
    if (is_read()) return;
    std::lock_guard const one(reading); // nobody who has a map waits for the next one
    if (is_read()) return;
    auto made = std::make_shared<Houses>();
    made->import = import;
    made->at = at;
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
        if (fresh)
            made->streets.push_back(
                {name, base::words(base::folded(row.text(0))), base::words(base::folded(row.text(1))), {}});
        made->streets[place->second].houses.push_back(
            {first_number(row.text(2)), row.text(2), {*latitude, *longitude}});
        latitudes.push_back(*latitude);
        longitudes.push_back(*longitude);
    }
    for (auto& street : made->streets)
        std::ranges::sort(street.houses, {}, [](auto const& house) { return std::pair(house.number, house.told); });
    made->any = !latitudes.empty();
    if (made->any) {
        auto const middle = std::ptrdiff_t(latitudes.size() / 2);
        std::nth_element(latitudes.begin(), latitudes.begin() + middle, latitudes.end());
        std::nth_element(longitudes.begin(), longitudes.begin() + middle, longitudes.end());
        made->middle = {latitudes[std::size_t(middle)], longitudes[std::size_t(middle)]};
    }
    std::lock_guard const hold(mutex);
    known = std::move(made);
}

std::optional<base::Point> TownMap::middle(db::Snapshot const& snapshot)
{
    auto const all = houses(snapshot);
    return all->any ? std::optional(all->middle) : std::nullopt;
}

std::optional<base::Point> TownMap::find(db::Snapshot const& snapshot, std::string_view said)
{
    auto const asked = asked_for(said);
    if (asked.words.empty()) return {};
    auto const all = houses(snapshot);
    Houses::Street const* best = nullptr;
    Fit best_fit;
    auto several = false;
    for (auto const& street : all->streets) {
        auto const fit = fit_of(asked.words, street.kind, street.words);
        if (!fit || (best && *fit < best_fit)) continue;
        several = best && *fit == best_fit;
        best = &street;
        best_fit = *fit;
    }
    if (!best || several) return {}; // a place that is only guessed is worse than none
    if (asked.number == 0) return best->houses[best->houses.size() / 2].at;
    return std::ranges::min_element(best->houses, {},
                                    [&](auto const& house) { return std::abs(house.number - asked.number); })
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
    std::string streets, houses, names, numbers;
    Labels labels;
    for (auto const& street : all->streets) {
        if (zoom > 4) break;
        auto const middle = on(street.houses[street.houses.size() / 2].at);
        auto const half = 3.7 * double(base::length_in_characters(street.name));
        if (middle.inside(0) && labels.take(middle.x - half, middle.y - 22, 2 * half, 18))
            names +=
                fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"13\" text-anchor=\"middle\" fill=\"#222\" "
                            "stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
                            middle.x, middle.y - 8, escaped(street.name));
    }
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
                if (zoom <= 2 && !house.told.empty() &&
                    labels.take(place.x + 5, place.y - 6, 8 * double(house.told.size()), 12))
                    numbers += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"10\" fill=\"#555\">{}</text>",
                                           place.x + 5, place.y + 3, escaped(house.told));
            }
        }
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
        Picture::width, Picture::height, streets, std::max(2.0, 8 / scale), houses, zoom <= 3 ? 6 : 3, numbers + names,
        mark);
}

}
