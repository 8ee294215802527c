#!/usr/bin/env python3
"""Asks CPython about random inputs, in the form of cpython.json, as Data/random.json.

    Oracles/random_cases.py SEED > Data/random.json
"""
import collections
import functools
import heapq
import itertools
import json
import operator
import platform
import random
import sys

seed = int(sys.argv[1])
chance = random.Random(seed)
found = collections.defaultdict(list)
FUNCTIONS = {"add": operator.add, "mul": operator.mul, "min": min, "max": max}


def numbers(most, below):
    return [chance.randrange(-below, below) for _ in range(chance.randrange(most + 1))]


def words(most, letters):
    return ["".join(chance.choices("abcé🙂", k=chance.randrange(1, letters + 1)))
            for _ in range(chance.randrange(most + 1))]


def values(most=30):
    return numbers(most, chance.choice([2, 5, 1000])) if chance.random() < .6 else words(most, 2)


def heaps():
    keys = numbers(80, chance.choice([3, 20, 10000]))
    n = chance.choice([-1, 0, 1, 2, 5, 10, len(keys), len(keys) + 3])
    for name in ("nlargest", "nsmallest"):
        positions = getattr(heapq, name)(n, range(len(keys)), key=lambda i: keys[i])
        found[name].append({"n": n, "keys": keys, "positions": list(positions)})
    reverse = chance.random() < .5
    lines = [sorted(numbers(12, chance.choice([2, 50])), reverse=reverse)
             for _ in range(chance.randrange(8))]
    tagged = [[(key, row, at) for at, key in enumerate(line)] for row, line in enumerate(lines)]
    merged = heapq.merge(*tagged, key=lambda item: item[0], reverse=reverse)
    found["merge"].append({"keys": lines, "reverse": reverse,
                           "places": [[row, at] for _, row, at in merged]})


def iteration():
    line = values()
    start, stop = chance.randrange(12), chance.choice([None, chance.randrange(40)])
    step, rest = chance.randrange(1, 7), iter(line)
    sliced = list(itertools.islice(rest, start, stop, step))
    found["islice"].append({"values": line, "start": start, "stop": stop, "step": step,
                            "rest": list(rest), "result": sliced})
    small = numbers(15, 6)
    name = chance.choice(list(FUNCTIONS))
    initial = chance.choice([None, chance.randrange(-5, 5)])
    found["accumulate"].append({
        "values": small, "function": name, "initial": initial,
        "result": list(itertools.accumulate(small, FUNCTIONS[name], initial=initial))})
    few = values(9)
    found["cycle"].append({"values": few,
                           "result": list(itertools.islice(itertools.cycle(few), 61))})
    first, by = chance.randrange(-99, 99), chance.randrange(-9, 9)
    found["count"].append({"start": first, "step": by,
                           "result": list(itertools.islice(itertools.count(first, by), 61))})
    keys = [str(value)[:1] for value in line]
    runs = [[key, [line[at] for at in group]]
            for key, group in itertools.groupby(range(len(line)), key=lambda at: keys[at])]
    found["groupby"].append({"values": line, "keys": keys, "result": runs})
    lines = [numbers(6, 9) for _ in range(chance.randrange(5))]
    rows = [list(row) for row in itertools.zip_longest(*lines, fillvalue=-1)]
    found["zip_longest"].append({"values": lines, "fill": -1, "result": rows})
    found["tee"].append({"values": values(300), "n": chance.randrange(5)})


def counters():
    def counter():
        counts = collections.Counter()
        for word in words(8, 2):
            counts[word] = chance.randrange(-2, 5)
        return counts
    operators = {"add": operator.add, "sub": operator.sub, "and": operator.and_, "or": operator.or_,
                 "iadd": operator.iadd, "isub": operator.isub, "iand": operator.iand,
                 "ior": operator.ior, "eq": operator.eq, "le": operator.le, "lt": operator.lt,
                 "ge": operator.ge, "gt": operator.gt}
    for name, function in operators.items():
        left, right = counter(), counter()
        if chance.random() < .3:
            right = collections.Counter(dict(reversed(left.items())))
        case = {"self": list(left.items()), "other": {"counts": list(right.items())}}
        result = function(left, right)
        found["counter " + name].append(
            case | {"result": result if isinstance(result, bool) else list(result.items())})
    for name in ("update", "subtract"):
        left = counter()
        case = {"self": list(left.items())}
        other = words(20, 2) if chance.random() < .5 else counter()
        getattr(left, name)(other)
        case["other"] = {"elements": other} if isinstance(other, list) else {
            "counts": list(other.items())}
        found["counter " + name].append(case | {"result": list(left.items())})
    one = counter()
    case = {"self": list(one.items())}
    n = chance.choice([None, 0, 1, 3, 100])
    found["counter most_common"].append(case | {"n": n, "result": one.most_common(n)})
    found["counter elements"].append(case | {"result": list(one.elements())})
    found["counter total"].append(case | {"result": one.total()})
    found["counter pos"].append(case | {"result": list((+one).items())})
    found["counter neg"].append(case | {"result": list((-one).items())})


def pieces():
    """Pieces of all lengths around 8, 16 and more bytes, for the table that works by words."""
    alphabet = chance.choice(["ab", "abcdefgh", "\u00ff\u00fe\u0000z"])
    size = chance.choice([2, 7, 9, 15, 17, 40])
    vocabulary = ["".join(chance.choices(alphabet, k=chance.randrange(size + 1)))
                  for _ in range(chance.choice([3, 40, 400]))]
    text = " ".join(chance.choices(vocabulary, k=chance.randrange(300)))
    counts = collections.Counter(text.encode("latin-1").split(b" "))
    found["bytes"].append({
        "text": text, "result": [[k.decode("latin-1"), c] for k, c in counts.items()]})


def deques():
    maxlen = chance.choice([None, 0, 1, 3, 10])
    start = numbers(8, 9)
    queue = collections.deque(start, maxlen)
    steps = []
    for _ in range(40):
        name = chance.choice(["append", "appendleft", "extend", "extendleft", "insert", "pop",
                              "popleft", "remove", "rotate", "index", "count", "reverse"])
        argument = {"extend": numbers(5, 9), "extendleft": numbers(5, 9),
                    "insert": chance.randrange(len(queue) + 1), "pop": None, "popleft": None,
                    "reverse": None}.get(name, chance.randrange(-9, 9))
        arguments = [] if argument is None else [argument]
        if name == "insert":
            arguments.append(chance.randrange(9))
        try:
            result = getattr(queue, name)(*arguments)
        except (IndexError, ValueError) as error:
            result = type(error).__name__
        steps.append([name, arguments, result, list(queue)])
    found["deque"].append({"self": start, "maxlen": maxlen, "steps": steps})


def caches():
    maxsize = chance.choice([None, 0, 1, 2, 5, 20])
    computed = []
    cached = functools.lru_cache(maxsize)(lambda key: computed.append(key))
    calls = []
    spread = chance.choice([2, 6, 30])
    for _ in range(chance.randrange(100)):
        key = min(int(chance.expovariate(1) * spread), 99)
        computed.clear()
        cached(key)
        calls.append([key, bool(computed)])
    info = cached.cache_info()
    found["lru_cache"].append({"maxsize": maxsize, "calls": calls, "hits": info.hits,
                               "misses": info.misses, "count": info.currsize})


for _ in range(40):
    for make in (heaps, iteration, counters, pieces, deques, caches):
        make()
print("{", f'"source": "CPython {platform.python_version()}, random inputs",', f'"seed": {seed}',
      sep="\n", end="")
for operation, cases in found.items():
    print(f',\n"{operation}": [')
    print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases), end="\n]")
print("\n}")
