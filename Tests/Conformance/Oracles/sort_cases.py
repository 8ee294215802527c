#!/usr/bin/env python3
"""Sorts recorded rows into those we answer alike and those we answer differently on purpose.

usage: sort_cases.py CONFORMANCE SOURCE ROWS OUT_FOLDER

CONFORMANCE is the built runner, SOURCE the name of the project, ROWS what record_cases.py wrote.
OUT_FOLDER/SOURCE.tsv gets the rows that agree; OUT_FOLDER/differences.tsv gets SOURCE's other rows
with our answer and the reason, which must be one of those below: a difference without a reason is
an error of ours until somebody shows otherwise, and ends the script.
"""

import os
import re
import subprocess
import sys

# (what must match the expression, what must match our answer, the reason)
REASONS = [
    (r"(^| )R( |\(|$)", r"^refused", "random values are not in OCPS"),
    (r"", r"^refused.*: a step needs", "a step needs * or a full range (OCPS 1.0, 6.2)"),
    (r"2099/1", r"", "a step needs * or a full range (OCPS 1.0, 6.2)"),
    (r"\bW15\b", r"^refused", "W follows its day (OCPS 1.3, 4.3)"),
    (r"29-L|1-l", r"^refused", "L is not the end of a range (OCPS 1.3, 4.1)"),
    (r"(^| )l( |$)|31w|lw|l-0w|27w", r"^refused", "L and W are capitals (OCPS 1.3, 4)"),
    (r"L-0W", r"^refused", "L-0 is written L"),
    (r"W", r"^refused.*no list", "W stands for one day and takes no list (OCPS 1.3, 4.3)"),
    (r"\w+-\w+#\d", r"^refused", "# follows a single day of the week (OCPS 1.3, 4.2)"),
    (r"", r"^refused.*runs backwards",
     "a range that runs backwards is refused (OCPS 1.0, 6.2); they wrap it around"),
    (r"0 0 \* \* (7-7|0-0)$", r"", "a range of one day is that day; they take the whole week"),
    (r"31W", r"", "a month without a 31st is left out; they take its last day"),
    (r"^0 0 31 2 \*$", r"^refused", "an impossible date is refused when it is read"),
    (r"\*,sat#3|5,6#3", r"", "a list is the union of its items; they take only #, or refuse it"),
    (r"fri#2$", r"", "day of month OR day of week (OCPS 1.4, 4.1.1); they take AND with #"),
    (r"^0 0 0 31 2 0 2026", r"", "31 February OR Sunday: the Sundays; they stop at the day"),
    (r"^\* \* \* \* \* \* 2020$", r"", "2020 lies ahead of the start; they find nothing"),
    (r"\*/\d+(,1-7)? \* MON|1-7 \* \*/7", r"",
     "*/n restricts a field (OCPS 1.0, 6.1: restricted is \"not *\"), so OR; they take AND"),
    (r"MONL$", r"", "a name stands for its number, so MONL is 1L; they refuse the name"),
    (r"^0 1 \* \* \*$", r"", "a fixed time runs once in a repeated hour; they run it in both"),
    (r"^(\? ){3}", r"^refused", "? is allowed in the two day fields only (OCPS 1.4, 4.2)"),
    (r"^@", r"^refused", "nicknames are those of OCPS 1.1, in lower case"),
    (r"^\*/60 ", r"", "a step may be longer than its range (OCPS 1.0, 6.2 refuses only 0)"),
    (r"1-9 \*|0-30 ", r"", "a range is fixed times, as in Vixie: once in a repeated hour, not twice"),
    (r"^0 (\*/30|1-58|0|30) (\*/2|2|\*) ", r"",
     "* and */n follow elapsed time: what the clock skips is not made up for after the gap"),
    (r"^30 0 (L|LW) \* \*$", r"",
     "a time moved out of a gap is an occurrence like others, also for a search from it"),
]


def ask(runner, rows):
    """Our answers: `refused`, or the instants between spaces."""
    questions = []
    for row in rows:
        if row[0] in ("valid", "invalid"):
            questions.append(f"{row[1]}\tUTC\t2000-01-01T00:00Z\t1")
        else:
            count = len(row[4].split()) if row[0] != "never" else 1
            sign = "-" if row[0] == "previous" else ""
            questions.append(f"{row[1]}\t{row[2]}\t{row[3]}\t{sign}{count}")
    answers = subprocess.run(
        [runner, "cron-next"], input="\n".join(questions) + "\n", capture_output=True, text=True,
        check=True).stdout.splitlines()
    assert len(answers) == len(rows), "one answer a question"
    for answer in answers:
        status, rest = answer.split("\t", 1)
        yield ("refused: " + rest) if status == "error" else rest or "none"


def agrees(row, answer):
    refused = answer.startswith("refused")
    if row[0] in ("valid", "invalid"):
        return refused == (row[0] == "invalid")
    if row[0] == "never":
        return answer == "none" or "no such date" in answer
    return answer == row[4]


def difference(source, row, answer):
    reason = next(
        (why for expression, ours, why in REASONS
         if re.search(expression, row[1]) and re.search(ours, answer)), None)
    if reason is None:
        sys.exit(f"no reason for {row}: we answer {answer}")
    theirs = row[4] if len(row) > 4 else row[0]
    if answer.startswith("refused"):
        kind, zone, start, ours = "invalid", "", "", ""
    elif row[0] == "invalid":
        kind, zone, start, ours = "valid", "", "", ""
    else:
        kind = "previous" if row[0] == "previous" else "next"
        zone, start, ours = row[2], row[3], answer
    return "\t".join([kind, row[1], zone, start, ours, theirs, source, reason])


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    runner, source, path, folder = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        rows = sorted({tuple(line.rstrip("\n").split("\t")) for line in file})
    alike, different = [], []
    for row, answer in zip(rows, ask(runner, rows)):
        if agrees(row, answer):
            alike.append("\t".join(row))
        else:
            different.append(difference(source, row, answer))
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/{source}.tsv", "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in alike))
    path = f"{folder}/differences.tsv"
    kept = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            kept = [line.rstrip("\n") for line in file if line.split("\t")[6:7] != [source]]
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in sorted(set(kept + different))))
    print(f"{source}: {len(alike)} alike, {len(different)} different")


main()
