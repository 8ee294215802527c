"""Figures of tests of hypotheses from exact fractions, rounded once: rounded.tsv.

Each line: the test, the samples (values separated by commas, samples by semicolons), and the figures as
name=value. Numbers are decimals; the root of a fraction is taken with 60 digits and then rounded.
Run it as `python3 rounded.py > rounded.tsv`.
"""

import random
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60


def root(square, sign=1):
    value = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
    return float(value if sign >= 0 else -value)


def sign(value):
    return (value > 0) - (value < 0)


def mean(values):
    return sum(values) / len(values)


def squares(values):
    middle = mean(values)
    return sum((value - middle) ** 2 for value in values)


def one_sample(values):
    middle, count = mean(values), len(values)
    error = squares(values) / (count - 1) / count
    return {"t": root(middle**2 / error, sign(middle)), "mean": float(middle)}


def two_samples(a, b):
    difference, m, n = mean(a) - mean(b), len(a), len(b)
    shared = (squares(a) + squares(b)) / (m + n - 2) * (Fraction(1, m) + Fraction(1, n))
    u, v = squares(a) / (m - 1) / m, squares(b) / (n - 1) / n
    return {
        "student": root(difference**2 / shared, sign(difference)),
        "welch": root(difference**2 / (u + v), sign(difference)),
        "freedom": float((u + v) ** 2 / (u**2 / (m - 1) + v**2 / (n - 1))),
        "difference": float(difference),
    }


def variance(*groups):
    everything = [value for group in groups for value in group]
    within = sum(squares(group) for group in groups)
    between = squares(everything) - within
    above, below = len(groups) - 1, len(everything) - len(groups)
    return {
        "f": float(between / above / (within / below)),
        "between": float(between / above),
        "within": float(within / below),
        "deviation": root(within / below),
        "share": float(between / (between + within)),
    }


def independence(*rows):
    total = sum(map(sum, rows))
    columns = [sum(column) for column in zip(*rows)]
    plain = corrected = Fraction(0)
    for row in rows:
        for count, column in zip(row, columns):
            expected = Fraction(sum(row) * column) / total
            distance = abs(count - expected)
            plain += distance**2 / expected
            corrected += (distance - min(Fraction(1, 2), distance)) ** 2 / expected
    return {"plain": float(plain), "corrected": float(corrected)}


def fit(counts, shares):
    unit = sum(counts) / sum(shares)
    terms = ((o - s * unit) ** 2 / (s * unit) for o, s in zip(counts, shares))
    return {"statistic": float(sum(terms))}


def pairs(x, y):
    a, b, n = mean(x), mean(y), len(x)
    xy = sum((p - a) * (q - b) for p, q in zip(x, y))
    rest = squares(x) * squares(y) - xy**2
    score = ties_x = ties_y = 0
    for i in range(n):
        for j in range(i):
            one, other = sign(x[i] - x[j]), sign(y[i] - y[j])
            score += one * other
            ties_x += one == 0
            ties_y += other == 0
    every = n * (n - 1) // 2
    tau = Fraction(score**2, (every - ties_x) * (every - ties_y))
    return {"t": root(xy**2 * (n - 2) / rest, sign(xy)), "tau": root(tau, score)}


def numbers(source, count, digits, offset=0):
    scale = 10**digits
    return [Fraction(round(source.gauss(offset, 3) * scale), scale) for _ in range(count)]


def line(name, samples, figures):
    def text(value):
        digits = Decimal(value.numerator) / Decimal(value.denominator)
        return format(digits, "f")

    written = ";".join(",".join(map(text, sample)) for sample in samples)
    print(name, written, ";".join(f"{key}={value!r}" for key, value in figures.items()), sep="\t")


def main():
    source = random.Random(6)
    for round_ in range(12):
        digits, offset = source.choice([1, 3, 9]), source.choice([0, 5, 10**7])
        a = numbers(source, source.randint(3, 15), digits, offset)
        b = numbers(source, source.randint(3, 15), digits, offset)
        c = numbers(source, source.randint(3, 15), digits, offset)
        line("one", [a], one_sample(a))
        line("two", [a, b], two_samples(a, b))
        line("variance", [a, b, c], variance(a, b, c))
        width, height = source.randint(2, 5), source.randint(2, 4)
        if round_ % 3 == 0:
            width = height = 2
        table = [[Fraction(source.randint(1, 99)) for _ in range(width)] for _ in range(height)]
        line("independence", table, independence(*table))
        shares = [abs(share) + Fraction(1, 10) for share in numbers(source, width, 1)]
        line("fit", [table[0], shares], fit(table[0], shares))
        x = numbers(source, 14, source.choice([0, 2]), offset)
        y = [value + error for value, error in zip(x, numbers(source, 14, source.choice([0, 2])))]
        line("pairs", [x, y], pairs(x, y))


main()
