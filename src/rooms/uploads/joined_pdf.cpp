// SPDX-License-Identifier: EUPL-1.2
// The PDF of photographs (ISO 32000-2): three objects a page, and nothing that says when or with what it was made.
#include "rooms/uploads/photograph.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace uploads {
namespace {

constexpr double short_side = 595.28, long_side = 841.89, margin = 20; // points; A4
constexpr double points_a_pixel = 72.0 / 96;                           // a small picture is not blown up

struct Box {
    double width, height;
};

bool lies_on_its_side(int orientation) { return orientation >= 5; }

// The picture as it is seen, on its page.
Box seen(Photograph const& of)
{
    Box const stored{double(of.width), double(of.height)};
    return lies_on_its_side(of.orientation) ? Box{stored.height, stored.width} : stored;
}

// Lays the unit square of an image into a box, turned as Exif says: where its first row and first column are seen.
std::array<double, 6> laid(int orientation, double x, double y, Box const& in)
{
    auto const [w, h] = in;
    switch (orientation) {
    case 2:
        return {-w, 0, 0, h, x + w, y}; // top, right
    case 3:
        return {-w, 0, 0, -h, x + w, y + h}; // bottom, right
    case 4:
        return {w, 0, 0, -h, x, y + h}; // bottom, left
    case 5:
        return {0, -h, -w, 0, x + w, y + h}; // left, top
    case 6:
        return {0, -h, w, 0, x, y + h}; // right, top
    case 7:
        return {0, h, w, 0, x, y}; // right, bottom
    case 8:
        return {0, h, -w, 0, x + w, y}; // left, bottom
    default:
        return {w, 0, 0, h, x, y}; // top, left
    }
}

class File {
public:
    explicit File(std::size_t bytes) { text.reserve(bytes); }
    void object(std::string_view body)
    {
        places.push_back(text.size());
        text += fmt::format("{} 0 obj\n{}\nendobj\n", places.size(), body);
    }
    void stream(std::string_view dictionary, std::string_view data)
    {
        places.push_back(text.size());
        text += fmt::format("{} 0 obj\n<<{}/Length {}>>\nstream\n", places.size(), dictionary, data.size());
        text.append(data).append("\nendstream\nendobj\n");
    }
    std::string finish()
    {
        auto const table = text.size();
        text += fmt::format("xref\n0 {}\n0000000000 65535 f \n", places.size() + 1);
        for (auto const place : places) text += fmt::format("{:010} 00000 n \n", place);
        text += fmt::format("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", places.size() + 1, table);
        return std::move(text);
    }

private:
    std::string text = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
    std::vector<std::size_t> places;
};

std::string image(Photograph const& of)
{
    auto const* const colours = of.colours == 1 ? "DeviceGray" : of.colours == 3 ? "DeviceRGB" : "DeviceCMYK";
    return fmt::format("/Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 8/ColorSpace/{}/Filter/{}{}",
                       of.width, of.height, colours, of.jpeg ? "DCTDecode" : "FlateDecode",
                       of.inverted ? "/Decode[1 0 1 0 1 0 1 0]" : "");
}

}

std::string joined(std::vector<Photograph> const& photographs)
{
    constexpr std::size_t around_a_picture = 1'000;
    std::size_t bytes = around_a_picture;
    for (auto const& each : photographs) bytes += each.data.size() + around_a_picture;
    File file(bytes);
    file.object("<</Type/Catalog/Pages 2 0 R>>");
    std::string kids;
    for (std::size_t i = 0; i < photographs.size(); ++i) kids += fmt::format("{} 0 R ", 3 + 3 * i);
    file.object(fmt::format("<</Type/Pages/Count {}/Kids[{}]>>", photographs.size(), kids));
    for (std::size_t i = 0; i < photographs.size(); ++i) {
        auto const& photograph = photographs[i];
        auto const picture = seen(photograph);
        auto const page = picture.width > picture.height ? Box{long_side, short_side} : Box{short_side, long_side};
        auto const scale = std::min(
            {(page.width - 2 * margin) / picture.width, (page.height - 2 * margin) / picture.height, points_a_pixel});
        Box const box{picture.width * scale, picture.height * scale};
        auto const at = laid(photograph.orientation, (page.width - box.width) / 2, (page.height - box.height) / 2, box);
        auto const own = 3 + 3 * i;
        file.object(fmt::format("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {:.2f} {:.2f}]/Contents {} 0 R"
                                "/Resources<</XObject<</P {} 0 R>>>>>>",
                                page.width, page.height, own + 1, own + 2));
        file.stream("", fmt::format("q {:.3f} {:.3f} {:.3f} {:.3f} {:.3f} {:.3f} cm /P Do Q", at[0], at[1], at[2],
                                    at[3], at[4], at[5]));
        file.stream(image(photograph), photograph.data);
    }
    return file.finish();
}

}
