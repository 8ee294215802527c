"""Reads a CSV file and writes it: csv_write.py PATH csv|polars|duckdb csv|jsonl TARGET.

Only the writing is measured. Prints figures, one a line; a peer that is not installed prints none.
"""

import os
import resource
import sys
import time

path, peer, form, target = sys.argv[1:5]
try:
    if peer == "polars":
        import polars

        version = polars.__version__
        table = polars.read_csv(path, try_parse_dates=True)
        rows = table.height
        write = (lambda: table.write_csv(target)) if form == "csv" else (
            lambda: table.write_ndjson(target)
        )
    elif peer == "duckdb":
        import duckdb

        version = duckdb.__version__
        connection = duckdb.connect()
        connection.sql(f"create table t as select * from read_csv('{path}')")
        rows = connection.sql("select count(*) from t").fetchall()[0][0]
        options = "header" if form == "csv" else "format json"
        write = lambda: connection.execute(f"copy t to '{target}' ({options})")
    else:
        import csv

        version = sys.version.split()[0]
        with open(path, newline="", encoding="utf-8") as file:
            records = list(csv.reader(file))
        rows = len(records) - 1

        def write():
            with open(target, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(records)
except ImportError:
    print(f"{peer} is not installed", file=sys.stderr)
    sys.exit(0)


def processor():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


print("#", peer, version)
start, before = time.perf_counter(), processor()
write()
seconds = time.perf_counter() - start
print("rows", rows, "rows")
print("time", seconds, "s")
print("rate", os.path.getsize(target) / seconds / 1e6, "MB/s")
print("processor", processor() - before, "s")
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
