"""How many means and deviations the same doubles have: order.py COUNT numpy|polars|duckdb.

The values come in six orders, each divided among 1, 2, 7 and 64 chunks or threads. One mean and one
deviation would be right. The lines that begin with # say which there were, by their bits.
"""
import struct
import sys

count, peer = int(sys.argv[1]), sys.argv[2]
try:
    import numpy as np

    values = np.random.RandomState([42]).random_sample((count, 2))
    # Sizes from 1 to 10,000,000.
    values = (values[:, 0] - 0.5) * 10.0 ** np.floor(8 * values[:, 1])
    shuffles = np.random.RandomState(7)
    orders = [values, values[::-1].copy(), np.sort(values)]
    orders += [values[shuffles.permutation(count)] for _ in range(3)]
    if peer == "numpy":
        version = np.__version__

        def results(values, parts):
            chunks = np.array_split(values, parts)
            # What each chunk adds up to, as workers would hand it over.
            mean = sum(chunk.sum() for chunk in chunks) / count
            return mean, (sum(((chunk - mean) ** 2).sum() for chunk in chunks) / (count - 1)) ** 0.5
    elif peer == "polars":
        import polars

        version = polars.__version__

        def results(values, parts):
            pieces = [polars.Series("x", chunk) for chunk in np.array_split(values, parts)]
            column = polars.concat(pieces, rechunk=False)
            frame = polars.DataFrame({"x": column})
            of = polars.col("x")
            return frame.select(of.mean().alias("m"), of.std().alias("s")).row(0)
    else:
        import duckdb

        version = duckdb.__version__

        def results(values, parts):
            table = duckdb.connect(config={"threads": parts})
            source = {"x": values}
            table.execute("create table t as select * from source")
            return table.execute("select avg(x), stddev_samp(x) from t").fetchone()
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(0)


def bits(value):
    return struct.pack(">d", value).hex()


means, deviations = set(), set()
for order in orders:
    for parts in (1, 2, 7, 64):
        mean, deviation = results(order, parts)
        means.add(float(mean))
        deviations.add(float(deviation))
print("#", peer, version, "means:", " ".join(sorted(map(bits, means))))
print("#", peer, version, "deviations:", " ".join(sorted(map(bits, deviations))))
print("runs", 4 * len(orders), "runs")
print("means", len(means), "results")
print("deviations", len(deviations), "results")
