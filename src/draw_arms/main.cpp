// SPDX-License-Identifier: EUPL-1.2
// finestreta-arms: a town's arms from SVG (standard input) to pixels (standard output: "width height\n", then three
// bytes a pixel on white). A program of its own, so that the drawing libraries and whatever an SVG file does to them
// stay out of the server's memory.
#include <iostream>
#include <iterator>
#include <librsvg/rsvg.h>
#include <memory>
#include <string>

namespace {

constexpr int width = 320, height = 360;

bool draw(std::string const& svg, cairo_surface_t* surface)
{
    std::unique_ptr<RsvgHandle, decltype(&g_object_unref)> const drawing(
        rsvg_handle_new_from_data(reinterpret_cast<guint8 const*>(svg.data()), svg.size(), nullptr), g_object_unref);
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> const pen(cairo_create(surface), cairo_destroy);
    cairo_set_source_rgb(pen.get(), 1, 1, 1);
    cairo_paint(pen.get());
    RsvgRectangle const page{0, 0, width, height};
    return drawing && rsvg_handle_render_document(drawing.get(), pen.get(), &page, nullptr);
}

void write_pixels(cairo_surface_t* surface)
{
    cairo_surface_flush(surface);
    auto const* const data = cairo_image_surface_get_data(surface);
    auto const stride = cairo_image_surface_get_stride(surface);
    std::string rgb;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            auto const* const pixel = reinterpret_cast<std::uint32_t const*>(data + y * stride) + x;
            for (int shift = 16; shift >= 0; shift -= 8) rgb += char(*pixel >> shift & 255);
        }
    std::cout << width << ' ' << height << '\n' << rgb << std::flush;
}

}

int main()
{
    std::string const svg(std::istreambuf_iterator<char>(std::cin), {});
    std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> const surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), cairo_surface_destroy);
    if (!draw(svg, surface.get())) return 1;
    write_pixels(surface.get());
    return 0;
}
