#!/usr/bin/env python3
"""Runs CPython's test_json with its encoders and decoders watched, and writes down what was written.

    record_json.py           writes json.jsonl beside this file

A case of the kind `write` has the value (numbers as texts, objects as lists of members), what
CPython wrote with the options that the test asked for, and what it writes with those that our writer
has: without white space, and indented by two spaces. A case of the kind `refuse` has a text and the
place where CPython stops. What is read is recorded elsewhere (`Tests/Conformance/Data/json`).
"""
import json
import pathlib

import test.test_json
from recording import Cases, run

cases = Cases()
inside = []  # not empty while an encoder is at work


def key_text(key):
    if isinstance(key, str):
        return str(key)
    if key is None or isinstance(key, bool):
        return {None: "null", True: "true", False: "false"}[key]
    if isinstance(key, float):
        return json.dumps(float(key))
    return int.__repr__(key)


def plain(value, encoder):
    """The value as JSON knows it: what `default` makes of objects, and keys that are texts."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        value.encode()
        return str(value)
    if isinstance(value, int):
        return int(int.__repr__(value))
    if isinstance(value, float):
        return float(value)
    if isinstance(value, (list, tuple)):
        return [plain(item, encoder) for item in value]
    if isinstance(value, dict):
        members = {}
        for key, item in value.items():
            if not isinstance(key, (str, int, float)) and key is not None:
                if encoder.skipkeys:
                    continue
                raise ValueError(key)
            members[key_text(key)] = plain(item, encoder)
        return members
    return plain(encoder.default(value), encoder)


def tagged(value):
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, list):
        return [tagged(item) for item in value]
    return {"object": [[key, tagged(item)] for key, item in value.items()]}


def canonical(value, sort, indent):
    try:
        return json.dumps(value, sort_keys=sort, indent=indent, ensure_ascii=False, allow_nan=False,
                          separators=(",", ":" if indent is None else ": "))
    except ValueError:
        return None


def note(encoder, value, output):
    try:
        value = plain(value, encoder)
        asked = {"kind": "write", "value": tagged(value), "sort": bool(encoder.sort_keys),
                 "indent": encoder.indent, "ascii": bool(encoder.ensure_ascii),
                 "separators": [encoder.item_separator, encoder.key_separator]}
        answer = {"output": output, "compact": canonical(value, encoder.sort_keys, None),
                  "pretty": canonical(value, encoder.sort_keys, 2)}
        # A value that changes while it is written is no case.
        if json.loads(output) not in (value, json.loads(json.dumps(value))) and value == value:
            return
        if len(json.dumps(answer)) < 4000:
            cases.add(asked, answer)
    except (TypeError, ValueError, RecursionError):
        pass  # no value of JSON: no case


def watch(module):
    encoder, decoder = module.encoder.JSONEncoder, module.decoder.JSONDecoder
    encode, iterencode, decode = encoder.encode, encoder.iterencode, decoder.decode

    def watched_iterencode(self, value, _one_shot=False):
        inside.append(True)
        try:
            pieces = list(iterencode(self, value, _one_shot))
        finally:
            inside.pop()
        note(self, value, "".join(pieces))
        return iter(pieces)

    def watched_encode(self, value):
        inside.append(True)
        try:
            text = encode(self, value)
        finally:
            inside.pop()
        note(self, value, text)
        return text

    def watched_decode(self, text, *rest, **named):
        try:
            return decode(self, text, *rest, **named)
        except ValueError as error:
            if isinstance(text, str) and hasattr(error, "lineno") and len(text) < 4000:
                try:
                    text.encode()
                    cases.add({"kind": "refuse", "text": text},
                              {"line": error.lineno, "column": error.colno, "message": error.msg})
                except UnicodeEncodeError:
                    pass
            raise

    def watched_escape(escape):
        def watched(text):
            result = escape(text)
            if not inside:
                note(json.JSONEncoder(), text, result)
            return result
        return watched

    names = ("encode_basestring_ascii", "c_encode_basestring_ascii", "py_encode_basestring_ascii")
    for name in names:
        if getattr(module.encoder, name, None) is not None:
            setattr(module.encoder, name, watched_escape(getattr(module.encoder, name)))
    encoder.encode, encoder.iterencode, decoder.decode = watched_encode, watched_iterencode, watched_decode


watch(test.test_json.cjson)
watch(test.test_json.pyjson)
run("test.test_json")
cases.write(pathlib.Path(__file__).with_name("json.jsonl"))
