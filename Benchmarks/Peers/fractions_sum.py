"""Fractions added up: fractions_sum.py COUNT."""
import random
import sys
import time
from fractions import Fraction


def milliseconds(body):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        result = body()
        best = min(best, time.perf_counter() - start)
    return best * 1e3, result


count = int(sys.argv[1])
generator = random.Random(42)
values = []
for _ in range(count):
    numerator = generator.randrange(-999, 999)
    values.append(Fraction(numerator, generator.randrange(1, 1000)))


def single():
    seventh, total = Fraction(1, 7), None
    for value in values:
        total = value + seventh
    return total


print("#", sys.version.split()[0])
taken, total = milliseconds(lambda: sum(values))
print("sum", taken, "ms")
print("value", float(total), "(sum)")
print("harmonic", milliseconds(lambda: sum(Fraction(1, k) for k in range(1, 5001)))[0], "ms")
taken, total = milliseconds(single)
print("add", taken / count * 1e6, "ns")
print("last", float(total), "(sum)")
