// SPDX-License-Identifier: EUPL-1.2
#include "app/sample/certificates.h"

#include "app/files.h"
#include "app/keys.h"
#include "app/sample/cards.h"

#include <fmt/format.h>

namespace sample {
namespace {

namespace fs = std::filesystem;
constexpr auto password = "mostra";
constexpr int list_days = 3650; // the lists are laid by hand, and nobody makes new ones

struct Entry {
    std::string file, what;
    Profile profile;
};

Profile expired(Profile profile)
{
    profile.days_before = 1500;
    profile.days_after = -30;
    return profile;
}

Profile early(Profile profile)
{
    profile.days_before = -30;
    return profile;
}

// All of 12345678Z but for the secretary's and the last.
std::vector<Entry> entries(std::string const& nif)
{
    CardHolder const nuria;
    Body const company{"TALLERS DEL RIU, SL", "B12345674"}, council{"AJUNTAMENT DE VILANOVA DEL RIU", "P0801900B"},
        town{council.name, nif};
    return {{"idcat", "idCAT Certificat", idcat(nuria)},
            {"fnmt", "FNMT, persona física", fnmt(nuria)},
            {"representative", "FNMT, representant de B12345674", fnmt_representative(nuria, company)},
            {"employee", "T-CAT, empleada pública", tcat(nuria, council)},
            {"secretary", "T-CAT de la secretària", tcat(secretary, town)},
            {"secretary-elsewhere", "la secretària, empleada d'un altre ens", tcat(secretary, council)},
            {"secretary-citizen", "la secretària com a ciutadana: no diu cap càrrec", idcat(secretary)},
            {"expired", "caducat", expired(idcat(nuria))},
            {"not-yet-valid", "encara no vàlid", early(idcat(nuria))},
            {"revoked", "revocat", idcat(nuria)},
            {"wrong-usage", "d'un servidor", website("vilanovadelriu.example")},
            {"seal", "segell d'òrgan", seal(nuria, council)},
            {"pseudonym", "empleada pública amb pseudònim", tcat_pseudonym(council)},
            {"stranger", "de qui no és al padró, 87654321X", idcat({"PERE", "MATA", "COLL", "87654321X"})}};
}

class Writer {
public:
    Writer(fs::path into, std::string body, base::Instant at) : folder(std::move(into)), nif(std::move(body)), now(at)
    {
    }

    void write()
    {
        for (auto const& [file, what, profile] : entries(nif)) {
            auto const made = issuing.issue(profile);
            put(file, what, made, issuing.chain_pem());
            if (file == "revoked") revoked = {made.serial};
        }
        put("dnie", "DNIe, autenticació", police.issue(dnie_to_enter({})), police.chain_pem());
        put("dnie-signature", "DNIe, firma: no serveix per entrar", police.issue(dnie_to_sign({})), police.chain_pem());
        put("unknown-issuer", "d'un emissor desconegut", stranger.issue(idcat({})), stranger.chain_pem());
        app::write_file(folder / "sample" / "certificates" / "authority.crt", root.pem());
        app::write_file(
            folder / "sample" / "certificates" / "README.txt",
            fmt::format("Certificates of the sample town, worth nothing anywhere else. Import one into a "
                        "browser; its password is: {}\nauthority.crt is the authority of the host that asks "
                        "for certificates: trust it to be spared the warning.\n\n{}",
                        password, list));
    }
    void trust() const
    {
        app::write_file(folder / "trust" / "sample.pem", root.pem() + issuing.pem() + police.pem());
        app::write_file(folder / "trust" / "issuing.crl", issuing.list(revoked, 1, list_days));
        app::write_file(folder / "trust" / "police.crl", police.list({}, 1, list_days));
    }
    void host() const
    {
        auto profile = website("localhost");
        profile.hosts = "DNS:localhost,IP:127.0.0.1";
        auto const made = issuing.issue(profile);
        app::write_file(folder / "keys" / "entry.crt", made.pem + issuing.pem());
        app::write_secret(folder / "keys" / "entry.key", made.key_pem);
    }

private:
    void put(std::string const& file, std::string const& what, Certificate const& made, std::string const& chain)
    {
        app::write_file(folder / "sample" / "certificates" / (file + ".p12"),
                        importable(made, chain, "Mostra: " + what, password));
        list += fmt::format("{}.p12: {}\n", file, what);
    }

    fs::path const folder;
    std::string const nif;
    base::Instant const now;
    Authority const root{"Autoritat de mostra: no val fora d'aquesta mostra", now};
    Authority const issuing = root.under("Emissora de mostra"), police = root.under("AC DNIE de mostra");
    Authority const stranger{"Una autoritat que ningú no coneix", now};
    std::vector<std::string> revoked;
    std::string list;
};

}

void write_certificates(fs::path const& folder, std::string const& nif, base::Instant now)
{
    for (auto const* const part : {"sample/certificates", "trust", "keys"}) fs::create_directories(folder / part);
    Writer writer(folder, nif, now);
    writer.write();
    writer.trust();
    writer.host();
}

}
