"""Random expressions and what Python's fractions make of them, a case a line.

Usage: expressions.py SEED COUNT. Each line is an expression, a tab, and the result as n/d or "error".
Python's own parser decides on precedence; every number in it is a Fraction.
"""

import ast
import operator
import random
import sys
from fractions import Fraction

OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


def evaluate(node, text):
    if isinstance(node, ast.Constant):
        literal = ast.get_source_segment(text, node)
        return Fraction(int(literal, 0) if literal[:2] in ("0x", "0b", "0o") else literal)
    if isinstance(node, ast.UnaryOp):
        value = evaluate(node.operand, text)
        return -value if isinstance(node.op, ast.USub) else value
    left = evaluate(node.left, text)
    right = evaluate(node.right, text)
    if isinstance(node.op, ast.Pow):
        return Fraction(left ** int(right))
    return Fraction(OPERATIONS[type(node.op)](left, right))


def number(source):
    kind = source.randrange(8)
    if kind == 0:
        return f"{source.randrange(100)}.{source.randrange(1000):03}"
    if kind == 1:
        return f"{source.randrange(1, 10)}e{source.randrange(-5, 6)}"
    if kind == 2:
        return f".{source.randrange(100)}"
    if kind == 3:
        return f"{source.randrange(1, 1000)}_{source.randrange(1000):03}"
    if kind == 4:
        return source.choice([hex, oct, bin])(source.randrange(300))
    if kind == 5:
        return str(source.randrange(10**18, 10**21))
    return str(source.randrange(12))


def operand(source, depth):
    if depth > 0 and source.random() < 0.4:
        return f"({expression(source, depth - 1)})"
    return number(source)


def factor(source, depth):
    text = operand(source, depth)
    if source.random() < 0.15:
        text += f"**{source.choice(['', '', '-', '+', '--'])}{source.randrange(4)}"
        if source.random() < 0.2:
            text += f"**{source.randrange(3)}"
    return source.choice(["", "", "", "-", "+", "--"]) + text


def expression(source, depth):
    text = factor(source, depth)
    for _ in range(source.randrange(5)):
        operation = source.choice(["+", "-", "*", "/", "//", "%"])
        right = factor(source, depth)
        if operation == "%" and right[0] in "+-":
            right = f"({right})"
        space = source.choice(["", " "])
        text += f"{space}{operation}{space}{right}"
    return text


source = random.Random(int(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    text = expression(source, 3)
    try:
        value = evaluate(ast.parse(text, mode="eval").body, text)
        result = f"{value.numerator}/{value.denominator}"
    except ZeroDivisionError:
        result = "error"
    # Longer ones are not printed whole.
    if all(len(part) < 1_000 for part in result.split("/")):
        print(f"{text}\t{result}")
