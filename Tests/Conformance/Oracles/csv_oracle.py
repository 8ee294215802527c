#!/usr/bin/env python3
"""Writes down what CPython's csv makes of texts, as cases for the csv suite.

usage: csv_oracle.py > python.jsonl

First CPython's own test_csv runs with csv.reader watched: what it is given and what comes out of it
are the cases; then random texts in several dialects, with a fixed seed, are read by it. A case is a
line of JSON: its source, the dialect, the text, and the rows, or the error.
"""

import csv
import io
import json
import random
import sys
import test.test_csv
import unittest

real_reader = csv.reader
cases = {}


USUAL = {
    "delimiter": ",", "quote": '"', "doubleQuote": True, "escape": "", "skipInitialSpace": False,
    "strict": False,
}


def describe(dialect):
    """What is not as usual in a dialect; no quote and no escape are empty."""
    shape = {
        "delimiter": dialect.delimiter,
        "quote": "" if dialect.quoting == csv.QUOTE_NONE else dialect.quotechar or "",
        "doubleQuote": bool(dialect.doublequote),
        "escape": dialect.escapechar or "",
        "skipInitialSpace": bool(dialect.skipinitialspace),
        "strict": bool(dialect.strict),
    }
    return {key: value for key, value in shape.items() if value != USUAL[key]}


def outcome(text, dialect):
    """The rows of a text, or what the error says."""
    try:
        return list(real_reader(io.StringIO(text, newline=""), dialect)), None
    except csv.Error as error:
        return None, str(error)


def record(source, text, dialect):
    letters = "a,b,c,d,e"
    if sorted(text.strip()) == sorted(letters) and text.strip() != letters:
        return  # one of all the orders of five letters is enough
    shape = describe(dialect)
    rows, error = outcome(text, dialect)
    case = {"source": source, "dialect": shape, "text": text}
    if error is None:
        case["rows"] = rows
    else:
        case["error"] = error
    cases.setdefault(json.dumps([shape, text], sort_keys=True), case)


def watched_reader(*arguments, **options):
    if arguments and not isinstance(arguments[0], str):
        try:
            lines = list(arguments[0])
        except TypeError:
            return real_reader(*arguments, **options)
        reader = real_reader(iter(lines), *arguments[1:], **options)
        if all(isinstance(line, str) for line in lines) and sum(map(len, lines)) < 2000:
            text = "".join(l if l.endswith(("\n", "\r")) else l + "\n" for l in lines[:-1])
            text += lines[-1] if lines else ""
            dialect = reader.dialect
            if dialect.quoting != csv.QUOTE_NONNUMERIC and text:
                # Only where lines that are handed over one by one mean what the text means.
                try:
                    alone = list(real_reader(iter(lines), dialect))
                except csv.Error:
                    alone = None
                if outcome(text, dialect)[0] == alone:
                    record("test_csv", text, dialect)
        return reader
    return real_reader(*arguments, **options)


def run_own_tests():
    csv.reader = watched_reader
    suite = unittest.defaultTestLoader.loadTestsFromModule(test.test_csv)
    result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    csv.reader = real_reader
    print(result, file=sys.stderr)


class Escaped(csv.excel):
    doublequote = False
    escapechar = "\\"


class Both(csv.excel):
    escapechar = "\\"


class Blank(csv.excel):
    skipinitialspace = True
    delimiter = ";"


class Bare(csv.excel):
    quoting = csv.QUOTE_NONE
    delimiter = "\t"


class BareEscaped(csv.excel):
    quoting = csv.QUOTE_NONE
    escapechar = "\\"


class Single(csv.excel):
    quotechar = "'"


def run_random_texts():
    random.seed(3)
    strict = type("Strict", (csv.excel,), {"strict": True})
    for number, (dialect, alphabet, share) in enumerate([
        (csv.excel, 'ab,"\n\r ü', 400),
        (strict, 'ab,"\n\r ü', 200),
        (csv.excel, 'a,"\n', 300),
        (Escaped, 'a,"\\\n\r', 200),
        (Both, 'a,"\\\n', 150),
        (Blank, 'a;" \n', 150),
        (Bare, 'a\t"\n\r', 80),
        (BareEscaped, 'a,\\\n"', 80),
        (Single, "a,'\"\n", 100),
    ]):
        for _ in range(share):
            text = "".join(random.choices(alphabet, k=random.randint(1, 24)))
            record(f"random {number}", text, real_reader([], dialect).dialect)


run_own_tests()
run_random_texts()
for case in cases.values():
    print(json.dumps(case, sort_keys=True, separators=(",", ":")))
