"""Fire times one after the other with croniter or cronsim, of the same expressions as ours."""
import sys
import time
from datetime import datetime
from zoneinfo import ZoneInfo

library, count = sys.argv[1], int(sys.argv[2])
EXPRESSIONS = [
    "* * * * *", "*/5 9-17 * * 1-5", "30 2 * * *", "0 0 1,15 * *", "15 3 29 2 *", "0 12 * 6-8 0"]
first = datetime.fromtimestamp(1767225600, ZoneInfo("Europe/Berlin"))
if library == "croniter":
    from croniter import croniter

    def times(text):
        iterator = croniter(text, first)
        return lambda: iterator.get_next(datetime)
else:
    from cronsim import CronSim

    def times(text):
        iterator = CronSim(text, first)
        return lambda: next(iterator)

start = time.monotonic()
for text in EXPRESSIONS:
    for index in range(count // len(EXPRESSIONS)):
        if index % 25 == 0:
            following = times(text)
        following()
print("rate", count / (time.monotonic() - start), "times/s")
