"""Computes something from a CSV file with a peer: table.py PATH polars|duckdb|python TASK.

TASK is stats (what stands in every column), group (by city and category) or import (into SQLite).
Starting Python and importing the peer does not count. Prints figures, one a line; a peer that is
not installed prints none.
"""

import os
import resource
import sys
import time

path, peer, task = sys.argv[1:4]


def polars_work():
    import polars

    print("# polars", polars.__version__)
    if task == "stats":
        return lambda: polars.read_csv(path, try_parse_dates=True).describe().height
    rows = polars.scan_csv(path).group_by("city", "category")
    of = polars.col
    return lambda: rows.agg(polars.len(), of("qty").sum(), of("price").mean()).collect().height


def duckdb_work():
    import duckdb

    print("# duckdb", duckdb.__version__)
    if task == "stats":
        query = f"summarize from read_csv('{path}')"
    else:
        query = (
            "select city, category, count(*), sum(qty), avg(price)"
            f" from read_csv('{path}') group by all"
        )
    return lambda: len(duckdb.sql(query).fetchall())


def python_work():
    import csv
    import sqlite3

    print("# python", sys.version.split()[0], "sqlite", sqlite3.sqlite_version)

    def group():
        groups = {}
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                key = row["city"], row["category"]
                sums = groups.setdefault(key, [0, 0, 0.0])
                sums[0] += 1
                sums[1] += int(row["qty"])
                sums[2] += float(row["price"])
        return len(groups)

    def load():
        target = "/tmp/batteries-benchmark/import.sqlite.python"
        if os.path.exists(target):
            os.remove(target)
        with open(path, newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            names = next(rows)
            database = sqlite3.connect(target)
            database.execute(f"create table t ({', '.join(names)})")
            places = ", ".join("?" * len(names))
            with database:
                database.executemany(f"insert into t values ({places})", rows)
            count = database.execute("select count(*) from t").fetchone()[0]
            database.close()
            return count

    return group if task == "group" else load


try:
    work = {"polars": polars_work, "duckdb": duckdb_work, "python": python_work}[peer]()
except ImportError:
    print(f"{peer} is not installed", file=sys.stderr)
    sys.exit(0)

before = resource.getrusage(resource.RUSAGE_SELF)
start = time.perf_counter()
rows = work()
seconds = time.perf_counter() - start
after = resource.getrusage(resource.RUSAGE_SELF)
used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print("rows", rows, "rows")
print("time", seconds, "s")
print("rate", os.path.getsize(path) / seconds / 1e6, "MB/s")
print("processor", used, "s")
print("peak", after.ru_maxrss / 1024, "MiB")
