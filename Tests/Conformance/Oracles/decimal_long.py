#!/usr/bin/env python3
"""Compares long decimal numbers with libmpdec (products, quotients, roots) and MPFR (exp, ln, log10).

usage: decimal_long.py PROGRAM SEED [DIGITS...]     needs gmpy2 (PyPI)
"""
import decimal
import random
import shlex
import subprocess
import sys
from decimal import Decimal

import gmpy2


def main():
    program, seed = sys.argv[1], int(sys.argv[2])
    sizes = [int(text) for text in sys.argv[3:]] or [300, 1000, 3000, 10_000]
    dice = random.Random(seed)
    questions, expected = [], []

    def ask(name, precision, *operands):
        questions.append("\t".join([name, str(precision), "halfEven", "-999999", "999999", "0",
                                    *operands]))

    def some(length):
        style = dice.random()
        text = "".join(dice.choice("09" if style < 0.2 else "0123456789") for _ in range(length))
        return dice.choice("123456789") + "." + text[1:]

    for size in sizes:
        for length in [size, size // 2 + 7, 2 * size + 3]:
            decimal.setcontext(decimal.Context(prec=size, Emin=-999999, Emax=999999, traps=[]))
            a, b = some(size), some(length)
            x, y = Decimal(a), Decimal(b)
            for name, operands, result in [
                ("multiply", [a, b], x * y), ("multiply", [a, a], x * x), ("divide", [a, b], x / y),
                ("divide", [b, a], y / x), ("squareroot", [b], y.sqrt()),
            ]:
                ask(name, size, *operands)
                expected.append(str(result))
            exact = decimal.Context(prec=3 * size + 20, traps=[])
            product = exact.multiply(Decimal(a), Decimal(b))
            ask("divide", size, str(product), b)
            expected.append(str(Decimal(product) / Decimal(b)))
            square = exact.multiply(Decimal(a), Decimal(a))
            ask("squareroot", size, str(square))
            expected.append(str(square.sqrt()))
        gmpy2.get_context().precision = int(size * 3.33) + 120
        for text in ["2", "3", "0.5", "9.75", some(size), "0." + some(20)[2:], "1.000000000000001",
                     "0.99999999999999999999", "123456.789", "1E+300", "1E-4000"]:
            value = gmpy2.mpfr(text)
            for name, function in [("exp", gmpy2.exp), ("ln", gmpy2.log), ("log10", gmpy2.log10)]:
                if "E" in text and name != "ln":
                    continue
                ask(name, size, text)
                expected.append(format(function(value), f".{size - 1}e"))
    run = subprocess.run(shlex.split(program), input="\n".join(questions) + "\n", text=True,
                         stdout=subprocess.PIPE, check=True)
    decimal.setcontext(decimal.Context(prec=9, traps=[]))
    wrong = 0
    for question, right, line in zip(questions, expected, run.stdout.splitlines()):
        found = line.split("\t")[0]
        same = Decimal(found).compare_total(Decimal(right)) == 0
        if not same and question.split("\t")[0] in ("exp", "ln", "log10"):
            same = Decimal(found) == Decimal(right)
        if not same:
            wrong += 1
            print(question[:100], "\n ", found[:40], "...", found[-30:], "\n ", right[:40], "...", right[-30:])
    print(f"{len(questions) - wrong} passed, {wrong} failed")
    sys.exit(1 if wrong else 0)


main()
