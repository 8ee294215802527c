"""Organizes folders with programs, as whole processes: organize.py WHAT FOLDER [COUNT]

make      fills FOLDER with COUNT files of ten kinds and of ten years
sources   fills FOLDER with COUNT files in directories, as a source tree has them
kind      sorts a copy of FOLDER by kind and date with batteries
undo      takes that back
suffix    sorts a copy of FOLDER by suffix with batteries
peer      does the same with organize-tool, of the Python that runs this
"""

import os
import random
import shutil
import sys
import time

HEADS = {
    "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff\xe0", "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04", "mp3": b"ID3", "txt": b"some text\n", "py": b"print(1)\n",
    "csv": b"a,b\n1,2\n", "mp4": b"\0\0\0\x18ftypisom", "bin": bytes(range(64)),
}
BATTERIES = os.path.join(os.path.dirname(__file__), "../../.build/release/batteries")


def fill(folder, count, directories):
    if os.path.isdir(folder):
        return
    dice = random.Random(1)
    os.makedirs(folder)
    kinds = list(HEADS)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        place = os.path.join(folder, f"d{number % directories}") if directories else folder
        os.makedirs(place, exist_ok=True)
        path = os.path.join(place, f"file-{number:06d}.{kind}")
        text = b"0123456789abcdef\n" if kind in ("txt", "py", "csv") else dice.randbytes(17)
        with open(path, "wb") as file:
            file.write(HEADS[kind] + text * dice.randrange(1, 200))
        moment = 1400000000 + dice.randrange(300000000)
        os.utime(path, (moment, moment))


def copy(folder, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target, symlinks=True)
    return sum(len(names) for _, _, names in os.walk(target))


def run(words, files):
    # What the programs print goes nowhere; the figures go to the output.
    saved = os.dup(1)
    sink = os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    os.dup2(sink, 1)
    try:
        start = time.perf_counter()
        process = os.spawnv(os.P_NOWAIT, words[0], words)
        _, status, usage = os.wait4(process, 0)
        seconds = time.perf_counter() - start
    finally:
        os.dup2(saved, 1)
    if status != 0:
        sys.exit(f"{words[0]} ended with {status}")
    print("time", seconds, "s")
    print("rate", files / seconds, "files/s")
    print("processor", usage.ru_utime + usage.ru_stime, "s")
    print("peak", usage.ru_maxrss / 1024, "MiB")


def main():
    what, folder = sys.argv[1:3]
    target = folder + "-sorted"
    state = folder + "-state"
    if what in ("make", "sources"):
        count = int(sys.argv[3])
        fill(folder, count, 0 if what == "make" else 60)
        return print("files", count, "files")
    if what == "undo":
        files = sum(len(names) for _, _, names in os.walk(target))
        return run([BATTERIES, "organize", "undo", "--state", state], files)
    files = copy(folder, target)
    shutil.rmtree(state, ignore_errors=True)
    if what == "peer":
        rules = folder + "-rules.yaml"
        with open(rules, "w") as file:
            file.write(
                "rules:\n  - locations:\n      - path: " + target + "\n        max_depth: null\n"
                "    filters: [extension]\n    actions:\n      - move:\n          dest: '" + target
                + "-out/{extension}/'\n          on_conflict: rename_new\n"
            )
        shutil.rmtree(target + "-out", ignore_errors=True)
        return run([sys.executable, "-m", "organize", "run", rules], files)
    if what == "suffix":
        words = ["--by", "extension", "--into", target + "-out", "-r"]
        shutil.rmtree(target + "-out", ignore_errors=True)
    else:
        rules = folder + "-rules.yaml"
        with open(rules, "w") as file:
            file.write("- { move: '{kind:folder}/{modified:yyyy}/{modified:MM}/' }\n")
        words = ["--rules", rules]
    run([BATTERIES, "organize", target, "--state", state, "-q"] + words, files)


main()
