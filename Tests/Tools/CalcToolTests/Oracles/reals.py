"""Random expressions with functions and what mpmath makes of them, a case a line.

Usage: reals.py SEED COUNT. Each line is an expression, a tab, and the result: 28 digits, rounded
half even from 80.
"""

import decimal
import random
import sys

import mpmath
from mpmath import mp

mp.dps = 120
NAMES = {
    name: getattr(mpmath, name)
    for name in (
        "sqrt cbrt exp ln log10 sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh".split()
    )
}
NAMES |= {"pi": mp.pi, "e": mp.e, "tau": 2 * mp.pi, "phi": mp.phi, "mpf": mp.mpf}


def number(source):
    digits = source.randrange(1, 12)
    whole = source.randrange(10**digits)
    return f"{whole}e{source.randrange(-digits - 3, 3 - digits)}"


def value(source, depth):
    """A text for us, and one for mpmath."""
    kind = source.randrange(6)
    if depth == 0 or kind == 0:
        if source.random() < 0.2:
            name = source.choice(["pi", "e", "tau", "phi"])
            return name, name
        text = number(source)
        return text, f"mpf('{text}')"
    if kind <= 3:
        name = source.choice(list(NAMES)[:17])
        ours, theirs = value(source, depth - 1)
        return f"{name}({ours})", f"{name}({theirs})"
    (a, b), (c, d) = value(source, depth - 1), value(source, depth - 1)
    operation = source.choice(["+", "-", "*", "/", "**"])
    return f"({a} {operation} {c})", f"({b} {operation} {d})"


source = random.Random(int(sys.argv[1]))
context = decimal.Context(prec=28)
count = int(sys.argv[2])
while count > 0:
    ours, theirs = value(source, 3)
    try:
        result = eval(theirs, NAMES)
    except (ValueError, ZeroDivisionError, OverflowError):
        continue
    # Neither complex numbers nor those that cancel to nothing.
    if not isinstance(result, mp.mpf) or not mp.isfinite(result):
        continue
    if not 1e-60 < abs(result) < 1e60:
        continue
    mp.dps = 300
    try:
        again = eval(theirs, NAMES)
    except (ValueError, ZeroDivisionError, OverflowError):
        again = None
    mp.dps = 120
    if not isinstance(again, mp.mpf) or abs(again - result) > abs(result) * mp.mpf(10) ** -80:
        continue
    text = mpmath.nstr(again, 80, strip_zeros=False)
    print(f"{ours}\t{context.create_decimal(text).normalize(context)}")
    count -= 1
