"""Long integers multiplied, divided, written and read: integers.py WORDS REPEATS."""
import math
import random
import sys
import time

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
words, repeats = int(sys.argv[1]), int(sys.argv[2])
generator = random.Random(42)
a, b = generator.getrandbits(64 * words), generator.getrandbits(64 * words)
long = a * b + a


def each(body):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(repeats):
            body()
        best = min(best, time.perf_counter() - start)
    return best / repeats * 1e6


print("#", sys.version.split()[0])
print("multiply", each(lambda: a * b), "us")
print("divide", each(lambda: long // b), "us")
print("gcd", each(lambda: math.gcd(a, b)), "us")
text = str(a)
print("write", each(lambda: str(a)), "us")
print("read", each(lambda: int(text)), "us")
