"""Runs CPython's own tests of fnmatch, pathlib's pure paths and glob, and writes down what they ask
and are told, in the form of paths.py. What cannot apply is counted by its reason.

    python3.13 record_cpython.py > cpython.tsv
"""

import collections
import fnmatch
import glob
import io
import os
import sys
import unittest
from pathlib import PurePosixPath

sys.argv[1:] = ["0", "0"]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "paths.py")) as source:
    exec(source.read().rsplit("main()", 1)[0])

lines = {}
skipped = collections.Counter()


def record(*fields):
    lines["\t".join(fields)] = None


def applies(*texts):
    """Whether our questions can be put about these arguments at all."""
    for text in texts:
        if not isinstance(text, (str, PurePosixPath)):
            skipped["an argument that is no path or pattern (bytes, None, numbers)"] += 1
        elif str(text).startswith("//"):
            skipped["a root of two slashes, which FilePath makes one"] += 1
        elif "\0" in str(text):
            skipped["a zero byte in a name"] += 1
        elif any(0xD800 <= ord(character) < 0xDC80 for character in str(text)):
            skipped["a surrogate that stands for no byte"] += 1
        else:
            continue
        return False
    return True


def plain(path):
    return str(path) if path.parts else ""


def asked(answer):
    try:
        return encode(str(answer()))
    except (ValueError, TypeError):
        return "!"


def watch(owner, name, note):
    """Has a function noted whenever it is called directly by a test."""
    original = getattr(owner, name)
    state = {"inside": False}

    def wrapper(*arguments, **options):
        if not state["inside"]:
            state["inside"] = True
            try:
                note(*arguments, **options)
            except (ValueError, TypeError, NotImplementedError, AttributeError):
                skipped["arguments that the function itself refuses by their type"] += 1
            finally:
                state["inside"] = False
        return original(*arguments, **options)

    setattr(owner, name, wrapper)
    return original


def run(module, *classes):
    loader = unittest.TestLoader()
    suite = unittest.TestSuite(loader.loadTestsFromTestCase(getattr(module, name)) for name in classes)
    result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    print("# %s: %d tests run" % (module.__name__, result.testsRun))


def record_fnmatch():
    from test import test_fnmatch

    def note(name, pattern):
        if applies(name, pattern):
            record("fnmatch", encode(name), encode(pattern), "0", str(int(original(name, pattern))))

    original = fnmatch.fnmatchcase
    watch(test_fnmatch, "fnmatch", note)
    watch(test_fnmatch, "fnmatchcase", note)
    watch(test_fnmatch, "filter", lambda names, pattern: [note(name, pattern) for name in names])
    run(test_fnmatch, "FnmatchTestCase", "FilterTestCase")


def record_pathlib():
    from test.test_pathlib import test_pathlib

    kind = PurePosixPath

    def match(operation, original):
        def note(path, pattern, *, case_sensitive=None):
            if not applies(path, pattern):
                return
            if operation == "full" and ("[!" in str(pattern) or "***" in str(pattern)):
                skipped["a set that matches the separator, or three stars"] += 1
                return
            answer = original(path, pattern, case_sensitive=case_sensitive)
            record(operation, encode(str(path)), encode(str(pattern)), str(int(case_sensitive is False)), str(int(answer)))

        return note

    def relative(path, other, *rest, walk_up=False):
        if rest:
            skipped["a path in several arguments"] += 1
        elif applies(path, other):
            answer = asked(lambda: relative_to(path, other, walk_up=walk_up))
            below = str(int(is_relative_to(path, other)))
            record("relative", encode(str(path)), encode(str(other)), str(int(walk_up)), answer, below)

    def change(operation, original):
        def note(path, text):
            if applies(path, text):
                record(operation, encode(plain(path)), encode(text), asked(lambda: original(path, text)))

        return note

    relative_to, is_relative_to = kind.relative_to, kind.is_relative_to
    watch(kind, "match", match("match", kind.match))
    watch(kind, "full_match", match("full", kind.full_match))
    watch(kind, "relative_to", relative)
    watch(kind, "is_relative_to", relative)
    for operation, name in [("name", "with_name"), ("stem", "with_stem"), ("suffix", "with_suffix")]:
        watch(kind, name, change(operation, getattr(kind, name)))
    for name in ["stem", "suffix", "suffixes", "parents"]:
        spy(kind, name)
    run(test_pathlib, "PurePosixPathTest")


def spy(kind, name):
    original = getattr(kind, name)

    def note(path):
        answer = original.__get__(path)
        if applies(path):
            if name == "parents":
                record("parents", encode(plain(path)), encode_list(answer))
            else:
                parts = [PurePosixPath(path).name]
                record("names", encode(plain(path)), *names(parts[0]))
        return answer

    setattr(kind, name, property(note))


def names(name):
    dot = name.rfind(".")
    cut = dot if 0 < dot < len(name) - 1 else len(name)
    suffixes = [] if name.endswith(".") else ["." + part for part in name.lstrip(".").split(".")[1:]]
    return [encode_list([name[:cut], name[cut:]]), encode_list(suffixes)]


def record_glob():
    from test import test_glob

    original = glob.glob

    def tree(folder):
        for place, folders, files in os.walk(folder):
            for name in sorted(folders + files):
                path = os.path.join(place, name)
                what = "l" + os.readlink(path) if os.path.islink(path) else "d" if os.path.isdir(path) else "f"
                yield os.path.relpath(path, folder) + "\0" + what

    state = {}

    def note(pattern, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
        folder = os.path.abspath(test_glob.GlobTests.current.tempdir)
        if not isinstance(pattern, str) or isinstance(root_dir, bytes):
            return skipped.update(["a pattern or directory in bytes"])
        if dir_fd is not None:
            return skipped.update(["a directory given as a descriptor"])
        if "**" in pattern and not recursive:
            return skipped.update(["** that is not recursive"])
        if root_dir is not None and os.path.abspath(root_dir) != folder:
            return skipped.update(["another root directory"])
        own = [place + "/" for place in (folder, test_glob.GlobTests.current.tempdir)]
        if prefixes := [place for place in own if pattern.startswith(place)]:
            prefix, pattern = prefixes[0], pattern[len(prefixes[0]) :]
        elif os.path.isabs(pattern):
            return skipped.update(["an absolute pattern elsewhere"])
        elif root_dir is None and os.path.abspath(os.getcwd()) != folder:
            return skipped.update(["a current directory elsewhere"])
        else:
            prefix = ""
        if not pattern or "\0" in pattern or "//" in pattern or ".." in pattern:
            return skipped.update(["an empty pattern, a zero byte, two slashes or .."])
        found = original(prefix + pattern, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden)
        answers = sorted({path[len(prefix) :].rstrip("/") for path in found} - {""})
        paths = sorted(tree(folder))
        if state.get("tree") != paths:
            state["tree"] = paths
            record("tree", str(len(lines)), *[",".join(encode(part) for part in path.split("\0")) for path in paths])
        record("glob", str(len(lines)), encode(pattern), str(int(include_hidden)), encode_list(answers))

    def set_up(test):
        test_glob.GlobTests.current = test
        original_set_up(test)

    original_set_up = test_glob.GlobTests.setUp
    test_glob.GlobTests.setUp = set_up
    watch(test_glob.glob, "glob", note)
    run(test_glob, "GlobTests")


print("# CPython %s" % sys.version.split()[0])
record_fnmatch()
record_pathlib()
record_glob()
for reason, count in sorted(skipped.items()):
    print("# cannot apply: %d times %s" % (count, reason))
print("\n".join(lines))
