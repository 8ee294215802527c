"""Makes a tree of empty files with names as people give them: generate_names.py FOLDER FILES.

Fifty to a directory, three levels deep; one name in a thousand has "invoice 2024" in it. What is
there already is left as it is.
"""

import os
import random
import sys

SYLLABLES = (
    "in vo ice re port ta ble lo gs ma ster co py scan ph oto ba ck up da ily con tract ne ws mu "
    "sic vi deo let ter bud get plan draft no tes meet ing"
).split()
SUFFIXES = "txt pdf jpg png swift py md docx json log mp3 xlsx".split()


def main():
    folder, files = sys.argv[1], int(sys.argv[2])
    if os.path.isdir(folder):
        return
    rng = random.Random(11)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(20000)]
    for index in range(files):
        if index % 50 == 0:
            number = index // 50
            place = os.path.join(folder, "area%02d" % (number // 1000), "box%03d" % (number // 30 % 1000), "d%05d" % number)
            os.makedirs(place)
        name = "%s_%s-%04d.%s" % (rng.choice(words), rng.choice(words), index % 10000, rng.choice(SUFFIXES))
        if index % 1000 == 500:
            name = "Invoice 2024-%06d.pdf" % index
        os.close(os.open(os.path.join(place, name), os.O_CREAT | os.O_WRONLY, 0o644))


main()
