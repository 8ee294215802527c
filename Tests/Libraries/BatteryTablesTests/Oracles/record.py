"""Records what DuckDB and SQLite answer to random questions over random tables.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install duckdb
    /tmp/venv/bin/python record.py 20 > cases.json

Each question is put to DuckDB; where SQLite understands it in the same words and has the same types,
both must agree, or the question is left out and named on standard error. The tests read the file, so
that they run without Python.
"""

import datetime
import json
import random
import sqlite3
import sys

import duckdb

COLUMNS = [("id", "integer"), ("small", "integer"), ("huge", "integer"), ("x", "double"),
           ("money", "decimal"), ("truth", "boolean"), ("day", "date"), ("word", "text")]
TYPES = {"integer": "BIGINT", "double": "DOUBLE", "decimal": "DECIMAL(38, 4)", "boolean": "BOOLEAN",
         "date": "DATE", "text": "VARCHAR"}
WORDS = ["", "a", "b", "ab", "Zürich", "zebra", "äpfel", "🦊", "naïve", "1", "01", "A", "%", "a_b"]


def table(rng, rows):
    def maybe(value):
        return None if rng.random() < 0.15 else value

    return [[number, maybe(rng.randint(-4, 4)),
             maybe(rng.choice([2**63 - 1, -2**63, 2**53, 2**53 + 1, 0, -7])),
             maybe(rng.choice([0.1, 0.2, -0.5, 2.5, 1e15, 1e-7, 0.0, rng.uniform(-9, 9)])),
             maybe(rng.choice(["0.1000", "0.2000", "-2.5000", "12345678901234567890.1250", "7.0000"])),
             maybe(rng.random() < 0.5),
             maybe((datetime.date(2026, 1, 1) + datetime.timedelta(rng.randint(-40, 40))).isoformat()),
             maybe(rng.choice(WORDS))] for number in range(rows)]


def condition(rng, depth=0):
    if depth < 3 and rng.random() < 0.5:
        left, right = condition(rng, depth + 1), condition(rng, depth + 1)
        return rng.choice([f"({left} and {right})", f"({left} or {right})", f"(not {left})"])
    number = rng.choice(["small", "huge", "x", "money", "small + 1", "abs(small)", "small * small",
                         "small - 2", "small % 3", "-small", "coalesce(small, 9)", "length(word)",
                         "case when truth then small else 0 end", "x * 2", "money + 1"])
    sign = rng.choice(["=", "<>", "<", "<=", ">", ">="])
    literal = rng.choice(["0", "1", "-2", "0.1", "2.5", "9007199254740992", "9007199254740993", "7"])
    text = rng.choice(["word", "lower(word)", "upper(word)", "word || 'a'", "substring(word, 2, 2)",
                       "replace(word, 'a', 'bb')", "trim(word)"])
    quoted = "'" + rng.choice(WORDS) + "'"
    return rng.choice([
        f"{number} {sign} {literal}", f"{number} {sign} small", f"{text} {sign} {quoted}",
        f"{text} like {rng.choice(['%', 'a%', '%b', '%a%', '_', 'a_', '%_b', '']).__repr__()}",
        f"{text} in ({quoted}, 'a', 'b')", f"small not in (1, 2, {rng.randint(-4, 4)})",
        f"{number} between -1 and {rng.randint(0, 4)}", f"{text} is null", f"{number} is not null",
        "truth", "not truth", f"day {sign} date '2026-01-{rng.randint(10, 31)}'",
        f"year(day) = {rng.choice([2025, 2026])}", f"month(day) {sign} 1",
        f"day - date '2026-01-01' {sign} 3", f"nullif(small, 1) {sign} 2",
    ])


def texts(rows):
    def text(value):
        if value is None:
            return None
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value)
    return [[text(value) for value in row] for row in rows]


def load(rows):
    duck, lite = duckdb.connect(), sqlite3.connect(":memory:")
    names = ", ".join(f"{name} {TYPES[kind]}" for name, kind in COLUMNS)
    duck.execute(f"create table t ({names})")
    lite.execute("create table t (" + ", ".join(name for name, _ in COLUMNS) + ")")
    lite.execute("pragma case_sensitive_like = true")
    for row in rows:
        duck.execute(f"insert into t values ({', '.join('?' * len(row))})", row)
        lite.execute(f"insert into t values ({', '.join('?' * len(row))})", row)
    return duck, lite


def main(tables):
    result = []
    dropped = 0
    for seed in range(tables):
        rng = random.Random(seed)
        rows = table(rng, rng.choice([0, 1, 5, 40, 40]))
        duck, lite = load(rows)
        cases = []
        for _ in range(40):
            text = condition(rng)
            answer = [row[0] for row in duck.execute(f"select id from t where {text} order by id").fetchall()]
            # SQLite has neither dates nor decimals, and folds ASCII only.
            if not any(word in text for word in ("day", "money", "truth", "er(word)", "substring", "9007")):
                other = [row[0] for row in lite.execute(f"select id from t where {text} order by id")]
                if other != answer:
                    dropped += 1
                    print("SQLite differs:", text, file=sys.stderr)
                    continue
            cases.append({"kind": "where", "text": text, "ids": answer})
        for keys in (["small"], ["word", "truth"], ["money"], ["day"], ["x"]):
            ours = ("count, count(word), sum(small), sum(huge), sum(x), sum(money), mean(small), min(word),"
                    " max(word), min(day), max(money), median(small), quantile(x, 0.9), distinct(word),"
                    " standardDeviation(small)")
            theirs = ("count(*), count(word), sum(small), sum(huge), fsum(x), sum(money), avg(small), min(word),"
                      " max(word), min(day), max(money), median(small), quantile_cont(x, 0.9),"
                      " count(distinct word), stddev_samp(small)")
            by = ", ".join(keys)
            answer = duck.execute(f"select {by}, {theirs} from t group by {by} order by min(id)").fetchall()
            cases.append({"kind": "group", "by": keys, "text": ours, "rows": texts(answer)})
        for order in ("word, id", "small desc, word", "huge, x desc", "money desc", "day, truth desc", "x"):
            sql = ", ".join(key + (" nulls last" if key.endswith("desc") else " asc nulls last")
                            for key in order.split(", "))
            answer = duck.execute(f"select id from t order by {sql}, id").fetchall()
            cases.append({"kind": "sort", "text": order, "ids": [row[0] for row in answer]})
        for kind in ("inner", "left", "right", "full"):
            for key in ("word", "small", "money", "day"):
                answer = duck.execute(f"select a.id, b.id from t a {kind} join (select * from t where id % 3 = 0) b"
                                      f" on a.{key} = b.{key} order by a.id nulls last, b.id").fetchall()
                cases.append({"kind": kind, "text": key, "rows": texts(answer)})
        for keys in ("word", "small, truth", "money"):
            answer = duck.execute(f"select min(id) from t group by {keys} order by 1").fetchall()
            cases.append({"kind": "distinct", "text": keys, "ids": [row[0] for row in answer]})
        result.append({"rows": texts(rows), "cases": cases})
    about = f"DuckDB {duckdb.__version__}, SQLite {sqlite3.sqlite_version}"
    count = sum(len(one["cases"]) for one in result)
    print(f"{count} cases, {dropped} left out", file=sys.stderr)
    json.dump({"about": about, "columns": COLUMNS, "tables": result}, sys.stdout, ensure_ascii=False,
              separators=(",", ":"))


main(int(sys.argv[1]))
