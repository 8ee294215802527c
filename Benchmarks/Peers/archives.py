"""Packs and unpacks a tree with programs of others.

archives.py make TREE MEGABYTES: makes the tree, of text and of what cannot be compressed.
archives.py PEER pack|unpack TREE ARCHIVE TARGET: one run; prints figures, one a line. A peer that
is not installed prints none.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import time
import zipfile


def make(tree, megabytes):
    marker = f"{tree}.{megabytes}"
    if os.path.exists(marker):
        return
    shutil.rmtree(tree, ignore_errors=True)
    source = random.Random(7)
    words = [bytes(source.choices(b"abcdefghijklmnopqrstuvwxyz", k=source.randint(2, 11)))
             for _ in range(5_000)]
    left, number = megabytes * 1_000_000, 0
    while left > 0:
        folder = os.path.join(tree, f"folder{number % 97:02}")
        os.makedirs(folder, exist_ok=True)
        size = source.choice([200, 2_000, 8_000, 8_000, 40_000, 40_000, 300_000])
        if number % 8 == 0:
            data = source.randbytes(size)
        else:
            data = b" ".join(source.choices(words, k=size // 7))
        with open(os.path.join(folder, f"file{number}"), "wb") as file:
            file.write(data)
        left -= len(data)
        number += 1
    open(marker, "w").close()


def run(peer, operation, tree, archive, target):
    tar = {"gzip": ["tar", "-z"], "tar": ["tar"], "bsdtar": ["bsdtar", "-z"]}.get(peer)
    if tar:
        arguments = ["-cf", archive, "-C", tree, "."]
        if operation == "unpack":
            arguments = ["-xf", archive, "-C", target]
        return subprocess.run(tar + arguments, check=True)
    if peer == "zip":
        if operation == "unpack":
            return subprocess.run(["unzip", "-q", archive, "-d", target], check=True)
        return subprocess.run(["zip", "-qr", archive, "."], cwd=tree, check=True)
    if operation == "unpack":
        with zipfile.ZipFile(archive) as file:
            file.extractall(target)
        return None
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for base, _, names in os.walk(tree):
            for name in names:
                path = os.path.join(base, name)
                file.write(path, os.path.relpath(path, tree))


def main():
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]))
        return
    peer, operation, tree, archive, target = sys.argv[1:6]
    program = {"gzip": "tar", "tar": "tar", "bsdtar": "bsdtar", "zip": "zip"}.get(peer)
    if program and not shutil.which(program):
        return
    size = sum(os.path.getsize(os.path.join(b, n)) for b, _, f in os.walk(tree) for n in f)
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(target)
    if operation == "pack" and os.path.exists(archive):
        os.remove(archive)
    start = time.monotonic()
    run(peer, operation, tree, archive, target)
    seconds = time.monotonic() - start
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    print("bytes", os.path.getsize(archive), "B")
    print("time", seconds, "s")
    print("rate", size / seconds / 1e6, "MB/s")
    print("processor", sum(u.ru_utime + u.ru_stime for u in (children, own)), "s")


main()
