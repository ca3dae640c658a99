// SPDX-License-Identifier: EUPL-1.2
// An entry for another administration as a file that its papers travel with: the segments and names of SICRES 4.0
// (BOE-A-2021-13749), and a ZIP archive of it. Pure.
#pragma once
#include "base/time.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace counter::sicres {

struct Interested {
    std::string document_kind, document, name; // kind as identity keeps it; number as on the paper
    bool organisation = false;
};
struct Annex {
    std::string file, name, type, sha256; // file: name inside the archive
    std::int64_t bytes = 0;
};
struct Message {
    std::string office, office_name;           // that registered
    std::string destination, destination_name; // DIR3
    std::string number, subject, extract, physical;
    base::Instant entered_at{};
    std::vector<Interested> interested;
    std::vector<std::pair<Interested, Interested>> represented; // interested person, and who stands for them
    std::vector<Annex> annexes;
};
std::string xml(Message const&);
// "20200917124020+0200", by the wall clock of the town.
std::string moment(base::Instant);

struct File {
    std::string name, bytes;
};
// Stored, not compressed: scans are compressed already.
std::string zip(std::vector<File> const&, base::Instant);

}
