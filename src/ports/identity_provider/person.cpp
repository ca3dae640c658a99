// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/person.h"

#include "base/identifiers.h"
#include "base/text.h"

namespace identity_provider {
namespace {

constexpr std::size_t longest_name = 200;

std::optional<std::string> told(json::object const& token, json::object const& beside, std::string const& claim)
{
    return token.contains(claim) ? text_of(token, claim) : text_of(beside, claim);
}

std::string level_of(json::object const& token, ClaimMap const& map)
{
    auto const said = text_of(token, "acr");
    auto const found = said ? map.levels.find(*said) : map.levels.end();
    return found == map.levels.end() ? map.level : found->second;
}

}

Number number_in(std::string_view text)
{
    for (auto const* const prefix : {"ES/ES/", "IDCES-"})
        if (text.starts_with(prefix)) text.remove_prefix(std::string_view(prefix).size());
    auto const number = base::document_number(text);
    if (!number || number->kind == base::DocumentKind::Organisation) return {};
    return {number->kind == base::DocumentKind::Nie ? "nie" : "nif", number->text};
}

std::string full_name(std::optional<std::string> const& given, std::optional<std::string> const& family)
{
    std::string whole;
    for (auto const& part : {given, family}) {
        auto const trimmed = part ? base::trimmed(*part) : std::string_view();
        if (trimmed.empty()) continue;
        if (!whole.empty()) whole += ' ';
        whole += trimmed;
    }
    return whole.size() > longest_name ? std::string() : base::composed(whole);
}

Vouched person_of(json::object const& token, json::object const& beside, ClaimMap const& map)
{
    auto const document = told(token, beside, map.document);
    auto const number = number_in(document.value_or(""));
    if (number.kind.empty()) return refused(Trouble::NoNumber, document ? "document-not-spanish" : "document-missing");
    Vouched person;
    person.level = level_of(token, map);
    if (person.level.empty()) return refused(Trouble::Wrong, "level-unknown");
    person.document_kind = number.kind;
    person.document_number = number.text;
    person.name = full_name(told(token, beside, map.given_name), told(token, beside, map.family_name));
    if (person.name.empty()) person.name = full_name(told(token, beside, map.name), {});
    return person;
}

}
