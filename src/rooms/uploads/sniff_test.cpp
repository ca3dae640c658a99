// SPDX-License-Identifier: EUPL-1.2
// Files told by their content: what each kind is, and everything that is not taken.
#include "rooms/uploads/name.h"
#include "rooms/uploads/sniff.h"

#include <gtest/gtest.h>

namespace uploads {
namespace {

using namespace std::literals;

std::string little(std::uint64_t value, int width)
{
    std::string bytes;
    for (int i = 0; i < width; ++i) bytes += char(value >> (8 * i) & 0xff);
    return bytes;
}

struct Entry {
    std::string name, packed;
    std::uint64_t unpacked = 0;
    std::uint64_t flags = 0;
};

std::string zip(std::vector<Entry> const& entries)
{
    std::string file, directory;
    for (auto const& entry : entries) {
        auto const sizes = little(entry.packed.size(), 4) + little(entry.unpacked, 4);
        auto const common = little(entry.flags, 2) + little(0, 2) + little(0, 4) + little(0, 4) + sizes +
                            little(entry.name.size(), 2) + little(0, 2);
        directory += "PK\1\2"s + little(20, 2) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) +
                     little(0, 4) + little(file.size(), 4) + entry.name;
        file += "PK\3\4"s + little(20, 2) + common + entry.name + entry.packed;
    }
    auto const place = file.size();
    return file + directory + "PK\5\6"s + little(0, 4) + little(entries.size(), 2) + little(entries.size(), 2) +
           little(directory.size(), 4) + little(place, 4) + little(0, 2);
}

std::string pdf(std::string const& trailer = "<</Root 1 0 R>>", std::string const& before = "")
{
    auto text = before + "%PDF-1.7\n1 0 obj <<>> endobj\n";
    auto const place = text.size();
    return text + "xref\n0 1\n0000000000 65535 f \ntrailer " + trailer + "\nstartxref\n" + std::to_string(place) +
           "\n%%EOF\n";
}

auto const png = "\x89PNG\r\n\x1a\n"s + "pixels" + "\0\0\0\0IEND\xae\x42\x60\x82"s;
auto const jpeg = "\xff\xd8\xff\xe0"s + "pixels\xff\xd9";
auto const docx = zip({{"[Content_Types].xml", "<t/>", 4}, {"word/document.xml", "<d/>", 4}});

Sniffed of(std::string const& name, std::string const& bytes) { return sniff(name, content_of(bytes)); }

TEST(Sniff, KnowsWhatPeopleHandIn)
{
    struct Case {
        std::string name, bytes, type;
    };
    auto const odf = "application/vnd.oasis.opendocument."s, ooxml = "application/vnd.openxmlformats-officedocument."s;
    auto const opendocument = [&](std::string const& kind) {
        return zip({{"mimetype", odf + kind, 40}, {"content.xml", "<c/>", 4}});
    };
    for (auto const& each : {
             Case{"a.pdf", pdf(), "application/pdf"},
             {"A.PDF", pdf("<</Root 1 0 R/EncryptMetadata false>>"), "application/pdf"},
             {"a.png", png, "image/png"},
             {"a.JPG", jpeg, "image/jpeg"},
             {"a.jpeg", jpeg, "image/jpeg"},
             {"a.tiff", "II*\0rest"s, "image/tiff"},
             {"a.tif", "MM\0*rest"s, "image/tiff"},
             {"a.gif", "GIF89a...", "image/gif"},
             {"a.webp", "RIFF\1\2\3\4WEBPVP8 ", "image/webp"},
             {"a.heic",
              "\0\0\0\x18"
              "ftypheic\0\0\0\0mif1"s,
              "image/heic"},
             {"a.svg", "<?xml version=\"1.0\"?><!-- drawn --><svg xmlns=\"x\"><path d=\"M0 0\"/></svg>",
              "image/svg+xml"},
             {"a.xml", "\xef\xbb\xbf<?xml version=\"1.0\"?>\n<factura/>", "application/xml"},
             {"a.xsig", "<ds:Signature xmlns:ds=\"x\"/>", "application/xml"},
             {"a.txt", "Bon dia, senyora alcaldessa.\r\n", "text/plain"},
             {"a.csv", "nom;edat\nJ\xfalia;3\n", "text/plain"},
             {"a.rtf", "{\\rtf1\\ansi Hola}", "application/rtf"},
             {"a.odt", opendocument("text"), odf + "text"},
             {"a.ods", opendocument("spreadsheet"), odf + "spreadsheet"},
             {"a.odp", opendocument("presentation"), odf + "presentation"},
             {"a.odg", opendocument("graphics"), odf + "graphics"},
             {"a.docx", docx, ooxml + "wordprocessingml.document"},
             {"a.xlsx", zip({{"[Content_Types].xml", "t", 1}, {"xl/workbook.xml", "w", 1}}),
              ooxml + "spreadsheetml.sheet"},
             {"a.pptx", zip({{"[Content_Types].xml", "t", 1}, {"ppt/presentation.xml", "p", 1}}),
              ooxml + "presentationml.presentation"},
             {"a.zip", zip({{"foto.jpg", "x", 1}}), "application/zip"},
         }) {
        auto const found = of(each.name, each.bytes);
        EXPECT_EQ(found.type, each.type) << each.name;
        EXPECT_EQ(found.fault, "") << each.name;
    }
}

TEST(Sniff, RefusesWhatItsNameDoesNotSay)
{
    for (auto const* const name : {"a.png", "a.docx", "a", "pdf", "a.pdf.txt", "a.pdf "})
        EXPECT_EQ(of(name, pdf()).fault, "uploads.mislabelled") << name;
    EXPECT_EQ(of("a.pdf", png).fault, "uploads.mislabelled");
    EXPECT_EQ(of("a.pdf", "Això és un text\n").fault, "uploads.mislabelled");
    EXPECT_EQ(of("a.odt", docx).fault, "uploads.mislabelled");
}

TEST(Sniff, RefusesWhatNobodyCouldRead)
{
    struct Case {
        std::string name, bytes, fault;
    };
    auto const nested = zip({{"dins.zip", "x", 1}});
    for (auto const& each : {
             Case{"a.pdf", "", "uploads.empty"},
             {"a.bin", "\1\2\3\4"s, "uploads.unknown-type"},
             {"a.txt", "text\0amb un zero"s, "uploads.unknown-type"},
             {"a.pdf", pdf("<</Root 1 0 R/Encrypt 5 0 R>>"), "uploads.protected"},
             {"a.pdf", pdf().substr(0, 40), "uploads.damaged"},
             {"a.pdf", pdf("<</Root 1 0 R>>", "GIF89a"), "uploads.polyglot"},
             {"a.pdf", pdf("<</Root 1 0 R>>", "\n"), "uploads.polyglot"},
             {"a.pdf", pdf() + zip({{"x.txt", "x", 1}}), "uploads.polyglot"},
             {"a.png", png + zip({{"x.txt", "x", 1}}), "uploads.polyglot"},
             {"a.jpg", "\xff\xd8\xff\xe0"s + pdf(), "uploads.polyglot"},
             {"a.png", png + "more", "uploads.damaged"},
             {"a.txt", "hola\n" + zip({{"x.txt", "x", 1}}), "uploads.polyglot"},
             {"a.exe", "MZ\x90\0"s, "uploads.executable"},
             {"factura.pdf", "MZ\x90\0 %PDF-1.4"s, "uploads.executable"},
             {"a",
              "\x7f"
              "ELF\2\1"s,
              "uploads.executable"},
             {"a.txt", "#!/bin/sh\nrm -rf\n", "uploads.executable"},
             {"a.zip", zip({{"factura.EXE", "x", 1}}), "uploads.executable"},
             {"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 word", "uploads.protected"},
             {"a.zip", zip({{"x.txt", "x", 1, 1}}), "uploads.protected"},
             {"a.docx",
              zip({{"[Content_Types].xml", "t", 1}, {"word/document.xml", "d", 1}, {"word/vbaProject.bin", "m", 1}}),
              "uploads.active"},
             {"a.svg", "<svg><script>alert(1)</script></svg>", "uploads.active"},
             {"a.svg", "<svg onload=\"alert(1)\"/>", "uploads.active"},
             {"a.svg", "<svg><a href=\"JavaScript:alert(1)\"/></svg>", "uploads.active"},
             {"a.xml", "<!DOCTYPE html><html></html>", "uploads.active"},
             {"a.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", "uploads.bomb"},
             {"a.zip", nested, "uploads.bomb"},
             {"a.zip", zip({{"zeros", std::string(1000, 'x'), 900'000'000}}), "uploads.bomb"},
             {"a.docx", zip({{"[Content_Types].xml", "t", 1}, {"word/document.xml", "x", 4'000'000'000}}),
              "uploads.bomb"},
             {"a.zip", docx.substr(0, 60), "uploads.damaged"},
             {"a.zip", zip({}), "uploads.empty"},
         })
        EXPECT_EQ(of(each.name, each.bytes).fault, each.fault) << each.name << " " << each.bytes.substr(0, 40);
}

TEST(Sniff, SaysTheSameHoweverTheBytesAreCut)
{
    for (auto const& whole : {pdf(), png, docx, std::string("<svg><path/></svg>")})
        for (std::size_t const step : {1u, 7u, 4096u}) {
            Content cut{std::int64_t(whole.size()), [&whole, step](std::int64_t at) {
                            return std::string_view(whole).substr(std::size_t(at), step);
                        }};
            EXPECT_EQ(sniff("a.pdf", cut).type, of("a.pdf", whole).type);
            EXPECT_EQ(sniff("a.pdf", cut).fault, of("a.pdf", whole).fault);
        }
}

TEST(Sniff, SurvivesEveryTruncationOfWhatItKnows)
{
    for (auto const& whole : {pdf(), png, docx, zip({{"mimetype", "application/vnd.oasis.opendocument.text", 39}})})
        for (std::size_t length = 0; length < whole.size(); ++length)
            EXPECT_NE(of("a.docx", whole.substr(0, length)).fault, "") << length;
}

TEST(FileName, LosesWhatIsNoName)
{
    EXPECT_EQ(clean_name("C:\\Users\\Pep\\factura.pdf"), "factura.pdf");
    EXPECT_EQ(clean_name("../../etc/passwd"), "passwd");
    EXPECT_EQ(clean_name("a<b>\"c\".pdf"), "a_b__c_.pdf");
    EXPECT_EQ(clean_name("\xe2\x80\xae"
                         "fdp.exe"),
              "fdp.exe")
        << "no mark that turns the direction of writing";
    EXPECT_EQ(clean_name("a\r\nb.pdf"), "ab.pdf");
    EXPECT_EQ(clean_name("e\xcc\x81s.pdf"), "és.pdf") << "one form of a letter";
    EXPECT_EQ(clean_name("caf\xe9.pdf"), "café.pdf") << "old names are Latin 1";
    EXPECT_EQ(clean_name(".htaccess"), "htaccess");
    EXPECT_EQ(clean_name(" . "), "fitxer");
    std::string const long_name(500, 'x'), kept(196, 'x');
    EXPECT_EQ(clean_name(long_name + ".pdf"), kept + ".pdf");
}

}
}
