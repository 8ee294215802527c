"""Mean, deviation, extremes and quartiles of all columns of a CSV file: describe.py PATH PEER.

PEER is polars, duckdb or pandas. Starting Python and importing the peer does not count.
"""
import os
import resource
import sys
import time

path, peer = sys.argv[1:3]
try:
    if peer == "polars":
        import polars

        print("# polars", polars.__version__)
        columns = polars.all()
        work = lambda: polars.scan_csv(path).select(
            columns.mean().name.suffix(".mean"), columns.std().name.suffix(".std"),
            columns.min().name.suffix(".min"), columns.max().name.suffix(".max"),
            columns.quantile(0.25, "linear").name.suffix(".q1"),
            columns.median().name.suffix(".median"),
            columns.quantile(0.75, "linear").name.suffix(".q3"),
        ).collect().height
    elif peer == "duckdb":
        import duckdb

        print("# duckdb", duckdb.__version__)
        work = lambda: len(duckdb.sql(
            "select avg(columns(*)), stddev_samp(columns(*)), min(columns(*)), max(columns(*)),"
            f" quantile_cont(columns(*), [0.25, 0.5, 0.75]) from read_csv('{path}')"
        ).fetchall())
    else:
        import pandas

        print("# pandas", pandas.__version__)
        work = lambda: len(pandas.read_csv(path).describe())
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(0)

before = resource.getrusage(resource.RUSAGE_SELF)
start = time.perf_counter()
work()
seconds = time.perf_counter() - start
after = resource.getrusage(resource.RUSAGE_SELF)
print("time", seconds, "s")
print("rate", os.path.getsize(path) / seconds / 1e6, "MB/s")
print("processor", after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "s")
print("peak", after.ru_maxrss / 1024, "MiB")
