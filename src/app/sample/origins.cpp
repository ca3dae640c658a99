// SPDX-License-Identifier: EUPL-1.2
// Where the people of the sample town come from. Places abroad are written in Catalan, as the padró
// does, with the country in parentheses.
#include "app/sample/origins.h"

#include <array>

namespace sample {

namespace {

constexpr std::string_view catalan_towns[] = {
    "Barcelona (Barcelona)",
    "Terrassa (Barcelona)",
    "Sabadell (Barcelona)",
    "Manresa (Barcelona)",
    "Granollers (Barcelona)",
    "Vic (Barcelona)",
    "Igualada (Barcelona)",
    "Mataró (Barcelona)",
    "l'Hospitalet de Llobregat (Barcelona)",
    "Girona (Girona)",
    "Olot (Girona)",
    "Lleida (Lleida)",
    "la Seu d'Urgell (Lleida)",
    "Tarragona (Tarragona)",
    "Reus (Tarragona)",
    "Tortosa (Tarragona)",
    "Caldes de Montbui (Barcelona)",
    "Castellar del Vallès (Barcelona)",
};
constexpr std::string_view spanish_towns[] = {
    "Jaén (Jaén)",         "Úbeda (Jaén)",    "Granada (Granada)", "Baza (Granada)",      "Córdoba (Córdoba)",
    "Almería (Almería)",   "Málaga (Málaga)", "Sevilla (Sevilla)", "Badajoz (Badajoz)",   "Zafra (Badajoz)",
    "Cáceres (Cáceres)",   "Murcia (Murcia)", "Lorca (Murcia)",    "Albacete (Albacete)", "Teruel (Teruel)",
    "Zaragoza (Zaragoza)", "Lugo (Lugo)",     "Madrid (Madrid)",   "Cuenca (Cuenca)",     "Bilbao (Bizkaia)",
    "València (València)",
};
constexpr std::string_view moroccan[] = {"Tànger (Marroc)",  "Nador (Marroc)", "Al Hoceïma (Marroc)",
                                         "Larraix (Marroc)", "Oujda (Marroc)", "Casablanca (Marroc)"};
constexpr std::string_view romanian[] = {"Bucarest (Romania)", "Cluj-Napoca (Romania)", "Iași (Romania)",
                                         "Bistrița (Romania)", "Brașov (Romania)"};
constexpr std::string_view colombian[] = {"Bogotà (Colòmbia)", "Medellín (Colòmbia)", "Cali (Colòmbia)",
                                          "Pereira (Colòmbia)"};
constexpr std::string_view honduran[] = {"Tegucigalpa (Hondures)", "San Pedro Sula (Hondures)", "La Ceiba (Hondures)"};
constexpr std::string_view peruvian[] = {"Lima (Perú)", "Arequipa (Perú)", "Trujillo (Perú)"};
constexpr std::string_view ecuadorian[] = {"Quito (Equador)", "Guayaquil (Equador)", "Loja (Equador)"};
constexpr std::string_view bolivian[] = {"Cochabamba (Bolívia)", "Santa Cruz de la Sierra (Bolívia)",
                                         "La Paz (Bolívia)"};
constexpr std::string_view argentinian[] = {"Buenos Aires (Argentina)", "Rosario (Argentina)", "Córdoba (Argentina)"};
constexpr std::string_view venezuelan[] = {"Caracas (Veneçuela)", "Maracaibo (Veneçuela)", "València (Veneçuela)"};
constexpr std::string_view pakistani[] = {"Gujrat (Pakistan)", "Lahore (Pakistan)", "Sialkot (Pakistan)",
                                          "Jhelum (Pakistan)"};
constexpr std::string_view italian[] = {"Roma (Itàlia)", "Milà (Itàlia)", "Nàpols (Itàlia)", "Torí (Itàlia)"};
constexpr std::string_view french[] = {"Perpinyà (França)", "Tolosa (França)", "París (França)", "Montpeller (França)"};
constexpr std::string_view ukrainian[] = {"Kíiv (Ucraïna)", "Lviv (Ucraïna)", "Khàrkiv (Ucraïna)",
                                          "Ivano-Frankivsk (Ucraïna)"};
constexpr std::string_view chinese[] = {"Qingtian (Xina)", "Wenzhou (Xina)", "Lishui (Xina)"};
constexpr std::string_view senegalese[] = {"Dakar (Senegal)", "Thiès (Senegal)", "Touba (Senegal)", "Kolda (Senegal)"};
constexpr std::string_view indian[] = {"Amritsar (Índia)", "Jalandhar (Índia)", "Nova Delhi (Índia)"};
constexpr std::string_view british[] = {"Londres (Regne Unit)", "Manchester (Regne Unit)", "Glasgow (Regne Unit)"};
constexpr std::string_view german[] = {"Berlín (Alemanya)", "Colònia (Alemanya)", "Munic (Alemanya)"};
constexpr std::string_view polish[] = {"Varsòvia (Polònia)", "Cracòvia (Polònia)", "Łódź (Polònia)"};

constexpr Origin origins[] = {
    {Heritage::Catalan, "ES", 305, catalan_towns},
    {Heritage::Spanish, "ES", 220, spanish_towns},
    {Heritage::Moroccan, "MA", 46, moroccan},
    {Heritage::Romanian, "RO", 15, romanian},
    {Heritage::LatinAmerican, "CO", 16, colombian},
    {Heritage::LatinAmerican, "HN", 12, honduran},
    {Heritage::LatinAmerican, "PE", 11, peruvian},
    {Heritage::LatinAmerican, "EC", 8, ecuadorian},
    {Heritage::LatinAmerican, "BO", 8, bolivian},
    {Heritage::LatinAmerican, "AR", 8, argentinian},
    {Heritage::LatinAmerican, "VE", 7, venezuelan},
    {Heritage::Pakistani, "PK", 12, pakistani},
    {Heritage::Italian, "IT", 10, italian},
    {Heritage::French, "FR", 5, french},
    {Heritage::Ukrainian, "UA", 6, ukrainian},
    {Heritage::Chinese, "CN", 8, chinese},
    {Heritage::Senegalese, "SN", 6, senegalese},
    {Heritage::Indian, "IN", 4, indian},
    {Heritage::British, "GB", 2, british},
    {Heritage::German, "DE", 3, german},
    {Heritage::Polish, "PL", 3, polish},
};

constexpr auto weights = [] {
    std::array<int, std::size(origins)> all{};
    for (std::size_t at = 0; at < all.size(); ++at) all[at] = origins[at].weight;
    return all;
}();

} // namespace

bool is_local(Origin const& origin)
{
    return origin.heritage == Heritage::Catalan || origin.heritage == Heritage::Spanish;
}

Origin const& any_origin(Dice& dice) { return origins[dice.weighted(weights)]; }

Origin const& local_origin(Dice& dice) { return origins[dice.weighted(std::span{weights}.first(2))]; }

std::string_view birth_place_nearby(Dice& dice)
{
    return dice.percent(60) ? home_town : dice.pick_early(Names{catalan_towns});
}

std::string_view birth_place_of_adult(Dice& dice, Origin const& origin, int age)
{
    if (!is_local(origin)) return dice.pick_early(origin.places);
    // The great migration from the south ended about 1975: those with Spanish surnames born later are from here.
    auto from_here = origin.heritage == Heritage::Catalan || age < 50 ? 85 : 25;
    if (!dice.percent(from_here)) return dice.pick(Names{spanish_towns});
    return dice.percent(45) ? home_town : dice.pick_early(Names{catalan_towns});
}

} // namespace sample
