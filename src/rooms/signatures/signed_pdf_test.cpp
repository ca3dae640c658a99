// SPDX-License-Identifier: EUPL-1.2
// Files that come back: one that is taken, and everything that somebody could try instead.
#include "rooms/signatures/signed_pdf.h"

#include "app/sample/cards.h"
#include "ports/identity_provider/signature.h"
#include "rooms/signatures/pdf_test.h"

#include <gtest/gtest.h>

namespace signatures {
namespace {

using namespace testing;
using Wrong = SignedPdf::Wrong;

sample::Authority const& authority()
{
    static sample::Authority const made("Emissora", base::SystemClock().now());
    return made;
}

sample::Certificate const& own()
{
    static auto const made = authority().issue(sample::idcat({}));
    return made;
}
identity_provider::testing::Signer who() { return identity_provider::testing::keys_of(own()); }

std::string replaced(std::string text, std::string const& what, std::string const& with)
{
    auto const at = text.find(what);
    EXPECT_NE(at, text.npos) << what;
    return text.replace(at, what.size(), with);
}

// What becomes of a signed file of which the update has been changed before it was signed.
Wrong with(std::function<void(Objects&)> const& change, std::string const& trailer = {})
{
    auto const ours = small_pdf();
    auto objects = signing_objects();
    change(objects);
    return read_signed_pdf(ours, signed_by(who(), ours, objects, trailer)).wrong;
}
Wrong with(int number, std::string const& what, std::string const& instead)
{
    return with([&](Objects& objects) { objects[number] = replaced(objects[number], what, instead); });
}

TEST(SignedPdf, OursWithOneSignatureIsTakenAndItsSignatureIsOverAllOfIt)
{
    auto const ours = small_pdf();
    auto const file = signed_by(who(), ours);
    auto const read = read_signed_pdf(ours, file);
    ASSERT_EQ(read.wrong, Wrong::None);
    EXPECT_TRUE(read.covered.starts_with(ours));
    EXPECT_EQ(read.covered.size(), file.size() - hole - 2);
    EXPECT_EQ(identity_provider::read_signature(read.signature, read.covered).wrong,
              identity_provider::Signature::Wrong::None);
    EXPECT_EQ(identity_provider::read_signature(read.signature, read.covered + " ").wrong,
              identity_provider::Signature::Wrong::OtherBytes);
}

TEST(SignedPdf, WhatProgramsAddBesidesIsTaken)
{
    EXPECT_EQ(with(1, "/SigFlags 3", "/SigFlags 3/DA(/Helv 0 Tf 0 g )/DR<<>>"), Wrong::None);
    EXPECT_EQ(with(8, "/F 132/Rect[0 0 0 0]", "/F 2/Rect[10 10 200 200]"), Wrong::None) << "hidden";
    EXPECT_EQ(with([](Objects& all) { all[5] = stream("/Type/Metadata/Subtype/XML", "<x>altered</x>"); }), Wrong::None);
    EXPECT_EQ(
        with([](Objects& all) { all[10] = "<</Producer(a program)>>"; }, trailer_after(small_pdf()) + "/Info 10 0 R"),
        Wrong::None);
}

// What PDFBox writes and OpenSSL signs (tests/pades).
TEST(SignedPdf, WhatAnotherProgramSignsIsTakenUnlessItDrawsOverThePage)
{
    auto const in = identity_provider::testing::signing_folder();
    auto const put = [&](char const* name, std::string const& text) {
        std::ofstream(in / name, std::ios::binary) << text;
    };
    put("own.pem", own().pem);
    put("own.key", own().key_pem);
    put("chain.pem", authority().pem());
    auto const ours = small_pdf();
    put("ours.pdf", ours);
    auto const signed_so = [&](std::string const& how) {
        auto const words = "tests/pades/sign " + in.string() + " " + (in / "ours.pdf").string() + " " +
                           (in / "out.pdf").string() + how;
        EXPECT_EQ(std::system(words.c_str()), 0) << "run in the project's folder, with what tools/packages installs";
        return read_signed_pdf(ours, identity_provider::testing::all_of(in / "out.pdf"));
    };
    auto const read = signed_so("");
    ASSERT_EQ(read.wrong, Wrong::None);
    EXPECT_EQ(identity_provider::read_signature(read.signature, read.covered).wrong,
              identity_provider::Signature::Wrong::None);
    EXPECT_EQ(std::system(("qpdf --check " + (in / "out.pdf").string() + " > /dev/null").c_str()), 0);
    EXPECT_EQ(std::system(("pdfsig -nocert " + (in / "out.pdf").string() + " | grep -q 'Signature is Valid'").c_str()),
              0);
    EXPECT_EQ(signed_so(" visible").wrong, Wrong::Changed);
}

TEST(SignedPdf, AProgramMayMakeAnObjectOfWhatStoodInItsPlaceButNotOfSomethingElse)
{
    auto const language = [](std::string const& name) {
        return with([&](Objects& all) {
            all[1] = replaced(all[1], "/Lang(ca)", "/Lang 10 0 R");
            all[10] = name;
        });
    };
    EXPECT_EQ(language("(ca)"), Wrong::None);
    EXPECT_EQ(language("(es)"), Wrong::Changed);
    EXPECT_EQ(language("null"), Wrong::Unreadable);
    EXPECT_EQ(language("10 0 R"), Wrong::Changed) << "a circle";
}

TEST(SignedPdf, AnotherFileIsNotOurs)
{
    auto const ours = small_pdf(), other = small_pdf("CERTIFICA");
    EXPECT_EQ(read_signed_pdf(ours, signed_by(who(), other)).wrong, Wrong::OtherFile);
    auto const file = signed_by(who(), ours);
    for (std::size_t at = 8; at < ours.size(); at += 37) {
        auto altered = file;
        altered[at] = char(altered[at] ^ 1);
        EXPECT_EQ(read_signed_pdf(ours, altered).wrong, Wrong::OtherFile) << at;
    }
    EXPECT_EQ(read_signed_pdf(file, ours).wrong, Wrong::OtherFile) << "an earlier version";
    EXPECT_EQ(read_signed_pdf(ours, ours).wrong, Wrong::Unsigned);
    EXPECT_EQ(read_signed_pdf(ours, "").wrong, Wrong::Unreadable);
    EXPECT_EQ(read_signed_pdf(ours, "%PDF-1.7 rubbish").wrong, Wrong::OtherFile);
    EXPECT_EQ(read_signed_pdf(ours, ours + "rubbish").wrong, Wrong::Unreadable);
    EXPECT_EQ(read_signed_pdf(ours, file + std::string(1u << 20, ' ')).wrong, Wrong::TooBig);
}

TEST(SignedPdf, NoOtherByteOfTheUpdateMayChange)
{
    auto const ours = small_pdf();
    auto const file = signed_by(who(), ours);
    auto const good = read_signed_pdf(ours, file);
    std::size_t differing = 0;
    for (std::size_t at = ours.size(); at < file.size(); at += at % 23 + 3) {
        auto altered = file;
        altered[at] = char(altered[at] ^ 1);
        auto const read = read_signed_pdf(ours, altered);
        if (read.wrong != Wrong::None) continue;
        // What still reads as a file is not what was signed any more, or has another signature.
        auto const verified = identity_provider::read_signature(read.signature, read.covered);
        if (read.signature == good.signature) {
            EXPECT_NE(verified.wrong, identity_provider::Signature::Wrong::None) << at;
        }
        ++differing;
    }
    EXPECT_GT(differing, 0u);
}

TEST(SignedPdf, WhatIsAddedBehindTheSignatureIsRefused)
{
    auto const ours = small_pdf();
    auto const file = signed_by(who(), ours);
    Objects const shown{{4, stream("", "BT /F 12 Tf 72 720 Td (UNA ALTRA COSA) Tj ET")}};
    EXPECT_EQ(read_signed_pdf(ours, written(file, shown, trailer_after(file))).wrong, Wrong::NotOne);
    // Also when it says that what stood before it never was.
    EXPECT_EQ(read_signed_pdf(ours, written(file, shown, trailer_after(ours))).wrong, Wrong::NotOne);
    EXPECT_NE(read_signed_pdf(ours, file + "\n").wrong, Wrong::None);
    EXPECT_NE(read_signed_pdf(ours, file + "% more").wrong, Wrong::None);
}

TEST(SignedPdf, AnUpdateBeforeTheSignedOneIsRefused)
{
    auto const ours = small_pdf();
    Objects const shown{{4, stream("", "BT /F 12 Tf 72 720 Td (UNA ALTRA COSA) Tj ET")}};
    auto const shadowed = written(ours, shown, trailer_after(ours));
    EXPECT_EQ(read_signed_pdf(ours, signed_by(who(), shadowed)).wrong, Wrong::NotOne);
}

TEST(SignedPdf, NothingThatIsSeenChanges)
{
    auto const instead = stream("", "BT /F 12 Tf 72 720 Td (UNA ALTRA COSA) Tj ET");
    EXPECT_EQ(with([&](Objects& all) { all[4] = instead; }), Wrong::Changed) << "the page's own content";
    EXPECT_EQ(with([&](Objects& all) {
                  all[10] = instead;
                  all[3] = replaced(all[3], "/Contents 4 0 R", "/Contents 10 0 R");
              }),
              Wrong::Changed);
    EXPECT_EQ(with(3, "/MediaBox[0 0 595 842]", "/MediaBox[0 0 595 400]"), Wrong::Changed);
    EXPECT_EQ(with(3, "/Contents", "/Rotate 180/Contents"), Wrong::Changed);
    EXPECT_EQ(with([](Objects& all) { all[6] = "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"; }), Wrong::Changed);
    EXPECT_EQ(with([](Objects& all) { all[2] = "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>"; }), Wrong::Changed);
    EXPECT_EQ(with([](Objects& all) { all[7] = "<</Type/StructTreeRoot/Lang(es)>>"; }), Wrong::Changed);
    EXPECT_EQ(with(1, "/Lang(ca)", "/Lang(es)"), Wrong::Changed);
    EXPECT_EQ(with(1, "/Lang(ca)", "/Lang(ca)/OCProperties<</D<<>>/OCGs[]>>"), Wrong::Changed);
    EXPECT_EQ(with(1, "/Metadata 5 0 R", ""), Wrong::Changed);
}

TEST(SignedPdf, ThePageMayShowNoAnnotationButTheHiddenField)
{
    EXPECT_EQ(with(8, "/Rect[0 0 0 0]", "/Rect[0 0 500 500]"), Wrong::Changed) << "over the text";
    EXPECT_EQ(with(8, "/Rect[0 0 0 0]", "/Rect[0 0 0 500]"), Wrong::Changed);
    EXPECT_EQ(with(8, "/Rect[0 0 0 0]", ""), Wrong::Changed);
    EXPECT_EQ(with([](Objects& all) {
                  all[10] = "<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(no)>>";
                  all[3] = replaced(all[3], "/Annots[8 0 R]", "/Annots[8 0 R 10 0 R]");
              }),
              Wrong::Changed);
    EXPECT_EQ(with([](Objects& all) {
                  all[10] = "<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(no)>>";
                  all[3] = replaced(all[3], "/Annots[8 0 R]", "/Annots[10 0 R]");
              }),
              Wrong::Changed);
    EXPECT_EQ(with(8, "/V 9 0 R", "/V 9 0 R/A<</S/URI/URI(http://x)>>"), Wrong::Changed);
    EXPECT_EQ(with(8, "/FT/Sig", "/FT/Tx"), Wrong::Changed);
    EXPECT_EQ(with(8, "/V 9 0 R", "/Kids[8 0 R]/V 9 0 R"), Wrong::Changed);
}

TEST(SignedPdf, NothingActs)
{
    EXPECT_EQ(with(1, "/Lang(ca)", "/Lang(ca)/OpenAction<</S/JavaScript/JS(app.alert)>>"), Wrong::Changed);
    EXPECT_EQ(with(1, "/Lang(ca)", "/Lang(ca)/AA<<>>"), Wrong::Changed);
    EXPECT_EQ(with(1, "/Lang(ca)", "/Lang(ca)/Names<</EmbeddedFiles<<>>>>"), Wrong::Changed);
    EXPECT_EQ(with(1, "/SigFlags 3", "/SigFlags 3/XFA(x)"), Wrong::Changed);
    EXPECT_EQ(with(1, "/SigFlags 3", "/SigFlags 3/NeedAppearances true"), Wrong::Changed);
    EXPECT_EQ(with([](Objects& all) { all[10] = "<</S/JavaScript/JS(x)>>"; }), Wrong::Changed) << "even unused";
    EXPECT_EQ(with(1, "/Lang(ca)", "/Lang(ca)/#4fpenAction<<>>"), Wrong::Changed) << "spelled otherwise";
    EXPECT_EQ(with(3, "/Annots", "/AA<<>>/Annots"), Wrong::Changed);
}

TEST(SignedPdf, OneSignatureAndOneOnly)
{
    EXPECT_EQ(with(1, "/Fields[8 0 R]", "/Fields[]"), Wrong::Unsigned);
    EXPECT_EQ(with(1, "/AcroForm<</Fields[8 0 R]/SigFlags 3>>", ""), Wrong::Unsigned);
    EXPECT_EQ(with(8, "/V 9 0 R", ""), Wrong::Unsigned) << "a field that waits";
    EXPECT_EQ(with(1, "/Fields[8 0 R]", "/Fields[8 0 R 10 0 R]"), Wrong::NotOne);
    EXPECT_EQ(with([](Objects& all) { all[5] = "<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Other<00>>>"; }),
              Wrong::NotOne)
        << "one that nothing shows";
}

TEST(SignedPdf, TheSignatureLeavesOutItsOwnPlaceAlone)
{
    auto const ours = small_pdf();
    auto const file = signed_by(who(), ours);
    auto const range = file.substr(file.rfind("/ByteRange["),
                                   file.find(']', file.rfind("/ByteRange[")) + 1 - file.rfind("/ByteRange["));
    auto const begins = std::to_string(file.rfind("/Contents<") + 9);
    auto const wrong = [&](std::string text) {
        text.insert(text.size() - 1, range.size() - text.size(), ' ');
        return read_signed_pdf(ours, replaced(file, range, text)).wrong;
    };
    EXPECT_EQ(wrong("/ByteRange[0 10 " + std::to_string(file.size() - 20) + " 20]"), Wrong::NotWhole);
    EXPECT_EQ(wrong("/ByteRange[0 " + begins + " 9 9]"), Wrong::NotWhole);
    EXPECT_EQ(wrong("/ByteRange[9 9 9 9]"), Wrong::NotWhole);
    EXPECT_EQ(wrong("/ByteRange[0 1 2]"), Wrong::NotWhole);
    EXPECT_EQ(wrong("/ByteRange[0 -1 2 3]"), Wrong::NotWhole);
    EXPECT_EQ(wrong("/ByteRange[0 1 2 99999999]"), Wrong::NotWhole);
    EXPECT_EQ(with(9, "ETSI.CAdES.detached", "adbe.pkcs7.sha1"), Wrong::OtherKind);
    EXPECT_EQ(with(9, "ETSI.CAdES.detached", "adbe.pkcs7.detached"), Wrong::OtherKind);
    EXPECT_EQ(with(9, "/M(", "/Reference[<</TransformMethod/DocMDP>>]/M("), Wrong::Changed)
        << "one that lets others change it";
    auto rubbish = file; // behind the signature, in its own place
    rubbish[rubbish.rfind("/Contents<") + 9 + hole] = '1';
    EXPECT_EQ(read_signed_pdf(ours, rubbish).wrong, Wrong::OtherKind);
}

TEST(SignedPdf, CrossReferencesAreOfTheOneWayThatAllReadersUnderstandAlike)
{
    auto const ours = small_pdf();
    auto const trailer = trailer_after(ours);
    auto const nothing = [](Objects&) {};
    EXPECT_EQ(with(nothing, trailer + "/XRefStm 20"), Wrong::NotOne);
    EXPECT_EQ(with(nothing, trailer + "/XRef#53tm 20"), Wrong::NotOne);
    EXPECT_EQ(with(nothing, trailer + "/Encrypt 4 0 R"), Wrong::NotOne);
    EXPECT_EQ(with(nothing, trailer + trailer), Wrong::NotOne);
    EXPECT_EQ(with(nothing, "/Root 1 0 R/Prev 20/ID[<AA><BB>]"), Wrong::NotOne);
    EXPECT_EQ(with(nothing, "/Root 1 0 R"), Wrong::NotOne);
    EXPECT_NE(with(nothing, replaced(trailer, "/Root 1 0 R", "/Root 3 0 R")), Wrong::None);
    EXPECT_EQ(with([](Objects& all) { all[10] = "[[[[[[ broken"; }), Wrong::NotOne);
    // Entries that lead into our own bytes, or past the end.
    auto const file = signed_by(who(), ours);
    auto moved = file;
    moved.replace(moved.rfind("xref\n1 1\n") + 9, 10, "0000000015");
    EXPECT_EQ(read_signed_pdf(ours, moved).wrong, Wrong::NotOne);
    moved.replace(moved.rfind("xref\n1 1\n") + 9, 10, "9999999999");
    EXPECT_EQ(read_signed_pdf(ours, moved).wrong, Wrong::NotOne);
}

TEST(SignedPdf, EntriesHaveExactlyTwentyOctets)
{
    auto const ours = small_pdf();
    auto const with_ends = [&](std::string const& end) {
        auto text = written(ours, signing_objects(), trailer_after(ours));
        for (std::string const entry = " 00000 n \n"; true;) {
            auto const at = text.find(entry, ours.size());
            if (at == text.npos) break;
            text.replace(at, entry.size(), " 00000 n" + end);
        }
        auto const file = sealed(text, [](auto const& bytes) { return identity_provider::testing::cms(who(), bytes); });
        return read_signed_pdf(ours, file).wrong;
    };
    for (auto const* const right : {"\r\n", " \r"}) EXPECT_EQ(with_ends(right), Wrong::None) << int(right[0]);
    for (auto const* const wrong : {"\n", "\r", " ", "", "  \n", " \r\n", "\n\n", "\t\n"})
        EXPECT_NE(with_ends(wrong), Wrong::None) << wrong;
    auto const file = signed_by(who(), ours);
    EXPECT_EQ(read_signed_pdf(ours, replaced(file, "xref\n1 1\n0", "xref\n1 1\n")).wrong, Wrong::NotOne);
}

// A reader that repairs looks for "5 0 obj" wherever it stands.
TEST(SignedPdf, NothingStandsInTheUpdateThatNoEntryNames)
{
    auto const hidden = "4 0 obj\n" + stream("", "BT /F 12 Tf 72 720 Td (UNA ALTRA COSA) Tj ET") + "\nendobj\n";
    auto const behind = [&](int number, std::string const& what) {
        return with([&](Objects& all) { all[number] += "\nendobj\n" + what; });
    };
    EXPECT_EQ(behind(1, hidden), Wrong::NotOne) << "between two";
    EXPECT_EQ(behind(9, hidden), Wrong::NotOne) << "behind the last";
    EXPECT_EQ(behind(9, "% a remark"), Wrong::NotOne);
    EXPECT_EQ(behind(9, "trailer<</Root 10 0 R>>"), Wrong::NotOne);
    auto const ours = small_pdf();
    auto const after = [&](std::string const& what) {
        auto const between = ours + what;
        return read_signed_pdf(ours,
                               sealed(written(between, signing_objects(), trailer_after(ours)),
                                      [](auto const& bytes) { return identity_provider::testing::cms(who(), bytes); }))
            .wrong;
    };
    EXPECT_EQ(after("\r\n \n"), Wrong::None);
    EXPECT_EQ(after(hidden), Wrong::NotOne) << "before the first";
    EXPECT_EQ(after("4"), Wrong::NotOne) << "another number";
    EXPECT_EQ(with(1, "/Lang(ca)", "/Lang(ca)/X(4 0 obj<</A 1>>endobj)"), Wrong::NotOne) << "in a text";
    EXPECT_EQ(with([&](Objects& all) { all[10] = stream("", "4 0 obj <<>> endobj"); }), Wrong::NotOne) << "in a stream";
    EXPECT_EQ(with([&](Objects& all) { all[10] = stream("", "endstream endobj " + hidden); }), Wrong::NotOne);
    EXPECT_EQ(with([&](Objects& all) { all[10] = stream("", "trailer <</Root 10 0 R>>"); }), Wrong::NotOne);
    EXPECT_EQ(with([&](Objects& all) { all[10] = "1 2 3"; }), Wrong::NotOne) << "two values";
    EXPECT_EQ(with([&](Objects& all) { all[10] = "<</A(\\) 4 0 obj>>"; }), Wrong::NotOne) << "a text that never ends";
}

TEST(SignedPdf, DeepAndManyThingsEndSoon)
{
    EXPECT_NE(with([](Objects& all) { all[10] = std::string(100'000, '['); }), Wrong::None);
    EXPECT_NE(with([](Objects& all) {
                  for (int i = 20; i < 400; ++i) all[i] = "null";
              }),
              Wrong::None);
}

}
}
