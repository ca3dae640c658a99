// SPDX-License-Identifier: EUPL-1.2
#include "rooms/counter/sicres.h"

#include <fmt/format.h>
#include <zlib.h>

#include "base/text.h"

namespace counter::sicres {
namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (auto const c : text) switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        default:
            // XML 1.0 has no other control characters.
            if (std::uint8_t(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    return out;
}

// What has no value has no element.
void put(std::string& out, std::string_view element, std::string_view value)
{
    if (!value.empty()) out += fmt::format("<{0}>{1}</{0}>\n", element, escaped(value));
}

// Tipo_Documento_Identificacion: N NIF, C CIF, P passport, E NIE, X another document of a person.
std::string_view letter(Interested const& who)
{
    if (who.organisation) return "C";
    if (who.document_kind == "nie") return "E";
    if (who.document_kind == "passport") return "P";
    return who.document_kind == "identity-card" ? "X" : "N";
}

// The office knows a person's name as a whole: where the surnames begin is not guessed.
void put(std::string& out, Interested const& who, std::string_view role)
{
    put(out, fmt::format("Tipo_Documento_Identificacion_{}", role), letter(who));
    put(out, fmt::format("Documento_Identificacion_{}", role), who.document);
    put(out, fmt::format("{}_{}", who.organisation ? "Razon_Social" : "Nombre", role), who.name);
}

void little(std::string& out, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i) out += char((value >> (8 * i)) & 0xff);
}

struct DosTime {
    std::uint32_t time, day;
};
DosTime dos_time(base::Instant at)
{
    std::chrono::year_month_day const day(base::local_day(at));
    auto const clock = base::local_time(at);
    auto const hours = std::uint32_t(std::stoi(clock.substr(0, 2))),
               minutes = std::uint32_t(std::stoi(clock.substr(3)));
    return {hours << 11 | minutes << 5,
            std::uint32_t(int(day.year()) - 1980) << 9 | unsigned(day.month()) << 5 | unsigned(day.day())};
}

}

std::string moment(base::Instant at)
{
    auto const day = base::local_day(at);
    auto const clock = base::local_time(at);
    auto const minutes = std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3));
    auto const local = std::int64_t(day.time_since_epoch().count()) * 1440 + minutes;
    auto const offset = local - at.micros / 60'000'000;
    auto digits = base::iso(day);
    std::erase(digits, '-');
    return fmt::format("{}{}{}{:02}{}{:02}{:02}", digits, clock.substr(0, 2), clock.substr(3),
                       at.micros / 1'000'000 % 60, offset < 0 ? "-" : "+", std::abs(offset) / 60,
                       std::abs(offset) % 60);
}

std::string xml(Message const& message)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Fichero_Intercambio_SICRES4>\n";
    out += "<De_Origen_o_Remitente>\n";
    put(out, "Codigo_Entidad_Registral_Origen", message.office);
    put(out, "Decodificacion_Entidad_Registral_Origen", message.office_name);
    put(out, "Numero_Registro_Entrada", message.number);
    put(out, "Fecha_Hora_Entrada", moment(message.entered_at));
    out += "</De_Origen_o_Remitente>\n<De_Destino>\n";
    put(out, "Codigo_Unidad_Tramitacion_Destino", message.destination);
    put(out, "Decodificacion_Unidad_Tramitacion_Destino", message.destination_name);
    out += "</De_Destino>\n";
    for (auto const& who : message.interested) {
        out += "<De_Interesado>\n";
        put(out, who, "Interesado");
        out += "</De_Interesado>\n";
    }
    for (auto const& [who, agent] : message.represented) {
        out += "<De_Interesado>\n";
        put(out, who, "Interesado");
        put(out, agent, "Representante");
        out += "</De_Interesado>\n";
    }
    out += "<De_Asiento>\n";
    put(out, "Resumen", message.subject);
    out += "</De_Asiento>\n";
    for (auto const& annex : message.annexes) {
        out += "<De_Anexo>\n";
        put(out, "Nombre_Fichero_Anexado", annex.name);
        put(out, "Identificador_Fichero", annex.file);
        put(out, "Tipo_Anexo", "02");
        put(out, "Tipo_MIME", annex.type);
        put(out, "Tamano", std::to_string(annex.bytes));
        put(out, "Hash_SHA256", annex.sha256);
        out += "</De_Anexo>\n";
    }
    out += "<De_Internos_Control>\n";
    put(out, "Tipo_Registro", "0");
    put(out, "Canal", "1"); // paper: never of somebody obliged, whose papers are not exported
    put(out, "Documentacion_Fisica", message.physical);
    put(out, "Tipo_Anotacion", "02");
    put(out, "Indicador_Prueba", "0");
    out += "</De_Internos_Control>\n<De_Formulario_Generico>\n";
    put(out, "Expone", message.extract);
    put(out, "Solicita", message.subject);
    out += "</De_Formulario_Generico>\n</Fichero_Intercambio_SICRES4>\n";
    return out;
}

// APPNOTE.TXT 6.3, 4.3: local headers with their bytes, then the central directory; names in UTF-8 (bit 11).
std::string zip(std::vector<File> const& files, base::Instant at)
{
    std::string out, directory;
    auto const [time, day] = dos_time(at);
    for (auto const& file : files) {
        auto const crc = std::uint32_t(
            crc32(crc32(0, nullptr, 0), reinterpret_cast<Bytef const*>(file.bytes.data()), uInt(file.bytes.size())));
        std::string common;
        little(common, 20, 2);      // version that it needs
        little(common, 1 << 11, 2); // names are UTF-8
        little(common, 0, 2);       // stored
        little(common, time, 2);
        little(common, day, 2);
        little(common, crc, 4);
        little(common, std::uint32_t(file.bytes.size()), 4);
        little(common, std::uint32_t(file.bytes.size()), 4);
        little(common, std::uint32_t(file.name.size()), 2);
        little(common, 0, 2); // extra field
        auto const place = std::uint32_t(out.size());
        out += "PK\x03\x04" + common + file.name + file.bytes;
        directory += "PK\x01\x02";
        little(directory, 20, 2);
        directory += common;
        little(directory, 0, 2); // comment
        little(directory, 0, 2); // disk
        little(directory, 0, 2); // internal attributes
        little(directory, 0, 4); // external attributes
        little(directory, place, 4);
        directory += file.name;
    }
    auto const place = std::uint32_t(out.size());
    out += directory + "PK\x05\x06";
    little(out, 0, 2);
    little(out, 0, 2);
    little(out, std::uint32_t(files.size()), 2);
    little(out, std::uint32_t(files.size()), 2);
    little(out, std::uint32_t(directory.size()), 4);
    little(out, place, 4);
    little(out, 0, 2);
    return out;
}

}
