// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/valid.h"

#include "base/crypto.h"
#include "base/identifiers.h"
#include "ports/identity_provider/address.h"

#include <algorithm>
#include <array>

namespace identity_provider {
namespace {

// A number that the service writes as text, or may one day write as a number; -1 when it is neither.
int small_number(json::object const& said, std::string_view name)
{
    auto const* const found = said.if_contains(name);
    if (found && found->is_int64() && found->get_int64() >= 0 && found->get_int64() < 100)
        return int(found->get_int64());
    auto const text = text_of(said, name, 2).value_or("");
    if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return -1;
    return std::stoi(text);
}

bool has(json::object const& said, std::string_view name)
{
    auto const* const found = said.if_contains(name);
    return found && !found->is_null() && !(found->is_string() && found->get_string().empty());
}

enum class Paper { Unknown, NotAPerson, Person, Employee, Representative };

// `certificateType`. Old certificates of legal persons (1, 6) name no one who acts: RD 203/2021, art. 27.2.
Paper paper_of(json::object const& said)
{
    if (!has(said, "certificateType")) return Paper::Person; // entered without one
    switch (small_number(said, "certificateType")) {
    case 0:
        return Paper::Person;
    case 5:
        return Paper::Employee;
    case 11:
    case 12:
        return Paper::Representative;
    case 1:
    case 2:
    case 3:
    case 4:
    case 6:
    case 7: // a pseudonym
    case 8:
    case 9:
    case 10:
        return Paper::NotAPerson;
    default:
        return Paper::Unknown;
    }
}

// 1 NIF, 2 NIE; 3 and 4 are papers without such a number. Its example calls the field documentType.
bool says_other_paper(json::object const& said, Number const& number)
{
    auto const* const field = has(said, "identifierType") ? "identifierType" : "documentType";
    if (!has(said, field)) return false;
    return small_number(said, field) != (number.kind == "nie" ? 2 : 1);
}

std::string level_of(json::object const& said, std::string const& otherwise)
{
    if (!has(said, "assuranceLevel")) return otherwise;
    auto const level = text_of(said, "assuranceLevel", 20).value_or("");
    constexpr std::array known{"low", "substantial", "high"};
    return std::ranges::find(known, level) == known.end() ? std::string() : level;
}

std::string surnames(json::object const& said)
{
    auto const together = text_of(said, "surnames");
    return together ? *together : full_name(text_of(said, "surname1"), text_of(said, "surname2"));
}

// How it was proved; of the organisation only what a representative's certificate names.
json::object evidence_of_valid(json::object const& said, Paper paper)
{
    json::object out{{"protocol", "valid"}};
    for (auto const* const name : {"method", "assuranceLevel"})
        if (auto const text = text_of(said, name, 50)) out[name] = *text;
    if (has(said, "certificateType")) out["certificate_type"] = small_number(said, "certificateType");
    auto const certificate = text_of(said, "userCertificate", 32 * 1024);
    if (certificate) out["certificate"] = base::hex(base::sha256(*certificate));
    if (paper != Paper::Employee && paper != Paper::Representative) return out;
    auto const number = base::document_number(text_of(said, "companyId", 20).value_or(""));
    json::object const organisation{{"number", number ? number->text : ""},
                                    {"name", text_of(said, "companyName", 200).value_or("")}};
    out[paper == Paper::Representative ? "stands_for" : "works_for"] = organisation;
    return out;
}

}

Vouched person_of_valid(json::object const& said, std::string const& level_otherwise)
{
    if (text_of(said, "status") != "ok") return refused(Trouble::Wrong, "person-status");
    auto const paper = paper_of(said);
    if (paper == Paper::Unknown) return refused(Trouble::Wrong, "person-certificate-type");
    if (paper == Paper::NotAPerson) return refused(Trouble::NoNumber, "person-not-a-person");
    auto const identifier = text_of(said, "identifier", 50);
    auto const number = number_in(identifier.value_or(""));
    if (number.kind.empty() || says_other_paper(said, number))
        return refused(Trouble::NoNumber, identifier ? "person-not-spanish" : "person-without-identifier");
    Vouched person;
    person.level = level_of(said, level_otherwise);
    if (person.level.empty()) return refused(Trouble::Wrong, "level-unknown");
    person.document_kind = number.kind;
    person.document_number = number.text;
    person.name = full_name(text_of(said, "name"), surnames(said));
    auto const evidence = evidence_of_valid(said, paper);
    // RD 203/2021, art. 27.2: whoever stands for somebody says for whom.
    auto const* const for_whom = evidence.if_contains("stands_for");
    if (for_whom && for_whom->get_object().at("number").get_string().empty())
        return refused(Trouble::Wrong, "person-without-company");
    person.evidence = json::serialize(evidence);
    return person;
}

std::optional<std::string> Valid::way(Departure const& departure, base::Instant)
{
    return with_query(setting.url + "/o/oauth2/auth", query({{"response_type", "code"},
                                                             {"client_id", setting.client},
                                                             {"redirect_uri", departure.back},
                                                             {"scope", "autenticacio_usuari"},
                                                             {"state", departure.state},
                                                             {"access_type", "online"},
                                                             {"approval_prompt", "auto"}}));
}

Vouched Valid::vouch(Return const& back, base::Instant now)
{
    auto person = told_of(back);
    auto const answered = person.trouble != Trouble::Down; // a wrong code is the visitor's doing, not the provider's
    std::lock_guard const hold(mutex);
    if (answered) last_answer = now;
    trouble = answered ? "" : person.fault;
    return person;
}

ports::Check Valid::check(base::Instant) const
{
    std::lock_guard const hold(mutex);
    auto const last = last_answer.micros == 0 ? "nobody has entered since the start"
                                              : "last answered at " + base::rfc3339(last_answer);
    return {"identity", trouble.empty(), setting.url + ": " + (trouble.empty() ? last : trouble)};
}

net::Fetch Valid::question(std::string const& path) const
{
    net::Fetch fetch;
    fetch.url = setting.url + path;
    fetch.timeout = setting.timeout;
    fetch.max_bytes = 64 * 1024;
    fetch.ca_file = setting.ca_file;
    return fetch;
}

Vouched Valid::told_of(Return const& back) const
{
    auto asked = question("/o/oauth2/token");
    asked.method = "POST";
    asked.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    asked.body = query({{"grant_type", "authorization_code"},
                        {"code", back.code},
                        {"client_id", setting.client},
                        {"client_secret", setting.secret},
                        {"redirect_uri", back.back}});
    auto const tokens = ask("token", std::move(asked));
    if (!tokens) return refused(tokens.trouble, tokens.fault);
    auto const access = text_of(tokens.said, "access_token", 2000);
    if (!access) return refused(Trouble::Wrong, "token-without-access-token");
    auto const told = ask("person", question("/serveis-rest/getUserInfo?" + query({{"AccessToken", *access}})));
    if (!told) return refused(told.trouble, told.fault);
    return person_of_valid(told.said, setting.level);
}

}
