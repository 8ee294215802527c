"""Prints random cases with Python's answers: cases.py AREA SEED COUNT.

One case a line, its fields separated by tabs: the operation, its arguments, the answer. Doubles are
written as the hexadecimal digits of their bits, long integers in hexadecimal. The recorded cases
are those of Python 3.13; 3.11 asks less, since its fractions and streams know less.
"""

import math
import random
import struct
import sys
from fractions import Fraction

sys.set_int_max_str_digits(0)
area, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
source = random.Random(seed)
complete = sys.version_info >= (3, 12)


def bits(value):
    return "%x" % struct.unpack(">Q", struct.pack(">d", value))[0]


def hexadecimal(value):
    return "%x" % value


def case(*fields):
    print("\t".join(str(field) for field in fields))


def integer(limit=3000):
    size = source.choice([3, 60, 63, 64, 65, 127, 128, 200] + [source.randint(1, limit)] * 3)
    kind = source.random()
    if kind < 0.2:
        value = (1 << size) - source.choice([0, 1, 2])
    elif kind < 0.4:
        value = 0
        for _ in range(source.randint(1, 8)):
            value ^= (1 << source.randint(0, size)) - 1
    else:
        value = source.getrandbits(size)
    return -value if source.random() < 0.4 else value


def truncated(a, b):
    quotient = abs(a) // abs(b)
    quotient = -quotient if (a < 0) != (b < 0) else quotient
    return quotient, a - quotient * b


def digits36(value):
    text, rest = "", abs(value)
    while rest:
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36] + text
        rest //= 36
    return ("-" if value < 0 else "") + (text or "0")


def integers():
    limit = 40_000 if source.random() < 0.02 else 1_500
    name = source.choice(
        "add subtract multiply multiply divide divide floor gcd and or xor not left right text"
        " radix power modular root double length words".split()
    )
    if count >= 1_000 and name in ("multiply", "divide") and source.random() < 0.05:
        # Too long to be recorded, but long enough for every way to multiply.
        limit = 150_000
    a, b = integer(limit), integer(limit)
    h = hexadecimal
    if name in ("add", "subtract", "multiply", "and", "or", "xor"):
        answer = {
            "add": a + b, "subtract": a - b, "multiply": a * b, "and": a & b, "or": a | b,
            "xor": a ^ b,
        }[name]
        case(name, h(a), h(b), h(answer))
    elif name in ("divide", "floor"):
        if source.random() < 0.3:
            a = a * b + source.choice([0, 1, -1])
        if b == 0:
            return
        quotient, rest = truncated(a, b) if name == "divide" else divmod(a, b)
        case(name, h(a), h(b), h(quotient), h(rest))
    elif name == "gcd":
        if source.random() < 0.7:
            shared = integer(limit // 4)
            a, b = integer(limit // 4) * shared, integer(limit // 4) * shared
        case(name, h(a), h(b), h(math.gcd(a, b)))
    elif name == "not":
        case(name, h(a), h(~a))
    elif name in ("left", "right"):
        by = source.randint(0, 300 if name == "left" else limit + 10)
        case(name, h(a), by, h(a << by if name == "left" else a >> by))
    elif name == "text":
        case(name, h(a), a)
    elif name == "radix":
        a = integer(700)
        case(name, h(a), digits36(a))
    elif name == "power":
        a, by = integer(200), source.randint(0, 20)
        case(name, h(a), by, h(a**by))
    elif name == "modular":
        a, b, modulus = integer(500), integer(150), abs(integer(500)) or 1
        try:
            answer = h(pow(a, b, modulus))
        except ValueError:
            answer = "none"
        case(name, h(a), h(b), h(modulus), answer)
    elif name == "root":
        case(name, h(abs(a)), h(math.isqrt(abs(a))))
    elif name == "double":
        a = integer(1_100)
        try:
            value = float(a)
        except OverflowError:
            value = math.inf if a > 0 else -math.inf
        case(name, h(a), bits(value))
    elif name == "length":
        case(name, h(a), a.bit_length(), abs(a).bit_count())
    elif name == "words":
        size = (a if a >= 0 else ~a).bit_length() // 64 + 1
        unsigned = a & ((1 << (64 * size)) - 1)
        case(name, h(a), ",".join(h(unsigned >> (64 * k) & (1 << 64) - 1) for k in range(size)))


def double():
    kind = source.random()
    if kind < 0.4:
        return source.uniform(-10, 10)
    if kind < 0.6:
        return source.choice([0.0, 0.1, 0.5, 1.0, 1.5, 2.5, 1e22, 5e-324, 2.2250738585072014e-308])
    value = struct.unpack(">d", struct.pack(">Q", source.getrandbits(64)))[0]
    return value if math.isfinite(value) else 1.25


def fraction():
    kind = source.random()
    if kind < 0.5:
        return Fraction(source.randint(-50, 50), source.randint(1, 40))
    if kind < 0.7:
        return Fraction(double())
    if kind < 0.9:
        edge = [2**63 - 1, -(2**63), 2**62, 2**32 + 1, 3**39, 1, 6]
        return Fraction(source.choice(edge), abs(source.choice(edge)))
    return Fraction(integer(300), abs(integer(300)) or 1)


def fraction_text():
    number = lambda: "_".join(str(source.randint(0, 999)) for _ in range(source.choice([1, 1, 1, 2])))
    text = source.choice(["", "", "-", "+"]) + source.choice([number(), number(), ""])
    kind = source.random()
    if kind < 0.3:
        text += source.choice(["/", "/", " / "]) + number()
    elif kind < 0.8:
        text += source.choice([".", ""]) + source.choice([number(), ""])
        if source.random() < 0.5:
            text += source.choice("eE") + source.choice(["", "-", "+"]) + number()[:2]
    if source.random() < 0.2:
        place = source.randint(0, len(text))
        text = text[:place] + source.choice("_/.e x-0\u0663\u00b2\u2003") + text[place:]
    return source.choice(["", "", " ", "\u2003"]) + text + source.choice(["", "", " ", "\n"])


def specification():
    text = source.choice(["", "", "<", ">", "^", "=", "*<", "x>", "0=", "é^"])
    text += source.choice(["", "", "-", "+", " "]) + source.choice(["", "", "z"])
    text += source.choice(["", "", "#"]) + source.choice(["", "", "0"])
    text += source.choice(["", "", str(source.randint(0, 30))]) + source.choice(["", "", ",", "_"])
    text += source.choice(["", ".0", ".1", ".2", "." + str(source.randint(0, 25)), "."])
    return text + source.choice(list("eEfFgG%fge%") + [""])


def fractions():
    name = source.choice(
        "parse parse add subtract multiply divide remainder less power round digits floor limit"
        " double exact format format format sum".split()
    )
    if not complete and name in ("parse", "format"):
        return
    a, b = fraction(), fraction()
    if name == "parse":
        text = fraction_text()
        try:
            answer = Fraction(text)
        except ZeroDivisionError:
            answer = "zero"
        except ValueError:
            answer = "error"
        case(name, text.replace("\n", "\\n"), answer)
    elif name in ("add", "subtract", "multiply"):
        answer = {"add": a + b, "subtract": a - b, "multiply": a * b}[name]
        case(name, a, b, answer)
    elif name in ("divide", "remainder"):
        if b == 0:
            return
        if name == "divide":
            case(name, a, b, a / b)
        else:
            case(name, a, b, *divmod(a, b))
    elif name == "less":
        b = source.choice([a, b, b])
        case(name, a, b, a < b, a == b)
    elif name == "power":
        by = source.randint(-8, 12)
        if a != 0 or by >= 0:
            case(name, a, by, a**by)
    elif name == "round":
        a = source.choice([a, Fraction(source.randint(-21, 21), 2)])
        case(name, a, round(a))
    elif name == "digits":
        by = source.randint(-4, 12)
        case(name, a, by, round(a, by))
    elif name == "floor":
        case(name, a, math.floor(a), math.ceil(a), math.trunc(a))
    elif name == "limit":
        limit = source.choice([1, 2, 3, 10, 1000, 10**6, 10**20])
        case(name, a, limit, a.limit_denominator(limit))
    elif name == "double":
        if source.random() < 0.5:
            a = Fraction(integer(1100), abs(integer(1100)) or 1)
        elif source.random() < 0.5:
            a = (Fraction(5e-324) + Fraction(source.choice([0, 1, -1]), 10**400)) * Fraction(
                source.randint(0, 64), source.choice([2, 4, 1])
            )
        try:
            value = float(a)
        except OverflowError:
            value = math.inf if a > 0 else -math.inf
        case(name, a, bits(abs(value) if a == 0 else value))
    elif name == "exact":
        value = double()
        case(name, bits(value), Fraction(value))
    elif name == "format":
        a = source.choice([a, Fraction(source.randint(-10000, 10000), 1000), -a / 10**6])
        spec = specification()
        try:
            answer = format(a, spec)
        except ValueError:
            answer = "error"
        case(name, a, spec, answer)
    elif name == "sum":
        values = [fraction() for _ in range(source.randint(0, 12))]
        case(name, ",".join(map(str, values)), sum(values, Fraction(0)))


def call(generator):
    number = lambda a, b: source.choice([source.uniform(a, b), source.uniform(a, b), 1.0])
    name = source.choice(
        "random getrandbits randrange steps wide randint choice choices weights cumulative shuffle"
        " sample counts uniform triangular mode beta expo gamma gauss gauss lognorm normal vonmises"
        " pareto weibull bytes binomial".split()
    )
    if not complete and name == "binomial":
        name = "random"
    listed = lambda values: ",".join(map(str, values))
    if name == "random":
        return name, bits(generator.random())
    if name == "getrandbits":
        k = source.choice([0, 1, 8, 31, 32, 33, 63, 64, 65, 96, 100, 1000])
        return f"{name} {k}", "%x" % generator.getrandbits(k)
    if name == "randrange":
        a, b = source.randint(-100, 2**40), source.choice([1, 2, 10, 2**31, 2**32, 2**62])
        return f"{name} {a} {a + b}", generator.randrange(a, a + b)
    if name == "steps":
        a, b, step = source.choice([(0, 100, 7), (100, 0, -7), (-5, 6, 11), (3, 1000, 3)])
        return f"{name} {a} {b} {step}", generator.randrange(a, b, step)
    if name == "wide":
        limit = source.getrandbits(source.randint(65, 400)) + 1
        return f"{name} {limit}", generator.randrange(limit)
    if name == "randint":
        a, b = source.choice([(1, 6), (-5, -5), (-(2**63), 2**63 - 1), (0, 255)])
        return f"{name} {a} {b}", generator.randint(a, b)
    n = source.choice([1, 2, 5, 10, 21, 22, 85, 86, 200])
    k = source.randint(0, n)
    if name == "choice":
        return f"{name} {n}", generator.choice(range(n))
    if name == "choices":
        return f"{name} {n} {k}", listed(generator.choices(range(n), k=k))
    if name in ("weights", "cumulative"):
        weights = [source.choice([0.0, 1.0, 2.5, source.random()]) for _ in range(5)]
        weights[-1] += 0.5
        if name == "cumulative":
            weights = sorted(weights)
            answer = generator.choices(range(5), cum_weights=weights, k=k)
        else:
            answer = generator.choices(range(5), weights, k=k)
        return f"{name} {listed(map(bits, weights))} {k}", listed(answer)
    if name == "shuffle":
        values = list(range(n))
        generator.shuffle(values)
        return f"{name} {n}", listed(values)
    if name == "sample":
        if source.random() < 0.3:
            n, k = 10**6, source.randint(0, 40)
        return f"{name} {n} {k}", listed(generator.sample(range(n), k))
    if name == "counts":
        counts = [source.randint(0, 9) for _ in range(6)]
        counts[2] += 1
        k = source.randint(0, sum(counts))
        answer = generator.sample(range(6), counts=counts, k=k)
        return f"{name} {listed(counts)} {k}", listed(answer)
    if name == "bytes":
        k = source.randint(0, 40)
        return f"{name} {k}", generator.randbytes(k).hex()
    if name == "binomial":
        n = source.choice([0, 1, 5, 40, 1000, 10**6, 10**12])
        p = source.choice([0.0, 1.0, 0.5, 0.01, 0.99, source.random(), source.random() / 1000])
        return f"{name} {n} {bits(p)}", generator.binomialvariate(n, p)
    methods = {
        "uniform": (generator.uniform, number(-5, 5), number(-5, 5)),
        "triangular": (generator.triangular, number(-5, 0), number(2, 9)),
        "mode": (generator.triangular, 0.0, number(2, 9), number(0, 2)),
        "beta": (generator.betavariate, number(0.1, 5), number(0.1, 5)),
        "expo": (generator.expovariate, number(0.1, 5)),
        "gamma": (generator.gammavariate, number(0.1, 5), number(0.1, 5)),
        "gauss": (generator.gauss, number(-5, 5), number(0.1, 5)),
        "lognorm": (generator.lognormvariate, number(-1, 1), number(0.1, 2)),
        "normal": (generator.normalvariate, number(-5, 5), number(0.1, 5)),
        "vonmises": (generator.vonmisesvariate, number(0, 6), number(0, 5) - 0.5),
        "pareto": (generator.paretovariate, number(0.5, 5)),
        "weibull": (generator.weibullvariate, number(0.5, 5), number(0.5, 5)),
    }
    method, *arguments = methods[name]
    return f"{name} {' '.join(map(bits, arguments))}", bits(method(*arguments))


def streams():
    kind = source.choice(["integer", "text", "bytes", "double"])
    if kind == "integer":
        seed = source.choice([0, 1, -1, 42, 2**32, 2**64 - 1, integer(20_000)])
        written = hexadecimal(seed)
    elif kind == "text":
        seed = source.choice(["", "a", "Batteries", "grün", "x" * 200])
        written = seed
    elif kind == "bytes":
        seed = source.randbytes(source.randint(0, 130))
        written = seed.hex()
    else:
        seed = double()
        written = bits(seed)
    generator = random.Random(seed)
    calls = [call(generator) for _ in range(12)]
    case("stream", kind, written, "|".join(c for c, _ in calls), "|".join(str(a) for _, a in calls))


def functions():
    name = source.choice("fsum fsum sumprod hypot dist comb perm factorial nextafter ulp".split())
    values = [double() for _ in range(source.randint(0, 8))]
    if source.random() < 0.5:
        scale = source.choice([1.0, 1e-300, 1e150, 1e-320])
        values = [source.uniform(-1, 1) * scale for _ in values]
    listed = lambda numbers: ",".join(map(bits, numbers))
    try:
        if name == "fsum":
            case(name, listed(values), bits(math.fsum(values)))
        elif name == "sumprod":
            values = [source.uniform(-10, 10) for _ in values]
            others = [source.choice([source.uniform(-1, 1), 1e16, -1e16, 0.1]) for _ in values]
            exact = sum((Fraction(a) * Fraction(b) for a, b in zip(values, others)), Fraction(0))
            case(name, listed(values), listed(others), bits(float(exact)))
        elif name == "hypot":
            case(name, listed(values), bits(math.hypot(*values)))
        elif name == "dist":
            others = [source.uniform(-10, 10) for _ in values]
            case(name, listed(values), listed(others), bits(math.dist(values, others)))
        elif name in ("comb", "perm"):
            n, k = source.randint(0, 400), source.randint(0, 200)
            case(name, n, k, "%x" % (math.comb(n, k) if name == "comb" else math.perm(n, k)))
        elif name == "factorial":
            n = source.randint(0, 500)
            case(name, n, "%x" % math.factorial(n))
        elif name == "nextafter" and complete:
            a, b = double(), source.choice([0.0, -0.0, math.inf, -math.inf, double()])
            steps = source.choice([0, 1, 2, 1000, 2**53, 2**63 - 1, source.getrandbits(60)])
            case(name, bits(a), bits(b), steps, bits(math.nextafter(a, b, steps=steps)))
        elif name == "ulp":
            a = double()
            case(name, bits(a), bits(math.ulp(a)))
    except (OverflowError, ValueError):
        return


areas = {"integers": integers, "fractions": fractions, "streams": streams, "functions": functions}
for _ in range(count):
    areas[area]()
