"""Writes down what CPython's pathlib, fnmatch and os.path say about generated paths and patterns.

    python3.13 paths.py COUNT SEED > paths.tsv

A line is an operation, its arguments and the answer, with tabs between them. Bytes other than
ASCII letters, digits and some signs are written as %XX, lists with commas; a refusal is "!".
What cannot be compared is not asked; NotApplicable.md says what and why.
"""

import fnmatch
import glob
import os
import random
import sys
from pathlib import PurePosixPath

ALPHABET = list("aabbcABC...--__ 01~") + ["é", "e\u0301", "Ä", "日", "\udcff", "\udce2", "\n", "{", "\\"]
PLAIN = set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./-_*?[]~")


def encode(text):
    raw = os.fsencode(text)
    return "".join(chr(byte) if byte in PLAIN else "%%%02X" % byte for byte in raw) or "%"


def encode_list(texts):
    return ",".join(encode(str(text)) for text in texts) or "-"


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def name(self):
        length = self.random.choice([1, 1, 2, 2, 3, 4, 6])
        return "".join(self.random.choice(ALPHABET) for _ in range(length))

    def path(self, most=4):
        parts = []
        for _ in range(self.random.randrange(most + 1)):
            choice = self.random.random()
            parts.append(".." if choice < 0.1 else "." if choice < 0.15 else self.name())
        separators = ["/"] * 8 + ["//", "///"]
        text = ""
        for part in parts:
            text += part + self.random.choice(separators)
        if self.random.random() < 0.7:
            text = text.rstrip("/")
        text = text.lstrip("/")
        return ("/" if self.random.random() < 0.4 else "") + text

    def near(self, path):
        """A path that has much in common with another one."""
        parts = PurePosixPath(path).parts
        cut = self.random.randrange(len(parts) + 1)
        rest = [self.name() for _ in range(self.random.choice([0, 0, 1, 2]))]
        text = str(PurePosixPath(*parts[:cut], *rest))
        return text if not text.startswith("//") else text[1:]

    def set(self):
        members = "".join(
            self.random.choice(list("abcABC!^-]é日.\udcff[0&|~\\")) for _ in range(self.random.randrange(1, 6))
        )
        return "[" + self.random.choice(["", "", "!"]) + members + self.random.choice(["]", "]", "]", ""])

    def pattern(self, like):
        """A pattern for a name that resembles one."""
        result = ""
        for character in like:
            choice = self.random.random()
            if choice < 0.50:
                result += character if character not in "*?[" else "?"
            elif choice < 0.65:
                result += "?"
            elif choice < 0.80:
                result += "*"
            elif choice < 0.95:
                result += self.set()
        return result + self.random.choice(["", "", "*"])

    def path_pattern(self, path):
        parts = [part for part in PurePosixPath(path).parts]
        result = []
        for part in parts:
            choice = self.random.random()
            if part == "/":
                if choice < 0.8:
                    result.append("")
            elif choice < 0.25:
                result.append("**")
            elif choice < 0.35:
                result.append("*")
            elif choice < 0.45:
                pass
            elif choice < 0.75:
                result.append(self.pattern(part))
            else:
                result.append(part)
        if self.random.random() < 0.15:
            result.insert(self.random.randrange(len(result) + 1), "**")
        return "/".join(result)


def refusing(call):
    try:
        return encode(str(call()))
    except ValueError:
        return "!"


def case(generator):
    rng = generator.random
    kind = rng.randrange(12)
    path = generator.path()
    pure = PurePosixPath(path)
    # FilePath has no name in an empty path, and a dot is a name to it.
    text = str(pure) if pure.parts else ""
    if kind == 0:
        return ["names", encode(text), encode_list([pure.stem, pure.suffix]), encode_list(pure.suffixes)]
    if kind == 1:
        return ["parents", encode(path), encode_list(pure.parents)]
    if kind == 2:
        suffix = rng.choice(["", ".", "." + generator.name(), generator.name(), "./a"])
        return ["suffix", encode(text), encode(suffix), refusing(lambda: pure.with_suffix(suffix))]
    if kind == 3:
        name = rng.choice([generator.name(), generator.name(), "..", ".", "", "a/b"])
        operation = rng.choice(["stem", "name"])
        change = pure.with_stem if operation == "stem" else pure.with_name
        return [operation, encode(text), encode(name), refusing(lambda: change(name))]
    if kind == 4:
        other = generator.near(path) if rng.random() < 0.8 else generator.path()
        if rng.random() < 0.5:
            pure, other = PurePosixPath(other), str(pure)
        up = rng.randrange(2)
        answer = refusing(lambda: pure.relative_to(other, walk_up=bool(up)))
        below = str(int(pure.is_relative_to(other)))
        return ["relative", encode(str(pure)), encode(other), str(up), answer, below]
    if kind == 5:
        others = [path] + [generator.near(path) for _ in range(rng.randrange(3))]
        if rng.random() < 0.2:
            others.append(generator.path())
        others = [other for other in others if other]
        if not others:
            return None
        return ["common", encode_list(others), refusing(lambda: os.path.commonpath(others) or ".")]
    if kind == 6:
        return ["normal", encode(path), encode(os.path.normpath(path))]
    if kind in (7, 8, 9):
        name = generator.name()
        pattern = generator.pattern(name if rng.random() < 0.9 else generator.name())
        ignores = rng.random() < 0.25
        if ignores:
            answer = PurePosixPath(name).match(pattern, case_sensitive=False) if is_name(name, pattern) else None
            if answer is None:
                return None
        else:
            answer = fnmatch.fnmatchcase(name, pattern)
        return ["fnmatch", encode(name), encode(pattern), str(int(ignores)), str(int(answer))]
    pattern = generator.path_pattern(path)
    ignores = rng.random() < 0.2
    if kind == 10:
        parts = PurePosixPath(pattern).parts
        if not parts or "//" in pattern[:2]:
            return None
        # A set that holds "/" matches the root, which is a part of its own to CPython.
        if path.startswith("/") and parts[0].lstrip("*").startswith("["):
            return None
        answer = pure.match(pattern, case_sensitive=not ignores)
        return ["match", encode(path), encode(pattern), str(int(ignores)), str(int(answer))]
    # A set that has "/" among its members matches the separator in CPython 3.13's full_match, and
    # three stars match the nothing before the root.
    if "[!" in pattern or "***" in pattern or pattern.startswith("//") or spans_separator(pattern):
        return None
    answer = pure.full_match(pattern, case_sensitive=not ignores)
    return ["full", encode(path), encode(pattern), str(int(ignores)), str(int(answer))]


def spans_separator(pattern):
    """Whether a set could have the separator among its members."""
    return "-" in pattern and "[" in pattern


def is_name(name, pattern):
    """Whether pathlib takes both as one name, so that its match says what fnmatch would."""
    return all(
        text not in ("", ".", "..", "**") and "/" not in text and PurePosixPath(text).parts == (text,)
        for text in (name, pattern)
    )


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    generator = Generator(seed)
    print("# CPython %s, seed %d" % (sys.version.split()[0], seed))
    written = 0
    while written < count:
        line = case(generator)
        if line is not None:
            print("\t".join(line))
            written += 1
    for text in ["a", "a*b", "[a]?", "!", "[!x]-{y}"]:
        print("\t".join(["escape", encode(text), encode(glob.escape(text))]))


main()
