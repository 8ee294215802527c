"""Runs CPython's own tests and writes down what they ask: record_cpython.py fractions|random.

The methods of `Fraction` and `Random` are wrapped while `test.test_fractions` or `test.test_random`
runs; each question and its answer becomes a case in the form of `cases.py`. A generator that a test
seeds from the system is seeded with a number instead. Recorded with CPython 3.13.0 (PSF licence).
"""

import fractions
import math
import random
import struct
import sys
import unittest
from fractions import Fraction

sys.set_int_max_str_digits(0)
cases = {}


def bits(value):
    return "%x" % struct.unpack(">Q", struct.pack(">d", value))[0]


def record(*fields):
    escapes = str.maketrans({"\t": "\\t", "\n": "\\n", "\0": "\\0"})
    line = "\t".join(str(field).translate(escapes) for field in fields)
    if len(line) < 4000:
        cases.setdefault(line)


def exact(value):
    """Whether a value is a number in lowest terms: some tests make others."""
    if type(value) is Fraction:
        return math.gcd(value.numerator, value.denominator) == 1
    return type(value) is int


def record_fractions():
    busy = [False]

    def wrap(name, write):
        original = getattr(Fraction, name)

        def method(*arguments, **named):
            if busy[0]:
                return original(*arguments, **named)
            busy[0] = True
            try:
                try:
                    answer = original(*arguments, **named)
                except Exception as error:
                    write(error, *arguments, **named)
                    raise
                write(answer, *arguments, **named)
                return answer
            finally:
                busy[0] = False

        setattr(Fraction, name, staticmethod(method) if name == "__new__" else method)

    def made(answer, cls, numerator=0, denominator=None, **_):
        if cls is not Fraction:
            return
        zero = isinstance(answer, ZeroDivisionError)
        wrong = isinstance(answer, Exception)
        if type(numerator) is str and denominator is None:
            record("parse", numerator, "zero" if zero else "error" if wrong else str(answer))
        elif type(numerator) is int and type(denominator) is int:
            record("make", numerator, denominator, "zero" if zero else str(answer))
        elif type(numerator) is float and denominator is None and math.isfinite(numerator):
            record("exact", bits(numerator), str(answer))

    def two(name, turned=False):
        def write(answer, a, b):
            if exact(a) and exact(b) and exact(answer):
                a, b = (b, a) if turned else (a, b)
                record(name, a, b, answer)

        return write

    wrap("__new__", made)
    for method, name in [("add", "add"), ("sub", "subtract"), ("mul", "multiply"),
                         ("truediv", "divide")]:
        wrap(f"__{method}__", two(name))
        wrap(f"__r{method}__", two(name, True))
    wrap("__divmod__", lambda r, a, b: exact(b) and type(r) is tuple and exact(r[1])
         and record("remainder", a, b, *r))
    wrap("__pow__", lambda r, a, b: type(b) is int and type(r) is Fraction and abs(b) < 1000
         and record("power", a, b, r))
    for method in ("lt", "eq"):
        wrap(f"__{method}__", lambda r, a, b: exact(a) and exact(b) and record("less", a, b, a < b, a == b))
    wrap("__floor__", lambda r, a: record("floor", a, r, math.ceil(a), math.trunc(a)))
    wrap("__round__", lambda r, a, n=None: record("round", a, r) if n is None
         else type(r) is Fraction and record("digits", a, n, r))
    wrap("limit_denominator", lambda r, a, n=10**6: type(r) is Fraction
         and record("limit", a, n, r))
    wrap("__float__", lambda r, a: type(r) is float and record("double", a, bits(r)))
    wrap("__format__", lambda r, a, spec: record(
        "format", a, spec, "error" if isinstance(r, Exception) else r))


def record_random():
    logs, seeds, unseeded, kinds = {}, [0], set(), {}
    original = {}

    def begin(generator, kind, written):
        finish(generator)
        logs[id(generator)] = [kind, written, []]

    def finish(generator):
        log = logs.pop(id(generator), None)
        if log and log[2]:
            kind, written, calls = log
            # Enough is enough: a dozen streams of the same calls.
            names = tuple(sorted({c.split(" ")[0] for c, _ in calls}))
            kinds[names] = kinds.get(names, 0) + 1
            if kinds[names] > 12:
                return
            record("stream", kind, written, "|".join(c for c, _ in calls),
                   "|".join(a for _, a in calls))

    def spoil(generator):
        finish(generator)
        if id(generator) in unseeded:
            seed(generator)

    def seed(self, a=None, version=2):
        if type(self) is not random.Random:
            return original["seed"](self, a, version)
        unseeded.discard(id(self))
        if a is None:
            unseeded.add(id(self))
            seeds[0] += 1
            a = seeds[0]
        original["seed"](self, a, version)
        if version != 2:
            spoil(self)
        elif type(a) is int:
            begin(self, "integer", "%x" % a)
        elif type(a) is str and a.isprintable():
            begin(self, "text", a)
        elif type(a) in (bytes, bytearray):
            begin(self, "bytes", a.hex())
        elif type(a) is float and math.isfinite(a):
            begin(self, "double", bits(a))
        else:
            spoil(self)

    depth = [0]

    def wrap(name, write):
        original[name] = getattr(random.Random, name)

        def method(self, *arguments, **named):
            if "random" in vars(self) or "getrandbits" in vars(self):
                # A test gives the numbers itself.
                unseeded.discard(id(self))
                finish(self)
            if depth[0] or id(self) not in logs:
                return original[name](self, *arguments, **named)
            depth[0] += 1
            try:
                try:
                    line, text, answer = write(self, *arguments, **named)
                except BaseException:
                    spoil(self)
                    raise
                log = logs.get(id(self))
                if line is None:
                    spoil(self)
                elif log is not None:
                    log[2].append((line, text))
                    # A generator that no test has seeded begins anew, so that each kind of call
                    # is met in short streams.
                    if len(log[2]) == (12 if id(self) in unseeded else 30):
                        spoil(self)
                return answer
            finally:
                depth[0] -= 1

        setattr(random.Random, name, method)

    def plain(name, called, arguments_text, answer_text):
        def write(self, *arguments, **named):
            answer = original[name](self, *arguments, **named)
            text = arguments_text(*arguments, **named)
            line = None if text is None else f"{called(*arguments, **named)} {text}".strip()
            return line, answer_text(answer), answer

        return write

    listed = lambda values: ",".join(map(str, values))

    def doubles(name, called, wanted):
        def text(*arguments, **named):
            if named or len(arguments) != wanted:
                return None
            if any(type(a) not in (int, float) for a in arguments):
                return None
            return " ".join(bits(float(a)) for a in arguments)

        wrap(name, plain(name, lambda *_: called, text, bits))

    original["seed"] = random.Random.seed
    random.Random.seed = seed
    for name in ("getstate", "setstate", "__setstate__", "__reduce__"):
        if hasattr(random.Random, name):
            method = getattr(random.Random, name)

            def change(self, *arguments, method=method):
                unseeded.discard(id(self))
                finish(self)
                return method(self, *arguments)

            setattr(random.Random, name, change)
    wrap("random", plain("random", lambda: "random", lambda: "", bits))
    wrap("getrandbits", plain("getrandbits", lambda k: "getrandbits", str, lambda r: "%x" % r))
    wrap("randbytes", plain("randbytes", lambda n: "bytes", str, bytes.hex))

    def randrange(self, start, stop=None, step=random._ONE):
        answer = original["randrange"](self, start, stop, step)
        if stop is None:
            return f"wide {int(start)}", str(answer), answer
        low, high, by = int(start), int(stop), int(step)
        return f"widesteps {low} {high} {by}", str(answer), answer

    wrap("randrange", randrange)
    wrap("randint", lambda self, a, b: (
        lambda r: (f"widesteps {a} {b + 1} 1", str(r), r))(original["randint"](self, a, b)))

    def choice(self, seq):
        place = original["choice"](self, range(len(seq)))
        return f"choice {len(seq)}", str(place), seq[place]

    wrap("choice", choice)

    def shuffle(self, x):
        before = list(x)
        places = list(range(len(before)))
        original["shuffle"](self, places)
        x[:] = [before[place] for place in places]
        return f"shuffle {len(before)}", listed(places), None

    wrap("shuffle", shuffle)

    def sample(self, population, k, *, counts=None):
        if not isinstance(population, (range, list, tuple, str)) or counts is not None and any(
                type(c) is not int for c in counts):
            return None, "", original["sample"](self, population, k, counts=counts)
        places = original["sample"](self, range(len(population)), k, counts=counts)
        answer = [population[place] for place in places]
        line = (f"sample {len(population)} {k}" if counts is None
                else f"counts {listed(counts)} {k}")
        return line if type(k) is int else None, listed(places), answer

    wrap("sample", sample)

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        given = weights if cum_weights is None else cum_weights
        try:
            given = None if given is None else list(given)
            simple = given is None or all(type(w) in (int, float) for w in given)
        except TypeError:
            simple = False
        if not simple or not isinstance(population, (range, list, tuple, str)):
            answer = original["choices"](self, population, weights, cum_weights=cum_weights, k=k)
            return None, "", answer
        places = original["choices"](
            self, range(len(population)), given if cum_weights is None else None,
            cum_weights=given if cum_weights is not None else None, k=k)
        answer = [population[place] for place in places]
        if given is None:
            line = f"choices {len(population)} {k}"
        else:
            name = "weights" if cum_weights is None else "cumulative"
            line = f"{name} {listed(bits(float(w)) for w in given)} {k}"
        return line if type(k) is int else None, listed(places), answer

    wrap("choices", choices)
    for name, called, wanted in [
        ("uniform", "uniform", 2), ("betavariate", "beta", 2), ("expovariate", "expo", 1),
        ("gammavariate", "gamma", 2), ("gauss", "gauss", 2), ("lognormvariate", "lognorm", 2),
        ("normalvariate", "normal", 2), ("vonmisesvariate", "vonmises", 2),
        ("paretovariate", "pareto", 1), ("weibullvariate", "weibull", 2),
    ]:
        doubles(name, called, wanted)

    def binomial(self, n=1, p=0.5):
        answer = original["binomialvariate"](self, n, p)
        return f"binomial {n} {bits(float(p))}", str(answer), answer

    wrap("binomialvariate", binomial)
    return logs


area = sys.argv[1]
if area == "fractions":
    import test.test_fractions as module

    record_fractions()
else:
    import test.test_random as module

    record_random()
    if hasattr(module, "MersenneTwister_TestBasicOps"):
        module.MersenneTwister_TestBasicOps.gen = random.Random()
result = unittest.TextTestRunner(stream=sys.stderr).run(
    unittest.defaultTestLoader.loadTestsFromModule(module)
)
print(f"# {sys.version.split()[0]}, {result.testsRun} tests", file=sys.stderr)
for line in cases:
    print(line)
