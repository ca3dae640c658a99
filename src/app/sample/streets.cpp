// SPDX-License-Identifier: EUPL-1.2
// The streets of the sample town. Their zones follow from their order in the list: those of one
// district stand together, its eight sections after one another.
#include "app/sample/streets.h"

namespace sample {

namespace {

constexpr Street all[] = {
    {"carrer", "Major"},
    {"plaça", "de la Vila"},
    {"carrer", "del Forn"},
    {"carrer", "de la Font"},
    {"carrer", "de l'Església"},
    {"carrer", "Nou"},
    {"carrer", "de Sant Josep"},
    {"carrer", "de Dalt"},
    {"carrer", "de Baix"},
    {"plaça", "del Mercat"},
    {"carrer", "dels Sastres"},
    {"carrer", "de la Muralla"},
    {"carrer", "del Castell"},
    {"carrer", "de Sant Antoni"},
    {"carrer", "del Call"},
    {"plaça", "de l'Oli"},
    {"carrer", "dels Corders"},
    {"carrer", "de la Palla"},
    {"carrer", "de Sant Pere"},
    {"carrer", "de Santa Anna"},
    {"passeig", "de la Ribera"},
    {"carrer", "del Pont"},
    {"carrer", "del Molí"},
    {"carrer", "de la Séquia"},
    {"carrer", "del Riu"},
    {"carrer", "de les Hortes"},
    {"ronda", "de Llevant"},
    {"carrer", "de l'Hospital"},
    {"avinguda", "de Catalunya"},
    {"ronda", "Nova"},
    {"carrer", "de Pompeu Fabra"},
    {"carrer", "de Jacint Verdaguer"},
    {"carrer", "de Josep Pla"},
    {"carrer", "de Mercè Rodoreda"},
    {"carrer", "de Joan Maragall"},
    {"carrer", "de Salvador Espriu"},
    {"carrer", "d'Àngel Guimerà"},
    {"carrer", "de Narcís Oller"},
    {"carrer", "de Caterina Albert"},
    {"carrer", "de Montserrat Roig"},
    {"carrer", "de Maria-Mercè Marçal"},
    {"carrer", "de Carles Riba"},
    {"carrer", "de Joan Salvat-Papasseit"},
    {"carrer", "de Miquel Martí i Pol"},
    {"carrer", "de Pau Casals"},
    {"carrer", "d'Isaac Albéniz"},
    {"carrer", "d'Enric Granados"},
    {"carrer", "de Frederic Mompou"},
    {"plaça", "de la Sardana"},
    {"carrer", "d'Antoni Gaudí"},
    {"carrer", "de Domènech i Montaner"},
    {"carrer", "de Puig i Cadafalch"},
    {"carrer", "de Joan Miró"},
    {"carrer", "de Salvador Dalí"},
    {"passeig", "de l'Estació"},
    {"ronda", "de Ponent"},
    {"carrer", "de Rafael Casanova"},
    {"avinguda", "de l'Onze de Setembre"},
    {"avinguda", "del Vallès"},
    {"carrer", "de Barcelona"},
    {"carrer", "de Girona"},
    {"carrer", "de Lleida"},
    {"carrer", "de Tarragona"},
    {"carrer", "de València"},
    {"carrer", "de Mallorca"},
    {"carrer", "de Menorca"},
    {"carrer", "d'Eivissa"},
    {"carrer", "de l'Alguer"},
    {"carrer", "de Perpinyà"},
    {"carrer", "d'Andorra"},
    {"carrer", "del Montseny"},
    {"carrer", "de Montserrat"},
    {"carrer", "del Cadí"},
    {"carrer", "del Canigó"},
    {"carrer", "del Pedraforca"},
    {"carrer", "de la Mola"},
    {"carrer", "del Puigmal"},
    {"plaça", "del Pirineu"},
    {"carrer", "del Ter"},
    {"carrer", "del Segre"},
    {"carrer", "de l'Ebre"},
    {"carrer", "del Llobregat"},
    {"carrer", "del Besòs"},
    {"carrer", "de la Indústria"},
    {"carrer", "dels Teixidors"},
    {"carrer", "dels Filadors"},
    {"travessera", "de les Fàbriques"},
    {"passeig", "del Vapor"},
    {"avinguda", "dels Països Catalans"},
    {"carrer", "de les Alzines"},
    {"carrer", "dels Pins"},
    {"carrer", "dels Roures"},
    {"carrer", "de les Oliveres"},
    {"carrer", "dels Ametllers"},
    {"carrer", "dels Til·lers"},
    {"carrer", "de les Moreres"},
    {"carrer", "del Romaní"},
    {"carrer", "de la Farigola"},
    {"carrer", "de l'Espígol"},
    {"carrer", "de la Ginesta"},
    {"carrer", "de les Roselles"},
    {"carrer", "de les Orenetes"},
    {"carrer", "dels Rossinyols"},
    {"carrer", "de la Garsa"},
    {"plaça", "de l'Aplec"},
    {"passeig", "del Torrent"},
    {"camí", "de la Serra"},
    {"camí", "del Pla"},
    {"camí", "de Can Ventalló"},
    {"camí", "Ral"},
    {"travessera", "del Bosc"},
    {"carrer", "de l'Era"},
    {"carrer", "de la Vinya"},
    {"masia", "Can Puig de la Serra"},
    {"masia", "Can Riera"},
    {"masia", "el Molí d'en Bosch"},
    {"masia", "Cal Ferrer"},
    {"masia", "la Torre d'en Roca"},
    {"masia", "Can Gal·lès"},
    {"masia", "Mas Llobet"},
    {"masia", "Can Ventalló"},
    {"masia", "l'Hostal Vell"},
    {"masia", "la Closa"},
};

constexpr std::size_t masies = [] {
    std::size_t at = 0;
    while (all[at].kind != "masia") ++at;
    return at;
}();

} // namespace

std::span<Street const> streets() { return all; }

std::size_t first_masia() { return masies; }

Zone zone_of(std::size_t street)
{
    constexpr std::string_view districts[] = {"01", "02", "03", "04"};
    constexpr std::string_view sections[] = {"001", "002", "003", "004", "005", "006", "007", "008"};
    // Scattered houses belong to the last section of the last district.
    auto eighths = street < masies ? street * 32 / masies : 31;
    auto district = eighths / 8;
    return {districts[district], sections[eighths % 8], district < 2 ? "08998" : "08997"};
}

Place place_of(std::size_t street, std::uint32_t number)
{
    // A fixed scramble puts each street somewhere within some two kilometres and gives it a direction.
    auto scramble = static_cast<std::uint32_t>(street + 1) * 2654435761U;
    auto along = static_cast<std::int32_t>(number > 160 ? 160 : number);
    auto part = [&](unsigned shift, std::int32_t size) {
        return static_cast<std::int32_t>((scramble >> shift) & 0xFF) * size / 256 - size / 2;
    };
    auto north = part(24, 22'000) + along * part(8, 90);
    auto east = part(16, 30'000) + along * part(3, 120);
    return {41'550'000 + north, 2'100'000 + east};
}

} // namespace sample
