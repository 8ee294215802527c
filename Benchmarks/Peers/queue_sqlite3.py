"""Runs through the queue with Python's sqlite3: the same tables, triggers and statements as ours.

The tables come from an empty database that our store made; sqlite3 keeps prepared statements.
"""
import os
import shutil
import sqlite3
import sys
import tempfile
import time

schema, count, batch, sync = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

COLUMNS = """id, job, state, trigger, cause, slot, slotEnd, createdAt, readyAt, startedAt,
finishedAt, attempt, exitStatus, reason, summary, warnings, fence, owner"""

INSERT = """
INSERT INTO run (job, state, trigger, cause, slot, slotEnd, missed, priority, exclusive, groupName,
  groupLimit, createdAt, readyAt, finishedAt, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (job, slot) WHERE slot IS NOT NULL DO UPDATE
SET state = excluded.state, missed = 0, readyAt = excluded.readyAt, finishedAt = NULL,
  slotEnd = NULL, reason = NULL
WHERE run.missed = 1 AND excluded.state = 'queued'
RETURNING """ + COLUMNS

CLAIM = """
UPDATE run SET state = 'running', owner = ?1, leaseUntil = ?2, startedAt = ?3,
  attempt = attempt + 1, fence = fence + 1, reason = NULL, exitStatus = NULL
WHERE id = (
  SELECT id FROM run AS candidate INDEXED BY runQueue
  WHERE state = 'queued' AND readyAt <= ?3 AND (?4 IS NULL OR id = ?4)
    AND (exclusive = 0 OR NOT EXISTS (
      SELECT 1 FROM run AS other INDEXED BY runActive
      WHERE other.job = candidate.job AND other.state IN ('queued', 'running')
        AND other.state = 'running'))
    AND (groupName IS NULL OR groupLimit > (
      SELECT count(*) FROM run AS other INDEXED BY runGroup
      WHERE other.groupName = candidate.groupName AND other.groupName IS NOT NULL
        AND other.state = 'running'))
  ORDER BY priority DESC, readyAt, id LIMIT 1)
RETURNING """ + COLUMNS

ATTEMPT = "INSERT INTO attempt (run, number, state, startedAt) VALUES (?, ?, 'running', ?)"
NEXT = "SELECT min(readyAt) FROM run INDEXED BY runWaiting WHERE state = 'queued' AND readyAt > createdAt AND readyAt > ?"

FINISH = """
UPDATE run SET state = ?1, startedAt = iif(?3 IS NULL, startedAt, NULL), finishedAt = ?2,
  readyAt = coalesce(?3, readyAt), exitStatus = ?4, reason = ?5, summary = ?6,
  warnings = ?7, owner = NULL, leaseUntil = NULL
WHERE id = ?8 AND fence = ?9 AND state = 'running'
RETURNING """ + COLUMNS

END = """
UPDATE attempt SET state = ?, finishedAt = ?, exitStatus = ?, reason = ?
WHERE run = ? AND number = ?"""


def now():
    return int(time.time() * 1000)


folder = tempfile.mkdtemp(
    prefix="batteries-benchmark-", dir=os.environ.get("BENCHMARK_FOLDER"))
path = os.path.join(folder, "hub.sqlite")
shutil.copy(schema, path)
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA foreign_keys = ON")
database.execute("PRAGMA temp_store = MEMORY")
database.execute("PRAGMA cache_size = -16000")
database.execute("PRAGMA synchronous = " + sync.upper())
database.execute("PRAGMA journal_size_limit = 67108864")
database.execute("PRAGMA wal_autocheckpoint = 8000")
execute = database.execute

start = time.monotonic()
created = now()
for index in range(count):
    execute("BEGIN IMMEDIATE")
    execute(INSERT, (
        "job-%d" % (index % 100), "queued", "manual", None, None, None, False, 0, False, None, 0,
        created, created, None, None)).fetchone()
    execute("COMMIT")
print("enqueue", count / (time.monotonic() - start), "jobs/s")

done = 0
start = time.monotonic()
processor = time.process_time()
while done < count:
    runs = []
    execute("BEGIN IMMEDIATE")
    moment = now()
    while len(runs) < batch:
        row = execute(CLAIM, ("benchmark", moment + 30000, moment, None)).fetchone()
        if row is None:
            break
        execute(ATTEMPT, (row[0], row[11], moment))
        runs.append(row)
    execute(NEXT, (moment,)).fetchone()
    execute("COMMIT")
    execute("BEGIN IMMEDIATE")
    moment = now()
    for row in runs:
        values = ("succeeded", moment, None, 0, None, "exited with status 0", 0, row[0], row[16])
        if execute(FINISH, values).fetchone() is not None:
            execute(END, ("succeeded", moment, 0, None, row[0], row[11]))
            done += 1
    execute("COMMIT")
seconds = time.monotonic() - start
print("rate", count / seconds, "jobs/s")
print("processor", (time.process_time() - processor) / count * 1e6, "µs/job")
database.close()
shutil.rmtree(folder)
