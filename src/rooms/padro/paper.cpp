// SPDX-License-Identifier: EUPL-1.2
// Models of the Resolution of 17-2-2020, annexes VIII and IX, in plain words and three languages.
#include "rooms/padro/paper.h"

#include "base/text.h"

namespace padro {
namespace {

std::string dashed(std::string text)
{
    for (auto& c : text) c = c == '_' ? '-' : c;
    return text;
}

class PaperWriter {
public:
    PaperWriter(Setting const& of, web::Texts const& texts, Asked const& what, Situation const& who) :
        setting(of), said(texts), asked(what), situation(who), shown(shown_for(what.purpose))
    {
    }

    documents::Paper write()
    {
        paper.language = asked.language;
        paper.title = say(asked.certificate ? "padro.certificate-title-" + kind_name(asked.kind)
                                            : "padro.slip-title-" + kind_name(asked.kind));
        paper.issuer = setting.body;
        paper.under_issuer = say("padro.under-issuer");
        paper.check_label = say("padro.check-label");
        paper.check_text = say("padro.check-text");
        paper.page_label = say("padro.page-label");
        paper.qr_alternative = say("padro.qr-alternative");
        if (asked.signer)
            paper.say(say("padro.attests", {{"name", asked.signer->name},
                                            {"post", asked.signer->post},
                                            {"body", setting.body},
                                            {"of-town", of_town()}}));
        else
            paper.say(say(asked.certificate ? "padro.certifies" : "padro.informs", {{"of-town", of_town()}}));
        if (asked.kind == Kind::individual) individual();
        if (asked.kind == Kind::household) household();
        if (asked.kind == Kind::historical) historical();
        ending();
        return std::move(paper);
    }

private:
    std::string say(std::string const& key, base::Refusal::Arguments const& with = {}) const
    {
        return said.say(asked.language, key, with);
    }
    // Catalan elides before a vowel (d'Olot), which only the town's own file knows.
    std::string of_town() const
    {
        return asked.language == "ca" ? setting.of_town : say("padro.of-town", {{"town", setting.town}});
    }
    std::string day(base::Day when) const { return base::day_in_words(when, asked.language); }
    std::string document(Resident const& r) const
    {
        return r.document_number.empty() ? say("padro.no-document") : r.document_number;
    }

    void person_facts(Resident const& r)
    {
        std::vector<std::pair<std::string, std::string>> facts{{say("padro.name"), r.name()}};
        if (shown.document) facts.emplace_back(say("padro.document"), document(r));
        if (shown.birth_date) facts.emplace_back(say("padro.birth-date"), day(r.birth_date));
        if (shown.birth_place) facts.emplace_back(say("padro.birth-place"), r.birth_place);
        if (shown.nationality)
            facts.emplace_back(say("padro.nationality"), base::country_name(r.nationality, asked.language));
        paper.facts(std::move(facts));
    }

    void home_facts(Stay const& stay)
    {
        std::vector<std::pair<std::string, std::string>> facts{
            {say("padro.address"), address(stay.dwelling)},
            {say("padro.town"), stay.dwelling.postal_code + " " + setting.town}};
        if (shown.since) facts.emplace_back(say("padro.since"), day(stay.since));
        if (shown.cadastral_reference && !stay.dwelling.cadastral_reference.empty())
            facts.emplace_back(say("padro.cadastral-reference"), stay.dwelling.cadastral_reference);
        paper.facts(std::move(facts));
    }

    void individual()
    {
        person_facts(*situation.person);
        home_facts(situation.stays.back());
    }

    void household()
    {
        home_facts(situation.stays.back());
        auto const list = listed(situation.members);
        paper.heading(say("padro.household-heading"));
        documents::Paper::Block table{documents::Paper::Block::Kind::Table, {}, {}, {}, {}, {}};
        table.columns = {say("padro.name"), say("padro.document"), say("padro.since")};
        table.widths = {5, 3, 3};
        if (shown.birth_date) {
            table.columns.push_back(say("padro.birth-date"));
            table.widths.push_back(3);
        }
        if (shown.nationality) {
            table.columns.push_back(say("padro.nationality"));
            table.widths.push_back(3);
        }
        for (auto const& [resident, since] : list.named) {
            std::vector<std::string> row{resident.name(), document(resident), day(since)};
            if (shown.birth_date) row.push_back(day(resident.birth_date));
            if (shown.nationality) row.push_back(base::country_name(resident.nationality, asked.language));
            table.rows.push_back(std::move(row));
        }
        paper.blocks.push_back(std::move(table));
        paper.facts({{say("padro.persons-registered"), std::to_string(situation.members.size())}});
        if (list.only_counted > 0)
            paper.say(say("padro.observations-counted", {{"count", std::to_string(list.only_counted)}}));
    }

    void historical()
    {
        person_facts(*situation.person);
        paper.heading(say("padro.history-heading"));
        documents::Paper::Block table{documents::Paper::Block::Kind::Table, {}, {}, {}, {}, {}};
        table.columns = {say("padro.address"), say("padro.from"), say("padro.cause"), say("padro.until"),
                         say("padro.cause")};
        table.widths = {6, 4, 4, 4, 4};
        for (auto const& stay : situation.stays)
            table.rows.push_back({address(stay.dwelling), day(stay.since), say("padro.cause-" + dashed(stay.cause_in)),
                                  stay.until ? day(*stay.until) : say("padro.today"),
                                  stay.until ? say("padro.cause-" + dashed(stay.cause_out)) : "–"});
        paper.blocks.push_back(std::move(table));
    }

    void ending()
    {
        paper.say(say("padro.purpose-line", {{"purpose", say("padro.purpose-" + purpose_name(asked.purpose))}}));
        paper.say(say("padro.place-and-day", {{"town", setting.town}, {"day", day(situation.today)}}));
        paper.note(say("padro.as-of", {{"day", day(situation.as_of)}}));
        if (asked.signer)
            paper.note(say("padro.signed-by", {{"name", asked.signer->name}, {"post", asked.signer->post}}));
        else if (asked.certificate && setting.certificates)
            paper.note(say("padro.automated", {{"resolution", setting.certificates->resolution},
                                               {"body", setting.certificates->body},
                                               {"appeals", setting.certificates->appeals}}));
        else
            paper.note(say("padro.sealed"));
    }

    Setting const& setting;
    web::Texts const& said;
    Asked const& asked;
    Situation const& situation;
    Shown shown;
    documents::Paper paper;
};

}

std::string kind_name(Kind kind) { return boost::describe::enum_to_string(kind, ""); }

std::string purpose_name(Purpose purpose) { return dashed(boost::describe::enum_to_string(purpose, "")); }

documents::Paper write_paper(Setting const& setting, web::Texts const& texts, Asked const& asked,
                             Situation const& situation)
{
    return PaperWriter(setting, texts, asked, situation).write();
}

std::string data_of(documents::Paper const& paper)
{
    // Facts and tables are the data; the sentences around them carry today's date.
    std::string data;
    for (auto const& block : paper.blocks) {
        for (auto const& [label, value] : block.facts) data.append(value).append("\n");
        for (auto const& row : block.rows)
            for (auto const& cell : row) data.append(cell).append("\n");
    }
    return data;
}

std::string address(Dwelling const& dwelling)
{
    auto text = dwelling.street_kind + " " + dwelling.street + ", " + dwelling.number;
    for (auto const* const part : {&dwelling.block, &dwelling.stair, &dwelling.floor})
        if (!part->empty()) text += ", " + *part;
    if (!dwelling.door.empty()) text += (dwelling.floor.empty() ? ", " : " ") + dwelling.door;
    return text;
}

}
