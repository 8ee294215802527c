#!/usr/bin/env python3
"""Reads each CSV file of a folder with DuckDB and with our program, in the dialect that DuckDB finds.

usage: compare_csv_files.py PROGRAM FOLDER

Every file must be read or refused by us, in short and in long blocks; where both accept it, the rows
must be the same. DuckDB's own corpus is `data/csv` in its repository.
"""
import pathlib
import sys

import duckdb
from fuzz_tables import Ours


def sniffed(connection, path):
    """The dialect that DuckDB finds, how many lines it skips, and the number of columns."""
    try:
        found = connection.execute(
            "SELECT Delimiter, Quote, Escape, SkipRows, len(Columns), NewLineDelimiter"
            " FROM sniff_csv(?, sample_size = -1)", [path]).fetchone()
    except duckdb.Error:
        return None
    delimiter, quote, escape, skipped, columns, ends = found
    quote, escape = (None if mark in ("", "\0", "(empty)") else mark for mark in (quote, escape))
    marks = [mark for mark in (delimiter, quote, escape) if mark]
    if skipped or not delimiter or any(len(mark) != 1 or not mark.isascii() for mark in marks):
        return None
    dialect = {"delimiter": delimiter, "quotechar": quote, "quoting": "minimal" if quote else "none",
               "escapechar": escape, "doublequote": not escape or escape == quote, "strict": True}
    return dialect, columns


def theirs(connection, path, dialect, columns):
    names = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(columns))
    quote = dialect["quotechar"] or ""
    try:
        return [list(row) for row in connection.execute(
            "SELECT * FROM read_csv(?, auto_detect = false, header = false, delim = ?, quote = ?,"
            " escape = ?, nullstr = '', allow_quoted_nulls = false, strict_mode = true,"
            " hive_partitioning = false,"
            f" max_line_size = 10000000, compression = 'none', columns = {{{names}}})",
            [path, dialect["delimiter"], quote, dialect["escapechar"] or quote]).fetchall()]
    except duckdb.Error:
        return None


def main(program, folder):
    ours, connection = Ours(program), duckdb.connect()
    connection.execute("SET threads = 1")
    counts = {}

    def count(what):
        counts[what] = counts.get(what, 0) + 1
    for path in sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file()):
        data = path.read_bytes()
        if len(data) > 4 << 20:
            count("longer than 4 MiB, not looked at")
            continue
        usual = {"delimiter": ",", "strict": False}
        found = sniffed(connection, str(path))
        dialect, columns = found or (usual, None)
        mine = ours.read(dialect, data)
        if mine != ours.read(dialect, data, 256) and mine is not None and len(data) < 1 << 20:
            count("read otherwise in short blocks")
            print(f"{path}: short blocks")
        if found is None:
            count("no dialect that both can name: read by us" if mine else
                  "no dialect that both can name: refused by us")
            continue
        rows = theirs(connection, str(path), dialect, columns)
        if mine is None or rows is None:
            count("refused by both" if mine is None and rows is None else
                  "refused by us" if mine is None else "refused by DuckDB")
        elif rows == mine:
            count("read alike")
        else:
            count("read otherwise")
            place = next((n for n, pair in enumerate(zip(mine, rows)) if pair[0] != pair[1]),
                         min(len(mine), len(rows)))
            print(f"{path}: {dialect}, row {place} of {len(mine)} and {len(rows)}:")
            print(f"    ours   {str(mine[place:place + 1])[:200]}")
            print(f"    theirs {str(rows[place:place + 1])[:200]}")
    for what, number in sorted(counts.items()):
        print(f"{number} {what}")


main(*sys.argv[1:])
