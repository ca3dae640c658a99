// SPDX-License-Identifier: EUPL-1.2
#include "rooms/documents/pdf/metadata.h"

#include "base/crypto.h"
#include "rooms/documents/code.h"

#include <array>
#include <fmt/format.h>

namespace documents::pdf {
namespace {

constexpr std::array<std::pair<char, std::string_view>, 3> entities{{{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}}};
constexpr std::string_view evidence_begins = "<fin:evidence>", evidence_ends = "</fin:evidence>";

std::string escaped_xml(std::string_view text)
{
    std::string out;
    for (auto const c : text) {
        std::string_view entity;
        for (auto const& [character, name] : entities)
            if (c == character) entity = name;
        if (entity.empty())
            out += c;
        else
            out += entity;
    }
    return out;
}

std::string unescaped_xml(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        std::string_view taken = text.substr(0, 1), meant = taken;
        for (auto const& [character, name] : entities)
            if (text.starts_with(name)) taken = name, meant = std::string_view(&character, 1);
        out += meant;
        text.remove_prefix(taken.size());
    }
    return out;
}

// A property of our own and what PDF/A wants said about it.
std::string extension(std::string_view evidence)
{
    if (evidence.empty()) return {};
    constexpr std::string_view described =
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
        "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
        "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"><pdfaExtension:schemas><rdf:Bag>"
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Finestreta evidence</pdfaSchema:schema>"
        "<pdfaSchema:namespaceURI>urn:finestreta:evidence:1#</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fin</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
        "<pdfaProperty:name>evidence</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>What proves this document, "
        "in JSON</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>"
        "</pdfaExtension:schemas></rdf:Description>"
        "<rdf:Description rdf:about=\"\" xmlns:fin=\"urn:finestreta:evidence:1#\">";
    return std::string(described)
        .append(evidence_begins)
        .append(escaped_xml(evidence))
        .append(evidence_ends)
        .append("</rdf:Description>");
}

}

std::string metadata(Described const& what, base::Instant at)
{
    return fmt::format(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
        "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B"
        "</pdfaid:conformance><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{0}</rdf:li></rdf:Alt></dc:title>"
        "<dc:language><rdf:Bag><rdf:li>{1}</rdf:li></rdf:Bag></dc:language><dc:identifier>CSV:{2}</dc:identifier>"
        "<xmp:CreateDate>{3}</xmp:CreateDate></rdf:Description>{4}</rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        escaped_xml(what.title), what.language, what.code, rfc3339(at), extension(what.evidence));
}

std::string code_in(std::string_view file)
{
    constexpr std::string_view mark = "<dc:identifier>CSV:";
    if (auto const at = file.rfind(mark); at != file.npos && at + mark.size() + 26 <= file.size()) {
        auto const code = file.substr(at + mark.size(), 26);
        if (read_code(code) == code) return std::string(code);
    }
    constexpr std::string_view id = "/ID[<";
    if (auto const at = file.rfind(id); at != file.npos && at + id.size() + 52 <= file.size()) {
        auto const code = base::from_hex(file.substr(at + id.size(), 52));
        if (code && read_code(*code) == *code) return *code;
    }
    return {};
}

std::string evidence_in(std::string_view file)
{
    auto const begins = file.rfind(evidence_begins);
    if (begins == file.npos) return {};
    auto const from = begins + evidence_begins.size(), ends = file.find(evidence_ends, from);
    return ends == file.npos ? std::string() : unescaped_xml(file.substr(from, ends - from));
}

}
