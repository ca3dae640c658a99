// SPDX-License-Identifier: EUPL-1.2
// SVG to pixels by librsvg, at print resolution.
#include "rooms/documents/pdf/arms.h"

#include <librsvg/rsvg.h>
#include <memory>
#include <stdexcept>

namespace documents::pdf {

Picture draw_arms(std::string const& svg)
{
    constexpr int width = 320, height = 360;
    std::unique_ptr<RsvgHandle, decltype(&g_object_unref)> const drawing(
        rsvg_handle_new_from_data(reinterpret_cast<guint8 const*>(svg.data()), svg.size(), nullptr), g_object_unref);
    std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> const surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), cairo_surface_destroy);
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> const pen(cairo_create(surface.get()), cairo_destroy);
    cairo_set_source_rgb(pen.get(), 1, 1, 1);
    cairo_paint(pen.get());
    RsvgRectangle const page{0, 0, width, height};
    if (!drawing || !rsvg_handle_render_document(drawing.get(), pen.get(), &page, nullptr))
        throw std::runtime_error("the arms are no SVG drawing");
    cairo_surface_flush(surface.get());
    auto const* const data = cairo_image_surface_get_data(surface.get());
    auto const stride = cairo_image_surface_get_stride(surface.get());
    Picture picture{width, height, {}};
    picture.rgb.reserve(std::size_t(width) * height * 3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            auto const* const pixel = reinterpret_cast<std::uint32_t const*>(data + y * stride) + x;
            for (int shift = 16; shift >= 0; shift -= 8) picture.rgb += char(*pixel >> shift & 255);
        }
    return picture;
}

}
