"""Writes a table of two columns of doubles: generate_numbers.py [ROWS] [PATH].

10,000,000 rows (the default) are some 390 MB. The same rows come out each time.
"""
import os
import random
import sys

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
path = sys.argv[2] if len(sys.argv) > 2 else "/tmp/batteries-benchmark/numbers.csv"
os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
generator = random.Random(11)
with open(path, "w", encoding="ascii", newline="", buffering=1 << 22) as out:
    out.write("x,y\n")
    for _ in range(rows // 50_000):
        xs = [generator.random() for _ in range(50_000)]
        out.write("".join(f"{x!r},{3 * x + generator.random()!r}\n" for x in xs))
    for _ in range(rows % 50_000):
        out.write(f"{generator.random()!r},{generator.random()!r}\n")
