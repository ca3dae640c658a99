#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Every text for people exists in the three languages, none lies unused and no translation loses a {marker}.

Views say _(Catalan), so es.po and en.po need it; C++ says a key, so all three do. The catalogues of a room are
src/rooms/<room>/text/{ca,es,en}.po, everybody else's src/web/text/; a room may also use the texts of web. One line for
each fault, exit status 1. An argument names another root than this project's (for tests).
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

LANGUAGES = ("ca", "es", "en")
SHARED = "src/web/text"

# ---- catalogues


class Entry:
    def __init__(self, place):
        self.place, self.text, self.fuzzy = place, "", False


PO_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*$')
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


def unescaped(text):
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found.group(1), found.group(1)), text)


def read_po(path, name, faults):
    """Entries by msgid; obsolete ones and the header are left out."""
    entries, entry, msgid, part, fuzzy = {}, None, "", None, False
    def keep():
        if entry is None or msgid == "":
            return
        if msgid in entries:
            faults.append(f"{entry.place}: “{short(msgid)}” stands twice")
        entries[msgid] = entry
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        string = PO_STRING.search(line)
        if line.startswith("msgid "):
            keep()
            entry, msgid, part = Entry(f"{name}:{number}"), "", "msgid"
            entry.fuzzy, fuzzy = fuzzy, False
        elif line.startswith("msgstr "):
            part = "msgstr"
        elif line.startswith("msg"):
            faults.append(f"{name}:{number}: only msgid and msgstr are understood")
            part = None
        if string and part == "msgid":
            msgid += unescaped(string.group(1))
        elif string and part == "msgstr" and entry is not None:
            entry.text += unescaped(string.group(1))
    keep()
    return entries


def markers(text):
    """Names of {markers} and {{MARKERS}}, sections and comments included."""
    double = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
    return sorted(set("{{" + name + "}}" for name in double.findall(text)) |
                  set("{" + name + "}" for name in re.findall(r"\{(\w[\w-]*)\}", double.sub(" ", text))))


def short(text):
    text = " ".join(text.split())
    return text if len(text) <= 70 else text[:67] + "…"


# ---- uses

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:[^"\\\n]|\\.)*"|(?:u8|[uUL])?R"([^()\s\\]{0,16})\(.*?\)\2")', re.DOTALL)
KEY = re.compile(r"^[a-z]+\.[a-z0-9-]+$")
SAY = re.compile(r"\bsay\s*\(")
FAULT = re.compile(r"\bfault\s*\(")
WHY = re.compile(r"\bWhy::\w+\s*,")
MAKER = re.compile(r"\bRefusal\s+(\w+)\s*\(\s*(?:char const\s*\*|std::string(?:_view)?(?:\s*const\s*&)?)\s*\w+\s*[,)]")


def view_texts(text):
    """(msgid, offset) of every _(…), exactly as web/views.cpp cuts them."""
    at = 0
    while (start := text.find("_(", at)) >= 0:
        depth, end = 1, start + 2
        while end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            if depth == 0:
                break
            end += 1
        yield text[start + 2:end], start
        at = end + 1


def without_comments(text):
    return COMMENT.sub(lambda found: found.group(0) if found.group(1) else re.sub(r"[^\n]", " ", found.group(0)), text)


def arguments(text, at):
    """(expression, offset) of each argument from `at` to the end of its parenthesis or brace."""
    depth, start, parts = 0, at, []
    while at < len(text):
        letter = text[at]
        if letter == '"':
            found = LITERAL.match(text, at)
            at = found.end() if found else at + 1
            continue
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        if depth < 0 or (letter == "," and depth == 0) or letter == ";":
            parts.append((text[start:at], start))
            start = at + 1
            if depth < 0 or letter == ";":
                break
        at += 1
    return parts


def said(expression, offset, any_literal):
    """(key or prefix, whether it is a prefix, offset) of every literal that an expression may say."""
    for found in LITERAL.finditer(expression):
        text = unescaped(found.group(1))
        added = re.match(r"\s*(?:\)|s\b)?\s*\+", expression[found.end():])
        before = expression[:found.start()]
        behind = re.search(r"\+\s*$", before)
        # Inside another call or a list only what has the form of a key counts.
        plain = any_literal and sum(map(before.count, "([{")) == sum(map(before.count, ")]}"))
        if added and text.endswith(("-", ".")):
            yield text, True, offset + found.start()
        elif not added and not behind and (KEY.match(text) or (plain and text and text not in LANGUAGES)):
            yield text, False, offset + found.start()


def spoken(text):
    """Every key and prefix that one C++ file says."""
    for found in SAY.finditer(text):
        parts = arguments(text, found.end())
        if parts:
            yield from said(*parts[0], any_literal=True)
        if len(parts) > 1 and not parts[1][0].lstrip().startswith("{"):
            yield from said(*parts[1], any_literal=False)
    for found in FAULT.finditer(text):
        parts = arguments(text, found.end())
        if len(parts) > 2:
            yield from said(*parts[2], any_literal=True)
    # A helper that takes the key and makes the Refusal counts as one.
    makers = [re.compile(r"\b" + name + r"\s*\((?=[^)]*\")") for name in set(MAKER.findall(text))]
    for pattern in [WHY, *makers]:
        for found in pattern.finditer(text):
            parts = arguments(text, found.end())
            if parts:
                yield from said(*parts[0], any_literal=pattern is WHY)


class Uses:
    def __init__(self):
        self.views = {}                    # (catalogue, msgid) -> place
        self.keys = {}                     # (catalogue, key) -> place
        self.prefixes = {}                 # (catalogue, prefix) -> place
        self.literals = defaultdict(set)   # catalogue -> every literal of its C++, for what is unused


def catalogue_of(path):
    parts = path.parts
    return f"src/rooms/{parts[2]}/text" if len(parts) > 3 and parts[1] == "rooms" else SHARED


def collect(root):
    uses = Uses()
    for path in sorted((root / "src").rglob("*")):
        place = path.relative_to(root)
        home = catalogue_of(place)
        if path.suffix == ".html":
            text = path.read_text(encoding="utf-8")
            for msgid, at in view_texts(text):
                uses.views.setdefault((home, msgid), f"{place.as_posix()}:{text.count(chr(10), 0, at) + 1}")
        elif path.suffix in (".cpp", ".h") and not path.stem.endswith("_test") and "tests" not in place.parts:
            text = without_comments(path.read_text(encoding="utf-8"))
            uses.literals[home].update(unescaped(found) for found in LITERAL.findall(text))
            # A comment "texts: room.field-*" names what a file says by keys put together from parts.
            for listed in re.findall(r"// texts: (.+)", path.read_text(encoding="utf-8")):
                for key in listed.split():
                    owner = f"src/rooms/{key.split('.')[0]}/text" if place.parts[1] == "app" else home
                    uses.prefixes.setdefault((owner, key.rstrip("*,")), place.as_posix())
            for key, prefix, at in spoken(text):
                if not key[:1].isalpha():
                    continue
                found = uses.prefixes if prefix else uses.keys
                # The commands of app/ speak with the rooms' own words.
                owner = f"src/rooms/{key.split('.')[0]}/text" if place.parts[1] == "app" else home
                found.setdefault((owner, key), f"{place.as_posix()}:{text.count(chr(10), 0, at) + 1}")
    return uses


# ---- the two against each other


class Catalogues:
    def __init__(self, root, faults):
        self.entries = defaultdict(dict)   # catalogue -> language -> msgid -> Entry
        for path in sorted((root / "src").rglob("text/*.po")):
            if path.stem in LANGUAGES:
                name = path.relative_to(root)
                self.entries[name.parent.as_posix()][path.stem] = read_po(path, name.as_posix(), faults)

    def seen_from(self, home, language):
        """Entries that a file of this catalogue may use."""
        return {**self.entries[SHARED].get(language, {}), **self.entries[home].get(language, {})}

    def lacking(self, home, msgid, languages):
        for language in languages:
            entry = self.seen_from(home, language).get(msgid)
            if entry is None or not entry.text:
                yield language, "missing from" if entry is None else "empty in"
            elif entry.fuzzy:
                yield language, "fuzzy in"


def missing(uses, catalogues):
    for (home, msgid), place in uses.views.items():
        for language, how in catalogues.lacking(home, msgid, ("es", "en")):
            yield f"{place}: “{short(msgid)}” is {how} {home}/{language}.po"
    for (home, key), place in uses.keys.items():
        for language, how in catalogues.lacking(home, key, LANGUAGES):
            yield f"{place}: {key} is {how} {home}/{language}.po"
    for (home, prefix), place in uses.prefixes.items():
        found = {key for language in LANGUAGES for key in catalogues.seen_from(home, language) if key.startswith(prefix)}
        if not found:
            yield f"{place}: no key begins with {prefix} in {home}"
        for key in sorted(found):
            for language, how in catalogues.lacking(home, key, LANGUAGES):
                yield f"{place}: {key} (of {prefix}…) is {how} {home}/{language}.po"


def uneven(uses, catalogues):
    """Keys that no rule above asked for (a function returned them), but that one language has and another has not."""
    asked = {msgid for (_, msgid) in [*uses.views, *uses.keys]}
    prefixes = tuple(prefix for (_, prefix) in uses.prefixes)
    for home, languages in list(catalogues.entries.items()):
        for msgid in sorted({msgid for entries in languages.values() for msgid in entries if KEY.match(msgid)} - asked):
            if not (prefixes and msgid.startswith(prefixes)):
                for language, how in catalogues.lacking(home, msgid, LANGUAGES):
                    yield f"{home}: {msgid} is {how} {language}.po"


def unused(uses, catalogues):
    for home, languages in catalogues.entries.items():
        near = lambda other: other == home or home == SHARED
        used = {msgid for (other, msgid) in [*uses.views, *uses.keys] if near(other)}
        used |= {text for other, texts in uses.literals.items() if near(other) for text in texts}
        prefixes = tuple(prefix for (other, prefix) in uses.prefixes if near(other))
        for language, entries in languages.items():
            for msgid, entry in entries.items():
                if msgid not in used and not (prefixes and msgid.startswith(prefixes)):
                    yield f"{entry.place}: “{short(msgid)}” is used nowhere"


def different(catalogues):
    for languages in catalogues.entries.values():
        catalan = languages.get("ca", {})
        for language, entries in languages.items():
            for msgid, entry in entries.items():
                if not entry.text or (language == "ca" and KEY.match(msgid)):
                    continue
                original = catalan[msgid].text if msgid in catalan and catalan[msgid].text else msgid
                if KEY.match(msgid) and original == msgid:
                    continue
                if language == "ca":
                    original = msgid
                if markers(original) != markers(entry.text):
                    yield (f"{entry.place}: “{short(msgid)}” has {' '.join(markers(entry.text)) or 'no markers'}"
                           f" instead of {' '.join(markers(original)) or 'none'}")


def main(argv):
    root = Path(argv[0]) if argv else Path(__file__).resolve().parent.parent
    faults = []
    catalogues = Catalogues(root, faults)
    uses = collect(root)
    faults += [*missing(uses, catalogues), *uneven(uses, catalogues), *unused(uses, catalogues), *different(catalogues)]
    for fault in dict.fromkeys(faults):
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
