"""Writes weights.jsonl by NumPy 2.5, R 4.2 (Rscript) and Python's fractions.

Each line is a case as in questions.jsonl: what describe, quantile and histogram say of weighted rows.
Quantiles are numpy.quantile(method="inverted_cdf"), histograms numpy.histogram, variances R's cov.wt by
both of its methods; skewness and kurtosis follow from their definitions.
"""

import json
import random
import subprocess
from fractions import Fraction

import numpy as np

source = random.Random(6)
out = open("weights.jsonl", "w")


def covariances(x, w):
    program = """
      x <- c({}); w <- c({})
      for (method in c("unbiased", "ML"))
        cat(sprintf("%.17g\\n", cov.wt(matrix(x), wt = w / sum(w), method = method)$cov[1, 1]))
    """.format(", ".join(x), ", ".join(w))
    answer = subprocess.run(["Rscript", "-e", program], capture_output=True, text=True, check=True)
    return [float(line) for line in answer.stdout.split()]


def write(question, kind, x, w, expected):
    line = {"kind": kind, "question": question, "numbers": {"x": x, "w": w}, "labels": {},
            "expected": {"columns.x." + key: value for key, value in expected.items()},
            "digits": 11, "weights": "w"}
    print(json.dumps(line), file=out)


def case(x, w, bins):
    exact = [Fraction(v) for v in x]
    weights = [Fraction(v) for v in w]
    total = sum(weights)
    mean = sum(a * b for a, b in zip(exact, weights)) / total
    second, third, fourth = (sum(b * (a - mean) ** k for a, b in zip(exact, weights)) / total
                             for k in (2, 3, 4))
    numbers, factors = np.array([float(v) for v in x]), np.array([float(v) for v in w])
    sample, population = covariances(x, w)
    shares = [0, 0.05, 0.25, 0.5, 0.75, 0.9, 1]
    order = np.quantile(numbers, shares, weights=factors, method="inverted_cdf")
    kept = numbers[factors > 0]
    write({"columns": ["x"]}, "describe", x, w, {
        "count": len(x), "weight": float(total), "mean": float(mean), "variance": sample,
        "standardDeviation": sample ** 0.5, "populationStandardDeviation": population ** 0.5,
        "skewness": float(third) / float(second) ** 1.5 if second else None,
        "kurtosis": float(fourth / second ** 2 - 3) if second else None,
        "minimum": kept.min(), "q1": order[2], "median": order[3], "q3": order[4],
        "maximum": kept.max(), "lag1Autocorrelation": None})
    write({"columns": ["x"], "q": [str(share) for share in shares]}, "quantile", x, w,
          {f"quantiles.{i}.value": value for i, value in enumerate(order)})
    heights, edges = np.histogram(numbers, bins, (kept.min(), kept.max()), weights=factors)
    density, _ = np.histogram(numbers, bins, (kept.min(), kept.max()), weights=factors,
                              density=True)
    expected = {f"weights.{i}": value for i, value in enumerate(heights)}
    expected |= {f"densities.{i}": value for i, value in enumerate(density)}
    expected |= {f"edges.{i}": value for i, value in enumerate(edges)}
    write({"columns": ["x"], "bins": bins}, "histogram", x, w, expected)


# Weights are quarters, so that NumPy's sums of them are exact.
for count, bins in [(2, 3), (7, 4), (40, 8), (200, 13)]:
    case([str(round(source.gauss(10, 4), 3)) for _ in range(count)],
         [str(source.randint(1, 40) / 4) for _ in range(count)], bins)
case(["3", "1", "2", "2", "9", "1.5"], ["1", "2", "0", "3", "0", "4"], 5)
case(["-1e5", "2.5e5", "7", "7"], ["0.5", "0.25", "1024", "3"], 2)
