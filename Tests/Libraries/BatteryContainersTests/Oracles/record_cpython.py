#!/usr/bin/env python3
"""Runs CPython's own tests of collections, heapq, itertools and functools with the calls watched,
and writes down what was asked and answered in tests that passed, as Data/cpython.json.

    Oracles/record_cpython.py > Data/cpython.json

Only calls whose inputs and answers are whole numbers or strings (not mixed) are kept; what is only
compared is replaced by its rank. The same call is kept once, long inputs a few times.
"""
import bisect
import collections
import functools
import heapq
import io
import itertools
import json
import platform
import random
import sys
import threading
import unittest

LIMIT = 60  # elements of an input without an end that are asked for
LONG = 60  # elements above which an input is long
LONG_CASES = 8  # cases with long inputs that are kept of an operation
CASES = 120  # cases that are kept of an operation
TEST_CASES = 60  # calls of an operation that are looked at in one test

found = collections.defaultdict(dict)
long_found = collections.Counter()
pending = []
looked_at = collections.Counter()
watching = True


def plain(value):
    """The value as JSON has it, or None when it is of no use to us."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    if isinstance(value, int):
        return value if abs(value) < 2**62 else None
    return value


def plain_list(values):
    if not isinstance(values, (str, list, tuple, range, collections.deque)):
        return None
    if len(values[:2001] if isinstance(values, range) else values) > 2000:
        return None
    values = list(values)
    result = [plain(value) for value in values]
    if any(value is None for value in result):
        return None
    return result if len({type(value) for value in result}) < 2 else None


def keep(operation, case):
    pending.append((operation, case))


def commit():
    for operation, case in pending:
        text = json.dumps(case, sort_keys=True)
        if text in found[operation] or len(found[operation]) >= CASES:
            continue
        size = max([len(v) for v in case.values() if isinstance(v, list)] + [0])
        size = max([size] + [len(i) for v in case.values() if isinstance(v, list)
                             for i in v if isinstance(i, list)])
        if size > LONG:
            long_found[operation] += 1
            if long_found[operation] > LONG_CASES or size > 2000:
                continue
        found[operation][text] = case


def unwatched(body):
    """Works out a case; what goes wrong there is no matter of the test that is watched."""
    global watching
    if not watching:
        return
    watching = False
    try:
        body()
    except Exception:
        pass
    finally:
        watching = True


def ranks(lines):
    """Lists of anything that can be sorted, each element replaced by its place among all."""
    if not all(isinstance(line, (list, tuple)) and len(line) <= 2000 for line in lines):
        return None
    ordered = []
    for value in sorted(value for line in lines for value in line):
        if not ordered or ordered[-1] < value:
            ordered.append(value)
    return [[bisect.bisect_left(ordered, value) for value in line] for line in lines]


# MARK: heapq

def watch_heapq(module, real):
    def best(name):
        function = getattr(real, name)

        def watched(n, iterable, key=None):
            def body():
                if isinstance(iterable, (list, tuple, str)) and isinstance(n, int):
                    keys = ranks([list(iterable) if key is None else [key(v) for v in iterable]])
                    if keys is not None:
                        keys = keys[0]
                        positions = function(n, range(len(keys)), key=lambda i: keys[i])
                        keep(name, {"n": n, "keys": keys, "positions": list(positions)})
            unwatched(body)
            return function(n, iterable, key=key)
        setattr(module, name, watched)
    best("nlargest")
    best("nsmallest")
    merge = real.merge

    def watched_merge(*iterables, key=None, reverse=False):
        def body():
            inputs = [list(i) for i in iterables if isinstance(i, (list, tuple, str))]
            keys = ranks([i if key is None else [key(v) for v in i] for i in inputs])
            if len(inputs) < len(iterables) or keys is None:
                return
            # Each element becomes its key and its place, so that ties are seen.
            tagged = [[(k, row, at) for at, k in enumerate(line)] for row, line in enumerate(keys)]
            merged = list(merge(*tagged, key=lambda item: item[0], reverse=bool(reverse)))
            keep("merge", {"keys": keys, "reverse": bool(reverse),
                           "places": [[row, at] for _, row, at in merged]})
        unwatched(body)
        return merge(*iterables, key=key, reverse=reverse)
    module.merge = watched_merge


# MARK: itertools

def watch_itertools(module):
    def single(name, arguments):
        function = getattr(itertools, name)

        @functools.wraps(function)
        def watched(*args, **kwargs):
            def body():
                case = arguments(*args, **kwargs)
                if case is None:
                    return
                result = list(itertools.islice(function(*args, **kwargs), LIMIT + 1))
                if name == "groupby":
                    result = [[plain(k), g] for k, g in groups(*args, **kwargs)]
                elif name == "zip_longest":
                    result = [plain_list(row) for row in result]
                elif name == "accumulate" or name in ("islice", "cycle", "count"):
                    result = [plain(v) for v in result]
                if None in result or any(isinstance(r, list) and None in r for r in result):
                    return
                keep(name, case | {"result": result})
            unwatched(body)
            return function(*args, **kwargs)
        setattr(module, name, watched)

    def groups(iterable, key=None):
        return [(k, plain_list(list(g))) for k, g in itertools.groupby(iterable, key)]

    def islice_case(iterable, *numbers):
        values = plain_list(iterable)
        if values is None or any(n is not None and type(n) is not int for n in numbers):
            return None
        if any(n is not None and n < 0 for n in numbers) or not numbers or len(values) > 500:
            return None
        start, stop, step = (
            (0, numbers[0], 1) if len(numbers) == 1 else (tuple(numbers) + (None,))[:3])
        start, step = start or 0, 1 if step is None else step
        if step < 1 or any(n is not None and n >= 2**62 for n in (start, stop, step)):
            return None
        # What is left in an iterator afterwards belongs to the answer.
        rest = iter(values)
        if len(list(itertools.islice(rest, start, stop, step))) > LIMIT:
            return None
        return {"values": values, "start": start, "stop": stop, "step": step, "rest": list(rest)}

    def accumulate_case(iterable, func=None, *, initial=None):
        import operator
        names = {None: "add", operator.add: "add", operator.mul: "mul", min: "min", max: "max"}
        values = plain_list(iterable)
        if values is None or func not in names or len(values) > LIMIT:
            return None
        if initial is not None and plain(initial) is None:
            return None
        if {type(v) for v in values + ([initial] if initial is not None else [])} > {int}:
            return None
        return {"values": values, "function": names[func], "initial": initial}

    def cycle_case(iterable):
        values = plain_list(iterable)
        return None if values is None or len(values) > LIMIT else {"values": values}

    def count_case(start=0, step=1):
        if plain(start) is None or plain(step) is None or isinstance(start, str):
            return None
        return {"start": start, "step": step}

    def groupby_case(iterable, key=None):
        values = plain_list(iterable)
        if values is None or len(values) > 200:
            return None
        keys = values if key is None else plain_list([key(v) for v in values])
        return None if keys is None else {"values": values, "keys": keys}

    def zip_case(*iterables, fillvalue=None):
        values = [plain_list(i) for i in iterables]
        if any(v is None or len(v) > LIMIT for v in values) or plain(fillvalue) is None:
            return None
        flat = [v for line in values for v in line] + [fillvalue]
        return {"values": values, "fill": fillvalue} if len({type(v) for v in flat}) < 2 else None

    single("islice", islice_case)
    single("accumulate", accumulate_case)
    single("cycle", cycle_case)
    single("count", count_case)
    single("groupby", groupby_case)
    single("zip_longest", zip_case)

    def watched_tee(iterable, n=2):
        values = plain_list(iterable)
        if values is not None and len(values) <= 200 and isinstance(n, int) and 0 <= n < 10:
            keep("tee", {"values": values, "n": n})
        return itertools.tee(iterable, n)
    module.tee = watched_tee


# MARK: collections

def pairs(counter):
    items = list(counter.items())
    keys = plain_list([k for k, _ in items])
    counts = plain_list([c for _, c in items])
    if keys is None or counts is None or any(isinstance(c, str) for c in counts):
        return None
    return [[k, c] for k, c in zip(keys, counts)]


def watch_counter(module):
    real = collections.Counter

    def plain_argument(value):
        if isinstance(value, dict):
            items = pairs(value)
            return None if items is None else {"counts": items}
        values = plain_list(value)
        return None if values is None else {"elements": values}

    def watch(cls, name, changes):
        function = getattr(real, name)

        @functools.wraps(function)
        def watched(self, *args, **kwargs):
            case = {}

            def before():
                case["self"] = pairs(self)
                if args:
                    other = args[0]
                    if name in ("most_common",):
                        case["n"] = other
                    elif other is not None:
                        case["other"] = plain_argument(other)
                        if case["other"] is None:
                            raise ValueError
                if kwargs or case["self"] is None:
                    case.clear()
            unwatched(before)
            result = function(self, *args, **kwargs)

            def after():
                if not case:
                    return
                if name == "most_common":
                    answer = [[plain(k), c] for k, c in result]
                elif name == "elements":
                    answer = plain_list(list(itertools.islice(function(self), 500)))
                elif name == "total" or name.startswith("__") and isinstance(result, bool):
                    answer = result
                else:
                    answer = pairs(self if changes else result)
                keys = [k for k, _ in case["self"]]
                other = case.get("other") or {}
                keys += [k for k, _ in other.get("counts", [])] + other.get("elements", [])
                if answer is not None and len({type(k) for k in keys}) < 2:
                    keep("counter " + name.strip("_"), case | {"result": answer})
            unwatched(after)
            return result
        setattr(cls, name, watched)

    class Counter(real):
        pass

    Counter.__module__ = "collections"
    for name in ["update", "subtract"]:
        watch(Counter, name, True)
    for name in ["__iadd__", "__isub__", "__iand__", "__ior__"]:
        watch(Counter, name, True)
    for name in ["most_common", "elements", "total", "__add__", "__sub__", "__and__", "__or__",
                 "__pos__", "__neg__", "__eq__", "__le__", "__lt__", "__ge__", "__gt__"]:
        watch(Counter, name, False)
    module.Counter = Counter


def watch_deque(module):
    real = collections.deque

    class Watched(real):
        pass

    Watched.__name__ = Watched.__qualname__ = "deque"
    Watched.__module__ = "collections"

    def watch(name):
        function = getattr(real, name)

        @functools.wraps(function)
        def watched(self, *args, **kwargs):
            case = {}

            def before():
                looked_at[name] += 1
                if looked_at[name] > TEST_CASES:
                    return
                values = plain_list(real(self)) if len(self) <= 500 else None
                numbers = [plain_list(a) if name.startswith("extend") else plain(a) for a in args]
                if values is not None and len(values) <= 500 and None not in numbers:
                    case.update(self=values, maxlen=self.maxlen, arguments=numbers)
            unwatched(before)
            try:
                result = function(self, *args, **kwargs)
            except (ValueError, IndexError) as error:
                if case:
                    keep("deque " + name, case | {"error": type(error).__name__})
                raise

            def after():
                if not case:
                    return
                values = plain_list(real(self))
                flat = case.get("self", []) + (case["arguments"][0] if name.startswith("extend")
                                               else [])
                if values is not None and case and len({type(v) for v in flat}) < 2:
                    keep("deque " + name, case | {"after": values, "result": plain(result)})
            unwatched(after)
            return result
        setattr(Watched, name, watched)

    for name in ["append", "appendleft", "extend", "extendleft", "insert", "pop", "popleft",
                 "remove", "rotate", "index", "count", "reverse", "clear"]:
        watch(name)
    module.deque = Watched


# MARK: functools

def watch_lru(module):
    """One case a decorated function: the keys in the order of the calls, and which were computed."""
    real = functools.lru_cache
    functions = []

    def decorate(function, maxsize, typed):
        log = {"maxsize": maxsize, "calls": [], "function": None}
        keys = {}
        computed = []
        depth = []

        def inner(*args, **kwargs):
            computed.append(True)
            return function(*args, **kwargs)
        cached = real(maxsize, typed)(functools.wraps(function)(inner))

        def outer(*args, **kwargs):
            # Calls within calls, or from other threads, have no order that could be repeated.
            if depth or threading.current_thread() is not threading.main_thread():
                log["calls"] = None
            computed.clear()
            depth.append(True)
            try:
                result = cached(*args, **kwargs)
            except Exception:
                log["calls"] = None
                raise
            finally:
                depth.pop()
            if log["calls"] is not None and len(computed) < 2 and not typed:
                try:
                    key = keys.setdefault((args, tuple(kwargs.items())), len(keys))
                    log["calls"].append([key, bool(computed)])
                except TypeError:
                    log["calls"] = None
            else:
                log["calls"] = None
            return result

        def clear():
            log["calls"] = None
            cached.cache_clear()
        functools.update_wrapper(outer, function)
        outer.__wrapped__ = function
        outer.cache_info, outer.cache_clear = cached.cache_info, clear
        outer.cache_parameters = cached.cache_parameters
        log["function"] = cached
        functions.append(log)
        return outer

    def lru_cache(maxsize=128, typed=False):
        if callable(maxsize):
            return decorate(maxsize, 128, typed)
        if maxsize is not None and not isinstance(maxsize, int):
            return real(maxsize, typed)
        return lambda function: decorate(function, maxsize, typed)

    def finish():
        for log in functions:
            if not log["calls"] or len(log["calls"]) > 2000:
                continue
            info = log["function"].cache_info()
            if info.hits + info.misses == len(log["calls"]):
                keep("lru_cache", {"maxsize": log["maxsize"], "calls": log["calls"],
                                   "hits": info.hits, "misses": info.misses,
                                   "count": info.currsize})
        functions.clear()
    module.lru_cache = lru_cache
    return finish


class Result(unittest.TestResult):
    passed = 0

    def stopTest(self, test):
        super().stopTest(test)
        for finish in finishers:
            finish()
        bad = {t.id() for t, _ in self.failures + self.errors + self.skipped}
        if test.id() not in bad:
            type(self).passed += 1
            commit()
        pending.clear()
        looked_at.clear()


from test import test_collections, test_deque, test_functools, test_heapq, test_itertools

finishers = []
watch_heapq(test_heapq.c_heapq, heapq if test_heapq.c_heapq is not heapq else type(
    "Real", (), {n: getattr(heapq, n) for n in ("nlargest", "nsmallest", "merge")}))
watch_itertools(test_itertools)
watch_counter(test_collections)
watch_deque(test_deque)


class LRU:
    pass


for attribute in dir(test_functools.c_functools or test_functools.py_functools):
    setattr(LRU, attribute, getattr(test_functools.c_functools, attribute))
finishers.append(watch_lru(LRU))
LRU.lru_cache = staticmethod(LRU.lru_cache)
test_functools.TestLRUC.module = LRU

loader = unittest.TestLoader()
suite = unittest.TestSuite([
    loader.loadTestsFromTestCase(test_heapq.TestHeapC),
    loader.loadTestsFromTestCase(test_itertools.TestBasicOps),
    loader.loadTestsFromTestCase(test_itertools.TestExamples),
    loader.loadTestsFromTestCase(test_itertools.TestVariousIteratorArgs),
    loader.loadTestsFromTestCase(test_collections.TestCounter),
    loader.loadTestsFromTestCase(test_deque.TestBasic),
    loader.loadTestsFromTestCase(test_deque.TestSequence),
    loader.loadTestsFromTestCase(test_functools.TestLRUC),
])
output, sys.stdout = sys.stdout, io.StringIO()
random.seed(20)
result = Result()
suite.run(result)
sys.stdout = output
print("{", f'"source": "CPython {platform.python_version()}, its test package (PSF licence)",'
      f' "tests": {Result.passed}', sep="\n", end="")
for operation in sorted(found):
    print(f',\n"{operation}": [')
    lines = [json.dumps(case, separators=(",", ":")) for case in found[operation].values()]
    print(",\n".join(lines), end="\n]")
print("\n}")
print(f"{Result.passed} tests passed, {len(result.failures)} failed, {len(result.errors)} broke",
      {k: len(v) for k, v in found.items()}, file=sys.stderr)
for test, text in result.failures + result.errors:
    print(test.id(), text.strip().splitlines()[-1], file=sys.stderr)
