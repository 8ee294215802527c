"""Prints quantiles of the nine types of Hyndman and Fan, as NumPy computes them: quantiles.py SEED.

A case is a line: the type, probabilities, data, quantiles; doubles are the digits of their bits.
Recorded with NumPy 2.4.6.
"""

import random
import struct
import sys

import numpy

METHODS = (
    "inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull"
    " linear median_unbiased normal_unbiased"
).split()
source = random.Random(int(sys.argv[1]))


def write(values):
    return ",".join("%x" % struct.unpack(">Q", struct.pack(">d", value))[0] for value in values)


for _ in range(60):
    size = source.choice([1, 2, 3, 4, 5, 8, 10, 33, 100])
    data = [float(source.randint(-40, 40)) / 4 for _ in range(size)]
    shares = [0.0, 1.0, 0.25, 0.5, 0.75, source.random(), source.random()]
    for number, method in enumerate(METHODS, 1):
        values = numpy.quantile(data, shares, method=method)
        print(number, write(shares), write(data), write(values), sep="\t")
