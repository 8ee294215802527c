"""Copies, removes and compares trees of files as others do.

`transfer.py make COUNT TREE` makes a tree of 1 GB, unless it is there. Every tenth file has the
content of another one. `transfer.py copy-tree|remove-tree|duplicates TOOL TREE` runs a tool and
prints figures, one a line; a tool that is not installed prints none. What was written before is
on the disk when the clock starts.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

action, tool, tree = sys.argv[1:4]

if action == "make":
    count = int(tool)
    if os.path.exists(os.path.join(tree, "done")):
        sys.exit(0)
    random.seed(7)
    sizes = [int(random.lognormvariate(9.5, 1.6)) for _ in range(count)]
    factor = 1e9 / sum(sizes)
    block = os.urandom(1 << 20)
    for index, size in enumerate(sizes):
        folder = os.path.join(tree, f"d{index % 40:02}", f"e{index % 400:03}")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, f"f{index:05}")
        if index % 10 == 9:
            shutil.copyfile(previous, path)
            continue
        left = int(size * factor)
        with open(path, "wb") as file:
            start = random.randrange(1 << 19)
            while left > 0:
                part = block[start : start + min(left, 1 << 19)]
                file.write(part)
                left -= len(part)
        previous = path
    open(os.path.join(tree, "done"), "w").close()
    sys.exit(0)

base = os.environ.get("BENCHMARK_FOLDER") or tempfile.gettempdir()
target = tempfile.mkdtemp(dir=base)
copy = os.path.join(target, "copy")


def command(*words):
    def run():
        with open(os.devnull, "wb") as nothing:
            subprocess.run(words, check=True, stdout=nothing)

    return run


runs = {
    ("copy-tree", "cp"): command("cp", "-a", tree, copy),
    ("copy-tree", "rsync"): command("rsync", "-a", tree + "/", copy),
    ("copy-tree", "shutil"): lambda: shutil.copytree(tree, copy, symlinks=True),
    ("remove-tree", "rm"): command("rm", "-r", copy),
    ("remove-tree", "shutil"): lambda: shutil.rmtree(copy),
    ("duplicates", "jdupes"): command("jdupes", "-r", "-q", tree),
}
if tool != "shutil" and shutil.which(tool) is None:
    sys.exit(0)
if action == "remove-tree":
    subprocess.run(["cp", "-a", tree, copy], check=True)
os.sync()
start = time.perf_counter()
runs[(action, tool)]()
print("time", time.perf_counter() - start, "s")
kind = resource.RUSAGE_SELF if tool == "shutil" else resource.RUSAGE_CHILDREN
usage = resource.getrusage(kind)
print("processor", usage.ru_utime + usage.ru_stime, "s")
print("peak", usage.ru_maxrss / 1024, "MiB")
shutil.rmtree(target)
