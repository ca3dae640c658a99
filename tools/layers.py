#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Upper may include lower, never the reverse: checks every #include "…" under src/ against src/LAYERS.

One line for each fault, exit status 1. An argument names another root than this project's (for tests).
"""
import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.MULTILINE)
ENDINGS = {".cpp", ".h"}


def read_layers(path):
    """The row of each name, 0 on top, and what is wrong with the list itself."""
    rows, faults, row = {}, [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        names = line.split("#")[0].split()
        for name in names:
            if name in rows:
                faults.append(f"src/LAYERS:{number}: {name} stands twice")
            rows[name] = row
        row += bool(names)
    return rows, faults


def folder_of(path):
    """The name that stands for a path in LAYERS, and whether it is a room: rooms/padro/store.h is (padro, True)."""
    parts = path.parts
    if len(parts) > 2 and parts[0] == "rooms":
        return parts[1], True
    return (parts[0], False) if len(parts) > 1 else (None, False)


def is_test(path):
    return path.stem.endswith("_test") or "tests" in path.parts


def resolved(source, including, written):
    """What a quoted include means, relative to src/; nothing when it is no file of ours."""
    if (source / written).is_file():
        return Path(written)
    beside = including.parent / written
    if (source / beside).is_file():
        return Path(*[part for part in beside.parts if part != "."]) if ".." not in beside.parts else (
            (source / beside).resolve().relative_to(source.resolve()))
    # Not there (yet): judged by its name when that begins with a folder of ours.
    return Path(written) if (source / written.split("/")[0]).is_dir() and "/" in written else None


def fault_of(rows, including, included):
    """Why one file may not include another; nothing when it may."""
    (above, _), (below, is_room) = folder_of(including), folder_of(included)
    if above == below or below is None or above is None:
        return None
    if below not in rows:
        return f"includes {included.as_posix()}, whose folder is not in src/LAYERS"
    if is_room and included.as_posix() != f"rooms/{below}/{below}.h":
        return f"includes {included.as_posix()}, which is private to its room: only rooms/{below}/{below}.h may be seen"
    if above not in rows or is_test(including):
        return None
    if rows[above] == rows[below]:
        return f"includes {included.as_posix()}, but {above} and {below} stand on one row"
    if rows[above] > rows[below]:
        return f"includes {included.as_posix()}, but {below} stands above {above}"
    return None


def faults_of(root):
    source = root / "src"
    rows, faults = read_layers(source / "LAYERS")
    unknown = set()
    for path in sorted(source.rglob("*")):
        if path.suffix not in ENDINGS:
            continue
        including = path.relative_to(source)
        name, _ = folder_of(including)
        if name is not None and name not in rows and name not in unknown:
            unknown.add(name)
            faults.append(f"src/{including.parent.as_posix()}: the folder {name} is not in src/LAYERS")
        text = path.read_text(encoding="utf-8")
        for found in INCLUDE.finditer(text):
            included = resolved(source, including, found.group(1))
            fault = fault_of(rows, including, included) if included else None
            if fault:
                line = text.count("\n", 0, found.start()) + 1
                faults.append(f"src/{including.as_posix()}:{line}: {fault}")
    return faults


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    faults = faults_of(root)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
