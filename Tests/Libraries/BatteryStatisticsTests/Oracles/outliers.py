"""Writes outliers.tsv: outliers.py. By NumPy 2.4 and SciPy 1.17.

A row is: the rule, its options, the data, the indices, the scores, the limits (lower, upper; of all
values or of each), the tests (index, statistic, critical value, joined by ";").
"""

import random

import numpy as np
from scipy import stats

source = random.Random(21)
out = open("outliers.tsv", "w")


def joined(values):
    return ",".join(repr(float(v)) for v in values)


def row(rule, options, data, indices, scores, limits, steps=()):
    print(rule, options, joined(data), ",".join(map(str, indices)), joined(scores),
          ";".join(map(joined, limits)), ";".join(map(joined, steps)), sep="\t", file=out)


def where(condition):
    return list(np.flatnonzero(condition))


def tests(data, significance, side, maximum, stop):
    kept, steps, ends, first = list(range(len(data))), [], [], None
    while len(steps) < maximum:
        left = data[kept]
        mean, deviation = np.mean(left), np.std(left, ddof=1)
        if first is None:
            first = (data - mean) / deviation
        if deviation == 0:
            break
        far = {"two-sided": abs(left - mean), "less": mean - left, "greater": left - mean}[side]
        place, n = int(np.argmax(far)), len(kept)
        t = stats.t.isf(significance / (2 * n if side == "two-sided" else n), n - 2)
        critical = (n - 1) / np.sqrt(n) * np.sqrt(t * t / (n - 2 + t * t))
        steps.append((kept[place], far[place] / deviation, critical))
        ends.append((-np.inf if side == "greater" else mean - critical * deviation,
                     np.inf if side == "less" else mean + critical * deviation))
        if stop and steps[-1][1] <= critical:
            break
        kept.pop(place)
    flags = [s[1] > s[2] for s in steps]
    if stop:
        count = flags.index(False) if False in flags else len(flags)
    else:
        count = max((i + 1 for i, f in enumerate(flags) if f), default=0)
    return first, sorted(s[0] for s in steps[:count]), steps, ends[max(count - 1, 0)]


rosner = np.array([float(v) for v in """
-0.25 0.68 0.94 1.15 1.20 1.26 1.26 1.34 1.38 1.43 1.49 1.49 1.55 1.56 1.58 1.65 1.69 1.70 1.76
1.77 1.81 1.91 1.94 1.96 1.99 2.06 2.09 2.10 2.14 2.15 2.23 2.24 2.26 2.35 2.37 2.40 2.47 2.54 2.62
2.64 2.90 2.92 2.92 2.93 3.21 3.26 3.30 3.59 3.68 4.30 4.64 5.34 5.42 6.01""".split()])
samples = [rosner]
for size in [5, 12, 30, 61]:
    values = [round(source.gauss(50, 7), 3) for _ in range(size)]
    for _ in range(size // 5):
        values[source.randrange(size)] += source.choice([-60, 45, 80])
    samples.append(np.array(values))
for data in samples:
    mean, deviation = np.mean(data), np.std(data, ddof=1)
    z = stats.zscore(data, ddof=1)
    for k in [1.5, 3.0]:
        row("z", repr(k), data, where(abs(z) > k), z, [(mean - k * deviation, mean + k * deviation)])
    median, scale = np.median(data), stats.median_abs_deviation(data, scale="normal")
    z = (data - median) / scale
    row("modified", "3.5", data, where(abs(z) > 3.5), z, [(median - 3.5 * scale, median + 3.5 * scale)])
    for number, method in [(7, "linear"), (6, "weibull"), (8, "median_unbiased")]:
        low, high = np.quantile(data, [0.25, 0.75], method=method)
        a, b = low - 1.5 * (high - low), high + 1.5 * (high - low)
        z = np.where(data < low, data - low, np.where(data > high, data - high, 0)) / (high - low)
        row("iqr", str(number), data, where((data < a) | (data > b)), z, [(a, b)])
    for side in ["two-sided", "less", "greater"]:
        for stop in [False, True]:
            maximum = len(data) - 2 if stop else 1
            z, found, steps, ends = tests(data, 0.05, side, maximum, True)
            row("grubbs", side + (",repeated" if stop else ""), data, found, z, [ends], steps)
    maximum = min(10, len(data) - 2)
    z, found, steps, ends = tests(data, 0.05, "two-sided", maximum, False)
    row("esd", str(maximum), data, found, z, [ends], steps)
    for half in [1, 3, 100]:
        windows = [data[max(0, i - half):i + half + 1] for i in range(len(data))]
        medians = np.array([np.median(w) for w in windows])
        scales = np.array([stats.median_abs_deviation(w, scale="normal") for w in windows])
        with np.errstate(divide="ignore", invalid="ignore"):
            z = np.where(data == medians, 0, (data - medians) / scales)
        row("hampel", str(half), data, where(abs(z) > 3), z,
            [medians - 3 * scales, medians + 3 * scales])
out.close()
