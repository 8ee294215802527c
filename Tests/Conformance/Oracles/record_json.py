#!/usr/bin/env python3
"""Runs CPython's own test_json with its decoder watched and prints each text that was asked for.

One JSON object a line: the text, y or n for whether RFC 8259 allows it, and the value as its shortest
text with the digits of all numbers. The verdict is CPython's, told to be strict: NaN, Infinity and
half surrogate pairs are refused whatever the test asked for; a byte order mark is allowed.

    record_json.py > Data/json/cpython.jsonl
"""
import json
import re
import sys
import unittest

asked = {}


def watch(module):
    """Notes what a copy of the module json.decoder is asked; the tests use copies of their own."""
    kind = module.JSONDecoder
    decode, raw_decode, scan = kind.decode, kind.raw_decode, module.scanstring

    def watched(self, text, *rest, **named):
        if isinstance(text, str):
            asked.setdefault(text)
        return decode(self, text, *rest, **named)

    def watched_raw(self, text, *rest, **named):
        if isinstance(text, str) and not rest and not named:
            asked.setdefault(text)
        return raw_decode(self, text, *rest, **named)

    def watched_scan(text, end, *rest):
        if isinstance(text, str) and end == 1:
            asked.setdefault(text)
        return scan(text, end, *rest)

    kind.decode, kind.raw_decode, module.scanstring = watched, watched_raw, watched_scan


class Raw:
    """A number as it is written."""

    def __init__(self, text):
        self.text = text


class Members(list):
    """The members of an object, duplicates and all."""


def refuse(word):
    raise ValueError(word)


def strict(text):
    return json.loads(text.removeprefix("\ufeff"), parse_constant=refuse, parse_int=Raw,
                      parse_float=Raw, object_pairs_hook=Members)


def shortest(value):
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, Members):
        return "{" + ",".join(f"{shortest(k)}:{shortest(v)}" for k, v in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(shortest, value)) + "]"
    text = json.dumps(value, ensure_ascii=False)
    text.encode()  # half a surrogate pair cannot be written
    return text


def judge(text):
    try:
        return {"text": text, "verdict": "y", "value": shortest(strict(text))}
    except (ValueError, RecursionError):
        return {"text": text, "verdict": "n"}


if __name__ == "__main__":
    import test.test_json

    watch(test.test_json.cjson.decoder)
    watch(test.test_json.pyjson.decoder)
    tests = unittest.defaultTestLoader.discover(
        test.test_json.__path__[0], top_level_dir=test.__path__[0].rsplit("/", 1)[0])
    unittest.TextTestRunner(stream=sys.stderr).run(tests)
    for text in asked:
        if len(text) > 4000:
            continue
        # One test goes through all code points; some of them are enough.
        escape = re.fullmatch(r'"\\u([0-9a-f]{4})"', text)
        if escape and int(escape[1], 16) % 257:
            continue
        try:
            text.encode()
        except UnicodeEncodeError:
            continue
        print(json.dumps(judge(text), ensure_ascii=False))
