#!/usr/bin/env python3
"""Compares us with croniter and cronsim on random expressions at awkward instants.

usage: cron_oracle.py CONFORMANCE [COUNT] [SEED]

CONFORMANCE is the built runner; croniter and cronsim come from PyPI (pip install croniter cronsim).
Each case is a random expression, a zone and a start, mostly within days of a change of the zone's
offset; the next three instants are compared. What differs is counted by who differs and why, with
an example of each; a difference without a reason is printed in full and ends with status 1.
"""

import collections
import datetime
import itertools
import random
import re
import subprocess
import sys
import zoneinfo

from croniter import croniter
from croniter import CroniterBadCronError, CroniterBadDateError
from cronsim import CronSim, CronSimError

ZONES = [
    "Australia/Lord_Howe", "Africa/Cairo", "Asia/Amman", "America/Santiago", "Pacific/Apia",
    "Europe/Berlin", "America/New_York",
]
UTC = datetime.timezone.utc
STEPS = 3


def changes(zone, first=1990, last=2037):
    """The instants at which the offset changes, with the seconds by which it grows."""
    tz = zoneinfo.ZoneInfo(zone)
    hour = datetime.timedelta(hours=1)
    found = []
    at = datetime.datetime(first, 1, 1, tzinfo=UTC)
    end = datetime.datetime(last, 12, 1, tzinfo=UTC)
    offset = at.astimezone(tz).utcoffset()
    while at < end:
        step = at + 24 * hour
        if step.astimezone(tz).utcoffset() != offset:
            low, high = at, step
            while high - low > datetime.timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if middle.astimezone(tz).utcoffset() == offset:
                    low = middle
                else:
                    high = middle
            new = high.astimezone(tz).utcoffset()
            found.append((high, int((new - offset).total_seconds())))
            offset = new
        at = step
    return found


class Cases:
    """Random expressions that all three programs read."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.changes = {zone: changes(zone) for zone in ZONES}

    def field(self, low, high, wildcard):
        pick = self.random.random()
        if pick < wildcard:
            return "*"
        if pick < wildcard + 0.12:
            return f"*/{self.random.choice([2, 3, 5, 7, 10, 15, 20, 30])}"
        if pick < wildcard + 0.3:
            start, end = sorted(self.random.sample(range(low, high + 1), 2))
            step = f"/{self.random.randint(2, 6)}" if self.random.random() < 0.3 else ""
            return f"{start}-{end}{step}"
        if pick < wildcard + 0.5:
            values = sorted(self.random.sample(range(low, high + 1), self.random.randint(2, 4)))
            return ",".join(map(str, values))
        return str(self.random.randint(low, high))

    def expression(self):
        minute = self.field(0, 59, 0.1)
        # The clock is changed at night, so that is where hours are worth trying.
        hour = self.field(0, 4, 0.1) if self.random.random() < 0.7 else self.field(0, 23, 0.2)
        day = self.field(1, 31, 0.75)
        month = self.field(1, 12, 0.85)
        weekday = self.field(0, 6, 0.75)
        special = self.random.random()
        if special < 0.04:
            day = "L"
        elif special < 0.08:
            weekday = f"{self.random.randint(0, 6)}#{self.random.randint(1, 5)}"
        elif special < 0.1:
            weekday = f"{self.random.randint(0, 6)}L"
        return f"{minute} {hour} {day} {month} {weekday}"

    def start(self, zone):
        if self.random.random() < 0.8 and self.changes[zone]:
            at, _ = self.random.choice(self.changes[zone])
            return at + datetime.timedelta(minutes=self.random.randint(-2 * 1440, 300))
        first = int(datetime.datetime(1990, 1, 1, tzinfo=UTC).timestamp())
        return datetime.datetime.fromtimestamp(
            first + self.random.randrange(40 * 365 * 1440) * 60, UTC)

    def make(self):
        zone = self.random.choice(ZONES)
        return self.expression(), zone, self.start(zone)


def written(moments):
    return tuple(moment.astimezone(UTC).isoformat() for moment in moments)


def by_croniter(expression, zone, start):
    # croniter writes the last Friday as L5.
    expression = re.sub(r"\b(\d)L$", r"L\1", expression)
    try:
        steps = croniter(expression, start.astimezone(zoneinfo.ZoneInfo(zone)))
        return written(steps.get_next(datetime.datetime) for _ in range(STEPS))
    except (CroniterBadCronError, CroniterBadDateError):
        return ("refused",)


def by_cronsim(expression, zone, start):
    try:
        steps = CronSim(expression, start.astimezone(zoneinfo.ZoneInfo(zone)))
        return written(itertools.islice(steps, STEPS))
    except CronSimError:
        return ("refused",)


def by_us(runner, cases):
    lines = [
        f"{expression}\t{zone}\t{start.isoformat()}\t{STEPS}" for expression, zone, start in cases]
    answers = subprocess.run(
        [runner, "cron-next"], input="\n".join(lines) + "\n", capture_output=True, text=True,
        check=True).stdout.splitlines()
    for answer in answers:
        status, rest = answer.split("\t", 1)
        yield ("refused",) if status == "error" else written(
            datetime.datetime.fromisoformat(part) for part in rest.split())


def reason(expression, start, answers, changes_of_zone):
    """What sets the expression or its span apart; None when nothing does."""
    minute, hour, day, _, weekday = expression.split()
    if day != "*" and weekday != "*":
        if day.startswith("*") or weekday.startswith("*"):
            return "*/n beside another restricted day"
        if "#" in weekday or "L" in weekday:
            return "# or L beside a day of month"
    every = [instant for answer in answers for instant in answer if instant != "refused"]
    if not every:
        return None
    # Only what lies near the instants that differ can be why they do.
    shared = set.intersection(*map(set, answers))
    differing = sorted(
        datetime.datetime.fromisoformat(instant) for instant in every if instant not in shared)
    day_long = datetime.timedelta(days=1)
    kind = "a fixed time" if "*" not in minute + hour else "* or */n"
    for at, growth in changes_of_zone:
        if differing and differing[0] - day_long < at <= differing[-1] + day_long:
            if abs(growth) >= 3 * 3600:
                return f"{kind} on a day that the zone skips"
            if growth > 0:
                return f"{kind} in an hour that the clock skips"
            return f"{kind} in an hour that the clock repeats"
    return None


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    runner = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    maker = Cases(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    cases = [maker.make() for _ in range(count)]
    table = collections.Counter()
    examples = {}
    unexplained = 0
    for case, ours in zip(cases, by_us(runner, cases)):
        expression, zone, start = case
        theirs = by_croniter(*case), by_cronsim(*case)
        if ours == theirs[0] == theirs[1]:
            table["all three agree", ""] += 1
            continue
        if ours == theirs[1]:
            who = "croniter differs"
        elif ours == theirs[0]:
            who = "cronsim differs"
        elif theirs[0] == theirs[1]:
            who = "we differ from both"
        else:
            who = "all three differ"
        why = reason(expression, start, (ours, *theirs), maker.changes[zone])
        if why is None:
            unexplained += 1
            print(f"NO REASON {expression} {zone} {start}\n  {ours}\n  {theirs[0]}\n  {theirs[1]}")
        key = who, why or "no reason found"
        table[key] += 1
        examples.setdefault(key, (expression, zone, start, ours, *theirs))
    for (who, why), number in sorted(table.items(), key=lambda item: -item[1]):
        print(f"{number}\t{who}\t{why}")
        if (who, why) in examples:
            expression, zone, start, *answers = examples[who, why]
            print(f"\t\t{expression}  {zone}  {start.isoformat()}")
            for name, answer in zip(("ours", "croniter", "cronsim"), answers):
                print(f"\t\t\t{name}: {' '.join(answer)}")
    sys.exit(1 if unexplained else 0)


main()
