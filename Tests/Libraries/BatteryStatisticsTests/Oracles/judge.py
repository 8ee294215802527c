"""Writes judged.tsv: the figures of r.tsv in which R is off by more than 1e-13, with 60 digits of mpmath
taken down to a double. judge.py < r.tsv > judged.tsv

A line has the number of the line in r.tsv, the kind, the figure, its right values and how far R's is off.
Where R loses digits: differences of means far from zero are taken in doubles; exact probabilities of
Kolmogorov's test and of Kendall's are one minus a probability; Kolmogorov's limit is summed to a tolerance of
1e-8 or so; standard errors of glm are those of the step before the last; a position of quantile type 7 is
counted from 1; lm has the condition of a raw cubic.
Made with mpmath 1.4.1.
"""

import sys
from fractions import Fraction

from mpmath import betainc, erfc, exp, fsum, log, matrix, mp, mpf, pi, polyval, sqrt

mp.dps = 60


def normal(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def quantile_of_normal(p):
    return -sqrt(mpf(2)) * mp.erfinv(1 - 2 * p)


def tail_of_t(t, freedom):
    """The probability beyond |t| on one side."""
    return betainc(freedom / 2, mpf(1) / 2, 0, freedom / (freedom + t * t), regularized=True) / 2


def quantile_of_t(tail, freedom):
    low, high = mpf(0), mpf(2)
    while tail_of_t(high, freedom) > tail:
        high *= 2
    for _ in range(120):
        middle = (low + high) / 2
        low, high = (middle, high) if tail_of_t(middle, freedom) > tail else (low, middle)
    return (low + high) / 2


def sided(x, tail, side):
    upper = tail(abs(x)) if x >= 0 else 1 - tail(abs(x))
    return {"two.sided": 2 * tail(abs(x)), "greater": upper, "less": 1 - upper if x > 0 else tail(abs(x))}[side]


def t_test(kind, options, samples):
    side, level, mu = options["side"], float(options["level"]), mpf(float(options["mean"]))
    lists = [[mpf(v) for v in sample] for sample in samples]
    if kind == "t.paired":
        lists = [[mpf(float(a) - float(b)) for a, b in zip(*samples)]]

    def moments(x):
        mean = fsum(x) / len(x)
        return len(x), mean, fsum((v - mean) ** 2 for v in x)

    n, estimate, squares = moments(lists[0])
    freedom, error = mpf(n - 1), squares / (n - 1) / n
    if len(lists) == 2:
        m, other, others = moments(lists[1])
        estimate -= other
        u, v = squares / (n - 1) / n, others / (m - 1) / m
        freedom, error = (u + v) ** 2 / (u * u / (n - 1) + v * v / (m - 1)), u + v
        if kind == "t.student":
            freedom = mpf(n + m - 2)
            error = (squares + others) / freedom * (mpf(1) / n + mpf(1) / m)
    error = sqrt(error)
    t = (estimate - mu) / error
    outside = mpf((1 - level) / 2 if side == "two.sided" else 1 - level)
    reach = quantile_of_t(outside, freedom) * error
    interval = [estimate - reach, estimate + reach]
    if side == "less":
        interval[0] = mpf("-inf")
    if side == "greater":
        interval[1] = mpf("inf")
    return {"statistic": [t], "p": [sided(t, lambda x: tail_of_t(x, freedom), side)],
            "freedom": [freedom], "estimate": [estimate], "interval": interval}


def quantile(options, samples):
    shares, data = samples
    data = sorted(map(Fraction, data))
    values = []
    for share in shares:
        position = (len(data) - 1) * Fraction(share)
        place = int(position)
        above = data[min(place + 1, len(data) - 1)]
        values.append(mp.mpf(data[place] + (position - place) * (above - data[place])))
    return {"values": [mpf(v.numerator) / v.denominator if isinstance(v, Fraction) else v for v in values]}


def kolmogorov_limit(x):
    return 2 * fsum((-1) ** (k - 1) * exp(-2 * k * k * x * x) for k in range(1, 400))


def kolmogorov(n, d):
    """Marsaglia's, Tsang's and Wang's matrix, with digits enough for the difference from 1."""
    with mp.workdps(120):
        k = int(n * d) + 1
        h, size = k - n * d, 2 * k - 1
        a = matrix(size, size)
        for i in range(size):
            for j in range(size):
                a[i, j] = 0 if i - j + 1 < 0 else 1
        for i in range(size):
            a[i, 0] -= h ** (i + 1)
            a[size - 1, i] -= h ** (size - i)
        if 2 * h > 1:
            a[size - 1, 0] += (2 * h - 1) ** size
        for i in range(size):
            for j in range(size):
                if i - j + 1 > 0:
                    a[i, j] /= mp.factorial(i - j + 1)
        # Only one entry of the power is wanted: a vector will do.
        row = matrix(1, size)
        row[0, k - 1] = 1
        for _ in range(n):
            row = row * a
        return 1 - row[0, k - 1] * mp.factorial(n) / mpf(n) ** n


def one_sample(options, samples):
    x = sorted(map(mpf, samples[0]))
    n = len(x)
    d = max(max(mpf(i + 1) / n - normal(v), normal(v) - mpf(i) / n) for i, v in enumerate(x))
    p = kolmogorov(n, d) if options["exact"] == "TRUE" else kolmogorov_limit(sqrt(mpf(n)) * d)
    return {"statistic": [d], "p": [p]}


def two_sample(options, samples):
    a, b = map(sorted, samples)
    m, n = len(a), len(b)
    largest = max(abs(sum(v <= x for v in a) * n - sum(v <= x for v in b) * m) for x in a + b)
    if options["exact"] == "TRUE":
        ways = [[0] * (n + 1) for _ in range(m + 1)]
        for i in range(m + 1):
            for j in range(n + 1):
                if abs(i * n - j * m) < largest:
                    ways[i][j] = 1 if i == j == 0 else (
                        (ways[i - 1][j] if i else 0) + (ways[i][j - 1] if j else 0))
        p = 1 - mpf(ways[m][n]) / mp.binomial(m + n, n)
    else:
        p = kolmogorov_limit(mpf(largest) / (m * n) * sqrt(mpf(m * n) / (m + n)))
    return {"statistic": [mpf(largest) / (m * n)], "p": [p]}


def kendall(options, samples):
    x, y = samples
    n = len(x)
    score = sum((x[i] > x[j]) * 2 * (y[i] > y[j]) + (x[i] < x[j]) * 2 * (y[i] < y[j])
                for i in range(n) for j in range(i)) // 2
    ways = [1]
    for size in range(1, n + 1):
        ways = [sum(ways[max(0, k - size + 1):k + 1]) for k in range(len(ways) + size - 1)]
    below, above = mpf(sum(ways[:score + 1])) / sum(ways), mpf(sum(ways[score:])) / sum(ways)
    p = {"two.sided": min(1, 2 * min(below, above)), "less": below, "greater": above}[options["side"]]
    return {"statistic": [mpf(score)], "p": [p], "estimate": [mpf(4 * score) / (n * (n - 1)) - 1]}


def shapiro(samples):
    x = sorted(map(mpf, samples[0]))
    n = len(x)
    if n < 12:
        return {}
    scores = [quantile_of_normal((i + 1 - mpf(3) / 8) / (n + mpf(1) / 4)) for i in range(n)]
    squares, root = fsum(m * m for m in scores), 1 / sqrt(mpf(n))
    number = lambda texts: [mpf(t) for t in texts.split()]
    last = polyval(number("-2.706056 4.434685 -2.07119 -0.147981 0.221157 0"), root) + scores[-1] / sqrt(squares)
    next = polyval(number("-3.582633 5.682633 -1.752461 -0.293762 0.042981 0"), root) + scores[-2] / sqrt(squares)
    scale = sqrt((squares - 2 * scores[-1] ** 2 - 2 * scores[-2] ** 2) / (1 - 2 * last ** 2 - 2 * next ** 2))
    weights = [-last, -next] + [m / scale for m in scores[2:-2]] + [next, last]
    mean = fsum(x) / n
    w = fsum(a * v for a, v in zip(weights, x)) ** 2 / fsum((v - mean) ** 2 for v in x)
    size = log(mpf(n))
    z = (log(1 - w) - polyval(number("0.0038915 -0.083751 -0.31082 -1.5861"), size)) / exp(
        polyval(number("0.0030302 -0.082676 -0.4803"), size))
    return {"statistic": [w], "p": [normal(-z)]}


def logistic(options, columns):
    """Newton's steps with all digits."""
    names = options["formula"].split(" ~ ")[1].split(" + ")
    table = {name: [mpf(v) for v in values] for name, values in columns}
    y = table[options["formula"].split(" ~ ")[0]]
    x = [[mpf(1)] * len(y)] + [table[name.removeprefix("C(").removesuffix(")")] for name in names]
    rows, size = len(y), len(x)
    beta = matrix(size, 1)
    for _ in range(60):
        scores = [fsum(x[j][i] * beta[j] for j in range(size)) for i in range(rows)]
        p = [1 / (1 + exp(-s)) for s in scores]
        information = matrix(size, size)
        for j in range(size):
            for k in range(size):
                information[j, k] = fsum(x[j][i] * x[k][i] * p[i] * (1 - p[i]) for i in range(rows))
        gradient = matrix([fsum(x[j][i] * (y[i] - p[i]) for i in range(rows)) for j in range(size)])
        step = mp.lu_solve(information, gradient)
        beta += step
        if max(abs(v) for v in step) < mpf(10) ** -50:
            break
    covariance = information ** -1
    errors = [sqrt(covariance[j, j]) for j in range(size)]
    z = [beta[j] / errors[j] for j in range(size)]
    reach = quantile_of_normal(mpf("0.975"))
    likelihood = fsum(log(p[i]) if y[i] else log(1 - p[i]) for i in range(rows))
    ones = fsum(y)
    return {"estimate": list(beta), "error": errors, "z": z, "p": [2 * normal(-abs(v)) for v in z],
            "low": [beta[j] - reach * errors[j] for j in range(size)],
            "high": [beta[j] + reach * errors[j] for j in range(size)],
            "loglikelihood": [likelihood], "aic": [2 * size - 2 * likelihood], "fitted": p,
            "null": [ones * log(ones / rows) + (rows - ones) * log(1 - ones / rows)]}


def cubic(options, columns):
    table = {name: [mpf(v) for v in values] for name, values in columns}
    h, y = table["height"], table["weight"]
    x = [[v ** power for v in h] for power in range(4)]
    rows, size = len(y), 4
    products = matrix(size, size)
    for j in range(size):
        for k in range(size):
            products[j, k] = fsum(a * b for a, b in zip(x[j], x[k]))
    inverse = products ** -1
    beta = inverse * matrix([fsum(a * b for a, b in zip(column, y)) for column in x])
    residuals = [y[i] - fsum(x[j][i] * beta[j] for j in range(size)) for i in range(rows)]
    rest, freedom = fsum(r * r for r in residuals), mpf(rows - size)
    mean = fsum(y) / rows
    total = fsum((v - mean) ** 2 for v in y)
    errors = [sqrt(rest / freedom * inverse[j, j]) for j in range(size)]
    reach = quantile_of_t(mpf((1 - float(options["level"])) / 2), freedom)
    f = (total - rest) / 3 / (rest / freedom)
    likelihood = -rows * (log(2 * pi) + 1 + log(rest / rows)) / 2
    leverage = [fsum(x[j][i] * x[k][i] * inverse[j, k] for j in range(size) for k in range(size))
                for i in range(rows)]
    sigma = sqrt(rest / freedom)
    return {"estimate": list(beta), "error": errors, "t": [beta[j] / errors[j] for j in range(size)],
            "p": [2 * tail_of_t(abs(beta[j] / errors[j]), freedom) for j in range(size)],
            "low": [beta[j] - reach * errors[j] for j in range(size)],
            "high": [beta[j] + reach * errors[j] for j in range(size)],
            "sigma": [sigma], "rsquared": [1 - rest / total],
            "adjusted": [1 - rest / total * (rows - 1) / freedom], "f": [f, mpf(3), freedom],
            "fp": [betainc(freedom / 2, mpf(3) / 2, 0, freedom / (freedom + 3 * f), regularized=True)],
            "aic": [-2 * likelihood + 10], "bic": [-2 * likelihood + 5 * log(mpf(rows))],
            "loglikelihood": [likelihood], "residuals": residuals, "leverage": leverage,
            "standardized": [r / sigma / sqrt(1 - l) for r, l in zip(residuals, leverage)]}


def judge(kind, options, data):
    columns = []
    for text in data.split(";"):
        name, _, values = text.rpartition("=")
        if values.startswith("@"):
            return {}
        columns.append((name, [float(v) for v in values.split(",")]))
    samples = [values for _, values in columns]
    if kind.startswith("t."):
        return t_test(kind, options, samples)
    if kind == "quantile" and options["type"] == "7":
        return quantile(options, samples)
    if kind == "ks.one":
        return one_sample(options, samples)
    if kind == "ks.two":
        return two_sample(options, samples)
    if kind == "cor.kendall" and options["exact"] == "TRUE":
        return kendall(options, samples)
    if kind == "shapiro":
        return shapiro(samples)
    if kind == "glm":
        return logistic(options, columns)
    if kind == "lm" and "height^3" in options["formula"]:
        return cubic(options, columns)
    return {}


for place, line in enumerate(sys.stdin, 1):
    kind, options, data, figures = line.rstrip("\n").split("\t")
    options = dict(option.split("=", 1) for option in options.split(";") if option)
    answer = judge(kind, options, data)
    for figure in figures.split(";"):
        name, values = figure.split("=")
        if name not in answer:
            continue
        worst = mpf(0)
        for theirs, right in zip(map(mpf, values.split(",")), answer[name]):
            if theirs != right:
                worst = max(worst, abs(theirs - right) / (abs(right) or 1))
        if worst > 1e-13:
            print(place, kind, name, ",".join(repr(float(v)) for v in answer[name]), mp.nstr(worst, 2), sep="\t")
