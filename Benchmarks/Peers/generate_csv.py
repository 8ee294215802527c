"""Writes the table that the CSV measures read: generate_csv.py [ROWS] [PATH].

2,200,000 rows (the default) are some 215 MB: eleven columns of numbers, days, times, words, quoted
commas and newlines, and empty fields. The same rows come out each time.
"""

import os
import random
import sys

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 2_200_000
path = sys.argv[2] if len(sys.argv) > 2 else "/tmp/batteries-benchmark/mixed.csv"
os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
random.seed(7)

words = (
    "alpha bravo carbon delta ember fjord glacier harbour island jasper kernel lantern meadow "
    "nimbus orchid prairie quartz river summit timber umbra valley willow xenon yonder zephyr"
).split()
cities = [
    "Berlin", "München", "Köln", "Zürich", "Genève", "Paris", "Málaga", "São Paulo", "Łódź",
    "Kraków", "Praha", "Brno", "Wien", "Graz", "Linz", "Oslo", "Bergen", "Malmö", "Göteborg",
    "Aarhus", "København", "Tallinn", "Riga", "Vilnius", "Warszawa", "Lyon", "Nantes", "Lille",
    "Porto", "Lisboa", "Madrid", "Sevilla", "Torino", "Milano", "Roma", "Napoli", "Athína",
    "İstanbul", "Ankara", "東京",
]
categories = [
    "books", "garden", "music", "toys", "shoes", "office", '"food, drink"', '"home, kitchen"',
]
notes = [
    "", "", "", "ok", "call back", '"late, again"', '"said ""yes"" twice"',
    '"first line\nsecond line"', "paid in cash", "no remark",
]
# Parts of rows are made once and put together at random: quick, and as varied as it has to be.
names = [f"{random.choice(words)} {random.choice(words)} {n % 997}" for n in range(20_000)]
times = [
    f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}T"
    f"{random.randint(0, 23):02}:{random.randint(0, 59):02}:{random.randint(0, 59):02}"
    for _ in range(20_000)
]
days = [
    f"20{random.randint(10, 26)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    for _ in range(5_000)
]
prices = [f"{random.lognormvariate(3, 1):.2f}" for _ in range(20_000)]
scores = [
    "" if random.random() < 0.1 else f"{random.gauss(0, 50):.4f}" for _ in range(20_000)
]

with open(path, "w", encoding="utf-8", newline="", buffering=1 << 22) as out:
    out.write("id,created,due,name,city,category,qty,price,score,active,note\n")
    done = 0
    while done < rows:
        number = min(50_000, rows - done)
        parts = zip(
            range(done + 1, done + number + 1),
            random.choices(times, k=number),
            random.choices(days, k=number),
            random.choices(names, k=number),
            random.choices(cities, k=number),
            random.choices(categories, k=number),
            random.choices(range(1, 500), k=number),
            random.choices(prices, k=number),
            random.choices(scores, k=number),
            random.choices(("true", "false"), k=number),
            random.choices(notes, k=number),
        )
        out.write("".join(
            f"{a},{b},{c},{d},{e},{f},{g},{h},{i},{j},{k}\n"
            for a, b, c, d, e, f, g, h, i, j, k in parts
        ))
        done += number
