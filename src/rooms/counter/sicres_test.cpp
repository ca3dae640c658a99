// SPDX-License-Identifier: EUPL-1.2
// The file that papers for another administration travel in.
#include "rooms/counter/sicres.h"

#include <gtest/gtest.h>

namespace counter::sicres {
namespace {

base::Instant at(char const* day, int minutes)
{
    return base::local_instant(*base::day_from_iso(day), std::chrono::minutes(minutes));
}

TEST(Sicres, AMomentSaysItsZone)
{
    EXPECT_EQ(moment(at("2020-09-17", 12 * 60 + 40)), "20200917124000+0200");
    EXPECT_EQ(moment(at("2026-01-07", 9 * 60 + 5) + std::chrono::seconds(7)), "20260107090507+0100");
}

TEST(Sicres, WhatPeopleTypeIsNoMarkup)
{
    Message message;
    message.number = "2026-E-000001";
    message.subject = "Recurs <contra> R&D\x01";
    message.entered_at = at("2026-01-07", 545);
    message.interested = {{"nif", "12345678Z", "Núria Puig", false}};
    message.annexes = {{"2-a.pdf", "a.pdf", "application/pdf", "ff", 12}};
    auto const text = xml(message);
    EXPECT_NE(text.find("<Resumen>Recurs &lt;contra&gt; R&amp;D</Resumen>"), text.npos) << text;
    EXPECT_NE(text.find("<Tipo_Documento_Identificacion_Interesado>N<"), text.npos);
    EXPECT_NE(text.find("<Identificador_Fichero>2-a.pdf<"), text.npos);
    EXPECT_EQ(text.find("Representante"), text.npos);
}

TEST(Sicres, AnIdentityCardOfAnotherCountryIsNoPassport)
{
    auto const letter = [](char const* kind) {
        Message message;
        message.interested = {{kind, "YB123456", "Ana", false}};
        auto const text = xml(message);
        auto const at = text.find("<Tipo_Documento_Identificacion_Interesado>");
        return text.substr(text.find('>', at) + 1, 1);
    };
    EXPECT_EQ(letter("passport"), "P");
    EXPECT_EQ(letter("identity-card"), "X");
    EXPECT_EQ(letter("nie"), "E");
    EXPECT_EQ(letter("nif"), "N");
}

TEST(Sicres, WhoStandsForAnOrganisationIsTold)
{
    Message message;
    message.represented = {{{"nif", "A08000143", "Forn, SA", true}, {"nie", "X1234567L", "Anna", false}}};
    auto const text = xml(message);
    EXPECT_NE(text.find("<Razon_Social_Interesado>Forn, SA<"), text.npos) << text;
    EXPECT_NE(text.find("<Tipo_Documento_Identificacion_Interesado>C<"), text.npos);
    EXPECT_NE(text.find("<Tipo_Documento_Identificacion_Representante>E<"), text.npos);
}

TEST(Sicres, TheArchiveListsItsFilesAtTheirPlaces)
{
    auto const archive = zip({{"a.txt", "hello"}, {"carta.txt", ""}}, at("2026-01-07", 545));
    EXPECT_TRUE(archive.starts_with(std::string("PK\x03\x04", 4)));
    auto const byte = [&](std::size_t i) { return std::size_t(std::uint8_t(archive.at(i))); };
    // CRC-32 of "hello" is 3610a686.
    EXPECT_EQ(byte(14) | byte(15) << 8 | byte(16) << 16 | byte(17) << 24, 0x3610a686u);
    auto const end = archive.rfind(std::string("PK\x05\x06", 4));
    ASSERT_NE(end, archive.npos);
    EXPECT_EQ(byte(end + 10), 2u);
    auto const directory = byte(end + 16) | byte(end + 17) << 8;
    EXPECT_EQ(archive.substr(directory, 4), std::string("PK\x01\x02", 4));
    EXPECT_EQ(archive.substr(directory + 46, 5), "a.txt");
}

}
}
