"""What the recorders of CPython's suites share: running a suite, and writing cases down."""
import hashlib
import json
import sys
import unittest


def run(module):
    """Runs a suite; some tests fail because the module is watched, which loses no cases."""
    suite = unittest.defaultTestLoader.loadTestsFromName(module)
    result = unittest.TextTestRunner(stream=open("/dev/null", "w")).run(suite)
    print(f"{module}: {result.testsRun} tests, {len(result.failures) + len(result.errors)} of them"
          " fail while they are watched", file=sys.stderr)


def tagged(value):
    """A Python value as JSON: texts and nothing as they are, the rest with its type."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        value.encode()  # half a surrogate pair is no case
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": bytes(value).hex()}
    raise ValueError(type(value))


class Cases:
    """Cases in the order in which they were met, each once."""

    def __init__(self):
        self.cases = {}

    def add(self, asked, answer):
        """Takes what was asked and what came of it; the first answer counts."""
        text = json.dumps(asked, sort_keys=True)
        number = hashlib.sha256(text.encode()).hexdigest()[:10]
        self.cases.setdefault(number, {"id": number, **asked, **answer})

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            for case in self.cases.values():
                file.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")
        print(f"{path}: {len(self.cases)} cases", file=sys.stderr)
