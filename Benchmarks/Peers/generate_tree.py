"""Makes a tree of empty files to walk through: generate_tree.py FOLDER DIRECTORIES FILES.

What is there already is left as it is.
"""

import os
import random
import sys


def main():
    folder, directories, files = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if os.path.isdir(folder):
        return
    rng = random.Random(7)
    os.makedirs(folder)
    places = [folder]
    while len(places) <= directories:
        nearby = places[max(0, len(places) - 1 - rng.randrange(30))]
        parent = rng.choice(places) if rng.random() < 0.5 else nearby
        path = os.path.join(parent, "d%05d" % len(places))
        os.mkdir(path)
        places.append(path)
    for index in range(files):
        path = os.path.join(places[index % len(places)], "file%06d.txt" % index)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))


main()
