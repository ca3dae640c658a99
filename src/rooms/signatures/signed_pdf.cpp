// SPDX-License-Identifier: EUPL-1.2
// Two files held against each other as a reader understands them: everything that pages and catalogue reach is the same
// in both, but for one invisible field with its signature.
#include "rooms/signatures/signed_pdf.h"

#include "base/crypto.h"
#include "base/states.h"
#include "rooms/signatures/pdf_update.h"

#include <algorithm>
#include <array>
#include <memory>
#define POINTERHOLDER_TRANSITION 4 // qpdf wants to be told that its older pointers are not used
#ifdef __clang__ // 14 reads no JSON.hh beside the vector of g++ 12; nothing of it is used here
#define JSON_HH
class JSON;
#endif
#include <qpdf/QPDF.hh>
#include <set>

namespace signatures {
namespace {

using Wrong = SignedPdf::Wrong;
using Object = QPDFObjectHandle;
using Keys = std::set<std::string>;
constexpr int deepest = 100;
constexpr long long hidden = 2; // ISO 32000-1, 12.5.3: an annotation that is neither shown nor printed

// Guesses nothing: what is broken throws, here or when it is looked at.
std::unique_ptr<QPDF> opened(std::string_view file)
{
    auto made = std::make_unique<QPDF>();
    made->setAttemptRecovery(false);
    made->setSuppressWarnings(true);
    made->processMemoryFile("file", file.data(), file.size());
    return made;
}

// What stands in one place in both files, all that it reaches included.
class Comparison {
public:
    explicit Comparison(Object allowed) : field(std::move(allowed)) {}

    // But for the keys that are looked at elsewhere.
    bool same_dictionary(Object ours, Object theirs, Keys const& except, int depth)
    {
        auto keys = ours.getKeys();
        keys.merge(theirs.getKeys());
        return std::ranges::all_of(keys, [&](std::string const& key) {
            return except.contains(key) || same(ours.getKey(key), theirs.getKey(key), depth + 1);
        });
    }

    bool same(Object ours, Object theirs, int depth = 0)
    {
        if (depth > deepest) return false;
        // The same pair met again is being looked at already. (Programs make objects of what stood in its place: only
        // of two objects can it be told that they are the same pair.)
        if (ours.isIndirect() && theirs.isIndirect() && !met.insert({ours.getObjectID(), theirs.getObjectID()}).second)
            return true;
        if (ours.getTypeCode() != theirs.getTypeCode()) return false;
        if (ours.isArray()) return same_array(ours, theirs, depth);
        if (ours.isStream()) return same_stream(ours, theirs, depth);
        if (!ours.isDictionary()) return ours.unparseResolved() == theirs.unparseResolved();
        if (!ours.isDictionaryOfType("/Page")) return same_dictionary(ours, theirs, {}, depth);
        return only_the_field(theirs) && same_dictionary(ours, theirs, {"/Annots"}, depth);
    }

private:
    bool same_array(Object& ours, Object& theirs, int depth)
    {
        if (ours.getArrayNItems() != theirs.getArrayNItems()) return false;
        for (int i = 0; i < ours.getArrayNItems(); ++i)
            if (!same(ours.getArrayItem(i), theirs.getArrayItem(i), depth + 1)) return false;
        return true;
    }
    bool same_stream(Object& ours, Object& theirs, int depth)
    {
        if (!same_dictionary(ours.getDict(), theirs.getDict(), {}, depth)) return false;
        auto const one = ours.getRawStreamData(), other = theirs.getRawStreamData();
        return one->getSize() == other->getSize() &&
               std::equal(one->getBuffer(), one->getBuffer() + one->getSize(), other->getBuffer());
    }
    // Our pages have no annotation; theirs may have the field, on one page.
    bool only_the_field(Object& page)
    {
        auto list = page.getKey("/Annots");
        if (list.isNull()) return true;
        if (!list.isArray() || list.getArrayNItems() > 1) return false;
        if (list.getArrayNItems() == 0) return true;
        auto one = list.getArrayItem(0);
        return one.isIndirect() && one.isSameObjectAs(field) && ++shown == 1;
    }

    Object field;
    int shown = 0;
    std::set<std::pair<int, int>> met;
};

bool has_only(Object dictionary, Keys const& allowed)
{
    return std::ranges::all_of(dictionary.getKeys(), [&](auto const& key) { return allowed.contains(key); });
}

bool is_name(Object value, char const* wanted) { return value.isNameAndEquals(wanted); }

// ISO 32000-1, 12.5.2 and 12.7.4.5: a field that is drawn nowhere and does nothing.
bool is_unseen(Object field)
{
    auto flags = field.getKey("/F");
    if (flags.isInteger() && (flags.getIntValue() & hidden) != 0) return true;
    auto box = field.getKey("/Rect");
    if (!box.isArray() || box.getArrayNItems() != 4) return false;
    for (int i = 0; i < 4; ++i)
        if (!box.getArrayItem(i).isNumber()) return false;
    return box.getArrayItem(0).getNumericValue() == box.getArrayItem(2).getNumericValue() &&
           box.getArrayItem(1).getNumericValue() == box.getArrayItem(3).getNumericValue();
}

struct Field {
    Wrong wrong = Wrong::None;
    Object field, signature;
};

// The form that signing adds: one field, one signature, nothing that acts.
Field field_of(Object catalogue)
{
    auto form = catalogue.getKey("/AcroForm");
    if (form.isNull()) return {Wrong::Unsigned, {}, {}};
    if (!form.isDictionary() || !has_only(form, {"/Fields", "/SigFlags", "/DR", "/DA"}))
        return {Wrong::Changed, {}, {}};
    auto fields = form.getKey("/Fields");
    if (!fields.isArray() || fields.getArrayNItems() == 0) return {Wrong::Unsigned, {}, {}};
    if (fields.getArrayNItems() != 1) return {Wrong::NotOne, {}, {}};
    auto field = fields.getArrayItem(0);
    static Keys const known{"/Type", "/Subtype", "/FT", "/T",  "/TU",   "/V",  "/F", "/Ff",
                            "/Rect", "/P",       "/AP", "/DA", "/Lock", "/MK", "/M"};
    if (!field.isDictionary() || !field.isIndirect() || !is_name(field.getKey("/FT"), "/Sig") ||
        !is_name(field.getKey("/Subtype"), "/Widget") || !has_only(field, known) || !is_unseen(field))
        return {Wrong::Changed, {}, {}};
    auto signature = field.getKey("/V");
    if (signature.isNull()) return {Wrong::Unsigned, {}, {}};
    if (!signature.isDictionary() || !signature.isIndirect()) return {Wrong::Changed, {}, {}};
    return {Wrong::None, field, signature};
}

// Everything that came, also what nothing reaches: no second signature waits there for a reader that looks otherwise,
// and nothing that acts.
Wrong of_the_rest(Object const& value, int depth = 0)
{
    static Keys const acting{"/AA",     "/OpenAction", "/JS",  "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles",
                             "/Launch", "/RichMedia",  "/XFA", "/Filespec",   "/EF",           "/Reference"};
    auto one = value;
    if (depth > deepest) return Wrong::Changed;
    if (one.isStream()) one = one.getDict();
    if (one.isName()) return acting.contains(one.getName()) ? Wrong::Changed : Wrong::None;
    auto const deeper = [&](Object each) {
        return each.isIndirect() ? Wrong::None : of_the_rest(each, depth + 1); // every object that came has its turn
    };
    if (one.isArray())
        for (int i = 0; i < one.getArrayNItems(); ++i)
            if (auto const wrong = deeper(one.getArrayItem(i)); wrong != Wrong::None) return wrong;
    if (one.isDictionary())
        for (auto const& [key, each] : one.getDictAsMap()) {
            if (acting.contains(key)) return Wrong::Changed;
            if (auto const wrong = deeper(each); wrong != Wrong::None) return wrong;
        }
    return Wrong::None;
}

Wrong of_what_came(QPDF& theirs, PdfUpdate const& update, Object const& signature)
{
    for (auto const number : update.objects) {
        auto one = theirs.getObject(number, 0);
        if (one.isNull()) return Wrong::Unreadable;
        if (one.isDictionary() && one.hasKey("/ByteRange") && !one.isSameObjectAs(signature)) return Wrong::NotOne;
        if (auto const wrong = of_the_rest(one); wrong != Wrong::None) return wrong;
    }
    return Wrong::None;
}

// Catalogue and trailer may differ in what a signature needs there.
bool same_but_for_the_signature(QPDF& ours, QPDF& theirs, Object const& field)
{
    static Keys const looked_at{"/AcroForm", "/Metadata", "/Extensions", "/Version", "/DSS"};
    auto one = ours.getRoot(), other = theirs.getRoot();
    if (one.getObjGen() != other.getObjGen() || theirs.getTrailer().hasKey("/Encrypt")) return false;
    auto metadata = other.getKey("/Metadata"), version = other.getKey("/Version");
    if (!metadata.isStreamOfType("/Metadata", "/XML")) return false;
    if (!version.isNull() && !version.isName()) return false;
    Comparison comparison(field);
    return comparison.same_dictionary(one, other, looked_at, 0);
}

std::size_t length_of_der(std::string_view text)
{
    if (text.size() < 4 || text[0] != '\x30') return 0;
    auto const first = std::uint8_t(text[1]);
    if (first < 0x80) return std::size_t(first) + 2;
    auto const bytes = std::size_t(first & 0x7f);
    if (bytes < 1 || bytes > 3 || text.size() < 2 + bytes) return 0;
    std::size_t length = 0;
    for (std::size_t i = 0; i < bytes; ++i) length = length << 8 | std::uint8_t(text[2 + i]);
    return length + 2 + bytes;
}

// ETSI EN 319 142-1, 5.1 and 6.3: over the whole file but for its own place, which begins and ends as a text.
SignedPdf covered_by(Object signature, std::string_view ours, std::string_view theirs)
{
    static Keys const known{"/Type", "/Filter", "/SubFilter", "/ByteRange",   "/Contents",  "/M",
                            "/Name", "/Reason", "/Location",  "/ContactInfo", "/Prop_Build"};
    if (!has_only(signature, known) || !is_name(signature.getKey("/SubFilter"), "/ETSI.CAdES.detached"))
        return {Wrong::OtherKind};
    auto range = signature.getKey("/ByteRange");
    auto contents = signature.getKey("/Contents");
    if (!range.isArray() || range.getArrayNItems() != 4 || !contents.isString()) return {Wrong::NotWhole};
    std::array<std::size_t, 4> place{};
    for (int i = 0; i < 4; ++i) {
        auto one = range.getArrayItem(i);
        if (!one.isInteger() || one.getIntValue() < 0) return {Wrong::NotWhole};
        place[std::size_t(i)] = std::size_t(one.getIntValue());
    }
    auto const begins = place[1], ends = place[2];
    if (place[0] != 0 || begins < ours.size() || ends <= begins + 2 || ends > theirs.size() ||
        place[3] != theirs.size() - ends || theirs[begins] != '<' || theirs[ends - 1] != '>')
        return {Wrong::NotWhole};
    auto const bytes = base::from_hex(theirs.substr(begins + 1, ends - begins - 2));
    if (!bytes || *bytes != contents.getStringValue()) return {Wrong::NotWhole};
    auto const length = length_of_der(*bytes);
    auto const nothing = [](char c) { return c == '\0'; };
    if (length == 0 || length > bytes->size() || !std::ranges::all_of(bytes->substr(length), nothing))
        return {Wrong::OtherKind};
    return {Wrong::None, bytes->substr(0, length), std::string(theirs.substr(0, begins)).append(theirs.substr(ends))};
}

SignedPdf judged(std::string_view ours, std::string_view theirs)
{
    auto const update = read_update(ours, theirs);
    if (!update) return {references_of(theirs) ? Wrong::NotOne : Wrong::Unreadable};
    auto const before = opened(ours), after = opened(theirs);
    auto [wrong, field, signature] = field_of(after->getRoot());
    if (wrong != Wrong::None) return {wrong};
    if (auto const rest = of_what_came(*after, *update, signature); rest != Wrong::None) return {rest};
    if (!same_but_for_the_signature(*before, *after, field)) return {Wrong::Changed};
    auto made = covered_by(signature, ours, theirs);
    // Warnings are of what a reader had to guess.
    return after->anyWarnings() ? SignedPdf{Wrong::Unreadable} : std::move(made);
}

}

std::string_view name(Wrong wrong)
{
    constexpr base::Names<9> names{"none",    "too-big",   "unreadable", "other-file", "unsigned",
                                   "not-one", "not-whole", "other-kind", "changed"};
    return base::name_in(names, wrong);
}

SignedPdf read_signed_pdf(std::string_view ours, std::string_view theirs)
{
    if (theirs.size() > ours.size() + largest_update) return {Wrong::TooBig};
    if (!theirs.starts_with("%PDF-")) return {Wrong::Unreadable};
    if (!theirs.starts_with(ours)) return {Wrong::OtherFile};
    if (theirs.size() == ours.size()) return {Wrong::Unsigned};
    try {
        return judged(ours, theirs);
    } catch (std::exception const&) { // qpdf throws at what it cannot read
        return {Wrong::Unreadable};
    }
}

}
