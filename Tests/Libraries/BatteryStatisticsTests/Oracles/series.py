"""Writes series.tsv: exact moments of series, by Python's fractions; checked by SciPy and pandas.

A row is: "decimal" or "double", the numbers, mean, variance, standard deviation, g1, G1, g2, G2,
lag-1 autocorrelation. All are rounded once, roots with 120 digits before.
"""

import random
from decimal import Decimal, getcontext
from fractions import Fraction

import pandas
from scipy import stats

getcontext().prec = 400
source = random.Random(31)
out = open("series.tsv", "w")


def root(value):
    square = (Decimal(value.numerator) / Decimal(value.denominator)).sqrt()
    return float(Fraction(square))


def signed(value, third):
    return -root(value) if third < 0 else root(value)


def case(kind, texts, check=True):
    x = [Fraction(t) if kind == "decimal" else Fraction(float(t)) for t in texts]
    n, mean = len(x), sum(x) / len(x)
    d = [v - mean for v in x]
    m2, m3, m4 = (sum(v ** k for v in d) / n for k in (2, 3, 4))
    variance = m2 * n / (n - 1)
    g1 = m3 * m3 / m2 ** 3
    g2 = m4 / (m2 * m2) - 3
    answers = [float(mean), float(variance), root(variance), signed(g1, m3),
               signed(g1 * n * (n - 1) / (n - 2) ** 2, m3), float(g2),
               float(Fraction(n - 1, (n - 2) * (n - 3)) * ((n + 1) * g2 + 6)),
               float(sum(a * b for a, b in zip(d, d[1:])) / (n * m2))]
    if check:
        doubles = pandas.Series([float(t) for t in texts])
        peers = [doubles.mean(), doubles.var(), doubles.std(), stats.skew(doubles), doubles.skew(),
                 stats.kurtosis(doubles), doubles.kurt(), None]
        for a, b in zip(answers, peers):
            assert b is None or abs(a - b) <= 1e-6 * max(abs(a), 1), (kind, a, b)
    print(kind, ",".join(texts), *map(repr, answers), sep="\t", file=out)


for size in [4, 5, 30, 300]:
    case("decimal", ["%.3f" % source.gauss(100, 15) for _ in range(size)])
    case("decimal", ["%d" % source.randrange(-5, 9) for _ in range(size)])
    case("decimal", ["%.16f" % source.random() for _ in range(size)])
    case("decimal", [str(source.randrange(-2**63, 2**63)) for _ in range(size)])
    case("decimal", ["%.*f" % (source.randrange(0, 12), source.gauss(0, 10 ** source.randrange(7)))
                     for _ in range(size)])
    case("decimal", ["1000000000000.%d" % source.randrange(1, 5) for _ in range(size)], False)
    case("decimal", ["%d.%de%d" % (source.randrange(9), source.randrange(10**30),
                                   source.randrange(-25, 25)) for _ in range(size)], False)
    case("double", [repr(source.gauss(0, 1)) for _ in range(size)])
    case("double", [repr(source.random()) for _ in range(size)])
    case("double", [repr(1e9 + source.random()) for _ in range(size)], False)
    case("double", [repr(source.gauss(0, 1) * 10.0 ** source.randrange(-9, 9))
                    for _ in range(size)], False)
    case("double", [repr(source.choice([0.0, -0.0, 5e-324, -2.5, 3.0, 1e150, -1e150, 1e-150]))
                    for _ in range(size)] + ["3.0"], False)
out.close()
