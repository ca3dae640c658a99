// SPDX-License-Identifier: EUPL-1.2
// What a document says, before it has a form: rooms write it, the printer lays it out.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace documents {

struct Paper {
    struct Block {
        enum class Kind { Heading, Text, Facts, Table, Note };
        Kind kind;
        std::string text;                                       // Heading, Text, Note
        std::vector<std::pair<std::string, std::string>> facts; // label and value
        std::vector<std::string> columns;                       // Table: heads
        std::vector<std::vector<std::string>> rows;
        std::vector<int> widths; // Table: share of each column
    };

    std::string language; // BCP 47
    std::string title;
    std::string issuer; // name of the body
    std::string under_issuer;
    std::vector<Block> blocks;
    std::string check_label, check_text; // "Codi segur de verificació", how to check it
    std::string page_label;              // "Pàgina {page} de {pages}"
    std::string qr_alternative;          // what the QR code is, read aloud

    void heading(std::string text) { blocks.push_back({Block::Kind::Heading, std::move(text), {}, {}, {}, {}}); }
    void say(std::string text) { blocks.push_back({Block::Kind::Text, std::move(text), {}, {}, {}, {}}); }
    void note(std::string text) { blocks.push_back({Block::Kind::Note, std::move(text), {}, {}, {}, {}}); }
    void facts(std::vector<std::pair<std::string, std::string>> list)
    {
        blocks.push_back({Block::Kind::Facts, {}, std::move(list), {}, {}, {}});
    }
};

}
