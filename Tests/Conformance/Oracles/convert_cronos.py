#!/usr/bin/env python3
"""Turns the table in Cronos's tests into rows for the cron suite.

usage: convert_cronos.py CronExpressionFacts.cs [CronExpressionReverseFacts.cs] > rows.tsv

The rows are facts (expression, zone, start, answer) in our dialect: Cronos combines day of month
and day of week with AND, so `+` is put where both are restricted. A start that is itself allowed as
the answer becomes the second before it. Rows that are not about one expression's times, and rows
with Cronos's random `H`, are left out; what is left out is counted on standard error.
"""

import collections
import datetime
import re
import sys
import zoneinfo

ZONES = {
    "EasternTimeZone": "America/New_York", "JordanTimeZone": "Asia/Amman",
    "LordHoweTimeZone": "Australia/Lord_Howe", "PacificTimeZone": "America/Santiago",
}
LITERAL = re.compile(r'@?"((?:[^"\\]|\\.)*)"|\b(true|false)\b|(CronFormat\.\w+)|(-?\d+)')


def tables(path):
    """Each test's name, its rows of literals, and its text."""
    with open(path, encoding="utf-8-sig") as file:
        lines = file.read().splitlines()
    rows = []
    for number, line in enumerate(lines):
        found = re.match(r"\s*\[InlineData\((.*)\)\]", line)
        if found:
            rows.append([
                next(part for part in match.groups() if part is not None)
                for match in LITERAL.finditer(found.group(1))])
        found = re.search(r"public void (\w+)\((.*)\)", line)
        if found:
            end = next(
                index for index in range(number + 1, len(lines)) if lines[index] == "        }")
            yield found.group(1), rows, found.group(2) + "\n".join(lines[number:end])
            rows = []


def expression(text):
    """The expression in our dialect, where `+` asks for both days."""
    fields = text.split()
    if not text.strip().startswith("@") and len(fields) in (5, 6):
        if fields[-3] not in "*?" and fields[-1] not in "*?":
            fields[-1] = "+" + fields[-1]
    return " ".join(fields)


def moment(text, zone):
    text = text.strip()
    found = re.fullmatch(
        r"(?:(\d{4}-\d\d-\d\d) ?)?(\d\d:\d\d(?::\d\d)?)?(?:\.(\d+))?(?: ([+-]\d\d:\d\d))?", text)
    if not found:
        sys.exit(f"cannot read the time {text!r}")
    day, time, fraction, offset = found.groups()
    local = datetime.datetime.fromisoformat(f"{day or '2016-12-09'}T{time or '00:00'}")
    if offset:
        result = datetime.datetime.fromisoformat(f"{local.isoformat()}{offset}")
    else:
        # The offset of .NET for a time that comes twice is the later one.
        result = local.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=1)
    return result.astimezone(datetime.timezone.utc), bool(fraction and int(fraction))


def written(instant, zone):
    return instant.astimezone(zoneinfo.ZoneInfo(zone)).isoformat(timespec="seconds")


def convert(name, row, text):
    if "OccurrencesFacts" in name or not row or not isinstance(row[0], str):
        return None
    if re.search(r"\bH\b|H[/(]", row[0]) or "Hash" in name or "JitterSeed" in name:
        return None
    if "IsInvalid" in name:
        count = 6 if row[1].endswith("IncludeSeconds") else 5
        fields = len(row[0].split())
        # Whether seconds are expected is a parameter there; here the number of fields says it.
        if row[0].strip().startswith("@") or fields == count or fields not in (5, 6, 7):
            return "invalid\t" + row[0].replace("\t", " ")
        return None
    if "Occurrence" not in name or len(row) < 2 or not re.search(r"\d\d[:-]\d\d", row[1]):
        return None
    zone = next((ZONES[key] for key in ZONES if re.search(
        r"Occurrence\([^;]*" + key, text)), "UTC")
    kind = "previous" if "GetPreviousOccurrence" in name else "next"
    inclusive = (
        row[-1] == "true" if row[-1] in ("true", "false") and "bool inclusive" in text
        else "inclusive: true" in text)
    local_zone = next((ZONES[key] for key in ZONES if re.search(
        r"GetInstantFromLocalTime\(from[^;]*" + key, text)), "UTC")
    start, has_fraction = moment(row[1], local_zone)
    second = datetime.timedelta(seconds=1)
    if inclusive and not has_fraction:
        start += second if kind == "previous" else -second
    if "ReturnsNull" in name:
        return "\t".join(["never", expression(row[0]), zone, written(start, zone)])
    if len(row) < 3 or not re.search(r"\d\d[:-]\d\d", row[2]):
        return None
    expected, _ = moment(row[2], local_zone)
    return "\t".join(
        [kind, expression(row[0]), zone, written(start, zone), written(expected, zone)])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    left_out = collections.Counter()
    seen = {}
    for path in sys.argv[1:]:
        for name, rows, text in tables(path):
            for row in rows:
                line = convert(name, row, text)
                if line is None:
                    left_out[name] += 1
                else:
                    seen.setdefault(line)
    print("\n".join(seen))
    for name, count in left_out.most_common():
        print(f"left out {count}: {name}", file=sys.stderr)
    print(f"{len(seen)} different rows", file=sys.stderr)


main()
