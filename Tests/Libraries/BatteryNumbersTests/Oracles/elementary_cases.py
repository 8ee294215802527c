"""Prints random elementary functions with MPFR's answers:
elementary_cases.py elementary SEED COUNT [PRECISION...].

One case a line, its fields separated by tabs: the function, the digits of the precision, the
arguments, the value rounded half even. Needs gmpy2 (PyPI).
"""

import decimal
import random
import sys
from decimal import Decimal

import gmpy2

seed, count = int(sys.argv[2]), int(sys.argv[3])
precisions = [int(text) for text in sys.argv[4:]]
dice = random.Random(seed)
decimal.setcontext(decimal.Context(prec=100_000, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN))
gmpy2.get_context().emax = 1 << 40
gmpy2.get_context().emin = -(1 << 40)

FUNCTIONS = {
    "sin": gmpy2.sin, "cos": gmpy2.cos, "tan": gmpy2.tan,
    "asin": gmpy2.asin, "acos": gmpy2.acos, "atan": gmpy2.atan,
    "sinh": gmpy2.sinh, "cosh": gmpy2.cosh, "tanh": gmpy2.tanh,
    "asinh": gmpy2.asinh, "acosh": gmpy2.acosh, "atanh": gmpy2.atanh,
    "exp": gmpy2.exp, "exp2": gmpy2.exp2, "ln": gmpy2.log, "log2": gmpy2.log2,
    "log10": gmpy2.log10, "cbrt": gmpy2.cbrt, "root": gmpy2.rootn, "atan2": gmpy2.atan2,
    "pi": gmpy2.const_pi, "ln2": gmpy2.const_log2, "e": lambda: gmpy2.exp(gmpy2.mpfr(1)),
    "ln10": lambda: gmpy2.log(gmpy2.mpfr(10)),
    "phi": lambda: (1 + gmpy2.sqrt(gmpy2.mpfr(5))) / 2,
}
CONSTANTS = ["pi", "e", "ln2", "ln10", "phi"]
ANGLES = ["sin", "cos", "tan"]


def digits(precision):
    length = dice.choice([1, 2, 5, precision, dice.randint(1, precision + 3), 2 * precision])
    if dice.random() < 0.1:
        return "9" * length
    return dice.choice("123456789") + "".join(dice.choice("0123456789") for _ in range(length - 1))


def near(value, precision):
    """A number that begins as another does, and differs late."""
    shown = dice.choice([3, precision // 2, precision, 2 * precision])
    shift = dice.choice([1, -1]) * dice.randint(1, 9)
    quantum = Decimal(1).scaleb(-shown)
    return value.quantize(quantum) + shift * quantum * dice.choice([0, 1, Decimal("0.01")])


def pi(length):
    gmpy2.get_context().precision = int(3.33 * length) + 60
    mantissa, exponent, _ = gmpy2.const_pi().digits(10, length)
    return Decimal(f"0.{mantissa}E{exponent}")


def unit(precision):
    """A number from -1 to 1."""
    value = Decimal(f"0.{digits(precision)}E-{dice.choice([0, 0, 0, 1, 3, dice.randint(0, 80)])}")
    if dice.random() < 0.3:
        value = 1 - value
    return value * dice.choice([1, -1])


def real(precision, reach):
    power = dice.randint(-reach, reach) if dice.random() < 0.7 else dice.choice([0, -1, 1])
    return Decimal(f"{dice.choice(['', '-'])}0.{digits(precision)}E{power}")


def arguments(name, precision):
    if name in CONSTANTS:
        return []
    if name in ANGLES:
        if dice.random() < 0.25:
            multiple = dice.choice([1, 2, 3, 4, dice.randint(1, 10**6)])
            return [near(pi(3 * precision + 30) * multiple / 2, precision)]
        return [real(precision, dice.choice([3, 40, 300]))]
    if name in ("asin", "acos", "atanh"):
        return [unit(precision)]
    if name in ("exp", "sinh", "cosh", "tanh", "exp2"):
        small = real(precision, dice.choice([2, 5, 60]))
        return [small if small.adjusted() < 6 else small.scaleb(5 - small.adjusted())]
    if name == "acosh":
        return [1 + abs(real(precision, dice.choice([2, 40])))]
    if name in ("ln", "log2", "log10"):
        if name == "log2" and dice.random() < 0.2:
            return [Decimal(2) ** dice.randint(-60, 200)]
        if dice.random() < 0.3:
            return [1 + unit(precision)]
        return [abs(real(precision, 300))]
    if name in ("cbrt", "root"):
        degree = 3 if name == "cbrt" else dice.choice([1, 2, 3, 4, 5, 7, 12, 100, 1001])
        if dice.random() < 0.3 and degree < 13:
            base = Decimal(dice.randint(1, 10 ** dice.randint(1, precision + 1))) ** degree
            value = base.scaleb(degree * dice.randint(-9, 9))
        else:
            value = abs(real(precision, 300))
        if degree % 2 and dice.random() < 0.4:
            value = -value
        return [value] if name == "cbrt" else [value, Decimal(degree)]
    if name == "atan2":
        return [real(precision, dice.choice([2, 50])), real(precision, dice.choice([2, 50]))]
    return [real(precision, dice.choice([2, 60, 300]))]


def rounded(name, values, precision):
    """The value from more and more bits, until it stays the same."""
    reach = sum(len(v.as_tuple().digits) + abs(v.adjusted()) for v in values)
    extra = precision + 40 + 2 * reach
    answers = []
    while True:
        gmpy2.get_context().precision = int(3.33 * extra) + 60
        inputs = [gmpy2.mpfr(str(v)) for v in values]
        if name == "root":
            inputs[1] = int(values[1])
        result = FUNCTIONS[name](*inputs)
        mantissa, exponent, _ = result.digits(10, precision)
        sign, mantissa = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
        answers.append(Decimal(f"{sign}0.{mantissa}E{exponent}").normalize())
        if name in ("cbrt", "root"):
            # An exact root may lie in the middle of two numbers, which binary digits miss.
            longer, exponent, _ = result.digits(10, precision + 4)
            near = Decimal(f"{sign}0.{longer.lstrip('-')}E{exponent}")
            if near ** (int(values[1]) if name == "root" else 3) == values[0]:
                return decimal.Context(prec=precision, Emin=decimal.MIN_EMIN).plus(near).normalize()
        if len(answers) > 1 and answers[-1] == answers[-2]:
            return answers[-1]
        extra = extra * 3 // 2


made = 0
while made < count:
    name = dice.choice(list(FUNCTIONS))
    # Of 11, 30, 49 and 296 digits and the 8 beyond them, no limb of 19 has digits to spare: there
    # errors show that are larger than they may be.
    usual = [5, 11, 16, 30, 49, 50, 296, 300] if made % 4 else [2, 3, 13, 19, 38, 39, 51, 700]
    precision = dice.choice(precisions or usual)
    values = arguments(name, precision)
    if any(v == 0 or (name in ("asin", "acos", "atanh", "acosh", "ln") and abs(v) == 1) for v in values):
        continue
    answer = rounded(name, values, precision)
    print("\t".join([name, str(precision), *map(str, values), str(answer)]))
    made += 1
