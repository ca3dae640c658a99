// SPDX-License-Identifier: EUPL-1.2
// Laying out: lines broken at words, pages at lines, each piece of text marked with the element that it belongs to.
#include "rooms/documents/pdf/composer.h"

#include "base/text.h"
#include "rooms/documents/pdf/qr.h"

#include <fmt/format.h>
#include <iterator>

namespace documents::pdf {
namespace {

constexpr double margin = 56, text_width = page_width - 2 * margin, foot_height = 112, head_height = 64;
constexpr double body_size = 10.5, leading = 1.42, small_size = 8.5;

class Composer {
public:
    Composer(Paper const& what, Font const& normal, Font const& strong, std::string_view grouped_code,
             std::string_view where) :
        paper(what), regular(normal), bold(strong), code(grouped_code), address(where), qr(qr_squares(where))
    {
    }

    Composed compose()
    {
        begin_page();
        paragraph("H1", bold, 18, paper.title, 14);
        for (auto const& block : paper.blocks) add(block);
        for (std::size_t page = 0; page < out.pages.size(); ++page) number(page);
        return std::move(out);
    }

private:
    using Block = Paper::Block;

    void add(Block const& block)
    {
        switch (block.kind) {
        case Block::Kind::Heading:
            y -= 6;
            need(5 * body_size * leading); // a heading stays with what it heads
            return paragraph("H2", bold, 12, block.text, 6);
        case Block::Kind::Text:
            return paragraph("P", regular, body_size, block.text, 8);
        case Block::Kind::Note:
            return paragraph("P", regular, small_size, block.text, 6);
        case Block::Kind::Facts:
            for (auto const& [label, value] : block.facts) fact(label, value);
            y -= 8;
            return;
        case Block::Kind::Table:
            return table(block);
        }
    }

    std::string& page() { return out.pages.back(); }

    void put(Font const& font, double size, double x, double at, std::string_view text)
    {
        fmt::format_to(std::back_inserter(page()), "BT /{} {} Tf 1 0 0 1 {:.2f} {:.2f} Tm ", &font == &bold ? "B" : "R",
                       size, x, at);
        font.append_glyphs(page(), text);
        page() += " Tj ET\n";
    }

    int element(std::string type, int parent)
    {
        out.elements.push_back({std::move(type), "", parent, {}, -1, -1});
        auto const made = int(out.elements.size()) - 1;
        if (parent >= 0) out.elements[std::size_t(parent)].children.push_back(made);
        return made;
    }

    void open_mark(std::string const& type, int owner)
    {
        auto& of_page = out.marks.back();
        auto& leaf = out.elements[std::size_t(owner)];
        leaf.page = int(out.pages.size()) - 1;
        leaf.mark = int(of_page.size());
        of_page.push_back(owner);
        page() += "/" + type + " <</MCID " + std::to_string(leaf.mark) + ">> BDC\n";
    }
    void open_artifact() { page() += "/Artifact BMC\n"; }
    void close_mark() { page() += "EMC\n"; }

    void begin_page()
    {
        out.pages.emplace_back();
        out.marks.emplace_back();
        auto const first = out.pages.size() == 1;
        page().reserve(16 * 1024);
        head(first);
        foot(first);
        y = page_height - margin - head_height - 26;
    }

    void head(bool first)
    {
        auto const top = page_height - margin;
        open_artifact();
        fmt::format_to(std::back_inserter(page()), "q 48 0 0 54 {} {:.2f} cm /A Do Q\n", margin, top - 54);
        fmt::format_to(std::back_inserter(page()), "q 0.06 0.36 0.36 RG 1.5 w {} {:.2f} m {:.2f} {:.2f} l S Q\n",
                       margin, top - head_height, page_width - margin, top - head_height);
        close_mark();
        if (first)
            open_mark("P", element("P", -1));
        else
            open_artifact();
        put(bold, 13, margin + 60, top - 22, paper.issuer);
        put(regular, 9.5, margin + 60, top - 38, paper.under_issuer);
        close_mark();
    }

    void foot(bool first)
    {
        auto const top = margin + foot_height - 36;
        if (first) {
            auto const figure = element("Figure", -1);
            out.elements[std::size_t(figure)].alternative = paper.qr_alternative;
            open_mark("Figure", figure);
        } else {
            open_artifact();
        }
        auto const scale = 72.0 / qr.width;
        fmt::format_to(std::back_inserter(page()), "q {:.4f} 0 0 {:.4f} {:.2f} {:.2f} cm\n{}f Q\n", scale, -scale,
                       page_width - margin - 72, top, qr.squares);
        close_mark();
        if (first)
            open_mark("P", element("P", -1));
        else
            open_artifact();
        auto at = top - 8;
        put(bold, small_size, margin, at, paper.check_label);
        put(bold, 11, margin, at -= 15, code);
        for (auto const& line : broken(regular, small_size, paper.check_text, text_width - 90))
            put(regular, small_size, margin, at -= small_size * leading, line);
        put(regular, small_size, margin, at - small_size * leading, address);
        close_mark();
    }

    void number(std::size_t index)
    {
        auto const text = base::filled(
            paper.page_label, {{"page", std::to_string(index + 1)}, {"pages", std::to_string(out.pages.size())}});
        std::string piece =
            fmt::format("/Artifact BMC\nBT /R {} Tf 1 0 0 1 {:.2f} {:.2f} Tm ", small_size, margin, margin - 20);
        regular.append_glyphs(piece, text);
        out.pages[index] += piece + " Tj ET\nEMC\n";
    }

    // Breaks at spaces; a word wider than the line is cut.
    static std::vector<std::string> broken(Font const& font, double size, std::string_view text, double width)
    {
        std::vector<std::string> lines;
        std::string line;
        for (auto& word : base::split(text, ' ')) {
            auto wider = line.empty() ? word : line + " " + word;
            if (font.width(wider, size) <= width) {
                line = std::move(wider);
                continue;
            }
            if (!line.empty()) lines.push_back(std::move(line));
            line.clear();
            for (auto const c : base::code_points(word)) {
                auto longer = line;
                base::append_utf8(longer, c);
                if (font.width(longer, size) > width && !line.empty()) {
                    lines.push_back(std::move(line));
                    longer.clear();
                    base::append_utf8(longer, c);
                }
                line = std::move(longer);
            }
        }
        lines.push_back(std::move(line));
        return lines;
    }

    // True when a page had to begin.
    bool need(double height)
    {
        if (y - height >= margin + foot_height) return false;
        begin_page();
        return true;
    }

    void paragraph(std::string const& type, Font const& font, double size, std::string_view text, double after)
    {
        auto const lines = broken(font, size, text, text_width);
        need(size * leading * double(std::min<std::size_t>(lines.size(), 3)));
        // A paragraph that crosses pages is one element a page.
        open_mark(type, element(type, -1));
        for (auto const& line : lines) {
            if (y - size * leading < margin + foot_height) {
                close_mark();
                begin_page();
                open_mark(type, element(type, -1));
            }
            put(font, size, margin, y -= size * leading, line);
        }
        close_mark();
        y -= after;
    }

    void fact(std::string const& label, std::string const& value)
    {
        constexpr double label_width = 150;
        auto const labels = broken(regular, body_size, label, label_width - 10);
        auto const values = broken(bold, body_size, value, text_width - label_width);
        auto const rows = std::max(labels.size(), values.size());
        need(body_size * leading * double(rows));
        open_mark("P", element("P", -1));
        for (std::size_t i = 0; i < labels.size(); ++i)
            put(regular, body_size, margin, y - body_size * leading * double(i + 1), labels[i]);
        for (std::size_t i = 0; i < values.size(); ++i)
            put(bold, body_size, margin + label_width, y - body_size * leading * double(i + 1), values[i]);
        close_mark();
        y -= body_size * leading * double(rows) + 2;
    }

    void table(Block const& block)
    {
        auto const owner = element("Table", -1);
        row(owner, block, block.columns, true);
        for (auto const& cells : block.rows) row(owner, block, cells, false);
        y -= 10;
    }

    void row(int owner, Block const& block, std::vector<std::string> const& cells, bool head)
    {
        constexpr double size = 9, padding = 3;
        auto const& font = head ? bold : regular;
        int shares = 0;
        for (auto const share : block.widths) shares += share;
        std::vector<std::vector<std::string>> lines;
        std::size_t deepest = 1;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const width = text_width * block.widths[i] / shares;
            lines.push_back(broken(font, size, cells[i], width - 2 * padding));
            deepest = std::max(deepest, lines.back().size());
        }
        auto const height = double(deepest) * size * 1.3 + 2 * padding;
        // A table that goes on overleaf begins there with its heads.
        if (need(height + (head ? 30 : 0)) && !head) row(owner, block, block.columns, true);
        auto const own = element("TR", owner);
        auto x = margin;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const* const type = head ? "TH" : "TD";
            open_mark(type, element(type, own));
            for (std::size_t l = 0; l < lines[i].size(); ++l)
                put(font, size, x + (i ? padding : 0), y - padding - size * 1.3 * double(l + 1) + 2, lines[i][l]);
            close_mark();
            x += text_width * block.widths[i] / shares;
        }
        y -= height;
        open_artifact();
        fmt::format_to(std::back_inserter(page()), "q 0.7 G 0.5 w {} {:.2f} m {:.2f} {:.2f} l S Q\n", margin, y,
                       page_width - margin, y);
        close_mark();
    }

    Paper const& paper;
    Font const& regular;
    Font const& bold;
    std::string_view code, address;
    Squares qr;
    Composed out;
    double y = 0;
};

}

Composed compose(Paper const& paper, Font const& regular, Font const& bold, std::string_view code,
                 std::string_view address)
{
    return Composer(paper, regular, bold, code, address).compose();
}

}
