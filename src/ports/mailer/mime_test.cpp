// SPDX-License-Identifier: EUPL-1.2
// Letters against the vectors of the RFCs, and as a town writes them.
#include "ports/mailer/mime.h"

#include "base/text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace ports {
namespace {

constexpr base::Instant at{1'795'339'800'000'000}; // 2026-11-22 09:30 UTC
Sender const town{"oac@vilanova.example", "Ajuntament de Vilanova del Riu"};

Letter letter(std::string text = "Bon dia.")
{
    return {"01hq3v8m7z", "anna@exemple.cat", "Cita", std::move(text), "ca", at};
}

std::vector<std::string> lines(std::string_view text)
{
    auto list = base::split(text, '\n');
    for (auto& line : list)
        if (line.ends_with('\r')) line.pop_back();
    return list;
}

// Readers of our own, after the RFCs' text, for what must come out again as it went in.
std::string unquoted(std::string_view text, bool of_header)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (of_header && text[i] == '_')
            out += ' ';
        else if (text[i] != '=')
            out += text[i];
        else if (text.substr(i, 3) == "=\r\n")
            i += 2;
        else {
            out += char(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        }
    }
    return out;
}

std::string decoded_words(std::string_view text)
{
    std::string out;
    for (auto const& line : lines(text)) {
        auto const word = base::trimmed(line);
        if (!word.starts_with("=?utf-8?q?")) return std::string(text);
        EXPECT_LE(word.size(), 75u);
        EXPECT_TRUE(word.ends_with("?="));
        auto const piece = unquoted(word.substr(10, word.size() - 12), true);
        EXPECT_TRUE(base::is_utf8(piece)) << "a character is cut in two: " << word;
        out += piece;
    }
    return out;
}

TEST(MimeLetter, IsWholeAndSaysThatAProgramWroteIt)
{
    EXPECT_EQ(*mime(letter(), town), "Date: Sun, 22 Nov 2026 09:30:00 +0000\r\n"
                                     "From: \"Ajuntament de Vilanova del Riu\" <oac@vilanova.example>\r\n"
                                     "To: <anna@exemple.cat>\r\n"
                                     "Subject: Cita\r\n"
                                     "Message-ID: <01hq3v8m7z@vilanova.example>\r\n"
                                     "MIME-Version: 1.0\r\n"
                                     "Content-Type: text/plain; charset=utf-8\r\n"
                                     "Content-Transfer-Encoding: quoted-printable\r\n"
                                     "Content-Language: ca\r\n"
                                     "Auto-Submitted: auto-generated\r\n"
                                     "\r\n"
                                     "Bon dia.\r\n");
}

TEST(MimeLetter, TriedAgainIsTheSameToTheByte) { EXPECT_EQ(mime(letter(), town), mime(letter(), town)); }

TEST(MimeLetter, TakesNothingThatCouldPassForAHeader)
{
    std::vector<std::string> const wrongs{
        "a\r\nBcc: b@exemple.cat", "a\nb", "a\rb", std::string("a\0b", 3), "a\x7f", "a\tb", "\xff", "\xc3"};
    for (auto const& wrong : wrongs) {
        auto subject = letter();
        subject.subject = wrong;
        EXPECT_FALSE(mime(subject, town)) << wrong;
        EXPECT_FALSE(mime(letter(), {town.address, wrong})) << wrong;
        auto to = letter();
        to.to = wrong + "@exemple.cat";
        EXPECT_FALSE(mime(to, town)) << wrong;
        auto id = letter();
        id.id = wrong;
        EXPECT_FALSE(mime(id, town)) << wrong;
        auto language = letter();
        language.language = wrong;
        EXPECT_FALSE(mime(language, town)) << wrong;
    }
    auto two = letter();
    two.to = "a@exemple.cat> <b@exemple.cat";
    EXPECT_FALSE(mime(two, town));
    auto nobody = letter();
    nobody.to = "";
    EXPECT_FALSE(mime(nobody, town));
    EXPECT_FALSE(mime(letter("a\x1b[0m"), town));
    EXPECT_FALSE(mime(letter(std::string("a\0", 2)), town));
    EXPECT_TRUE(mime(letter("a\tb\r\nc\nd"), town));
}

TEST(MimeLetter, ABodyStaysBehindTheHeaders)
{
    auto const whole = *mime(letter("\nBcc: b@exemple.cat\n\nx"), town);
    EXPECT_LT(whole.find("\r\n\r\n"), whole.find("Bcc:")) << "what the text says comes behind the headers";
}

TEST(MimeName, IsQuotedOrEncoded)
{
    auto const from = [](std::string name) {
        auto const whole = *mime(letter(), {town.address, std::move(name)});
        auto const begin = whole.find("From: ") + 6;
        return whole.substr(begin, whole.find(" <oac@", begin) - begin);
    };
    EXPECT_EQ(from("Ajuntament d'Olot, OAC"), "\"Ajuntament d'Olot, OAC\"");
    EXPECT_EQ(from(R"(A "B" \ C)"), R"("A \"B\" \\ C")");
    EXPECT_EQ(from("Vilanova i la Geltrú"), "=?utf-8?q?Vilanova_i_la_Geltr=C3=BA?=");
}

TEST(MimeHeader, EncodesAsRfc2047Does)
{
    EXPECT_EQ(header_text("Patrik"), "Patrik");
    EXPECT_EQ(header_text("Keld Jørn Simonsen"), "=?utf-8?q?Keld_J=C3=B8rn_Simonsen?=");
    EXPECT_EQ(header_text("a =?utf-8?q?b?= c"), "=?utf-8?q?a_=3D=3Futf-8=3Fq=3Fb=3F=3D_c?=")
        << "what only looks encoded is not read as if it were";
}

TEST(MimeHeader, FoldsLongTextBetweenCharacters)
{
    for (auto const* const text :
         {"L'Ajuntament d'Àger us convoca a la reunió informativa sobre la col·lecció de ceràmica dels segles XVII i "
          "XVIII",
          "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé", "€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€",
          "Un assumpte sense cap accent pero tan llarg que no cap de cap manera en una sola linia"}) {
        EXPECT_EQ(decoded_words(header_text(text)), text);
        for (auto const& line : lines("Subject: " + header_text(text))) EXPECT_LE(line.size(), 86u) << line;
    }
}

TEST(QuotedPrintable, OfRfc2045AndOfCatalan)
{
    EXPECT_EQ(quoted_printable("col·lecció = 5 €"), "col=C2=B7lecci=C3=B3 =3D 5 =E2=82=AC\r\n");
    EXPECT_EQ(quoted_printable("a \nb\t\nc"), "a=20\r\nb=09\r\nc\r\n");
    EXPECT_EQ(quoted_printable("a\r\nb"), "a\r\nb\r\n");
    EXPECT_EQ(quoted_printable(""), "");
    EXPECT_EQ(quoted_printable(".\n..\n.a"), "=2E\r\n=2E.\r\n=2Ea\r\n");
    EXPECT_EQ(quoted_printable("From here"), "=46rom here\r\n");
    EXPECT_EQ(quoted_printable("Fromage"), "Fromage\r\n");
}

TEST(QuotedPrintable, CutsLongLinesAndTheyComeBackWhole)
{
    std::string text;
    for (int i = 0; i < 300; ++i) text += fmt::format("{:x>{}} .·ó€= {:.>{}}\n", "", i % 90, "", i);
    auto const sent = quoted_printable(text);
    for (auto const& line : lines(sent)) {
        EXPECT_LE(line.size(), 76u);
        EXPECT_FALSE(line.starts_with('.')) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
    }
    std::string back = unquoted(sent, false);
    std::erase(back, '\r');
    EXPECT_EQ(back, text);
}

TEST(QuotedPrintable, ALineOfExactlySeventySixNeedsNoCut)
{
    EXPECT_EQ(quoted_printable(std::string(76, 'x')), fmt::format("{:x>76}\r\n", ""));
    EXPECT_EQ(quoted_printable(std::string(77, 'x')), fmt::format("{:x>75}=\r\nxx\r\n", ""));
}

TEST(MailDate, IsRfc5322s)
{
    EXPECT_EQ(mail_date(at), "Sun, 22 Nov 2026 09:30:00 +0000");
    EXPECT_EQ(mail_date({0}), "Thu, 01 Jan 1970 00:00:00 +0000");
    EXPECT_EQ(mail_date({1'709'251'199'999'999}), "Thu, 29 Feb 2024 23:59:59 +0000");
}

}
}
