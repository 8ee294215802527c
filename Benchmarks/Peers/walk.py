"""Counts what is below a folder: walk.py FOLDER walk|rglob|scandir."""

import os
import pathlib
import resource
import sys
import time


def scandir(folder):
    count = 0
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                count += 1
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
    return count


WAYS = {
    "walk": lambda folder: sum(len(names) + len(files) for _, names, files in os.walk(folder)),
    "rglob": lambda folder: sum(1 for _ in pathlib.Path(folder).rglob("*")),
    "scandir": scandir,
}

print("# Python %s" % sys.version.split()[0])
start = time.perf_counter()
count = WAYS[sys.argv[2]](sys.argv[1])
print("time %.4f s" % (time.perf_counter() - start))
print("entries %d entries" % count)
print("peak %.1f MiB" % (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
