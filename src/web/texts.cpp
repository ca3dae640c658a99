// SPDX-License-Identifier: EUPL-1.2
// Catalogues read by Boost.Locale out of memory, without system locales.
#include "web/texts.h"

#include "base/text.h"

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

namespace web {
namespace {

namespace gettext = boost::locale::gnu_gettext;

std::locale locale_of(std::string const& language, std::string const& catalogue)
{
    gettext::messages_info info;
    info.language = language;
    info.encoding = "UTF-8";
    info.paths.push_back("embedded");
    info.domains.push_back(gettext::messages_info::domain("finestreta"));
    info.callback = [&catalogue](std::string const&, std::string const&) {
        return std::vector<char>(catalogue.begin(), catalogue.end());
    };
    return std::locale(std::locale::classic(), gettext::create_messages_facet<char>(info));
}

}

Texts::Texts(std::map<std::string, std::string> const& catalogues)
{
    for (auto const& [language, catalogue] : catalogues) locales.emplace(language, locale_of(language, catalogue));
}

bool Texts::has(std::string_view language) const { return locales.find(language) != locales.end(); }

bool Texts::knows(std::string_view language, std::string const& key) const
{
    auto const found = locales.find(language);
    if (found == locales.end()) return false;
    auto const& facet = std::use_facet<boost::locale::message_format<char>>(found->second);
    return facet.get(0, nullptr, key.c_str()) != nullptr;
}

std::string Texts::say(std::string_view language, std::string const& key, base::Refusal::Arguments const& with) const
{
    if (key.empty()) return {}; // gettext keeps a catalogue's own header under the empty key
    auto found = locales.find(language);
    if (found == locales.end()) found = locales.find("ca");
    if (found == locales.end()) return key;
    auto const& facet = std::use_facet<boost::locale::message_format<char>>(found->second);
    auto const* const text = facet.get(0, nullptr, key.c_str());
    return with.empty() ? std::string(text ? text : key) : base::filled(text ? text : key, with);
}

std::string chosen_language(std::vector<std::string> const& town, std::vector<std::string> const& wishes,
                            std::string_view header)
{
    auto const offered = [&](std::string_view wish) { return std::ranges::find(town, wish) != town.end(); };
    for (auto const& wish : wishes)
        if (offered(wish)) return wish;
    // RFC 9110, 12.5.4; browsers send their list in order of preference, so weights need no sorting.
    for (auto const& piece : base::split(header.substr(0, 200), ',')) {
        auto const tag = base::lower(base::trimmed(std::string_view(piece).substr(0, piece.find(';'))));
        if (auto primary = tag.substr(0, tag.find('-')); offered(primary)) return primary;
    }
    return town.front();
}

std::string_view endonym(std::string_view language)
{
    if (language == "ca") return "Català";
    if (language == "ca-valencia") return "Valencià";
    if (language == "es") return "Castellano";
    if (language == "en") return "English";
    return language;
}

}
