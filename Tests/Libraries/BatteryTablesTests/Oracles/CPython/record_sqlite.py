#!/usr/bin/env python3
"""Runs CPython's test_sqlite3 with its connections watched, and asks the same again, step by step.

    record_sqlite.py         writes sqlite.jsonl beside this file

A case is a database: the statements that a test put to it, on one connection or several, with the
values of their parameters. What CPython answers is found by putting them to a new database, without
the functions, collations and converters of the test, so that a case needs nothing but SQL; and with
the transactions that the module begins by itself written out.
"""
import os
import pathlib
import re
import sqlite3
import tempfile

from recording import Cases, run, tagged

MOST_STEPS = 60
NAMED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|[:@$]([A-Za-z_]\w*)")
CHANGES = re.compile(r"\s*(?:(?:--[^\n]*\n|/\*.*?\*/)\s*)*(insert|update|delete|replace)\b", re.I | re.S)

databases = []
files = {}
real_connect = sqlite3.connect


def adapted(value):
    if isinstance(value, (bool, int, float, str, bytes, type(None))):
        return value
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    return sqlite3.adapt(value)


class Cursor(sqlite3.Cursor):
    def note(self, sql, values):
        connection = self.connection
        if not isinstance(sql, str) or not hasattr(connection, "database"):
            return
        try:
            sql.encode()
            if isinstance(values, dict):
                names = list(dict.fromkeys(name for name in NAMED.findall(sql) if name))
                values = [values[name] for name in names if name in values]
            values = [tagged(adapted(value)) for value in values]
        except Exception:
            return
        connection.add("sql", sql=sql, values=values, isolation=connection.isolation_level)

    def execute(self, sql, values=()):
        self.note(sql, values)
        return super().execute(sql, values)

    def executemany(self, sql, rows):
        try:
            rows = list(rows)
        except Exception:
            pass
        else:
            for values in rows[:10]:
                self.note(sql, values)
        return super().executemany(sql, rows)

    def executescript(self, script):
        if isinstance(script, str) and "\ud8ff" not in script:
            self.connection.add("script", sql=script)
        return super().executescript(script)


class Connection(sqlite3.Connection):
    def __init__(self, path, *rest, **named):
        text = os.fsdecode(path)
        isThere = os.path.exists(text)
        super().__init__(path, *rest, **named)
        isFile = text not in (":memory:", "") and not text.startswith("file:")
        if isFile and isThere and text in files:
            self.database = files[text]
        else:
            self.database = {"file": isFile, "steps": [], "connections": 0}
            databases.append(self.database)
            if isFile:
                files[text] = self.database
        self.number = self.database["connections"]
        self.database["connections"] += 1

    def add(self, kind, **more):
        self.database["steps"].append({"kind": kind, "on": self.number, **more})

    def cursor(self, factory=Cursor):
        return super().cursor(factory)

    def execute(self, *rest):
        return self.cursor().execute(*rest)

    def executemany(self, *rest):
        return self.cursor().executemany(*rest)

    def executescript(self, *rest):
        return self.cursor().executescript(*rest)

    def commit(self):
        self.add("commit")
        return super().commit()

    def rollback(self):
        self.add("rollback")
        return super().rollback()

    def __exit__(self, kind, *rest):
        self.add("commit" if kind is None else "rollback")
        return super().__exit__(kind, *rest)

    def close(self):
        if hasattr(self, "database"):
            self.add("close")
        return super().close()


def watched_connect(*rest, **named):
    if "factory" not in named and len(rest) < 6:
        named["factory"] = Connection
    return real_connect(*rest, **named)


def answer(cursor, kind, sql, values):
    try:
        if kind == "script":
            cursor.executescript(sql)
            return {}
        rows = cursor.execute(sql, values).fetchall()
        if cursor.description is None:
            return {}
        return {"names": [column[0] for column in cursor.description],
                "rows": [[tagged(value) for value in row] for row in rows]}
    except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeError) as error:
        return {"error": type(error).__name__, "message": str(error).encode(errors="backslashreplace").decode()}


def untagged(value):
    if isinstance(value, dict):
        kind, text = next(iter(value.items()))
        return {"int": int, "float": float, "bytes": bytes.fromhex}[kind](text)
    return value


def replay(database):
    """The steps with their answers, or None when there is nothing to learn from them."""
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/test.db" if database["file"] else ":memory:"
        connections, closed, steps = {}, set(), []

        def take(on, sql, values=(), kind="sql"):
            cursor = connections[on].cursor()
            step = {"on": on, "sql": sql}
            if kind == "script":
                step["script"] = True
            if values:
                step["values"] = values
            result = answer(cursor, kind, sql, [untagged(value) for value in values])
            steps.append({**step, **result})
            cursor.close()

        for step in database["steps"][:MOST_STEPS]:
            on = step["on"]
            if on in closed:
                continue
            if on not in connections:
                connections[on] = real_connect(path, timeout=0, isolation_level=None)
            connection = connections[on]
            if step["kind"] == "close":
                connection.close()
                closed.add(on)
                steps.append({"on": on, "close": True})
            elif step["kind"] in ("commit", "rollback"):
                if connection.in_transaction:
                    take(on, step["kind"].upper())
            elif step["kind"] == "script":
                if connection.in_transaction:
                    take(on, "COMMIT")
                take(on, step["sql"], kind="script")
            else:
                begins = step["isolation"] is not None and CHANGES.match(step["sql"])
                if begins and not connection.in_transaction:
                    take(on, f"BEGIN {step['isolation']}".strip())
                take(on, step["sql"], step["values"])
        for on, connection in connections.items():
            if on not in closed:
                connection.close()
        return steps


cases = Cases()
sqlite3.connect = watched_connect
for name in ("dbapi", "types", "transactions", "regression", "factory", "hooks", "userfunctions"):
    databases.clear()
    files.clear()
    run(f"test.test_sqlite3.test_{name}")
    for database in databases:
        try:
            # Neither what is very long nor what is another each time makes a case.
            texts = [str(step) for step in database["steps"]]
            if any(len(text) > 20_000 or "current_timestamp" in text for text in texts):
                continue
            steps = replay(database)
        except ValueError:
            continue
        if any("sql" in step for step in steps):
            answers = [{k: v for k, v in step.items()} for step in steps]
            cases.add({"test": name, "file": database["file"], "steps": answers}, {})
cases.write(pathlib.Path(__file__).with_name("sqlite.jsonl"))
