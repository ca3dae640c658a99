// SPDX-License-Identifier: EUPL-1.2
// Catalan and Spanish names. Given names are in the order of the generations that bear them;
// surnames in the order of how frequent they are.
#include "app/sample/names.h"

namespace sample {

namespace {

constexpr std::string_view catalan_men[] = {
    "Isidre",    "Josep Maria", "Francesc Xavier",
    "Marcel·lí", "Salvador",    "Joan",
    "Josep",     "Vicenç",      "Pere",
    "Ramon",     "Jaume",       "Climent",
    "Antoni",    "Miquel",      "Lluís",
    "Enric",     "Joaquim",     "Llorenç",
    "Francesc",  "Esteve",      "Josep-Lluís",
    "Manel",     "Jordi",       "Xavier",
    "Carles",    "Joan Carles", "Ferran",
    "Ignasi",    "Eduard",      "Rafael",
    "Albert",    "Joan-Marià",  "David",
    "Oriol",     "Marc",        "Sergi",
    "Òscar",     "Roger",       "Adrià",
    "Gerard",    "Guillem",     "Bernat",
    "Aleix",     "Martí",       "Arnau",
    "Pau",       "Àlex",        "Pol",
    "Biel",      "Nil",         "Èric",
    "Jan",       "Roc",         "Jofre",
    "Marçal",    "Aran",        "Quim",
    "Ot",        "Loïc",        "Leo",
    "Pep",       "Max",
};

constexpr std::string_view catalan_women[] = {
    "Remei",    "Mercè",      "Concepció",  "Maria Dolors", "Antònia",   "Teresa",       "Carme",     "Maria",
    "Lluïsa",   "Rosa Maria", "Montserrat", "Pilar",        "Assumpció", "Maria-Àngels", "Neus",      "Roser",
    "Josefina", "Núria",      "Margarida",  "Glòria",       "Imma",      "Maria Rosa",   "Àngels",    "Anna Maria",
    "Conxita",  "Eulàlia",    "Elisabet",   "Esther",       "Cèlia",     "Eloïsa",       "Anna",      "Mònica",
    "Sílvia",   "Eva",        "Gemma",      "Marta",        "Mireia",    "Sònia",        "Meritxell", "Laia",
    "Ariadna",  "Anaïs",      "Judit",      "Alba",         "Cristina",  "Clàudia",      "Berta",     "Aina",
    "Júlia",    "Paula",      "Camil·la",   "Carla",        "Mar",       "Gal·la",       "Abril",     "Martina",
    "Ona",      "Jana",       "Arlet",      "Lia",          "Bruna",     "Vinyet",       "Noa",       "Emma",
};

constexpr std::string_view catalan_surnames[] = {
    "Vila",         "Puig",        "Ferrer",        "Serra",    "Soler",     "Vidal",    "Roca",       "Pujol",
    "Font",         "Bosch",       "Riera",         "Costa",    "Martí",     "Sala",     "Roig",       "Mas",
    "Casas",        "Torrent",     "Grau",          "Pons",     "Prat",      "Solé",     "Valls",      "Camps",
    "Mir",          "Bonet",       "Rovira",        "Vives",    "Esteve",    "Comas",    "Oliveras",   "Parera",
    "Casals",       "Duran",       "Feliu",         "Blanch",   "Carbonell", "Castells", "Sabaté",     "Fàbregas",
    "Colomer",      "Company",     "Cortès",        "Creus",    "Domènech",  "Farré",    "Farrés",     "Fontanals",
    "Gual",         "Güell",       "Guasch",        "Jordà",    "Llorens",   "Llopis",   "Marquès",    "Massana",
    "Miró",         "Molins",      "Muntaner",      "Nadal",    "Noguera",   "Olivé",    "Padrós",     "Palau",
    "Pascual",      "Planas",      "Pla",           "Ponsa",    "Rius",      "Ribas",    "Ricart",     "Rosell",
    "Sans",         "Sellarès",    "Serrat",        "Sorribes", "Tarrés",    "Tort",     "Tusquets",   "Vallès",
    "Vendrell",     "Verdaguer",   "Vinyals",       "Xirau",    "Ametller",  "Alsina",   "Badia",      "Balcells",
    "Barceló",      "Batlle",      "Bofarull",      "Brugué",   "Calvet",    "Canals",   "Capdevila",  "Claramunt",
    "Codina",       "Corominas",   "Despuig",       "Fuster",   "Garriga",   "Montagut", "Raventós",   "Reixach",
    "Recasens",     "Sagarra",     "Saïs",          "Llauradó", "Guilanyà",  "Milà",     "de la Riba", "d'Eça",
    "Grau-Garriga", "Roca-Sastre", "de Sant-Feliu", "d'Abadal",
};

constexpr std::string_view spanish_men[] = {
    "Eusebio",     "Manuel",    "Francisco",   "Antonio",      "José",
    "Juan",        "Rafael",    "Emilio",      "Pedro",        "José Antonio",
    "Miguel",      "José Luis", "Ángel",       "Juan Antonio", "Francisco Javier",
    "Jesús",       "Fernando",  "José Manuel", "Luis",         "Andrés",
    "Juan Carlos", "Alberto",   "Jorge",       "Rubén",        "Iván",
    "Víctor",      "Raúl",      "Óscar",       "Daniel",       "Sergio",
    "Alejandro",   "Cristian",  "Jonathan",    "Álvaro",       "Pablo",
    "Hugo",        "Iker",      "Izan",        "Mario",        "Lucas",
    "Mateo",       "Thiago",    "Leo",         "Enzo",
};

constexpr std::string_view spanish_women[] = {
    "Encarnación", "Dolores", "Josefa",   "Francisca", "Isabel",     "Carmen",     "Antonia",       "María del Carmen",
    "Ana María",   "Rosario", "Juana",    "Manuela",   "María José", "Concepción", "María Ángeles", "Inmaculada",
    "Pilar",       "Rosa",    "Susana",   "Yolanda",   "Mónica",     "Raquel",     "Beatriz",       "Noelia",
    "Vanesa",      "Sandra",  "Patricia", "Rocío",     "Tamara",     "Lorena",     "Sara",          "Irene",
    "Nerea",       "Ainhoa",  "Lucía",    "Andrea",    "Carla",      "Aitana",     "Daniela",       "Valeria",
    "Chloe",       "Vega",    "Olivia",   "Alma",
};

constexpr std::string_view spanish_surnames[] = {
    "García",      "Martínez",     "López",    "Sánchez",       "Rodríguez", "Fernández",  "Pérez",      "González",
    "Gómez",       "Ruiz",         "Martín",   "Jiménez",       "Moreno",    "Hernández",  "Muñoz",      "Díaz",
    "Romero",      "Navarro",      "Torres",   "Gutiérrez",     "Álvarez",   "Ramírez",    "Molina",     "Ortega",
    "Castillo",    "Cano",         "Morales",  "Ortiz",         "Marín",     "Blanco",     "Delgado",    "Suárez",
    "Castro",      "Rubio",        "Medina",   "Reyes",         "Cortés",    "Guerrero",   "Lozano",     "Cruz",
    "Campos",      "Vega",         "Fuentes",  "Carrasco",      "Peña",      "Nieto",      "Herrera",    "Aguilar",
    "Vargas",      "Santiago",     "Expósito", "Heredia",       "Barrios",   "Quesada",    "Núñez",      "Ibáñez",
    "de la Torre", "de la Fuente", "del Río",  "Ponce de León", "Otxoa",     "Etxeberria", "Castiñeira", "Vázquez",
};

} // namespace

constinit Culture const catalan_names{catalan_men, catalan_women, catalan_surnames, true, true, false};
constinit Culture const spanish_names{spanish_men, spanish_women, spanish_surnames, true, true, false};

Culture const& culture_of(Heritage heritage)
{
    switch (heritage) {
    case Heritage::Catalan:
        return catalan_names;
    case Heritage::Spanish:
        return spanish_names;
    case Heritage::LatinAmerican:
        return latin_american_names;
    case Heritage::Moroccan:
        return moroccan_names;
    case Heritage::Romanian:
        return romanian_names;
    case Heritage::Pakistani:
        return pakistani_names;
    case Heritage::Italian:
        return italian_names;
    case Heritage::French:
        return french_names;
    case Heritage::Ukrainian:
        return ukrainian_names;
    case Heritage::Chinese:
        return chinese_names;
    case Heritage::Senegalese:
        return senegalese_names;
    case Heritage::Indian:
        return indian_names;
    case Heritage::British:
        return british_names;
    case Heritage::German:
        return german_names;
    case Heritage::Polish:
        return polish_names;
    }
    return catalan_names;
}

} // namespace sample
