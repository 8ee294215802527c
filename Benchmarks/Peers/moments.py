"""Moments and five quantiles of doubles: moments.py COUNT numpy|polars|duckdb FILE.

NumPy writes its results into FILE, for those who say how far theirs are from them.
"""
import sys
import time

count, peer, path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
shares = [0.05, 0.25, 0.5, 0.75, 0.95]
try:
    import numpy as np

    # The stream of Python's random, and of ours.
    parts = np.random.RandomState([42]).random_sample((count, 4))
    values = 100 + 25 * (parts[:, 0] + parts[:, 1] + parts[:, 2] + parts[:, 3] - 2)
    del parts
    if peer == "numpy":
        print("# numpy", np.__version__)

        def moments():
            return [values.mean(), values.std(ddof=1)]

        def quantiles():
            return np.quantile(values, shares)
    elif peer == "polars":
        import polars

        print("# polars", polars.__version__, "threads", polars.thread_pool_size())
        frame = polars.DataFrame({"x": values})
        of = polars.col("x")

        def moments():
            return frame.select(of.mean().alias("m"), of.std().alias("s")).row(0)

        def quantiles():
            return frame.select(
                of.quantile(share, "linear").alias(str(share)) for share in shares
            ).row(0)
    else:
        import duckdb

        print("# duckdb", duckdb.__version__)
        table = duckdb.connect()
        source = {"x": values}
        table.execute("create table t as select * from source")

        def moments():
            return table.execute("select avg(x), stddev_samp(x) from t").fetchone()

        def quantiles():
            return table.execute(f"select quantile_cont(x, {shares}) from t").fetchone()[0]
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(0)


def milliseconds(body):
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        result = body()
        best = min(best, time.perf_counter() - start)
    return best * 1e3, result


taken, results = milliseconds(moments)
print("moments", taken, "ms")
taken, cuts = milliseconds(quantiles)
print("quantiles", taken, "ms")
print("mean", float(results[0]), "(value)")
print("stdev", float(results[1]), "(value)")
print("median", float(cuts[2]), "(value)")
if peer == "numpy":
    with open(path, "w", encoding="ascii") as out:
        out.write(" ".join(repr(float(value)) for value in [*results, *cuts]) + "\n")
