#!/usr/bin/env python3
"""Asks CPython's json and our program about random texts, and prints where they differ.

usage: compare_json.py .build/debug/conformance [COUNT] [SEED]

Half of the texts are valid documents in random dress, the other half have some bytes changed.
CPython is told to be strict, as in record_json.py, and is given UTF-8 only.
"""
import json
import random
import subprocess
import sys

from record_json import judge

program = sys.argv[1]
count = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
chance = random.Random(seed)

CHARACTERS = '"\\/\b\f\n\r\t\0\x1f\x7f aZ09{}[],:é€😀\u2028\uffff\U0010ffff'
PIECES = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"0", b"-", b".", b"e", b"E+", b"\\u",
          b"\\ud83d", b"\\udE00", b"true", b"nul", b"NaN", b" ", b"\n", b"\x00", b"\x80", b"\xff",
          b"\xed\xa0\x80", b"\xc0\xaf", b"\xf0\x9f\x98\x80", b"\xef\xbb\xbf", b"//", b"'"]


def text():
    return "".join(chance.choice(CHARACTERS) for _ in range(chance.randrange(12)))


def number():
    sign = chance.choice(["", "-"])
    whole = str(chance.randrange(10 ** chance.randrange(1, 25)))
    fraction = "." + str(chance.randrange(10 ** 9)) if chance.random() < 0.4 else ""
    power = (chance.choice("eE") + chance.choice(["", "+", "-"]) + str(chance.randrange(500))
             if chance.random() < 0.3 else "")
    return sign + whole + fraction + power


def blank():
    return chance.choice(["", "", "", " ", "\n", "\t\r "])


def document(depth=0):
    kind = chance.randrange(8 if depth < 5 else 5)
    if kind == 0:
        return chance.choice(["true", "false", "null"])
    if kind in (1, 2):
        return number()
    if kind in (3, 4):
        return json.dumps(text(), ensure_ascii=chance.random() < 0.5)
    items = range(chance.randrange(5))
    if kind in (5, 6):
        inner = ",".join(blank() + document(depth + 1) + blank() for _ in items)
        return "[" + inner + blank() + "]"
    inner = ",".join(
        blank() + json.dumps(text()) + blank() + ":" + blank() + document(depth + 1) + blank()
        for _ in items)
    return "{" + inner + "}"


def mutated(data):
    data = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0: data[place:place] = chance.choice(PIECES)
            case 1: del data[place:place + chance.randrange(1, 4)]
            case 2: data[place:place + 1] = bytes([chance.randrange(256)])
            case _: data[place:place] = data[chance.randrange(len(data) + 1):][:5]
    return bytes(data)


def expected(data):
    try:
        verdict = judge(data.decode())
    except UnicodeDecodeError:
        return None
    return verdict.get("value")


cases = []
for index in range(count):
    data = (blank() + document() + blank()).encode()
    cases.append(data if index % 2 else mutated(data))
asked = "".join((data.hex() or "20") + "\n" for data in cases)
run = subprocess.run(
    [program, "json-check"], input=asked.encode(), capture_output=True, check=True)
answers = run.stdout.decode().split("\n")
differences = accepted = 0
for data, answer in zip(cases, answers):
    verdict, _, found = answer.partition("\t")
    theirs = expected(data)
    accepted += theirs is not None
    if (theirs is None) != (verdict != "ok") or theirs is not None and theirs != found:
        differences += 1
        print(f"{data!r}\n  theirs {theirs!r}\n  ours   {answer!r}")
print(f"seed {seed}: {count} texts, {accepted} of them valid, {differences} answered differently")
sys.exit(1 if differences else 0)
