#!/usr/bin/env python3
"""Compares decimal arithmetic with Python's own, on random operands in random contexts.

usage: decimal_oracle.py PROGRAM SEED COUNT [OPERATION...]
       decimal_oracle.py --record FILE SEED COUNT [OPERATION...]

PROGRAM answers questions, one a line: `conformance decimal-answers`, in quotes. With --record,
the questions and Python's answers are written to a file instead, with tabs between.
"""
import decimal
import random
import shlex
import subprocess
import sys
from decimal import Decimal

ROUNDINGS = {
    "halfEven": decimal.ROUND_HALF_EVEN, "halfUp": decimal.ROUND_HALF_UP,
    "halfDown": decimal.ROUND_HALF_DOWN, "up": decimal.ROUND_UP, "down": decimal.ROUND_DOWN,
    "ceiling": decimal.ROUND_CEILING, "floor": decimal.ROUND_FLOOR, "up05": decimal.ROUND_05UP,
}
# Our name (that of the decTest files): Python's, and how many operands there are.
OPERATIONS = {
    "add": ("add", 2), "subtract": ("subtract", 2), "multiply": ("multiply", 2),
    "divide": ("divide", 2), "divideint": ("divide_int", 2), "remainder": ("remainder", 2),
    "remaindernear": ("remainder_near", 2), "fma": ("fma", 3), "abs": ("abs", 1),
    "plus": ("plus", 1), "minus": ("minus", 1), "compare": ("compare", 2),
    "comparesig": ("compare_signal", 2), "comparetotal": ("compare_total", 2),
    "comparetotmag": ("compare_total_mag", 2), "max": ("max", 2), "maxmag": ("max_mag", 2),
    "min": ("min", 2), "minmag": ("min_mag", 2), "exp": ("exp", 1), "ln": ("ln", 1),
    "log10": ("log10", 1), "logb": ("logb", 1), "scaleb": ("scaleb", 2), "power": ("power", 2),
    "squareroot": ("sqrt", 1), "quantize": ("quantize", 2), "samequantum": ("same_quantum", 2),
    "nextminus": ("next_minus", 1), "nextplus": ("next_plus", 1), "nexttoward": ("next_toward", 2),
    "tointegral": ("to_integral_value", 1), "tointegralx": ("to_integral_exact", 1),
    "reduce": ("normalize", 1), "rotate": ("rotate", 2), "shift": ("shift", 2),
    "and": ("logical_and", 2), "or": ("logical_or", 2), "xor": ("logical_xor", 2),
    "invert": ("logical_invert", 1), "class": ("number_class", 1), "copysign": ("copy_sign", 2),
    "isnormal": ("is_normal", 1), "issubnormal": ("is_subnormal", 1), "iszero": ("is_zero", 1),
}
OTHERS = ["format", "double", "fromdouble", "todouble", "int", "divmod", "modpower", "tosci", "toeng"]
ALL = list(OPERATIONS) + OTHERS
SLOW = {"exp", "ln", "log10", "power"}


def digits(dice, most):
    length = dice.choice([1, 1, 2, 3, dice.randint(1, 18), dice.randint(18, 22),
                          dice.randint(1, most)])
    style = dice.random()
    if style < 0.1:
        return "9" * length
    if style < 0.2:
        return "1" + "0" * (length - 1)
    if style < 0.3:
        return "".join(dice.choice("05") for _ in range(length))
    if style < 0.4:
        return "".join(dice.choice("0123456789") for _ in range(length // 2 + 1)) + "0" * (length // 2)
    return "".join(dice.choice("0123456789") for _ in range(length))


def number(dice, context, most=80):
    kind = dice.random()
    sign = dice.choice(["", "", "-"])
    if kind < 0.02:
        return sign + "Infinity"
    if kind < 0.04:
        return sign + dice.choice(["NaN", "sNaN", "NaN12", "sNaN987654321"])
    text = "0" * dice.randint(1, 4) if kind < 0.08 else digits(dice, most)
    reach = dice.choice([0, 1, 3, 3, 10, 30, 30, 100])
    power = dice.randint(-reach, reach) - dice.choice([0, len(text)])
    edge = dice.random()
    if edge < 0.04:
        power = context.Emax - dice.randint(0, context.prec + len(text))
    elif edge < 0.10:
        power = context.Emin - dice.randint(-3, context.prec + len(text))
    power = min(power, 999999999 - len(text) + 1)
    return f"{sign}{text}E{power}"


def logical(dice, context):
    if dice.random() < 0.05:
        return number(dice, context)
    return "".join(dice.choice("01") for _ in range(dice.randint(1, context.prec + 3)))


def small(dice, context):
    if dice.random() < 0.1:
        return number(dice, context)
    return str(dice.randint(-context.prec - 3, context.prec + 3))


def specification(dice):
    text = ""
    if dice.random() < 0.4:
        text += dice.choice(["", "*", "0", " ", "x"]) + dice.choice("<>=^")
        zero = ""
    else:
        zero = dice.choice(["", "", "0"])
    text += dice.choice(["", "", "+", "-", " "]) + dice.choice(["", "", "", "z"]) + zero
    text += dice.choice(["", str(dice.randint(1, 40))]) + dice.choice(["", ","])
    text += dice.choice(["", f".{dice.randint(0, 12)}"])
    return text + dice.choice(["", "e", "E", "f", "F", "g", "G", "%"])


def double(dice):
    return repr(dice.choice([
        dice.uniform(-10, 10), dice.uniform(0, 1) * 10.0 ** dice.randint(-300, 300),
        float(dice.randint(-2**60, 2**60)), dice.random() * 5e-324 * 2 ** dice.randint(0, 60),
        2.0 ** dice.randint(-1074, 1023), 0.1, -0.0, 1e22, 1e23]))


def ask(dice, operations):
    name = dice.choice(operations)
    precision = dice.choice([1, 2, 3, 5, 9, 16, 19, 28, 28, 38, 39, 50, 57, 75, dice.randint(1, 130)])
    rounding = dice.choice(list(ROUNDINGS))
    if name == "power":
        # libmpdec does not round powers correctly towards one side; ours are.
        rounding = dice.choice(["halfEven", "halfUp", "halfDown"])
    reach = dice.choice([9, 50, 384, 999999, 999999, 999999999])
    smallest = -dice.choice([reach, reach, 0, dice.randint(0, reach)])
    context = decimal.Context(prec=precision, rounding=ROUNDINGS[rounding], Emin=smallest, Emax=reach,
                              clamp=dice.choice([0, 0, 1]), capitals=1, flags=[], traps=[])
    if name == "format":
        context.Emax, context.Emin = 999999, -999999
        power = dice.choice([0, 0, 0, dice.randint(-12, 12)])
        value = dice.choice(["", "-"]) + dice.choice([
            f"{digits(dice, 20)}E{power}", f"{dice.randint(0, 10**6)}.{dice.randint(0, 10**4)}", "0",
            f"0E{power}", "0.00", "Infinity", "NaN", "NaN12", "sNaN"])
        operands = [value, specification(dice)]
    elif name in ("double", "fromdouble"):
        operands = [double(dice)]
    elif name in ("todouble", "int"):
        operands = [number(dice, context, 30)]
    elif name == "modpower":
        operands = [str(dice.randint(-10**9, 10**9)), str(dice.randint(-1, 10**6)),
                    str(dice.choice([0, 1, 7, dice.randint(-10**9, 10**9)]))]
        if dice.random() < 0.1:
            operands[dice.randint(0, 2)] = dice.choice(["NaN", "Infinity", "1.5", "0", "-3", "12E3"])
    elif name in ("and", "or", "xor", "invert"):
        operands = [logical(dice, context), logical(dice, context)]
    elif name in ("rotate", "shift", "scaleb"):
        operands = [number(dice, context), small(dice, context)]
    elif name == "power":
        if dice.random() < 0.5:
            operands = [number(dice, context, 12), str(dice.randint(-60, 60))]
        else:
            operands = [number(dice, context, 12), number(dice, context, 6)]
    elif name == "quantize":
        operands = [number(dice, context, 40), f"1E{dice.randint(-40, 12)}"]
    else:
        operands = [number(dice, context) for _ in range(3)]
    count = OPERATIONS[name][1] if name in OPERATIONS else len(operands)
    if name == "divmod":
        count = 2
    if name in ("tosci", "toeng"):
        count = 1
    operands = operands[:count]
    if count == 2 and name not in ("format", "power") and dice.random() < 0.08:
        operands[1] = operands[0]
    return name, precision, rounding, context, operands


def answer(name, context, operands):
    decimal.setcontext(context)
    try:
        if name == "format":
            text = format(Decimal(operands[0]), operands[1])
        elif name == "double":
            text = str(Decimal(float(operands[0])))
        elif name == "fromdouble":
            text = str(context.create_decimal(float(operands[0])))
        elif name == "tosci":
            text = str(context.create_decimal(operands[0]))
        elif name == "toeng":
            text = context.create_decimal(operands[0]).to_eng_string()
        else:
            values = [EXACT.create_decimal(text) for text in operands]
            if name == "todouble":
                text = ours(float(values[0])) if not values[0].is_snan() else "double nan"
            elif name == "int":
                fits = values[0].is_finite() and (not values[0] or values[0].adjusted() < 36)
                text = str(int(values[0])) if fits else "none"
                context.clear_flags()
            elif name == "divmod":
                text = " ".join(map(str, context.divmod(*values)))
            elif name == "modpower":
                text = str(context.power(*values))
            else:
                text = getattr(context, OPERATIONS[name][0])(*values)
                text = str(int(text)) if isinstance(text, bool) else str(text)
    except ValueError:
        text = "ValueError"
    flags = ", ".join(sorted(flag.__name__ for flag, up in context.flags.items() if up))
    return f"{text}\t[{flags}]"


def ours(value):
    """A double as Swift writes it, near enough to compare."""
    return "double " + repr(value)


EXACT = decimal.Context(prec=999999, Emin=decimal.MIN_EMIN, Emax=decimal.MAX_EMAX, traps=[])


def order(text):
    """Flags in Python's order of names."""
    result, _, flags = text.rpartition("\t")
    names = sorted(name for name in flags.strip("[]").split(", ") if name)
    return f"{result}\t[{', '.join(names)}]"


def main():
    target, seed, count = sys.argv[1:4] if sys.argv[1] != "--record" else sys.argv[2:5]
    operations = sys.argv[5 if sys.argv[1] == "--record" else 4:] or ALL
    dice = random.Random(int(seed))
    questions, answers = [], []
    for _ in range(int(count)):
        name, precision, rounding, context, operands = ask(dice, operations)
        if name == "exp":
            # Where no number below 1 is normal, libmpdec's flags depend on its inner precision.
            context.Emin = min(context.Emin, -1)
        if name in SLOW:
            context.Emax = min(context.Emax, 999999)
            context.Emin = max(context.Emin, -999999)
        asked = "power" if name == "modpower" else name
        questions.append("\t".join([asked, str(precision), rounding, str(context.Emin),
                                    str(context.Emax), str(context.clamp), *operands]))
        answers.append(answer(name, context, operands))
    if sys.argv[1] == "--record":
        with open(target, "w") as file:
            for question, found in zip(questions, answers):
                file.write(f"{question}\t=\t{found}\n")
        return
    run = subprocess.run(shlex.split(target), input="\n".join(questions) + "\n", text=True,
                         stdout=subprocess.PIPE, check=True)
    found = run.stdout.splitlines()
    differences = 0
    for question, expected, got in zip(questions, answers, found):
        if question.startswith("todouble"):
            got = ours(float(got.split("\t")[0][7:])) + "\t" + got.split("\t")[1]
        if order(got) != expected:
            differences += 1
            if differences <= 40:
                print(f"{question}\n  Python {expected}\n  ours   {order(got)}")
    print(f"{len(found) - differences} passed, {differences} failed")
    sys.exit(1 if differences or len(found) != len(questions) else 0)


main()
