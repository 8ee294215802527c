"""Sorts a CSV file by a column: sort.py PATH polars|duckdb|gnu COLUMN memory|TARGET.

In memory only the sorting is measured; to a file, reading and writing too. `sort.py PATH plain
COLUMN TARGET` writes the file without what needs quotes, for programs that know lines and commas
only. Prints figures, one a line; a peer that is not installed prints none.
"""

import resource
import subprocess
import sys
import time

path, peer, column, target = sys.argv[1:5]

if peer == "plain":
    import csv

    marks = str.maketrans(",\"\n\r", "    ")
    with open(path, newline="", encoding="utf-8") as source:
        with open(target, "w", newline="", encoding="utf-8") as file:
            for row in csv.reader(source):
                file.write(",".join(field.translate(marks) for field in row) + "\n")
    sys.exit(0)

in_memory = target == "memory"
try:
    if peer == "polars":
        import polars

        version = polars.__version__
        if in_memory:
            table = polars.read_csv(path, try_parse_dates=True)
            run = lambda: table.sort(column, maintain_order=True).height
        else:

            def run():
                table = polars.read_csv(path, try_parse_dates=True)
                table.sort(column, maintain_order=True).write_csv(target)
                return table.height
    elif peer == "duckdb":
        import duckdb

        version = duckdb.__version__
        connection = duckdb.connect()
        if in_memory:
            connection.sql(f"create table t as select * from read_csv('{path}')")

            def run():
                connection.execute(f"create table s as select * from t order by {column}")
                return connection.sql("select count(*) from s").fetchall()[0][0]
        else:

            def run():
                query = f"select * from read_csv('{path}') order by {column}"
                return connection.execute(f"copy ({query}) to '{target}' (header)").fetchall()[0][0]
    else:
        first = subprocess.run(["sort", "--version"], capture_output=True, text=True).stdout
        version = first.splitlines()[0].split()[-1]

        def run():
            with open(path, encoding="utf-8") as file:
                place = file.readline().rstrip("\n").split(",").index(column) + 1
            command = (
                f"(head -n 1 '{path}'; tail -n +2 '{path}'"
                f" | sort -s -t, -k{place},{place} -S 1G --parallel=2) > '{target}'"
            )
            plain = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
            subprocess.run(["sh", "-c", command], check=True, env=plain)
except (ImportError, FileNotFoundError):
    print(f"{peer} is not installed", file=sys.stderr)
    sys.exit(0)


def processor():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


print("#", peer, version)
start, before = time.perf_counter(), processor()
rows = run()
seconds = time.perf_counter() - start
used_time = processor()
if rows is None:
    with open(target, "rb") as file:
        rows = sum(1 for _ in file) - 1
used = max(
    resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
)
print("rows", rows, "rows")
print("time", seconds, "s")
print("rate", rows / seconds / 1e6, "million rows/s")
print("processor", used_time - before, "s")
print("peak", used / 1024, "MiB")
