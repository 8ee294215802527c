"""Lines of a program stored in the same table, with subprocess and sqlite3."""
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

schema, count = sys.argv[1], int(sys.argv[2])
folder = tempfile.mkdtemp(prefix="batteries-benchmark-")
path = os.path.join(folder, "hub.sqlite")
shutil.copy(schema, path)
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA foreign_keys = ON")
database.execute("PRAGMA cache_size = -16000")
database.execute("PRAGMA synchronous = NORMAL")
database.execute("PRAGMA wal_autocheckpoint = 8000")
created = int(time.time() * 1000)
run = database.execute(
    "INSERT INTO run (job, state, trigger, createdAt, readyAt) VALUES ('print', 'running', 'manual', ?, ?)",
    (created, created)).lastrowid
INSERT = "INSERT OR REPLACE INTO line (run, number, attempt, source, time, bytes) VALUES (?, ?, ?, ?, ?, ?)"
BATCH = 10000

start = time.monotonic()
processor = time.process_time()


def store(rows):
    database.execute("BEGIN IMMEDIATE")
    database.executemany(INSERT, rows)
    database.execute("COMMIT")


number = 0
rows = []
with subprocess.Popen(["seq", str(count)], stdout=subprocess.PIPE) as program:
    for line in program.stdout:
        number += 1
        rows.append((run, number, 1, 1, int(time.time() * 1000), line.rstrip(b"\r\n")))
        if len(rows) == BATCH:
            store(rows)
            rows = []
store(rows)
print("time", time.monotonic() - start, "s")
print("processor", time.process_time() - processor, "s")
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
database.close()
shutil.rmtree(folder)
