"""Writes regressions.tsv: regressions of made-up data, by Python's exact fractions.

A row is: name, weights or "-", the columns (one a field, joined by ";"), the outcome, the
estimates, the standard errors, the residual sum of squares, R^2. Nothing is rounded before the end
(the square roots take 40 digits). Also read by the tests as the hardest case: powers up to 10 of
numbers between -9 and -3, as in NIST's set of that shape.
"""

import random
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50
source = random.Random(11)


def solve(matrix, rights):
    rows = [list(row) + list(right) for row, right in zip(matrix, rights)]
    size = len(rows)
    for step in range(size):
        place = next(r for r in range(step, size) if rows[r][step])
        rows[step], rows[place] = rows[place], rows[step]
        pivot = rows[step][step]
        rows[step] = [value / pivot for value in rows[step]]
        for other in range(size):
            if other != step and rows[other][step]:
                factor = rows[other][step]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[step])]
    return [row[size:] for row in rows]


def root(value):
    return (Decimal(value.numerator) / Decimal(value.denominator)).sqrt()


def show(value):
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return "%.20e" % value


def case(name, columns, y, weights=None):
    exact = [[Fraction(1)] * len(y)] + [[Fraction(v) for v in c] for c in columns]
    target = [Fraction(v) for v in y]
    w = [Fraction(v) for v in weights] if weights else [Fraction(1)] * len(y)
    gram = [[sum(a * b * c for a, b, c in zip(p, q, w)) for q in exact] for p in exact]
    right = [sum(a * b * c for a, b, c in zip(p, target, w)) for p in exact]
    size = len(exact)
    unit = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    solved = solve(gram, [[r] + u for r, u in zip(right, unit)])
    beta = [row[0] for row in solved]
    left = [t - sum(b * c[i] for b, c in zip(beta, exact)) for i, t in enumerate(target)]
    squares = sum(c * l * l for l, c in zip(left, w))
    mean = sum(a * b for a, b in zip(target, w)) / sum(w)
    total = sum(c * (t - mean) ** 2 for t, c in zip(target, w))
    variance = squares / (sum(1 for v in w if v) - size)
    errors = [root(variance * solved[i][1 + i]) for i in range(size)]
    print(name, ",".join(map(repr, weights)) if weights else "-",
          ";".join(",".join(map(repr, c)) for c in columns), ",".join(map(repr, y)),
          ",".join(map(show, beta)), ",".join(map(show, errors)), show(squares),
          show(1 - squares / total), sep="\t")


for count, size in [(5, 1), (12, 3), (40, 6), (25, 10)]:
    columns = [[source.gauss(0, 10 ** source.uniform(-3, 3)) for _ in range(count)]
               for _ in range(size)]
    y = [source.gauss(5, 2) for _ in range(count)]
    case("random%d" % size, columns, y)
    case("weighted%d" % size, columns, y, [source.uniform(0, 3) for _ in range(count)])
x = [round(source.uniform(-9, -3), 9) for _ in range(82)]
y = [round(0.85 + 0.02 * v + source.gauss(0, 0.003), 4) for v in x]
case("powers10", [[v ** k for v in x] for k in range(1, 11)], y)
x = [float(k) for k in range(21)]
case("powers5", [[v ** k for v in x] for k in range(1, 6)],
     [sum(v ** k for k in range(6)) + source.choice([-1, 1]) * 1e5 for v in x])
base = [source.uniform(0, 1) for _ in range(30)]
case("nearly", [base, [v + source.gauss(0, 1e-6) for v in base]],
     [v + source.gauss(0, 1) for v in base])
case("offset", [[1e8 + v for v in range(20)]], [source.gauss(1e6, 1) for _ in range(20)])
