// SPDX-License-Identifier: EUPL-1.2
// What people type, in three languages, with and without accents and mistakes, and what they mean by it.
#include "app/embedded.h"
#include "base/crypto.h"
#include "db/testing.h"
#include "rooms/catalogue/search.h"

#include <algorithm>

namespace catalogue {
namespace {

struct Shelf {
    Shelf()
    {
        for (auto const& [id, yaml] : app::embedded().procedures)
            procedures.push_back(std::get<Procedure>(read_procedure(id + ".yaml", yaml, {"ca", "es", "en"})));
        search = std::make_unique<Search>(folder, procedures);
    }
    std::vector<std::string> ids(std::string_view query, std::size_t most = 3) const
    {
        std::vector<std::string> found;
        for (auto const at : search->find(query, most)) found.push_back(procedures.at(at).id);
        return found;
    }
    std::filesystem::path const folder = db::testing::folder() / ("search-" + base::hex(base::random_bytes(6)));
    std::vector<Procedure> procedures;
    std::unique_ptr<Search> search;
};

Shelf const& shelf()
{
    static Shelf const one;
    return one;
}

struct Meant {
    char const *query, *id;
};

class Searching : public ::testing::TestWithParam<Meant> {};

TEST_P(Searching, FindsWhatIsMeantAmongTheFirstThree)
{
    auto const found = shelf().ids(GetParam().query);
    EXPECT_NE(std::ranges::find(found, GetParam().id), found.end())
        << GetParam().query << " found " << ::testing::PrintToString(found);
}

INSTANTIATE_TEST_SUITE_P(
    Queries, Searching,
    ::testing::Values(
        // as written
        Meant{"volant d'empadronament", "volant-empadronament"},
        Meant{"certificado de empadronamiento", "certificat-empadronament"},
        Meant{"change of address", "canvi-domicili"}, Meant{"fe de vida", "fe-de-vida"},
        Meant{"consumer complaint", "reclamacio-consum"},
        // without accents, in capitals, with other apostrophes
        Meant{"EMPADRONARME", "alta-empadronament"}, Meant{"certificacio padro", "certificat-empadronament"},
        Meant{"targeta daparcament", "targeta-aparcament-discapacitat"},
        Meant{"comunicacio previa dobres", "comunicacio-obres"}, Meant{"domiciliacion recibos", "domiciliacio-tributs"},
        Meant{"accés a la informació", "acces-informacio-publica"},
        // mistakes
        Meant{"volan enpadronament", "volant-empadronament"},
        Meant{"certificat enpadronamiento", "certificat-empadronament"}, Meant{"deixaleria", "carnet-deixalleria"},
        Meant{"minusvalidos tarjeta", "targeta-aparcament-discapacitat"}, Meant{"hipoteka", "ajut-habitatge"},
        Meant{"queixas", "queixes-suggeriments"}, Meant{"instansia generica", "instancia-generica"},
        Meant{"discapasitat", "targeta-aparcament-discapacitat"},
        // inflected, as people talk
        Meant{"m'he mudat de pis", "canvi-domicili"}, Meant{"no puedo pagar el alquiler", "ajut-habitatge"},
        Meant{"m'han enganyat en una botiga", "reclamacio-consum"},
        Meant{"vull empadronar un nadó", "alta-empadronament"}, Meant{"reformar la cuina", "comunicacio-obres"},
        Meant{"apuntar la nena a natació piscina", "inscripcio-activitats"},
        Meant{"farola fundida en la calle", "queixes-suggeriments"},
        Meant{"papeles extranjeria arraigo", "arrelament-social"}, Meant{"hablar con el arquitecto", "cita-tecnic"},
        Meant{"signatura electronica", "certificat-digital"},
        Meant{"mi madre quiere que haga gestiones por ella", "registre-apoderaments"},
        Meant{"disabled parking card", "targeta-aparcament-discapacitat"},
        Meant{"proof of where I live", "certificat-empadronament"},
        Meant{"direct debit taxes", "domiciliacio-tributs"}),
    [](auto const& which) { return "Query" + std::to_string(which.index); });

TEST(SearchingNothing, FindsNothingAndBreaksNothing)
{
    for (auto const& query :
         {std::string(), std::string("   "), std::string("de la el"), std::string("?!·'\"()*"), std::string("xyzzyqwk"),
          std::string(5000, 'a'), std::string("\xff\xfe"), std::string("\0\0", 2)})
        EXPECT_TRUE(shelf().ids(query).empty()) << query.substr(0, 30);
    EXPECT_NO_THROW(shelf().ids("a AND NOT OR * NEAR/3 : \" (volant"));
}

TEST(SearchingNothing, GivesNoMoreThanAskedFor)
{
    EXPECT_EQ(shelf().ids("empadronament", 1).size(), 1u);
    EXPECT_LE(shelf().ids("empadronament", 2).size(), 2u);
    EXPECT_TRUE(shelf().ids("empadronament", 0).empty());
}

TEST(SearchingAtOnce, GivesTheSameAnswersToAll)
{
    auto const expected = shelf().ids("volant empadronament");
    std::vector<std::thread> hands;
    std::atomic<int> wrong = 0;
    for (int hand = 0; hand < 4; ++hand)
        hands.emplace_back([&] {
            for (int i = 0; i < 50; ++i) wrong += shelf().ids("volant empadronament") != expected;
        });
    for (auto& hand : hands) hand.join();
    EXPECT_EQ(wrong, 0);
}

TEST(SearchIndex, GoesWithItsOwner)
{
    auto const folder = db::testing::folder() / "search-gone";
    {
        Search const search(folder, shelf().procedures);
        EXPECT_TRUE(std::filesystem::exists(folder));
        EXPECT_FALSE(search.find("volant", 3).empty());
    }
    EXPECT_FALSE(std::filesystem::exists(folder));
    Search const none(folder, {});
    EXPECT_TRUE(none.find("volant", 3).empty());
}

}
}
