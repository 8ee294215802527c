"""Random expressions with functions and what mpmath makes of them, a case a line.

Usage: reals.py SEED COUNT. Each line is an expression, a tab, and the result: 28 digits, rounded
half even from 80.
"""

import decimal
import random
import signal
import sys

import mpmath
from mpmath import mp

mp.dps = 120


def guarded(name):
    """A function that refuses infinities, and arguments that may be 1 but for rounding."""
    function = getattr(mpmath, name)

    def call(x):
        if name in ("asin", "acos", "acosh", "atanh") and abs(abs(x) - 1) < mp.mpf(10) ** -80:
            raise ValueError
        result = function(x)
        if not mp.isfinite(result):
            raise OverflowError
        return result

    return call


FUNCTIONS = (
    "sqrt cbrt exp ln log10 sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh".split()
)
NAMES = {name: guarded(name) for name in FUNCTIONS}
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
        name = source.choice(FUNCTIONS)
        ours, theirs = value(source, depth - 1)
        return f"{name}({ours})", f"{name}({theirs})"
    (a, b), (c, d) = value(source, depth - 1), value(source, depth - 1)
    operation = source.choice(["+", "-", "*", "/", "**"])
    return f"({a} {operation} {c})", f"({b} {operation} {d})"


def give_up(number, frame):
    raise OverflowError


def computed(text, digits):
    """The value with so many digits; None when it is no real number, or takes longer than a second."""
    mp.dps = digits
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        result = eval(text, NAMES)
    except (ValueError, ZeroDivisionError, OverflowError, MemoryError):
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return result if isinstance(result, mp.mpf) and mp.isfinite(result) else None


signal.signal(signal.SIGALRM, give_up)
source = random.Random(int(sys.argv[1]))
context = decimal.Context(prec=28)
count = int(sys.argv[2])
while count > 0:
    ours, theirs = value(source, 3)
    result, again = computed(theirs, 120), computed(theirs, 300)
    # Neither what cancels to nothing nor what has other digits when there are more of them.
    if result is None or again is None or not 1e-60 < abs(result) < 1e60:
        continue
    if abs(again - result) > abs(result) * mp.mpf(10) ** -80:
        continue
    text = mpmath.nstr(again, 80, strip_zeros=False)
    print(f"{ours}\t{context.create_decimal(text).normalize(context)}")
    count -= 1
