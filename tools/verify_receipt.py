#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Checks a receipt of a Finestreta register without trusting the town hall's program.

    verify_receipt.py RECEIPT.pdf                  asks the log that the receipt names (its key, and the log of today)
    verify_receipt.py RECEIPT.pdf --log URL        asks the log at that address instead
    verify_receipt.py RECEIPT.pdf --key LOG.pem    offline, with the log's public key kept from before
    … --seal-ca CA.pem                             besides, that the seal is of an authority that you trust

Needs Python and the `openssl` command, nothing else. Prints what was checked; exit status 0 only when all of it holds.
"""
import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from html import unescape
from pathlib import Path


class Fault(Exception):
    pass


def require(holds, told):
    if not holds:
        raise Fault(told)
    print("  yes:", told)


def openssl(*arguments):
    return subprocess.run(["openssl", *arguments], capture_output=True).returncode == 0


def check_seal(file, folder, seal_ca):
    """PAdES: a CMS signature over the whole file but its own place (ETSI EN 319 142-1)."""
    ranges = re.findall(rb"/ByteRange\[(\d+) (\d+) (\d+) (\d+) *\]", file)
    require(ranges, "the file has a seal")
    first, begins, ends, rest = map(int, ranges[-1])
    require(first == 0 and begins < ends and ends + rest == len(file), "the seal covers all of the file")
    (folder / "seal").write_bytes(bytes.fromhex(file[begins + 1:ends - 1].decode("ascii")))
    (folder / "content").write_bytes(file[:begins] + file[ends:])
    trust = ["-CAfile", str(seal_ca), "-purpose", "any"] if seal_ca else ["-noverify"]
    require(openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", str(folder / "seal"), "-content",
                    str(folder / "content"), "-out", str(folder / "out"), "-certsout", str(folder / "signer"), *trust),
            "the file is what was sealed" + (", by a seal of that authority" if seal_ca else ""))


def evidence_in(file):
    found = re.findall(rb"<fin:evidence>(.*?)</fin:evidence>", file, re.DOTALL)
    require(found, "the file carries the evidence of a register")
    return json.loads(unescape(found[-1].decode("utf-8")))


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(index, size, leaf, path):
    """RFC 9162, 2.1.3.2: the head that a leaf and its path lead to."""
    at, last, hash_ = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at % 2 or at == last:
            hash_ = node(sibling, hash_)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            hash_ = node(hash_, sibling)
        at, last = at // 2, last // 2
    return hash_ if last == 0 else None


def consistent(old, new, old_root, new_root, path):
    """RFC 9162, 2.1.4.2: whether the log of `new` leaves begins with that of `old`."""
    if old == new:
        return not path and old_root == new_root
    steps = ([old_root] if old & (old - 1) == 0 else []) + path
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at % 2:
        at, last = at // 2, last // 2
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            first, second = node(step, first), node(step, second)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            second = node(second, step)
        at, last = at // 2, last // 2
    return last == 0 and first == old_root and second == new_root


def check_head(head, key, folder, told):
    """ECDSA over the RFC 8785 JSON of size, root and signed_at."""
    text = json.dumps({name: head[name] for name in ("root", "signed_at", "size")}, separators=(",", ":"))
    (folder / "head").write_text(text)
    (folder / "signature").write_bytes(base64.b64decode(head["signature"]))
    require(openssl("dgst", "-sha256", "-verify", str(key), "-signature", str(folder / "signature"),
                    str(folder / "head")), told)


def fetch(url):
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": "application/json"}), timeout=20) as got:
        return got.read()


def check_log(log, proof, entry, key, folder):
    """That the town's log of today still has the leaf, and only grew since the receipt."""
    now = json.loads(fetch(f"{log}/proof?number={entry['number']}"))
    check_head(now["head"], key, folder, "the log of today is signed with the same key")
    require(now["leaf"] == proof["leaf"] and now["index"] == proof["index"], "the log of today has the same leaf there")
    old, new = proof["head"]["size"], now["head"]["size"]
    grown = json.loads(fetch(f"{log}/consistency?from={old}&to={new}"))
    path = [bytes.fromhex(each) for each in grown["path"]]
    require(old <= new and consistent(old, new, bytes.fromhex(proof["head"]["root"]), bytes.fromhex(now["head"]["root"]),
                                      path), f"the log only grew since: {old} leaves then, {new} now")


def check(options, folder):
    file = options.receipt.read_bytes()
    check_seal(file, folder, options.seal_ca)
    proof = evidence_in(file)
    leaf = hashlib.sha256(b"\x00" + bytes.fromhex(proof["salt"]) + proof["entry"].encode("utf-8")).digest()
    require(leaf.hex() == proof["leaf"], "the leaf is the hash of the entry")
    head = proof["head"]
    path = [bytes.fromhex(each) for each in proof["path"]]
    require(0 <= proof["index"] < head["size"] and
            root_of(proof["index"], head["size"], leaf, path) == bytes.fromhex(head["root"]), "the path leads to the head")
    log, key = options.log or proof["log"], options.key
    if not key:
        key = folder / "key"
        key.write_bytes(fetch(f"{log}/key"))
    check_head(head, key, folder, "the head is signed with the log's key")
    entry = json.loads(proof["entry"])
    if not options.key or options.log:
        check_log(log, proof, entry, key, folder)
    print(f"{entry['number']}, filed {entry['presented_at']}, effective {entry['effective_at']}: {entry['subject']}")
    for paper in entry["papers"]:
        print(f"  {paper['sha256']}  {paper['bytes']:>10}  {paper['name']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("receipt", type=Path)
    parser.add_argument("--log", help="address of the log, such as https://seu.example.cat/registre/log")
    parser.add_argument("--key", type=Path, help="public key of the log (PEM)")
    parser.add_argument("--seal-ca", type=Path, help="authorities of seals that you trust (PEM)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            check(options, Path(folder))
        except Fault as fault:
            sys.exit(f"   NO: {fault}\nThis receipt does not hold.")
        except (ValueError, KeyError, TypeError, OSError) as trouble:
            sys.exit(f"   NO: it cannot be checked: {trouble}")
    print("This receipt holds.")


if __name__ == "__main__":
    main()
