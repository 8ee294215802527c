"""Flat records as JSON Lines, always the same: generate_jsonl.py PATH MEGABYTES [SEED]."""
import json
import os
import random
import sys

path, size = sys.argv[1], int(sys.argv[2]) * 1_000_000
os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 7)
if os.path.exists(path) and abs(os.path.getsize(path) - size) < 100_000:
    print(f"{path} is there already")
    sys.exit()
CITIES = ["Köln", "Berlin", "Zürich", "São Paulo", "London", "Lyon", "Praha", "Oslo"]
NOTES = ["", "paid in cash", 'said "later"', "two\nlines", "C:\\temp\\x", "ordinary words, and a comma"]
written, number = 0, 0
with open(path, "wb") as file:
    lines = []
    while written < size:
        number += 1
        record = {
            "id": number,
            "time": f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}T"
                    f"{random.randint(0, 23):02}:{random.randint(0, 59):02}:00Z",
            "user": f"user{random.randint(1, 50_000):05}",
            "city": random.choice(CITIES),
            "quantity": random.randint(1, 500),
            "price": round(random.uniform(0.5, 2000), 2),
            "discount": round(random.random(), 3) if random.random() < 0.4 else None,
            "active": random.random() < 0.7,
            "note": random.choice(NOTES),
        }
        if random.random() < 0.1:
            record["tags"] = random.sample(["new", "sale", "gift", "bulk"], 2)
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        lines.append(line)
        written += len(line)
        if len(lines) == 10_000:
            file.writelines(lines)
            lines.clear()
    file.writelines(lines)
print(f"{path}: {number} records, {written} bytes")
