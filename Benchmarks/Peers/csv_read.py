"""Reads a CSV file with a peer: csv_read.py PATH csv|polars|duckdb|pyarrow.

Prints figures, one a line; a peer that is not installed prints none.
"""

import os
import resource
import sys
import time

path, peer = sys.argv[1:3]
try:
    if peer == "polars":
        import polars

        version = polars.__version__
        read = lambda: polars.read_csv(path, try_parse_dates=True).height
    elif peer == "duckdb":
        import duckdb

        version = duckdb.__version__
        # Every column is counted, so that every column is parsed.
        query = f"select count(columns(*)) from read_csv('{path}')"
        read = lambda: duckdb.sql(query).fetchall()[0][0]
    elif peer == "pyarrow":
        import pyarrow
        import pyarrow.csv

        version = pyarrow.__version__
        options = pyarrow.csv.ParseOptions(newlines_in_values=True)
        read = lambda: pyarrow.csv.read_csv(path, parse_options=options).num_rows
    else:
        import csv

        version = sys.version.split()[0]

        def read():
            with open(path, newline="", encoding="utf-8") as file:
                return sum(1 for _ in csv.reader(file)) - 1
except ImportError:
    print(f"{peer} is not installed", file=sys.stderr)
    sys.exit(0)

print("#", peer, version)
start = time.perf_counter()
rows = read()
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_SELF)
print("rows", rows, "rows")
print("time", seconds, "s")
print("rate", os.path.getsize(path) / seconds / 1e6, "MB/s")
print("processor", used.ru_utime + used.ru_stime, "s")
print("peak", used.ru_maxrss / 1024, "MiB")
