#!/usr/bin/env python3
"""Writes down what the tests of croniter or cronsim show, as rows for the cron suite.

usage: record_cases.py croniter|cronsim FOLDER > rows.tsv

FOLDER is the unpacked source distribution. Its own tests run against its own code, with the calls
that matter watched; what a test that passes has asked and was answered becomes a row. Rows are
facts (expression, zone, start, answer), in our order of fields: croniter has the second last.
"""

import datetime
import itertools
import os
import sys
import unittest

UTC = datetime.timezone.utc


def zone_name(tzinfo):
    """The tz database's name of a tzinfo, or None when it has none."""
    if tzinfo is None or tzinfo is UTC:
        return "UTC"
    for attribute in ("key", "zone"):
        name = getattr(tzinfo, attribute, None)
        if name:
            return name
    name = getattr(tzinfo, "_filename", None)
    if name and "zoneinfo/" in str(name):
        return str(name).split("zoneinfo/", 1)[1]
    return "UTC" if str(tzinfo) in ("UTC", "tzutc()") else None


def iso(timestamp, zone):
    """The instant as local time with its offset, to the second unless it has a fraction."""
    import zoneinfo

    moment = datetime.datetime.fromtimestamp(timestamp, zoneinfo.ZoneInfo(zone))
    if moment.microsecond % 1000 == 0 and moment.microsecond:
        return moment.isoformat(timespec="milliseconds")
    return moment.isoformat(timespec="seconds" if timestamp == int(timestamp) else "auto")


class Recorder:
    """Collects the rows of the running test; keeps them when it passes."""

    def __init__(self):
        self.pending = []
        self.rows = {}

    @staticmethod
    def age(start):
        return datetime.datetime.now(UTC) - datetime.datetime.fromisoformat(start)

    def add(self, *row):
        self.pending.append(row)

    def keep(self, passed):
        for row in self.pending if passed else []:
            if any(character in row[1] for character in "\t\n\r"):
                continue
            # A test that asks from "now" shows something else tomorrow, and tables have milliseconds.
            if len(row) < 4 or (
                abs(self.age(row[3])) > datetime.timedelta(days=2) and len(row[3]) < 32
            ):
                self.rows.setdefault(row)
        self.pending = []

    def chains(self):
        """Joins steps that follow from each other into one row."""
        chains = []
        for row in self.rows:
            last = chains[-1] if chains else None
            if (
                last and row[0] in ("next", "previous") and last[:3] == list(row[:3])
                and last[4][-1] == row[3] and len(last[4]) < 12
            ):
                last[4].append(row[4])
            else:
                chains.append(list(row[:4]) + [[row[4]]] if len(row) > 4 else list(row))
        return chains


class Result(unittest.TestResult):
    def __init__(self, recorder):
        super().__init__()
        self.recorder = recorder

    def stopTest(self, test):
        bad = [failed for failed, _ in itertools.chain(self.failures, self.errors)]
        self.recorder.keep(test not in bad)
        super().stopTest(test)


def ours(expression, second_first=False):
    """A croniter expression in our order of fields."""
    fields = [field for field in expression.split(" ") if field]
    if second_first or len(fields) < 6:
        return " ".join(fields)
    if len(fields) == 6:
        return " ".join([fields[5]] + fields[:5])
    return " ".join([fields[5]] + fields[:5] + fields[6:])


def watch_croniter(recorder):
    import croniter as package

    module = sys.modules[package.croniter.__module__]
    plain = module.croniter
    inside = []

    def watched_init(self, expr_format, start_time=None, ret_type=float, **options):
        second_first = options.get("second_at_beginning", False)
        usual = not set(options) - {"second_at_beginning", "max_years_between_matches", "is_prev"}
        usual = usual and isinstance(expr_format, str)
        self.watched = ours(expr_format, second_first) if usual else None
        try:
            original_init(self, expr_format, start_time, ret_type, **options)
        except module.CroniterBadCronError:
            if usual and not inside:
                recorder.add("invalid", self.watched)
            raise

    def watched_step(self, *arguments, **options):
        before, zone = self.cur, zone_name(self.tzinfo)
        start = options.get("start_time") or (arguments[1] if len(arguments) > 1 else None)
        is_prev = options.get("is_prev")
        is_prev = self._is_prev if is_prev is None else is_prev
        kind = "previous" if is_prev else "next"
        usable = self.watched and zone and start is None and not inside
        inside.append(1)
        try:
            found = original_step(self, *arguments, **options)
        except module.CroniterBadDateError:
            if usable and not self._max_years_btw_matches_explicitly_set:
                recorder.add("never", self.watched, zone, iso(before, zone))
            raise
        finally:
            inside.pop()
        if usable:
            after = found if isinstance(found, float) else plain.datetime_to_timestamp(found)
            recorder.add(kind, self.watched, zone, iso(before, zone), iso(after, zone))
        return found

    def watched_valid(cls, expression, *arguments, **options):
        inside.append(1)
        try:
            answer = original_valid(cls, expression, *arguments, **options)
        finally:
            inside.pop()
        if isinstance(expression, str) and not arguments and not options and not inside:
            recorder.add("valid" if answer else "invalid", ours(expression))
        return answer

    original_init, original_step = plain.__init__, plain._get_next
    original_valid = plain.is_valid.__func__
    plain.__init__ = watched_init
    plain._get_next = watched_step
    plain.is_valid = classmethod(watched_valid)


def watch_cronsim(recorder):
    import cronsim
    from cronsim.cronsim import CronSimError

    plain = cronsim.CronSim
    original_init, original_step = plain.__init__, plain.__next__

    def watched_init(self, expr, dt, reverse=False):
        self.watched = (" ".join(expr.split(" ")), "previous" if reverse else "next")
        self.watched_from = dt
        try:
            original_init(self, expr, dt, reverse)
        except CronSimError:
            recorder.add("invalid", self.watched[0])
            raise

    def timestamp(moment):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

    def watched_step(self):
        expression, kind = self.watched
        before = self.watched_from
        zone = zone_name(before.tzinfo)
        try:
            found = original_step(self)
        except StopIteration:
            if zone:
                recorder.add("never", expression, zone, iso(timestamp(before), zone))
            raise
        self.watched_from = found
        if zone:
            recorder.add(
                kind, expression, zone, iso(timestamp(before), zone), iso(timestamp(found), zone))
        return found

    plain.__init__, plain.__next__ = watched_init, watched_step


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("croniter", "cronsim"):
        sys.exit(__doc__)
    name, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    os.environ["TZ"] = "UTC"
    recorder = Recorder()
    if name == "croniter":
        sys.path.insert(0, f"{folder}/src")
        watch_croniter(recorder)
        top, pattern = f"{folder}/src", f"{folder}/src/croniter/tests"
    else:
        sys.path.insert(0, folder)
        watch_cronsim(recorder)
        top, pattern = f"{folder}/tests", f"{folder}/tests"
    tests = unittest.TestLoader().discover(pattern, pattern="test_*.py", top_level_dir=top)
    result = Result(recorder)
    tests.run(result)
    for row in recorder.chains():
        row = [" ".join(part) if isinstance(part, list) else part for part in row]
        print("\t".join(row))
    print(
        f"{result.testsRun} tests, {len(result.failures)} failed, {len(result.errors)} errors",
        file=sys.stderr)


main()
