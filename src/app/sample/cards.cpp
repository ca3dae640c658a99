// SPDX-License-Identifier: EUPL-1.2
// Sources as in ports/identity_provider/families.cpp.
#include "app/sample/cards.h"

namespace sample {
namespace {

constexpr auto all_uses = "critical,digitalSignature,nonRepudiation,keyEncipherment";

std::string surnames(CardHolder const& of) { return of.surname1 + " " + of.surname2; }

// The state's alternative names, under the arc of a kind of certificate.
std::vector<Attribute> state_names(std::string const& arc, CardHolder const& of, Body const& body)
{
    return {{arc + ".1", "Certificat electronic d'empleat public"},
            {arc + ".2", body.name},
            {arc + ".3", body.number},
            {arc + ".4", "IDCES-" + of.number},
            {arc + ".6", of.given},
            {arc + ".7", of.surname1},
            {arc + ".8", of.surname2}};
}

std::vector<Attribute> fnmt_names(CardHolder const& of)
{
    std::string const arc = "1.3.6.1.4.1.5734.1.";
    return {{arc + "1", of.given}, {arc + "2", of.surname1}, {arc + "3", of.surname2}, {arc + "4", of.number}};
}

}

Profile idcat(CardHolder const& of)
{
    return {.subject = {{"C", "ES"},
                        {"serialNumber", "IDCES-" + of.number},
                        {"SN", surnames(of)},
                        {"GN", of.given},
                        {"CN", surnames(of) + " " + of.given + " - DNI " + of.number}},
            .policies = "1.3.6.1.4.1.15096.1.3.2.86.2,0.4.0.194112.1.0",
            .qualified_type = "esign"};
}

Profile fnmt(CardHolder const& of)
{
    return {.subject = {{"C", "ES"},
                        {"serialNumber", "IDCES-" + of.number},
                        {"GN", of.given},
                        {"SN", of.surname1},
                        {"CN", surnames(of) + " " + of.given + " - " + of.number}},
            .also = fnmt_names(of),
            .policies = "1.3.6.1.4.1.5734.3.10.1,0.4.0.194112.1.0",
            .qualified_type = "esign"};
}

Profile fnmt_representative(CardHolder const& of, Body const& body)
{
    auto also = fnmt_names(of);
    also.push_back({"1.3.6.1.4.1.5734.1.6", body.name});
    also.push_back({"1.3.6.1.4.1.5734.1.7", "VATES-" + body.number});
    return {.subject = {{"C", "ES"},
                        {"O", body.name},
                        {"organizationIdentifier", "VATES-" + body.number},
                        {"serialNumber", "IDCES-" + of.number},
                        {"GN", of.given},
                        {"SN", of.surname1},
                        {"CN", of.number + " " + of.given + " " + of.surname1 + " (R: " + body.number + ")"}},
            .also = also,
            .policies = "1.3.6.1.4.1.5734.3.11.1,0.4.0.194112.1.0",
            .qualified_type = "esign"};
}

Profile dnie_to_enter(CardHolder const& of)
{
    return {.subject = {{"C", "ES"},
                        {"serialNumber", of.number},
                        {"SN", of.surname1},
                        {"GN", of.given},
                        {"CN", surnames(of) + ", " + of.given + " (AUTENTICACIÓN)"}},
            .key_usage = "critical,digitalSignature",
            .purposes = "",
            .policies = "2.16.724.1.2.2.2.4"};
}

Profile dnie_to_sign(CardHolder const& of)
{
    auto profile = dnie_to_enter(of);
    profile.subject.back().text = surnames(of) + ", " + of.given + " (FIRMA)";
    profile.key_usage = "critical,nonRepudiation";
    profile.policies = "2.16.724.1.2.2.2.3";
    return profile;
}

Profile tcat(CardHolder const& of, Body const& body)
{
    return {.subject = {{"C", "ES"},
                        {"O", body.name},
                        {"OU", "Empleat public de nivell mig"},
                        {"organizationIdentifier", "VATES-" + body.number},
                        {"serialNumber", "IDCES-" + of.number},
                        {"SN", surnames(of) + " - DNI " + of.number},
                        {"GN", of.given},
                        {"CN", of.given + " " + surnames(of) + " - DNI " + of.number + " (TCAT)"}},
            .also = state_names("2.16.724.1.3.5.7.2", of, body),
            .purposes = "clientAuth",
            .policies = "1.3.6.1.4.1.15096.1.3.2.7.3.1,2.16.724.1.3.5.7.2,0.4.0.194112.1.0",
            .qualified_type = "esign"};
}

Profile tcat_pseudonym(Body const& body)
{
    return {.subject = {{"C", "ES"},
                        {"O", body.name},
                        {"pseudonym", "NIP 111111111"},
                        {"CN", "AGENT - NIP 111111111 - " + body.name + " (AUT)"}},
            .also = {{"2.16.724.1.3.5.4.1.2", body.name}, {"2.16.724.1.3.5.4.1.3", body.number}},
            .key_usage = "critical,digitalSignature,keyEncipherment",
            .purposes = "clientAuth",
            .policies = "1.3.6.1.4.1.15096.1.3.2.4.1.2,2.16.724.1.3.5.4.1"};
}

Profile seal(CardHolder const& keeper, Body const& body)
{
    return {.subject = {{"C", "ES"},
                        {"O", body.name},
                        {"organizationIdentifier", "VATES-" + body.number},
                        {"serialNumber", body.number},
                        {"SN", surnames(keeper) + " - DNI " + keeper.number},
                        {"GN", keeper.given},
                        {"CN", "Plataforma de " + body.name}},
            .also = state_names("2.16.724.1.3.5.6.2", keeper, body),
            .key_usage = all_uses,
            .purposes = "clientAuth",
            .policies = "1.3.6.1.4.1.15096.1.3.2.6.2,2.16.724.1.3.5.6.2,0.4.0.194112.1.1",
            .qualified_type = "eseal"};
}

Profile website(std::string const& host)
{
    return {.subject = {{"C", "ES"}, {"CN", host}},
            .hosts = "DNS:" + host,
            .key_usage = "critical,digitalSignature",
            .purposes = "serverAuth"};
}

}
