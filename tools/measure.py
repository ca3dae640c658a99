#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Lengths of files and functions of src/ (tests excluded), in lines; --write puts them into docs/structure.md."""
import re
import sys
from pathlib import Path

LONGEST_FILE, LONGEST_FUNCTION, SHOWN = 400, 60, 10

LEXED = re.compile(
    r'//(?:[^\n\\]|\\.)*|/\*.*?\*/'
    r'|(?:u8|[uUL])?R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Za-z_])(?:u8|[uUL])?'(?:\\.|[^'\\\n])+'",
    re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.MULTILINE)
CONTAINER = re.compile(r'\b(?:namespace|class|struct|union|enum)\b|^extern\s+0\s*$')
MEMBERS = re.compile(r"\)\s*(?:noexcept\s*(?:\([^)]*\))?\s*)?:(?!:)")


def bare(text):
    """The text without comments, directives and the insides of literals; every line stays where it was."""
    def blank(found):
        return re.sub(r"[^\n]", " ", found.group(0))
    def literal(found):
        return blank(found) if found.group(0)[:2] in ("//", "/*") else "0" + blank(found)[1:]
    return DIRECTIVE.sub(blank, LEXED.sub(literal, text))


def without_template(head):
    """The head of a declaration without its template<…> in front."""
    while found := re.match(r"\s*template\s*<", head):
        depth, at = 1, found.end()
        while at < len(head) and depth:
            depth += {"<": 1, ">": -1}.get(head[at], 0)
            at += 1
        head = re.sub(r"^\s*requires\b", "", head[at:])
    return head


def kind_of(head):
    """What a brace after this head opens: a container of declarations, a function or an initialiser."""
    head = without_template(re.sub(r"\[\[.*?\]\]", " ", head)).strip()
    outside = re.sub(r"operator\s*(?:\(\)|\[\]|[^\s\w(]+)", "operator", head)
    flat = outside
    while (less := re.sub(r"\([^()]*\)", " ", flat)) != flat:
        flat = less
    if "=" in flat:
        return "initialiser"
    if "(" not in outside:
        return "container" if CONTAINER.search(head) else "initialiser"
    if CONTAINER.match(head) and not re.search(r"\)\s*(?:const|noexcept|override|final|\s)*$", head):
        return "container"
    if MEMBERS.search(outside) and re.search(r"[\w>]\s*$", outside) and not re.search(r"\b(?:const|try)\s*$", outside):
        return "initialiser"
    return "function"


def name_of(head):
    head = without_template(re.sub(r"\[\[.*?\]\]", " ", head))
    found = re.search(r"((?:[\w~]+(?:<[^<>()]*>)?\s*::\s*)*(?:operator\s*(?:\(\)|\[\]|[^\s(]+|\s\w+)|~?\w+))\s*\(", head)
    return re.sub(r"\s+", " ", found.group(1)).replace(" ::", "::").replace(":: ", "::") if found else "?"


def closing(text, at):
    """Where the brace or parenthesis opened just before `at` closes."""
    depth = 1
    while at < len(text) and depth:
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(text[at], 0)
        at += 1
    return at


def functions(text):
    """(name, first line, lines) of every function with a body, lambdas inside counted with it."""
    text = bare(text)
    found, start, at = [], 0, 0
    while at < len(text):
        letter = text[at]
        if letter == "(":
            at = closing(text, at + 1)
        elif letter in ";}":
            at += 1
            start = at
        elif letter == ":" and re.search(r"(?:^|\s)(?:public|private|protected)\s*$", text[start:at]):
            at += 1
            start = at
        elif letter == "{":
            head = text[start:at]
            kind = kind_of(head)
            if kind == "container":
                at += 1
                start = at
            else:
                end = closing(text, at + 1)
                if kind == "function" and found and re.match(r"\s*catch\b", head):
                    name, line, lines = found.pop()
                    found.append((name, line, lines + text.count("\n", start, end)))
                    start = end
                elif kind == "function":
                    first = start + len(head) - len(head.lstrip())
                    line = text.count("\n", 0, first) + 1
                    found.append((name_of(head), line, text.count("\n", first, end) + 1))
                    start = end
                at = end
        else:
            at += 1
    return found


def measured(root):
    files, inside = [], []
    for path in sorted((root / "src").rglob("*")):
        if path.suffix not in (".cpp", ".h") or path.stem.endswith("_test") or "tests" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(root).as_posix()
        files.append((text.count("\n"), place))
        inside.extend((lines, f"{place}:{line}", name) for name, line, lines in functions(text))
    return files, inside


def spread(lengths):
    lengths = sorted(lengths)
    if not lengths:
        return "0 / 0 / 0"
    at = lambda share: lengths[min(len(lengths) - 1, int(share * len(lengths)))]
    return f"{at(0.5)} / {at(0.9)} / {lengths[-1]}"


def table(heads, rows):
    return ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)] + [
        "| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def page(files, inside):
    files, inside = sorted(files, key=lambda f: (-f[0], f[1])), sorted(inside, key=lambda f: (-f[0], f[1]))
    long_files = [f"- `{place}`: {lines} lines" for lines, place in files if lines > LONGEST_FILE]
    long_functions = [f"- `{name}`, `{place}`: {lines} lines" for lines, place, name in inside if lines > LONGEST_FUNCTION]
    return "\n".join(
        ["# Structure in numbers", "",
         "Lines of `src/**/*.{cpp,h}` without tests, by `tools/measure.py --write`. A function counts from its signature to",
         "its closing brace, lambdas inside included.", ""]
        + table(["", "count", "median / p90 / max"],
                [["files", len(files), spread([f[0] for f in files])],
                 ["functions", len(inside), spread([f[0] for f in inside])]])
        + ["", "## Longest files", ""] + table(["lines", "file"], [[n, f"`{p}`"] for n, p in files[:SHOWN]])
        + ["", "## Longest functions", ""]
        + table(["lines", "function", "place"], [[n, f"`{name}`", f"`{p}`"] for n, p, name in inside[:SHOWN]])
        + ["", f"## To split: files over {LONGEST_FILE} lines, functions over {LONGEST_FUNCTION}", ""]
        + (long_files + long_functions or ["None."])) + "\n"


def main(arguments):
    root = Path(__file__).resolve().parent.parent
    text = page(*measured(root))
    print(text, end="")
    if "--write" in arguments:
        (root / "docs" / "structure.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
