// SPDX-License-Identifier: EUPL-1.2
// A place on the town's map: pressed, looked for by street and number, or told by its coordinates. The map is a picture
// that is also a button, so that it works without a script.
#include "rooms/forms/fields/field.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace forms {
namespace {

constexpr int zoom_of_a_place = 2, zoom_of_the_town = 5;
constexpr std::int64_t north = 90'000'000;

struct PlacePart {
    std::string view = "forms/part-place";
    std::string id, legend, hint, error, picture, alternative, near, zoom, view_latitude, view_longitude;
    bool placed = false, may_near = false, may_far = false, open = false;
    web::Input search, latitude, longitude;
};
BOOST_DESCRIBE_STRUCT(PlacePart, (),
                      (view, id, legend, hint, error, picture, alternative, near, zoom, view_latitude, view_longitude,
                       placed, may_near, may_far, open, search, latitude, longitude))

std::string piece(json::value const& typed, char const* name)
{
    auto const* const object = typed.if_object();
    auto const* const found = object ? object->if_contains(name) : nullptr;
    if (!found) return {};
    return found->is_double() ? fmt::format("{:.6f}", found->get_double()) : typed_text(*found);
}

std::optional<int> number(std::string const& text)
{
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<base::Point> point_of(std::string const& latitude, std::string const& longitude)
{
    auto const up = base::millionths(latitude), along = base::millionths(longitude);
    if (!up || !along || *up > north || *up < -north) return {};
    return base::Point{*up, *along};
}

json::object written(base::Point const& point)
{
    return {{"latitude", base::degrees(point.latitude)}, {"longitude", base::degrees(point.longitude)}};
}

base::Result<json::value> read(Field const&, json::value const& typed, Surroundings const& here)
{
    if (!typed.is_object())
        return typed.is_null() || typed_text(typed).empty() ? base::Result<json::value>(json::value())
                                                            : bad("forms.bad-place");
    if (auto const words = piece(typed, "search"); !words.empty()) {
        auto const found = here.map.find && words.size() <= 200 ? here.map.find(words) : std::nullopt;
        if (!found) return bad("forms.place-not-found", ".search");
        return json::value(written(*found));
    }
    auto const latitude = piece(typed, "latitude"), longitude = piece(typed, "longitude");
    if (latitude.empty() && longitude.empty()) return json::value();
    auto const point = point_of(latitude, longitude);
    auto const up = base::millionths(latitude);
    if (!point) return bad("forms.bad-place", up && *up <= north && *up >= -north ? ".longitude" : ".latitude");
    return json::value(written(*point));
}

base::Point point_in(json::value const& value)
{
    return *point_of(piece(value, "latitude"), piece(value, "longitude")); // it was read
}

json::value draw(Field const& field, std::string const& name, web::Call const& call, Surroundings const& here)
{
    PlacePart made;
    made.id = name;
    made.legend = label_of(field, call);
    made.hint = hint_of(field, call);
    made.error = call.fault(name);
    made.search =
        web::input(call, name + "-search", call.say("forms.place-search"), call.say("forms.place-search-hint"));
    made.latitude = web::input(call, name + "-latitude", call.say("forms.place-latitude"), "");
    made.longitude = web::input(call, name + "-longitude", call.say("forms.place-longitude"), "");
    for (auto* const each : {&made.latitude, &made.longitude}) each->width = "govuk-input--width-10";
    made.open = !made.latitude.error.empty() || !made.longitude.error.empty();
    auto const placed = point_of(call.value(made.latitude.id), call.value(made.longitude.id));
    auto const middle = placed ? placed : here.map.middle ? here.map.middle() : std::nullopt;
    if (!middle) return part(made);
    auto const zoom =
        std::clamp(number(call.value(name + "-zoom")).value_or(placed ? zoom_of_a_place : zoom_of_the_town),
                   Map::nearest, Map::farthest);
    made.placed = placed.has_value();
    made.zoom = std::to_string(zoom);
    made.may_near = zoom > Map::nearest;
    made.may_far = zoom < Map::farthest;
    made.view_latitude = base::degrees(middle->latitude);
    made.view_longitude = base::degrees(middle->longitude);
    made.picture = "/mapa?latitude=" + made.view_latitude + "&longitude=" + made.view_longitude + "&zoom=" + made.zoom +
                   (placed ? "&marked=si" : "");
    made.near = placed && here.map.near ? here.map.near(*placed) : "";
    made.alternative = call.say(placed ? "forms.place-map-marked" : "forms.place-map", {{"place", made.near}});
    return part(made);
}

// "41.543210, 2.213440 (carrer Major, 12)"
std::string tell(Field const&, json::value const& value, web::Call const&, Surroundings const& here)
{
    auto const near = here.map.near ? here.map.near(point_in(value)) : std::string();
    return piece(value, "latitude") + ", " + piece(value, "longitude") + (near.empty() ? "" : " (" + near + ")");
}

base::Value worth(json::value const& value) { return piece(value, "latitude") + " " + piece(value, "longitude"); }

}

bool map_was_sent(json::value const& typed)
{
    return number(piece(typed, "clickx")).has_value() && number(piece(typed, "clicky")).has_value();
}

json::value settled_place(std::string const& key, json::value const& typed, Map const& map, std::string const& action)
{
    if (!typed.is_object()) return typed;
    auto zoom = number(piece(typed, "zoom"));
    if (zoom) zoom = std::clamp(*zoom, Map::nearest, Map::farthest);
    auto point = point_of(piece(typed, "latitude"), piece(typed, "longitude"));
    auto const middle = point_of(piece(typed, "viewlatitude"), piece(typed, "viewlongitude"));
    auto const words = piece(typed, "search");
    json::object made{{"latitude", piece(typed, "latitude")}, {"longitude", piece(typed, "longitude")}};
    auto const x = number(piece(typed, "clickx")).value_or(0), y = number(piece(typed, "clicky")).value_or(0);
    if ((x != 0 || y != 0) && middle && map.under) { // a key pressed on it hits its corner, which is no place
        point = map.under(*middle, std::clamp(zoom.value_or(zoom_of_the_town), Map::nearest, Map::farthest), x, y);
        made = written(*point);
    } else if (!words.empty()) {
        point = map.find && words.size() <= 200 ? map.find(words) : std::nullopt;
        zoom = zoom_of_a_place;
        if (point)
            made = written(*point);
        else
            made["search"] = words;
    }
    if (action == "apropa-" + key) zoom = zoom.value_or(zoom_of_the_town) - 1;
    if (action == "allunya-" + key) zoom = zoom.value_or(zoom_of_a_place) + 1;
    if (zoom) made["zoom"] = std::to_string(std::clamp(*zoom, Map::nearest, Map::farthest));
    return made;
}

Type const types::place{"place", read, worth, draw, tell};

}
