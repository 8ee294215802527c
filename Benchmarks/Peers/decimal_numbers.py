"""Decimal arithmetic with CPython's decimal (libmpdec): decimal_numbers.py DIGITS.

The same operands as `Measure.decimal`. Prints the processor time of one operation, the best of
five runs; functions of many digits run once.
"""
import resource
import sys
import time
from decimal import Context, Decimal, setcontext

digits = int(sys.argv[1])
setcontext(Context(prec=digits, Emin=-999999, Emax=999999, traps=[]))


def operand(state):
    text = []
    for _ in range(digits):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        text.append(str((state >> 33) % 9 + 1))
    return Decimal(text[0] + "." + "".join(text[1:]))


a, b, two = operand(1), operand(2), Decimal(2)


def measure(name, run, seconds):
    start = time.process_time()
    run()
    once = time.process_time() - start
    best = once
    # Short operations are repeated until the clock's step does not count.
    count = max(1, int(seconds / max(once, 1e-7)))
    if once < 0.5:
        for _ in range(5):
            start = time.process_time()
            for _ in range(count):
                run()
            best = min(best, (time.process_time() - start) / count)
    print(name, best * 1e6, "us")


measure("add", lambda: a + b, 0.1)
measure("multiply", lambda: a * b, 0.1)
measure("divide", lambda: a / b, 0.1)
measure("squareRoot", lambda: a.sqrt(), 0.1)
measure("exp", lambda: two.exp(), 0.1)
measure("expLong", lambda: a.exp(), 0.1)
measure("ln", lambda: two.ln(), 0.1)
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
