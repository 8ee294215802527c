"""Prints cases with the answers of Python's statistics.

cases.py random SEED COUNT makes cases; cases.py record runs CPython's test.test_statistics and
writes down what it asks. A case is a line: the operation, its options, two lists, the answer,
separated by tabs. A list is a letter for its type and values with commas between them: f doubles as
the digits of their bits, i integers, q fractions, d decimals, s texts. An error is written as
"error". What is committed is of CPython 3.13.0 (test_statistics: PSF licence).

What becomes of the classes of CPython's test_statistics:

- UnivariateCommonMixin, UnivariateTypeMixin, AverageMixin, VarianceStdevMixin, TestMean, TestHarmonicMean,
  TestGeometricMean, TestFMean, TestMedian (Low, High, Grouped, DataType), TestMode, TestMultiMode,
  TestVariance, TestPVariance, TestStdev, TestPStdev, TestQuantiles, TestBivariateStatistics,
  TestCorrelationAndCovariance, TestLinearRegression: what they ask is recorded, call by call, up to 500 of a
  function. What cannot be asked in Swift is left out: wrong types, missing arguments and unknown names of
  methods (the compiler refuses them), iterators, numbers of several types in one list, lists with None, and
  that arguments stay as they were (values do).
- TestNormalDist (C and Python): pdf, cdf, inv_cdf, zscore, overlap and quantiles are recorded as above;
  from_samples, samples with texts as seeds, and the arithmetic are in rest(). Left out: slots, subclasses,
  copy, pickle, repr, hash, comparison with other types. Codable stands in for pickle and is tested by itself.
- TestKDE: in rest(), by kernel: densities and probabilities at places of its integrals, the ends of a support,
  quantiles of kernels, the first numbers drawn with its seed, and the errors of data and bandwidth. Left out:
  names and docstrings of functions, and data that is changed later (an estimate keeps its own).
- TestSum, TestSumCommon, SumTortureTest, SumSpecialValues, TestSqrtHelpers, ExactRatioTest,
  DecimalToRatioTest, ConvertTest, CoerceTest, IsFiniteTest, FailNegTest: helpers inside Python's module. The
  sums and roots behind ours are tested through mean and stdev, in ExactMomentsTests, and _sqrtprod in rest().
- TestSign, ApproxEqual*, TestApproxEqualErrors, TestNumericTestCase, GlobalsTest, StatisticsErrorTest,
  TestModules: of Python's own tests and modules.
"""

import collections
import io
import math
import random
import statistics
import struct
import sys
import unittest
from decimal import Decimal
from fractions import Fraction

limit = 500 if sys.argv[1] == "record" else sys.maxsize
seen = {}
asked = collections.Counter()


def bits(value):
    return "%x" % struct.unpack(">Q", struct.pack(">d", value))[0]


KINDS = {float: "f", int: "i", Fraction: "q", Decimal: "d", str: "s"}


def encode(values):
    """A list as text, or None where it is not of one type; integers join any other one."""
    values = list(values)
    types = {type(value) for value in values}
    if types and types <= {int, float, Fraction, Decimal} and len(types - {int}) == 1:
        target = (types - {int}).pop()
        if all(target(value) == value for value in values if type(value) is int):
            values, types = [v if type(v) is target else target(v) for v in values], {target}
    if len(types) > 1 or not types <= set(KINDS):
        return None
    kind = KINDS[types.pop()] if types else "f"
    write = bits if kind == "f" else str
    if kind == "s" and any("," in value or "\t" in value or "\n" in value for value in values):
        return None
    return kind + ":" + ",".join(write(value) for value in values)


def answer(value):
    if isinstance(value, statistics.StatisticsError):
        return "error"
    if isinstance(value, Exception):
        return None
    if isinstance(value, tuple):
        return encode(float(part) for part in value)
    return encode(value if isinstance(value, list) else [value])


def record(name, first, second, options, value):
    first, second, value = encode(first), encode(second), answer(value)
    if None in (first, second, value):
        return
    options = ";".join("%s=%s" % (key, options[key]) for key in sorted(options))
    line = "\t".join((name, options, first, second, value))
    # The tests ask for millions of points of the normal distribution.
    if len(line) < 6_000 and line not in seen and asked[name] < limit:
        asked[name] += 1
        seen[line] = None


def ask(name, first, second=(), **options):
    function = getattr(statistics, name)
    try:
        value = function(first, second, **options) if len(second) else function(first, **options)
    except Exception as error:
        value = error
    record(name, first, second, options, value)


ONE = (
    "mean fmean geometric_mean harmonic_mean median median_low median_high median_grouped mode"
    " multimode quantiles variance pvariance stdev pstdev"
).split()
TWO = "covariance correlation linear_regression".split()


# Random cases


def double(source, kind):
    if kind == "bits":
        while True:
            value = struct.unpack(">d", source.randbytes(8))[0]
            if math.isfinite(value):
                return value
    if kind == "wide":
        return source.choice([-1, 1]) * source.random() * 2.0 ** source.randint(-60, 60)
    if kind == "tiny":
        return source.randint(-50, 50) * 5e-324
    if kind == "cents":
        return source.randint(-10_000, 10_000) / 100
    if kind == "offset":
        return 1e9 + source.randint(-5, 5) / 10
    if kind == "few":
        return float(source.randint(1, 4))
    if kind == "positive":
        return source.expovariate(1)
    return source.gauss(0, 1)


def number(source, kind):
    if kind == "integer":
        return source.randint(-20, 20) if source.random() < 0.8 else source.getrandbits(70)
    if kind == "fraction":
        return Fraction(source.randint(-50, 50), source.randint(1, 30))
    if kind == "decimal":
        return Decimal(source.randint(-9_999, 9_999)).scaleb(source.randint(-6, 2))
    return double(source, kind)


DOUBLES = "bits wide tiny cents offset few positive gauss".split()


def make(source):
    kind = source.choice(DOUBLES + ["integer", "fraction", "decimal"])
    size = source.choice([1, 2, 3, 4, 5, 7, 10, 20, 40, 40, 120])
    data = [number(source, kind) for _ in range(size)]
    form = source.random()
    if form < 0.6:
        name = source.choice(ONE)
        if name in ("geometric_mean", "harmonic_mean"):
            data = [abs(value) for value in data]
        if name in ("geometric_mean", "fmean") and kind not in DOUBLES:
            return
        if name == "harmonic_mean" and source.random() < 0.4:
            ask(name, data, weights(source, data))
        elif name == "fmean" and source.random() < 0.4:
            ask(name, data, weights(source, data))
        elif name == "quantiles":
            method = source.choice(["exclusive", "inclusive"])
            ask(name, data, n=source.choice([1, 2, 3, 4, 10, 100]), method=method)
        elif name == "median_grouped" and kind != "decimal":
            ask(name, data, interval=source.choice([1, 2, 0.5]))
        elif name in ("variance", "pvariance", "stdev", "pstdev") and source.random() < 0.2:
            ask(name, data, [data[0]])
        else:
            ask(name, data)
    elif form < 0.8:
        if kind not in DOUBLES:
            return
        other = [double(source, kind) for _ in data]
        if source.random() < 0.5:
            other = [value * 3 + source.gauss(0, 0.1) for value in data]
        name = source.choice(TWO)
        if name == "correlation":
            ask(name, data, other, method=source.choice(["linear", "ranked"]))
        elif name == "linear_regression":
            ask(name, data, other, proportional=source.choice([True, False]))
        else:
            ask(name, data, other)
    elif form < 0.9:
        normal(source)
    else:
        density(source)


def weights(source, data):
    return [abs(type(value)(source.randint(0, 5))) for value in data]


def normal(source):
    mean, deviation = source.gauss(0, 10), source.expovariate(0.2)
    first = statistics.NormalDist(mean, deviation)
    second = statistics.NormalDist(source.gauss(0, 10), source.expovariate(0.2))
    name = source.choice("pdf cdf inv_cdf zscore overlap quantiles samples".split())
    x = source.random() if name == "inv_cdf" else source.gauss(mean, 2 * deviation)
    if name == "inv_cdf" and source.random() < 0.5:
        x = source.choice([x * 1e-3, x * 1e-12, x * 1e-200, 1 - x * 1e-9])
    arguments, options = [x], {}
    if name == "overlap":
        arguments = [second.mean, second.stdev]
        value = first.overlap(second)
    elif name == "quantiles":
        arguments, options = [], {"n": source.choice([1, 2, 4, 10])}
        value = first.quantiles(**options)
    elif name == "samples":
        arguments, options = [], {"seed": source.randint(0, 10**9)}
        value = first.samples(5, **options)
    else:
        value = getattr(first, name)(x)
    record("NormalDist." + name, [mean, deviation], arguments, options, value)


def density(source):
    if not hasattr(statistics, "kde_random"):
        return
    kernels = "normal logistic sigmoid rectangular triangular parabolic quartic triweight cosine"
    data = [source.gauss(0, 3) for _ in range(source.choice([1, 2, 5, 20]))]
    options = {"h": source.choice([0.5, 1.5]), "kernel": source.choice(kernels.split())}
    places = [source.uniform(-8, 8) for _ in range(5)]
    if source.random() < 0.5:
        cumulative = source.random() < 0.5
        estimate = statistics.kde(data, cumulative=cumulative, **options)
        name = "kde.cdf" if cumulative else "kde.pdf"
        record(name, data, places, options, [estimate(x) for x in places])
    else:
        seed = source.randint(0, 10**9)
        draw = statistics.kde_random(data, seed=seed, **options)
        record("kde_random", data, [], {"seed": seed, **options}, [draw() for _ in range(5)])


# CPython's tests


def record_tests():
    import test.test_statistics as tests

    busy = [False]

    def wrap(name):
        original = getattr(statistics, name)

        def function(*arguments, **options):
            if busy[0]:
                return original(*arguments, **options)
            busy[0] = True
            try:
                error = None
                try:
                    value = original(*arguments, **options)
                except Exception as caught:
                    error = value = caught
                named = dict(options)
                lists = list(arguments)
                for key in ("weights", "xbar", "mu"):
                    if named.get(key) is not None:
                        lists.append(named.pop(key))
                if len(lists) == 2 and name.endswith(("variance", "stdev")) and name != "covariance":
                    lists[1] = [lists[1]]
                if name == "quantiles" or name == "median_grouped":
                    if len(lists) == 2:
                        named["interval"] = lists.pop()
                if 0 < len(lists) < 3 and all(type(x) in (list, tuple, range, str) for x in lists):
                    record(name, lists[0], lists[1] if len(lists) > 1 else [], named, value)
                if error:
                    raise error
                return value
            finally:
                busy[0] = False

        setattr(statistics, name, function)
        return original

    def wrap_method(cls, name):
        original = getattr(cls, name)

        def method(self, *arguments, **options):
            if busy[0]:
                return original(self, *arguments, **options)
            busy[0] = True
            try:
                error = None
                try:
                    value = original(self, *arguments, **options)
                except Exception as caught:
                    error, value = caught, None
                    if isinstance(caught, ValueError):
                        value = statistics.StatisticsError()
                named, parts = dict(options), [float(self.mean), float(self.stdev)]
                lists = [arguments[0].mean, arguments[0].stdev] if name == "overlap" else arguments
                if name == "quantiles":
                    named, lists = {"n": arguments[0] if arguments else options.get("n", 4)}, []
                if all(type(x) in (int, float) for x in lists):
                    record("NormalDist." + name, parts, [float(x) for x in lists], named, value)
                if error:
                    raise error
                return value
            finally:
                busy[0] = False

        setattr(cls, name, method)

    for name in ONE + TWO:
        wrap(name)
    for name in "pdf cdf inv_cdf zscore overlap quantiles".split():
        wrap_method(tests.c_statistics.NormalDist, name)
    random.seed(1)
    suite = unittest.defaultTestLoader.loadTestsFromModule(tests)
    unittest.TextTestRunner(stream=io.StringIO()).run(suite)


def rest():
    """What the tests ask of objects, which record_tests() does not see."""
    kernels = "normal gauss logistic sigmoid rectangular uniform triangular parabolic epanechnikov quartic"
    kernels = (kernels + " biweight triweight cosine").split()
    sample = [-2.1, -1.3, -0.4, 1.9, 5.1, 6.2]
    drawn = [-2.1, -1.3, -0.4, 1.9, 5.1, 6.2, 7.8, 14.3, 15.1, 15.3, 15.8, 17.0]

    def estimate(data, places, **options):
        cumulative = options.pop("cumulative", False)
        try:
            function = statistics.kde(data, cumulative=cumulative, **options)
            value = [function(x) for x in places]
        except Exception as error:
            value = error
        record("kde.cdf" if cumulative else "kde.pdf", data, places, options, value)

    def draw(data, **options):
        try:
            function = statistics.kde_random(data, **options)
            value = [function() for _ in range(5)]
        except Exception as error:
            value = error
        record("kde_random", data, [], options, value)

    for kernel in kernels:
        estimate(sample, [-20 + (i + 0.5) / 2 for i in range(80)], h=1.5, kernel=kernel)
        estimate([3.0, 5.0, 10.0, 12.0], [10.5], h=2.3, kernel=kernel, cumulative=True)
        estimate([3.0, 5.0, 10.0, 12.0], [-20 + i / 4 for i in range(122)], h=2.3, kernel=kernel)
        estimate(drawn, [i / 2 for i in range(-20, 50)], h=1.75, kernel=kernel, cumulative=True)
        draw(drawn, h=1.75, kernel=kernel, seed=8675309**2)
        estimate([0.0], [-1.0, 1.0], h=1.0, kernel=kernel)
        points = [i / 50 for i in range(-50, 51)]
        estimate([0.0], points, h=1.0, kernel=kernel, cumulative=True)
        inverse = statistics._kernel_invcdfs.get(kernel)
        shares = [statistics.kde([0.0], 1.0, kernel, cumulative=True)(x) for x in points]
        shares = [p for p in shares if 0 < p < 1]
        if inverse:
            record("kernel.quantile", shares, [], {"kernel": kernel}, [inverse(p) for p in shares])
    estimate([1.0, 2.0], [100.0], h=5.0, kernel="triangular")
    estimate([1.0, 2.0, 100.0], [100.0], h=5.0, kernel="triangular")
    for data, h in [([], 1.0), (sample, 0.0), (sample, -1.0)]:
        estimate(data, [0.0], h=h, kernel="normal")
        draw(data, h=h, kernel="normal", seed=1)

    normal = statistics.NormalDist
    for data in ([96, 107, 90, 92, 110], [], [10]):
        try:
            found = normal.from_samples(data)
            value = [found.mean, found.stdev]
        except Exception as error:
            value = error
        record("NormalDist.from_samples", [float(x) for x in data], [], {}, value)
    for seed in ("happiness and joy", "trouble and despair"):
        record("NormalDist.samples", [10000.0, 3.0], [], {"seed": seed},
               normal(10_000, 3.0).samples(5, seed=seed))
    x, y, z = normal(100, 12), normal(40, 5), normal(100, 15)
    for name, first, second, found in [
            ("sum", x, [y.mean, y.stdev], x + y), ("difference", x, [y.mean, y.stdev], x - y),
            ("plus", z, [10.0], z + 10), ("plus.left", z, [10.0], 10 + z), ("minus", z, [10.0], z - 10),
            ("minus.left", z, [10.0], 10 - z), ("times", z, [10.0], z * 10), ("times.left", z, [10.0], 10 * z),
            ("over", z, [10.0], z / 10), ("itself", z, [], +z), ("negative", z, [], -z),
            ("properties", z, [], normal(z.median, z.variance)), ("times", z, [-2.0], z * -2)]:
        record("NormalDist." + name, [first.mean, first.stdev], second, {}, [found.mean, found.stdev])
    smallest, biggest = sys.float_info.min * sys.float_info.epsilon, sys.float_info.max
    values = [0.8035720646477457, 0.7957468097636939, smallest, biggest, 0.0, 1.0, 4.0, math.inf]
    for first in values:
        for second in values:
            record("sqrtprod", [first], [second], {}, statistics._sqrtprod(first, second))


if sys.argv[1] == "record":
    record_tests()
    rest()
else:
    source = random.Random(int(sys.argv[2]))
    for _ in range(int(sys.argv[3])):
        make(source)
for line in seen:
    print(line)
