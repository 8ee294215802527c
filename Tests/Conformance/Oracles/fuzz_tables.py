#!/usr/bin/env python3
"""Asks CPython's csv, DuckDB and our program about random tables, and prints where they differ.

usage: fuzz_tables.py PROGRAM [--seconds N] [--count N] [--seed N] [--only PARTS]

Four parts take turns:
  written   what we write is read by CPython as the same rows
  duckdb    what we write is read by DuckDB as the same rows, empty and missing values apart
  dialects  what CPython writes in a random dialect is read by us as CPython reads it
  damaged   random bytes near CSV that two programs accept are read alike by both
DuckDB takes part where its module can be imported. Each difference is made as small as it goes.
"""
import argparse
import csv
import io
import json
import random
import subprocess
import sys
import tempfile
import time

try:
    import duckdb
except ImportError:
    duckdb = None

csv.field_size_limit(1 << 30)
QUOTING = {"minimal": csv.QUOTE_MINIMAL, "all": csv.QUOTE_ALL, "nonNumeric": csv.QUOTE_NONNUMERIC,
           "none": csv.QUOTE_NONE}
MARKS = ",,,,;;\t\t|:^~#!$%&*+-./0aZ_ '\"\\"
PIECES = [",", ";", "\t", "|", ":", '"', '""', "'", "\n", "\r", "\r\n", " ", "  ", "\\", "a", "b", "1",
          "0", "-", "NA", "null", "ü", "é", "e\u0301", "😀", "\ufeff", "\x85", "\u2028", "\x0b", "\x0c",
          "\x01", "\x7f", "\U0010ffff", "\ufffd", "#", "日本"]


class Ours:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "csv-answers"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, encoding="utf-8")

    def ask(self, **question):
        self.process.stdin.write(json.dumps(question, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def write(self, dialect, rows):
        answer = self.ask(write=dialect, rows=rows)
        return bytes.fromhex(answer["hex"]) if "hex" in answer else None

    def read(self, dialect, data, block=1 << 20):
        """The rows with their missing values, or None."""
        return self.ask(read=dialect, hex=data.hex(), block=block).get("rows")


def text(dice):
    parts = []
    for _ in range(dice.randrange(6) if dice.random() < 0.97 else dice.randrange(20, 200)):
        if dice.random() < 0.3:
            number = dice.randrange(1, dice.choice([0x300, 0x110000]))
            parts.append(chr(number) if not 0xD800 <= number < 0xE000 else "x")
        else:
            parts.append(dice.choice(PIECES))
    return "".join(parts)


def table(dice, missing=True):
    columns = dice.choice([1, 2, 2, 3, 5])
    return [[None if missing and dice.random() < 0.15 else text(dice) for _ in range(columns)]
            for _ in range(dice.choice([1, 1, 2, 3, 8, 30]))]


def dialect_of(dice):
    """A dialect whose marks can be told apart."""
    while True:
        dialect = {"delimiter": dice.choice(MARKS), "quotechar": '"', "escapechar": None,
                   "doublequote": dice.random() < 0.75, "skipinitialspace": dice.random() < 0.2,
                   "strict": dice.random() < 0.5, "lineterminator": dice.choice(["\n", "\r\n", "\r"]),
                   "quoting": dice.choice(list(QUOTING))}
        if dice.random() < 0.3:
            dialect["quotechar"] = dice.choice(MARKS)
        if dice.random() < 0.4:
            dialect["escapechar"] = dice.choice(MARKS)
        marks = [dialect[name] for name in ("delimiter", "quotechar", "escapechar") if dialect[name]]
        if len(set(marks)) == len(marks) and not (dialect["skipinitialspace"] and " " in marks):
            return dialect


def python_named(dialect):
    return {**dialect, "quoting": QUOTING[dialect["quoting"]]}


def python_read(dialect, data):
    """The rows as CPython reads them, or None."""
    named = python_named(dialect)
    # Fields that should be numbers are converted otherwise, and a reader without quoting has no quotes.
    if dialect["quoting"] != "none":
        named["quoting"] = csv.QUOTE_MINIMAL
    try:
        # A byte order mark says how the file is encoded; it is no part of the first field.
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), **named))
    except (csv.Error, UnicodeDecodeError):
        return None


def python_write(dialect, rows):
    file = io.StringIO(newline="")
    try:
        csv.writer(file, **python_named(dialect)).writerows(rows)
    except csv.Error:
        return None
    return file.getvalue().encode()


def duckdb_can(dialect):
    """Whether DuckDB has a name for a dialect: doubled quotes or escapes, not both or neither."""
    return (dialect["quoting"] != "none" and not dialect["skipinitialspace"]
            and dialect["doublequote"] == (dialect["escapechar"] is None))


def duckdb_read(connection, path, dialect, data, columns, ends="\r\n"):
    """The rows as DuckDB reads them, or None."""
    with open(path, "wb") as file:
        file.write(data)
    escape = dialect["quotechar"] if dialect["doublequote"] else dialect["escapechar"]
    names = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(columns))
    # Without the end of its lines, DuckDB may take one that it meets within quotes; told that it is
    # CR LF, it reads nothing.
    ends = {"\n": "new_line = '\\n',", "\r": "new_line = '\\r',", "\r\n": ""}[ends]
    try:
        return [list(row) for row in connection.execute(
            "SELECT * FROM read_csv(?, auto_detect = false, header = false, delim = ?, quote = ?,"
            f" escape = ?, {ends} nullstr = '', allow_quoted_nulls = false,"
            f" strict_mode = true, columns = {{{names}}})",
            [path, dialect["delimiter"], dialect["quotechar"], escape]).fetchall()]
    except duckdb.Error:
        return None


def duckdb_cannot(dialect, rows):
    """Why DuckDB reads a table otherwise although it is written as it asks for, or None."""
    if dialect["quotechar"] == " ":
        return "a blank is the quote"
    breaks = "".join((value or "").replace("\r\n", "") for row in rows for value in row)
    if dialect["lineterminator"] == "\r\n" and ("\r" in breaks or "\n" in breaks):
        return "lines end with CR LF, and a value has a CR or LF of its own"
    return None


def without_missing(rows):
    """Missing values as Python's csv has them, and rows of one length; empty lines are no rows,
    unless there is but one column."""
    if rows is None:
        return None
    width = max(map(len, rows), default=0)
    if width > 1:
        rows = [row for row in rows if row]
    return [["" if value is None else value for value in row] + [""] * (max(width, 1) - len(row))
            for row in rows]


def damaged(dice, data):
    data = bytearray(data)
    for _ in range(dice.randrange(1, 4)):
        place = dice.randrange(len(data) + 1)
        match dice.randrange(5):
            case 0: data[place:place] = dice.choice(PIECES).encode()
            case 1: del data[place:place + dice.randrange(1, 4)]
            case 2: data[place:place + 1] = bytes([dice.choice(b',"\n\r\\; a1')])
            case 3: data[place:place] = data[dice.randrange(len(data) + 1):][:6]
            case _: data[place:place] = bytes([dice.randrange(1, 128)])
    return bytes(data)


def fewer(rows):
    """Smaller tables of the same sort."""
    for number in range(len(rows)):
        if len(rows) > 1:
            yield rows[:number] + rows[number + 1:]
    if rows and len(rows[0]) > 1:
        for number in range(len(rows[0])):
            yield [row[:number] + row[number + 1:] for row in rows]
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            for cut in range(len(value or "")):
                less = value[:cut] + value[cut + 1:]
                yield rows[:number] + [row[:place] + [less] + row[place + 1:]] + rows[number + 1:]


def shorter(data):
    size = len(data) // 2
    while size:
        for start in range(0, len(data), size):
            yield data[:start] + data[start + size:]
        size //= 2


def reduced(case, candidates, differs):
    goes_on = True
    while goes_on:
        goes_on = False
        for candidate in candidates(case):
            if candidate and differs(candidate):
                case, goes_on = candidate, True
                break
    return case


class Run:
    def __init__(self, program, seed):
        self.ours, self.seed = Ours(program), seed
        self.connection = duckdb.connect() if duckdb else None
        if duckdb:
            self.connection.execute("SET threads = 1")
        self.folder = tempfile.TemporaryDirectory()
        self.path = self.folder.name + "/t.csv"
        self.asked, self.compared, self.differences, self.notes = {}, {}, {}, {}

    def count(self, counts, part):
        counts[part] = counts.get(part, 0) + 1

    def report(self, part, number, case, *answers):
        self.count(self.differences, part)
        if self.differences[part] <= 8:
            print(f"{part} {self.seed}:{number}: {case}")
            for answer in answers:
                print(f"    {answer}")

    def written(self, number, dice):
        dialect, rows = dialect_of(dice), table(dice)
        dialect["strict"] = True

        def answers(rows):
            data = self.ours.write(dialect, rows)
            if data is None:
                return None, None, None
            return data, without_missing(rows), without_missing(python_read(dialect, data))
        data, mine, theirs = answers(rows)
        if data is None:
            return self.count(self.notes, "tables that their dialect has no way to write")
        self.count(self.compared, "written")
        if mine != theirs:
            rows = reduced(rows, fewer, lambda rows: (lambda a: a[1] != a[2])(answers(rows)))
            self.report("written", number, dialect, rows, *answers(rows))

    def duckdb(self, number, dice):
        dialect = dialect_of(dice)
        while not duckdb_can(dialect):
            dialect = dialect_of(dice)
        rows = table(dice)

        def answers(rows):
            data = self.ours.write(dialect, rows)
            return data, rows, duckdb_read(self.connection, self.path, dialect, data, len(rows[0]),
                                           dialect["lineterminator"])
        data, mine, theirs = answers(rows)
        self.count(self.compared, "duckdb")
        if mine != theirs:
            known = duckdb_cannot(dialect, rows)
            if known:
                return self.count(self.notes, f"not read by DuckDB: {known}")
            rows = reduced(rows, fewer, lambda rows: not duckdb_cannot(dialect, rows) and (
                lambda a: a[1] != a[2])(answers(rows)))
            self.report("duckdb", number, dialect, rows, *answers(rows))

    def dialects(self, number, dice):
        dialect, rows = dialect_of(dice), table(dice)

        def answers(data):
            theirs = python_read(dialect, data)
            if theirs is None:
                return None, None
            reading = {**dialect, "quotechar": None} if dialect["quoting"] == "none" else dialect
            if reading["quotechar"] is None:
                reading = {**reading, "quoting": "none"}
            mine = self.ours.read(reading, data, dice.choice([1, 7, 1 << 20]))
            return without_missing(mine), without_missing(theirs)
        data = python_write(dialect, rows)
        if data is None:
            return self.count(self.notes, "tables that CPython has no way to write")
        mine, theirs = answers(data)
        if theirs is None:
            return self.count(self.notes, "files that CPython writes and refuses to read")
        self.count(self.compared, "dialects")
        if theirs != without_missing(rows):
            self.count(self.notes, "files that CPython writes and reads otherwise itself")
        if mine != theirs:
            data = reduced(data, shorter, lambda data: (lambda a: a[0] != a[1])(answers(data)))
            self.report("dialects", number, dialect, data, *answers(data))

    def damaged(self, number, dice):
        dialect = dialect_of(dice)
        dialect["quoting"] = "minimal"
        dialect["strict"] = dice.random() < 0.25
        data = self.ours.write(dialect, table(dice)[:4])
        if data is None:
            return
        data = damaged(dice, data)
        # DuckDB knows escapes only within quotes.
        isPlain = (dialect["escapechar"] or "").encode() not in data or not dialect["escapechar"]

        def python_answers(data):
            mine = self.ours.read(dialect, data, dice.choice([1, 9, 1 << 20]))
            return without_missing(mine), without_missing(python_read(dialect, data))

        def duckdb_answers(data):
            mine = self.ours.read({**dialect, "strict": True}, data)
            if not mine:
                return None, None
            return mine, duckdb_read(self.connection, self.path, dialect, data, len(mine[0]))
        for name, answers in (("CPython", python_answers), ("DuckDB", duckdb_answers)):
            if name == "DuckDB" and not (
                    duckdb and isPlain and duckdb_can(dialect) and dialect["quotechar"] != " "):
                continue
            mine, theirs = answers(data)
            if mine is None or theirs is None:
                who = "us" if theirs else name
                if name == "CPython" or mine:
                    self.count(self.notes, f"damaged files refused by {who} alone" if mine or theirs
                               else "damaged files refused by us and CPython")
                continue
            self.count(self.compared, f"damaged, {name}")
            if mine != theirs:
                data = reduced(data, shorter, lambda data: (
                    lambda a: None not in a and a[0] != a[1])(answers(data)))
                self.report(f"damaged, {name}", number, dialect, data, *answers(data))

    def go(self, seconds, count, parts):
        end, number = time.monotonic() + seconds, 0
        while time.monotonic() < end and number != count:
            for part in parts:
                getattr(self, part)(number, random.Random(f"{self.seed} {part} {number}"))
            number += 1
        for part, count in sorted(self.compared.items()):
            print(f"{part}: {count} compared, {self.differences.get(part, 0)} differ")
        for note, count in sorted(self.notes.items()):
            print(f"note: {count} {note}")
        return 1 if self.differences else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--count", type=int, default=-1, help="end after so many rounds")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", default="written,duckdb,dialects,damaged")
    chosen = parser.parse_args()
    seed = random.randrange(1 << 30) if chosen.seed is None else chosen.seed
    parts = [part for part in chosen.only.split(",") if part != "duckdb" or duckdb]
    peers = f"CPython {sys.version.split()[0]}" + (f", DuckDB {duckdb.__version__}" if duckdb else "")
    print(f"seed {seed}, {peers}")
    sys.exit(Run(chosen.program, seed).go(chosen.seconds, chosen.count, parts))


if __name__ == "__main__":
    main()
