"""Writes distributions.tsv: both tails of the distributions with mpmath's 60 digits.

One case a line: the distribution, its parameters (joined by commas), x, the density, the lower and
the upper tail. Doubles are taken as they are: the answers belong to the very bits of x. Run with
mpmath 1.3 or later: python distributions.py > distributions.tsv
"""

import random
from mpmath import mp, mpf, betainc, erfc, gamma, gammainc, beta, exp, log, pi, quad, sqrt, loggamma

mp.dps = 60
source = random.Random(20)


def show(value):
    return mp.nstr(value, 20, min_fixed=0, max_fixed=0) if value else "0"


def ibeta(a, b, x, y):
    """Both tails, each by the series that needs no difference."""
    def lower(a, b, x, y):
        # 2F1 in the form of positive terms: x^a y^b / (a B) * sum (a+b)_n x^n / (a+1)_n
        term = total = mpf(1)
        n = 0
        while term > total * mpf(10) ** -58:
            term = term * (a + b + n) * x / (a + 1 + n)
            total += term
            n += 1
            if n > 400000:
                raise ArithmeticError
        front = a * log(x) + b * log(y) - loggamma(a) - loggamma(b) + loggamma(a + b) - log(a)
        return exp(front) * total
    if x < (a + 1) / (a + b + 2):
        low = lower(a, b, x, y)
        return low, 1 - low
    high = lower(b, a, y, x)
    return 1 - high, high


def igamma(a, x):
    if x < a + 1:
        term = total = mpf(1)
        n = 1
        while term > total * mpf(10) ** -58:
            term = term * x / (a + n)
            total += term
            n += 1
        low = exp(a * log(x) - x - loggamma(a + 1)) * total
        return low, 1 - low
    high = gammainc(a, x, regularized=True)
    return 1 - high, high


def case(name, parameters, x, pdf, low, high):
    # What no normal double can hold is no case.
    if min(low, high) < mpf(10) ** -290:
        return
    print(name, ",".join(map(repr, parameters)), repr(x), show(pdf), show(low), show(high), sep="\t")


def chi2(k, x):
    a, z = mpf(k) / 2, mpf(x)
    low, high = igamma(a, z / 2)
    case("chi2", [k], x, exp((a - 1) * log(z / 2) - z / 2 - loggamma(a)) / 2, low, high)


def student(v, x):
    n, z = mpf(v), mpf(x)
    a, b = ibeta(n / 2, mpf(1) / 2, n / (n + z * z), z * z / (n + z * z))
    pdf = exp(-(n + 1) / 2 * log(1 + z * z / n)
              + loggamma((n + 1) / 2) - loggamma(n / 2)) / sqrt(n * pi)
    tail, rest = a / 2, mpf(1) / 2 + b / 2
    case("t", [v], x, pdf, *((rest, tail) if x > 0 else (tail, rest)))


def fisher(m, n, x):
    m_, n_, z = mpf(m), mpf(n), mpf(x)
    below = m_ * z + n_
    low, high = ibeta(m_ / 2, n_ / 2, m_ * z / below, n_ / below)
    pdf = exp(m_ / 2 * log(m_ / n_) + (m_ / 2 - 1) * log(z) - (m_ + n_) / 2 * log(1 + m_ * z / n_)
              - loggamma(m_ / 2) - loggamma(n_ / 2) + loggamma((m_ + n_) / 2))
    case("F", [m, n], x, pdf, low, high)


def betas(a, b, x):
    a_, b_, z = mpf(a), mpf(b), mpf(x)
    low, high = ibeta(a_, b_, z, 1 - z)
    pdf = exp((a_ - 1) * log(z) + (b_ - 1) * log(1 - z)
              - loggamma(a_) - loggamma(b_) + loggamma(a_ + b_))
    case("beta", [a, b], x, pdf, low, high)


for x in [0.0, 1e-8, 0.5, 1.0, 1.96, 3.0, 5.5, 8.25, 12.3, 20.1, 29.7, 35.9] + [
    round(source.uniform(0, 36), 3) for _ in range(25)
]:
    for z in ({x, -x} if x else {0.0}):
        low = erfc(-mpf(z) / sqrt(2)) / 2
        case("normal", [0.0, 1.0], z, exp(-mpf(z) ** 2 / 2) / sqrt(2 * pi), low,
             erfc(mpf(z) / sqrt(2)) / 2)
for k in [0.1, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 47.0, 100.0, 1001.0, 30000.0]:
    for factor in [1e-6, 1e-3, 0.1, 0.5, 0.9, 0.99, 1.0, 1.01, 1.1, 1.5, 3.0, 10.0, 40.0]:
        chi2(k, k * factor)
for v in [0.5, 1.0, 2.0, 3.5, 5.0, 9.0, 29.0, 100.0, 1234.0, 6000.0]:
    for x in [1e-9, 0.01, 0.5, 1.0, 1.7, 2.5, 4.0, 8.0, 25.0, 100.0, 3e4, 1e10]:
        student(v, x)
        student(v, -x)
for m in [0.5, 1.0, 2.0, 5.0, 10.0, 100.0, 4000.0]:
    for n in [1.0, 3.0, 10.0, 60.0, 5000.0]:
        for x in [1e-5, 0.01, 0.3, 0.95, 1.0, 1.2, 3.0, 10.0, 1e3, 1e7]:
            fisher(m, n, x)
for a in [0.01, 0.5, 1.0, 2.5, 30.0, 700.0]:
    for b in [0.02, 0.5, 1.0, 4.0, 90.0]:
        for x in [1e-10, 1e-4, 0.05, 0.3, 0.5, 0.77, 0.95, 0.999, 1 - 2.0 ** -30]:
            betas(a, b, x)
