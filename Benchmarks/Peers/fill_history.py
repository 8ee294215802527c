"""Fills a database that our store made with the history of many jobs."""
import sqlite3
import sys
import time

path, jobs, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA synchronous = OFF")
database.execute("PRAGMA cache_size = -400000")
first = int(time.time() * 1000) - runs * 1000
database.execute("BEGIN")
# Runs of all jobs follow each other, as they do in a hub; one of twenty failed.
database.execute("""
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :runs)
INSERT INTO run (job, state, trigger, slot, createdAt, readyAt, startedAt, finishedAt, attempt,
  exitStatus, reason, summary, warnings, fence)
SELECT 'job-' || (1 + n % :jobs), iif(n * 7919 % 20 = 0, 'failed', 'succeeded'), 'schedule',
  :first + n * 1000, :first + n * 1000, :first + n * 1000, :first + n * 1000 + 3,
  :first + n * 1000 + 250 + n * 31 % 5000, 1, iif(n * 7919 % 20 = 0, 1, 0),
  iif(n * 7919 % 20 = 0, 'exited with status 1', NULL),
  'exited with status 0 after 0.4 s, 12 lines of output', n % 50 = 0, 1
FROM number""", {"runs": runs, "jobs": jobs, "first": first})
database.execute("COMMIT")
database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
print("runs", database.execute("SELECT count(*) FROM run").fetchone()[0], "rows")
database.close()
