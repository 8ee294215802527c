"""CPython's statistics of doubles: cpython_statistics.py COUNT FILE.

Writes the bits of all results into FILE, for those who say that theirs are the same.
"""
import random
import statistics
import struct
import sys
import time

count, path = int(sys.argv[1]), sys.argv[2]
generator = random.Random(42)
x = [100 + 15 * generator.gauss(0, 1) for _ in range(count)]
y = [2.5 * value + generator.gauss(0, 1) for value in x]
tasks = {
    "mean": lambda: [statistics.mean(x)],
    "fmean": lambda: [statistics.fmean(x)],
    "stdev": lambda: [statistics.stdev(x)],
    "median": lambda: [statistics.median(x)],
    "quantiles": lambda: statistics.quantiles(x, n=100),
    "regression": lambda: list(statistics.linear_regression(x, y)),
}

print("# CPython", sys.version.split()[0])
with open(path, "w", encoding="ascii") as out:
    for name, body in tasks.items():
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            results = body()
            best = min(best, time.perf_counter() - start)
        print(name, best * 1e3, "ms")
        bits = [str(struct.unpack("<Q", struct.pack("<d", value))[0]) for value in results]
        out.write(" ".join([name] + bits) + "\n")
