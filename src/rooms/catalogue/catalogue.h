// SPDX-License-Identifier: EUPL-1.2
// The catalogue of procedures: read from files, checked, versioned, searched, shown.
#pragma once
#include "base/result.h"
#include "db/lane.h"
#include "rooms/catalogue/procedure.h"
#include "web/router.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>

namespace catalogue {

class Search;

// A heading with paragraphs.
struct Section {
    std::string heading;
    std::vector<std::string> paragraphs;
};
BOOST_DESCRIBE_STRUCT(Section, (), (heading, paragraphs))

struct Needed {
    std::string name, note;
    bool required = true;
};
BOOST_DESCRIBE_STRUCT(Needed, (), (name, note, required))

struct Channel {
    std::string name, text, href;
};
BOOST_DESCRIBE_STRUCT(Channel, (), (name, text, href))

// The sheet of a procedure in one language: a part of pages.
struct Sheet {
    std::string view = "catalogue/part-sheet";
    std::string id, heading, summary, level;
    bool online = false;
    bool by_form = false; // asked for by filling in its form: /tramits/{id}/esborranys
    std::vector<Section> sections;
    std::vector<Needed> documents;
    std::string fee, term, silence, level_words;
    std::vector<Channel> channels;
    std::vector<std::string> legal_basis;
    std::string signs;
    act::Level level_needed = act::Level::None;
};
BOOST_DESCRIBE_STRUCT(Sheet, (),
                      (view, id, heading, summary, level, online, by_form, sections, documents, fee, term, silence,
                       level_words, channels, legal_basis, signs))

// What is in force at one moment.
struct Shelf {
    std::vector<Procedure> procedures; // by id
    std::vector<Fault> faults;         // files that were refused
    std::unique_ptr<Search> search;
    std::uint64_t revision = 0;
    Procedure const* find(std::string_view id) const;
};

struct Setting {
    std::map<std::string, std::string> shipped; // id to YAML, as embedded in the program
    std::filesystem::path folder;               // the town's own files, which go before the shipped ones
    std::filesystem::path index_folder;         // for the search index
    std::vector<std::string> languages;
    std::set<std::string> online; // ids that a room of their own serves; those with a form need none
    std::string telephone;
};

class Catalogue {
public:
    // Reads everything. `lane` and `database` outlive the catalogue.
    Catalogue(Setting, db::Database& database, db::Lane& lane, base::Instant now);
    ~Catalogue();
    // Looks at the folder at most once a second and reads it again when something changed there.
    std::shared_ptr<Shelf const> shelf(base::Instant now);
    // Changes when the shelf does; looks at the folder as `shelf` does.
    std::uint64_t revision(base::Instant now);
    std::int64_t version(std::string_view id); // number of the version in force, 0 for none
    // A procedure as it was published under a number, also when another is in force now; null when there is none.
    std::shared_ptr<Procedure const> at_version(std::string_view id, std::int64_t number);
    // Whether it can be done on line here and now.
    bool online(Procedure const& procedure) const { return procedure.form || setting.online.contains(procedure.id); }
    base::Result<Sheet> sheet(std::string_view id, web::Call const&);
    Setting const setting;

private:
    std::shared_ptr<Shelf const> read(base::Instant now);
    std::string fingerprint() const;
    std::int64_t publish(std::string const& id, std::string const& source, base::Instant now);
    std::optional<std::string> last_good(std::string const& id) const;

    db::Database& database;
    db::Lane& lane;
    std::mutex mutex, reading; // of `current`; of reading the folder
    std::shared_ptr<Shelf const> current;
    std::map<std::pair<std::string, std::int64_t>, std::shared_ptr<Procedure const>> earlier; // read once
    std::string seen; // fingerprint of what was read last
    std::atomic<std::int64_t> looked_at = 0;
    std::uint64_t revisions = 0;
};

// The procedures that fit a few words, best first, by their title in the reader's language.
struct Hit {
    std::string id, title;
};
std::vector<Hit> find(Catalogue&, web::Call const&, std::string const& words);
// All in force, by title.
std::vector<Hit> titles(Catalogue&, web::Call const&);

void routes(web::Router&, Catalogue&);

}
