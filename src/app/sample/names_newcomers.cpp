// SPDX-License-Identifier: EUPL-1.2
// Names of the neighbours who came from elsewhere, as their documents write them in Latin letters.
// Slavic surnames are those that do not change with the sex.
#include "app/sample/names.h"

namespace sample {

namespace {

constexpr std::string_view latin_american_men[] = {
    "Carlos Andrés", "Luis Fernando", "Jhon Jairo", "Wilson",      "Edwin",    "Óscar Orlando", "José Miguel",
    "Kevin",         "Brayan",        "Marlon",     "Julio César", "Santiago", "Matías",        "Joaquín",
    "Nelson",        "Franklin",      "Facundo",    "Agustín",     "Emiliano", "Dylan",
};
constexpr std::string_view latin_american_women[] = {
    "Luz Marina",  "Yesenia",      "Gloria Patricia", "Claudia Marcela", "Wendy",     "Karla Patricia", "Maritza",
    "Rosa Elvira", "Paola Andrea", "Jennifer",        "Nathalia",        "Xiomara",   "Lourdes",        "Milagros",
    "Florencia",   "Camila",       "Valentina",       "Luciana",         "Guadalupe", "Antonella",
};
constexpr std::string_view latin_american_surnames[] = {
    "Rodríguez",  "González",  "Flores",   "Quispe",     "Mamani",    "Rojas",   "Vargas",  "Mejía",
    "Zúñiga",     "Pineda",    "Restrepo", "Cárdenas",   "Ospina",    "Giraldo", "Huamán",  "Chávez",
    "Salazar",    "Zambrano",  "Cedeño",   "Choque",     "Condori",   "Acosta",  "Benítez", "Bustamante",
    "Villalobos", "Maldonado", "Orellana", "de la Cruz", "Castañeda", "Saldaña",
};

constexpr std::string_view moroccan_men[] = {
    "Mohamed", "Ahmed", "Youssef", "Hassan", "Abdelkader", "Rachid", "Saïd",   "Mustapha", "Omar",
    "Ayoub",   "Bilal", "Hamza",   "Khalid", "Adam",       "Ilyas",  "Anouar", "Brahim",   "Zakaria",
};
constexpr std::string_view moroccan_women[] = {
    "Fatima", "Khadija", "Aïcha", "Naïma",   "Malika", "Rachida", "Samira",       "Hanane", "Karima",
    "Imane",  "Salma",   "Nour",  "Yasmine", "Ikram",  "Hafsa",   "Fatima Zahra", "Zineb",  "Loubna",
};
constexpr std::string_view moroccan_surnames[] = {
    "El Amrani", "Benali",      "Bouazza",   "El Idrissi",  "Haddad", "El Ouahabi",   "Azzouzi",
    "Chaoui",    "Aït Lahcen",  "Benhaddou", "El Khattabi", "Tahiri", "Ziani",        "Bakkali",
    "Mansouri",  "El Mokhtari", "Lahlou",    "Ouazzani",    "Saïdi",  "Ben Abdellah",
};

constexpr std::string_view romanian_men[] = {
    "Gheorghe", "Ion",    "Vasile", "Mihai", "Ștefan",  "Andrei",
    "Cristian", "Marius", "Răzvan", "Ionuț", "Cătălin", "Luca",
};
constexpr std::string_view romanian_women[] = {
    "Maria",   "Elena",  "Ioana",    "Mihaela",  "Lăcrămioara", "Simona",
    "Andreea", "Mălina", "Cătălina", "Anișoara", "Bianca",      "Ștefania",
};
constexpr std::string_view romanian_surnames[] = {
    "Popescu", "Ionescu",    "Munteanu", "Dumitrașcu", "Constantinescu", "Stănescu", "Pătrașcu", "Țurcanu",
    "Rusu",    "Moldoveanu", "Ciobanu",  "Ungureanu",  "Bălan",          "Dănilă",   "Nițu",     "Șerban",
};

constexpr std::string_view pakistani_men[] = {
    "Muhammad", "Ali", "Imran", "Tariq", "Nadeem", "Shahid", "Asif", "Waqas", "Usman", "Zeeshan", "Faisal", "Hamid",
};
constexpr std::string_view pakistani_women[] = {
    "Ayesha", "Fatima", "Nasreen", "Shabana", "Saima", "Rubina", "Zainab", "Maryam", "Amina", "Hira", "Iqra", "Sana",
};
constexpr std::string_view pakistani_surnames[] = {
    "Khan", "Ahmed", "Hussain", "Iqbal", "Butt", "Malik", "Chaudhry", "Mahmood", "Akhtar", "Raja", "Mirza", "Qureshi",
};

constexpr std::string_view italian_men[] = {
    "Giuseppe", "Marco", "Alessandro", "Luca", "Matteo", "Niccolò", "Davide", "Stefano", "Lorenzo", "Pietro",
};
constexpr std::string_view italian_women[] = {
    "Giulia", "Francesca", "Chiara", "Silvia", "Martina", "Federica", "Elisabetta", "Alessia", "Sofia", "Noemi",
};
constexpr std::string_view italian_surnames[] = {
    "Rossi",   "Russo",    "Bianchi",    "Esposito", "Colombo", "Ricci",
    "De Luca", "D'Angelo", "Dell'Acqua", "Conti",    "Nicolò",  "Galli",
};

constexpr std::string_view french_men[] = {
    "Jean-Pierre", "Philippe", "François", "Loïc", "Benoît", "Mathieu", "Théo", "Hugo", "Jérôme", "Étienne",
};
constexpr std::string_view french_women[] = {
    "Marie-Claude", "Françoise", "Hélène", "Aurélie", "Céline", "Anaïs", "Maëlle", "Zoé", "Sophie", "Noëlle",
};
constexpr std::string_view french_surnames[] = {
    "Martin", "Bernard", "Lefèvre", "Moreau", "Garnier", "Besançon", "Le Goff", "d'Arcy", "Faure", "Rénier", "Lacroix",
};

constexpr std::string_view ukrainian_men[] = {
    "Oleksandr", "Andrii", "Serhii", "Volodymyr", "Mykola", "Dmytro", "Bohdan", "Maksym", "Yaroslav", "Danylo",
};
constexpr std::string_view ukrainian_women[] = {
    "Oksana", "Iryna", "Nataliia", "Tetiana", "Olha", "Halyna", "Svitlana", "Kateryna", "Daryna", "Solomiia",
};
constexpr std::string_view ukrainian_surnames[] = {
    "Shevchenko", "Kovalenko",  "Bondarenko", "Tkachenko", "Kravchuk",
    "Melnyk",     "Polishchuk", "Savchenko",  "Lysenko",   "Marchuk",
};

constexpr std::string_view chinese_men[] = {
    "Wei", "Jianguo", "Xiaoming", "Haoran", "Junjie", "Zhiqiang", "Yong", "Bin", "Lei", "Zihao",
};
constexpr std::string_view chinese_women[] = {
    "Li", "Xiuying", "Meiling", "Yan", "Xiaoli", "Jingyi", "Fang", "Yuting", "Lihua", "Ziyi",
};
constexpr std::string_view chinese_surnames[] = {
    "Chen", "Wang", "Lin", "Zhou", "Wu", "Ye", "Xu", "Zhang", "Hu", "Jin", "Zheng", "Ji",
};

constexpr std::string_view senegalese_men[] = {
    "Mamadou", "Ousmane", "Cheikh", "Ibrahima", "Modou", "Abdoulaye", "Pape", "Moussa", "Alioune", "Serigne",
};
constexpr std::string_view senegalese_women[] = {
    "Fatou", "Aminata", "Awa", "Mariama", "Ndeye", "Khady", "Coumba", "Aïssatou", "Astou", "Bineta",
};
constexpr std::string_view senegalese_surnames[] = {
    "Diop", "Ndiaye", "Fall", "Diallo", "Gueye", "Sow", "Faye", "Ba", "Seck", "Mbaye", "Cissé", "Camara",
};

constexpr std::string_view indian_men[] = {
    "Rajesh", "Gurpreet", "Amit", "Harjit", "Sanjay", "Manpreet", "Vijay", "Arjun", "Balwinder", "Karan",
};
constexpr std::string_view indian_women[] = {
    "Priya", "Sunita", "Harpreet", "Anjali", "Kiran", "Jaspreet", "Neha", "Simran", "Meena", "Kavita",
};
constexpr std::string_view indian_surnames[] = {
    "Singh", "Kumar", "Sharma", "Gill", "Sandhu", "Patel", "Verma", "Dhillon", "Bains", "Chawla",
};

constexpr std::string_view british_men[] = {
    "John", "Andrew", "Peter", "James", "Oliver", "Harry", "Stephen", "Liam",
};
constexpr std::string_view british_women[] = {
    "Margaret", "Susan", "Emily", "Charlotte", "Sarah-Jane", "Zoë", "Amelia", "Fiona",
};
constexpr std::string_view british_surnames[] = {
    "Smith", "Taylor", "Wilson", "O'Connor", "Evans", "Parker-Jones", "Hughes", "MacKenzie", "Walker", "Clarke",
};

constexpr std::string_view german_men[] = {
    "Jürgen", "Hans-Peter", "Wolfgang", "Stefan", "Jörg", "Lukas", "Björn", "Tobias",
};
constexpr std::string_view german_women[] = {
    "Käthe", "Ursula", "Sabine", "Anke", "Jule", "Annelise", "Heike", "Lena",
};
constexpr std::string_view german_surnames[] = {
    "Müller", "Schmidt", "Weiß", "Schäfer", "Köhler", "von der Heide", "Krüger", "Vogel", "Groß", "Lang",
};

constexpr std::string_view polish_men[] = {
    "Paweł", "Michał", "Łukasz", "Tomasz", "Wojciech", "Piotr", "Stanisław", "Kacper",
};
constexpr std::string_view polish_women[] = {
    "Małgorzata", "Agnieszka", "Katarzyna", "Bożena", "Elżbieta", "Zuzanna", "Grażyna", "Ewa",
};
constexpr std::string_view polish_surnames[] = {
    "Nowak", "Wójcik", "Michałek", "Pawłowicz", "Mikołajczyk", "Wróbel", "Gołąb", "Król", "Dąbek", "Kaźmierczak",
};

} // namespace

constinit Culture const latin_american_names{
    latin_american_men, latin_american_women, latin_american_surnames, false, true, false};
constinit Culture const moroccan_names{moroccan_men, moroccan_women, moroccan_surnames, false, false, false};
constinit Culture const romanian_names{romanian_men, romanian_women, romanian_surnames, false, false, true};
constinit Culture const pakistani_names{pakistani_men, pakistani_women, pakistani_surnames, false, false, false};
constinit Culture const italian_names{italian_men, italian_women, italian_surnames, false, false, false};
constinit Culture const french_names{french_men, french_women, french_surnames, false, false, true};
constinit Culture const ukrainian_names{ukrainian_men, ukrainian_women, ukrainian_surnames, false, false, true};
constinit Culture const chinese_names{chinese_men, chinese_women, chinese_surnames, false, false, false};
constinit Culture const senegalese_names{senegalese_men, senegalese_women, senegalese_surnames, false, false, false};
constinit Culture const indian_names{indian_men, indian_women, indian_surnames, false, false, false};
constinit Culture const british_names{british_men, british_women, british_surnames, false, false, true};
constinit Culture const german_names{german_men, german_women, german_surnames, false, false, true};
constinit Culture const polish_names{polish_men, polish_women, polish_surnames, false, false, true};

} // namespace sample
