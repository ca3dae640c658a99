// SPDX-License-Identifier: EUPL-1.2
// Procedures as files: the shipped ones are right, wrong ones are told apart by line and reason, and a broken file
// leaves what was good in force.
#include "app/embedded.h"
#include "app/files.h"
#include "app/town.h"
#include "base/crypto.h"
#include "db/testing.h"
#include "rooms/catalogue/catalogue.h"
#include "rooms/catalogue/search.h"

#include <algorithm>

namespace catalogue {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000};
std::vector<std::string> const languages{"ca", "es", "en"};

std::string const& shipped(std::string const& id) { return app::embedded().procedures.at(id); }

std::string changed(std::string text, std::string_view what, std::string_view with)
{
    auto const at = text.find(what);
    EXPECT_NE(at, text.npos) << what;
    return at == text.npos ? text : text.replace(at, what.size(), with);
}

// The line of the first appearance, from 1.
int line_of(std::string const& text, std::string_view what)
{
    return int(std::count(text.begin(), text.begin() + std::ptrdiff_t(text.find(what)), '\n')) + 1;
}

TEST(Procedures, ThatAreShippedAreAllRight)
{
    EXPECT_GE(app::embedded().procedures.size(), 19u);
    for (auto const& [id, yaml] : app::embedded().procedures) {
        auto const read = read_procedure(id + ".yaml", yaml, languages);
        if (auto const* const fault = std::get_if<Fault>(&read)) {
            ADD_FAILURE() << fault->file << ":" << fault->line << ": " << fault->reason;
            continue;
        }
        auto const& procedure = std::get<Procedure>(read);
        EXPECT_EQ(procedure.id, id);
        for (auto const& language : languages) EXPECT_NE(procedure.title.in(language), "") << id;
        EXPECT_FALSE(procedure.channels.empty()) << id;
        EXPECT_FALSE(procedure.legal_basis.empty()) << id;
    }
}

TEST(Procedures, WithAFaultAreToldApartByFileLineAndReason)
{
    struct Row {
        char const *what, *with, *at, *reason; // `at`: a text on the line that must be named
    };
    constexpr Row table[]{
        {"subject: padro", "subject: cosmology", "subject:", "subject cannot be 'cosmology'"},
        {"subject: padro", "subject: [padro]", "subject:", "subject must be one value"},
        {"subject: padro\n", "", "", "the file lacks subject"},
        {"audience: [persones]", "audience: [persones, robots]", "audience:", "audience cannot hold 'robots'"},
        {"audience: [persones]", "audience: persones", "audience:", "audience must be a list"},
        {"subject: padro", "subject: padro\nowner: me", "owner:", "the file has an unknown key: owner"},
        {"subject: padro", "subject: padro\nsubject: padro", "", "subject stands twice"},
        {"  en: \"Residence note (volant d'empadronament)\"\n", "", "", "title lacks en"},
        {"\"Residence note (volant d'empadronament)\"", "\" \"", "\" \"", "title has no text in en"},
        {"\"Residence note (volant d'empadronament)\"", "\"Residence note\"\n  de: \"Schein\"",
         "  de:", "title has an unknown key: de"},
        {"\"Residence note (volant d'empadronament)\"",
         "\"123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 1\"", "\"123456789",
         "title is longer than 80 characters in en"},
        {"cents: 0", "cents: -1", "cents:", "cents must be a whole number from 0 to 100000000"},
        {"cents: 0", "cents: 1.5", "cents:", "cents must be a whole number from 0 to 100000000"},
        {"unit: immediate", "unit: soon", "unit: soon", "unit cannot be 'soon'"},
        {"required: true", "required: maybe", "required: maybe", "required cannot be 'maybe'"},
        {"id: volant-empadronament", "id: altre", "", "id must be the file's name"},
        {"id: volant-empadronament", "id: ../volant", "", "id must be the file's name"},
        {"subject: padro", "subject: \"padro", "", ""},
        {"subject: padro", "\tsubject: padro", "", ""},
    };
    for (auto const& row : table) {
        auto const yaml = changed(shipped("volant-empadronament"), row.what, row.with);
        auto const read = read_procedure("volant-empadronament.yaml", yaml, languages);
        auto const* const fault = std::get_if<Fault>(&read);
        ASSERT_NE(fault, nullptr) << row.with;
        EXPECT_EQ(fault->file, "volant-empadronament.yaml");
        EXPECT_GT(fault->line, 0) << row.with;
        if (*row.at) {
            EXPECT_EQ(fault->line, line_of(yaml, row.at)) << row.with;
        }
        if (*row.reason) {
            EXPECT_EQ(fault->reason, row.reason);
        }
        EXPECT_NE(fault->reason, "") << row.with;
    }
}

TEST(Procedures, WithAnyKeyLeftOutAreRefused)
{
    auto const& whole = shipped("volant-empadronament");
    std::size_t left_out = 0;
    for (std::size_t at = 0; at < whole.size();) {
        auto const end = std::min(whole.find('\n', at), whole.size());
        auto const line = whole.substr(at, end - at);
        auto const colon = line.find(':');
        auto const key = line.substr(0, colon);
        if (colon != line.npos && !key.empty() && key[0] != ' ' && key[0] != '#' && key != "signs") {
            // The key with everything below it.
            auto next = end + 1;
            while (next < whole.size() && (whole[next] == ' ' || whole[next] == '-'))
                next = std::min(whole.find('\n', next), whole.size()) + 1;
            auto const read =
                read_procedure("volant-empadronament.yaml",
                               whole.substr(0, at) + (next < whole.size() ? whole.substr(next) : ""), languages);
            auto const* const fault = std::get_if<Fault>(&read);
            ASSERT_NE(fault, nullptr) << key;
            EXPECT_EQ(fault->reason, "the file lacks " + key);
            ++left_out;
        }
        at = end + 1;
    }
    EXPECT_GE(left_out, 15u);
}

TEST(Procedures, ThatAreNoMapOrTooLargeAreRefused)
{
    for (auto const& yaml :
         {std::string(), std::string("[]"), std::string("text"), std::string("a: [b"), std::string(300'000, ' '),
          std::string("- a\n- b\n"), std::string("\0", 1), std::string("a: &x [*x]"), std::string("? [a]\n: b\n")}) {
        auto const read = read_procedure("x.yaml", yaml, languages);
        EXPECT_TRUE(std::holds_alternative<Fault>(read)) << yaml.substr(0, 20);
    }
}

// ---- the folder of a town
class CatalogueTest : public db::testing::OnEngine {
protected:
    CatalogueTest()
    {
        db::migrate(database, app::migrations(), noon);
        fs::create_directories(folder / "procedures");
    }
    std::unique_ptr<Catalogue> opened()
    {
        return std::make_unique<Catalogue>(
            Setting{app::embedded().procedures, folder / "procedures", folder / "search", languages, {}, ""}, database,
            lane, at);
    }
    void write(std::string const& id, std::string const& yaml)
    {
        app::write_file(folder / "procedures" / (id + ".yaml"), yaml);
    }
    std::string title(Catalogue& catalogue, std::string const& id = "fe-de-vida")
    {
        at = at + 3s;
        auto const* const found = catalogue.shelf(at)->find(id);
        return found ? found->title.in("ca") : "";
    }
    static std::string retitled(std::string const& id, std::string const& title)
    {
        auto const& yaml = shipped(id);
        auto const begin = yaml.find("ca: \"", yaml.find("title:")) + 5;
        return yaml.substr(0, begin) + title + yaml.substr(yaml.find('"', begin));
    }

    fs::path const folder = db::testing::folder() / ("catalogue-" + base::hex(base::random_bytes(6)));
    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    base::Instant at = noon;
};
INSTANTIATE_TEST_SUITE_P(Engines, CatalogueTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(CatalogueTest, TheTownsOwnFileGoesBeforeTheShippedOne)
{
    write("fe-de-vida", retitled("fe-de-vida", "Fe de vida nostra"));
    auto const catalogue = opened();
    EXPECT_EQ(title(*catalogue), "Fe de vida nostra");
    EXPECT_EQ(catalogue->shelf(at)->procedures.size(), app::embedded().procedures.size());
}

TEST_P(CatalogueTest, AChangedFileIsInForceWithoutARestart)
{
    auto const catalogue = opened();
    auto const before = title(*catalogue);
    auto const revision = catalogue->revision(at);
    EXPECT_EQ(catalogue->version("fe-de-vida"), 1);
    write("fe-de-vida", retitled("fe-de-vida", "Un altre títol"));
    EXPECT_EQ(title(*catalogue), "Un altre títol");
    EXPECT_NE(catalogue->revision(at), revision);
    EXPECT_EQ(catalogue->version("fe-de-vida"), 2);
    EXPECT_EQ(catalogue->version("alta-empadronament"), 1);
    fs::remove(folder / "procedures" / "fe-de-vida.yaml");
    EXPECT_EQ(title(*catalogue), before);
    EXPECT_EQ(catalogue->version("fe-de-vida"), 3) << "back to the shipped text is a new version again";
}

TEST_P(CatalogueTest, ABrokenFileLeavesTheVersionBeforeItInForceAlsoAfterARestart)
{
    write("fe-de-vida", retitled("fe-de-vida", "La bona"));
    auto catalogue = opened();
    EXPECT_EQ(title(*catalogue), "La bona");
    write("fe-de-vida", changed(retitled("fe-de-vida", "La dolenta"), "subject:", "subjecte:"));
    EXPECT_EQ(title(*catalogue), "La bona");
    auto const faults = catalogue->shelf(at)->faults;
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].file, "fe-de-vida.yaml");
    catalogue.reset();
    catalogue = opened();
    EXPECT_EQ(title(*catalogue), "La bona");
    EXPECT_EQ(catalogue->shelf(at)->faults.size(), 1u);
    EXPECT_EQ(catalogue->version("fe-de-vida"), 1);
    write("fe-de-vida", retitled("fe-de-vida", "La mesurada"));
    EXPECT_EQ(title(*catalogue), "La mesurada");
    EXPECT_TRUE(catalogue->shelf(at)->faults.empty());
}

TEST_P(CatalogueTest, ABrokenFileFromTheFirstDayLeavesTheShippedOneInForce)
{
    write("fe-de-vida", "subject: [");
    auto const catalogue = opened();
    EXPECT_NE(title(*catalogue), "") << "a procedure must not vanish because a town's first try at its text is broken";
    EXPECT_EQ(catalogue->shelf(at)->faults.size(), 1u);
}

TEST_P(CatalogueTest, ANewProcedureNeedsNoProgramme)
{
    auto const catalogue = opened();
    write("gossos", changed(changed(retitled("fe-de-vida", "Cens de gossos"), "id: fe-de-vida", "id: gossos"),
                            "subject:", "subject:"));
    EXPECT_EQ(title(*catalogue, "gossos"), "Cens de gossos");
    EXPECT_FALSE(catalogue->shelf(at)->search->find("cens de gossos", 3).empty());
    write("brut", "id: brut\n");
    EXPECT_EQ(title(*catalogue, "brut"), "");
    EXPECT_EQ(title(*catalogue, "gossos"), "Cens de gossos") << "one broken file does not spoil the others";
}

TEST_P(CatalogueTest, WhatIsNoYamlFileIsLeftAlone)
{
    write("fe-de-vida", retitled("fe-de-vida", "La bona"));
    app::write_file(folder / "procedures" / "notes.txt", "text");
    fs::create_directories(folder / "procedures" / "folder.yaml");
    auto const catalogue = opened();
    EXPECT_TRUE(catalogue->shelf(noon)->faults.empty());
}

}
}
