"""Timers spread evenly over a window, with APScheduler's memory store and ten threads."""
import logging
import resource
import sys
import threading
import time
from datetime import datetime, timedelta, timezone

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

logging.disable(logging.CRITICAL)


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


count, window = int(sys.argv[1]), float(sys.argv[2])
late = []
done = threading.Event()


def fire(due):
    late.append(time.time() - due)
    if len(late) == count:
        done.set()


scheduler = BackgroundScheduler(
    executors={"default": ThreadPoolExecutor(10)},
    job_defaults={"misfire_grace_time": None, "coalesce": False},
    timezone=timezone.utc,
)
scheduler.start(paused=True)
before = resident()
start = datetime.now(timezone.utc) + timedelta(seconds=max(2.0, count * 0.5e-3))
for index in range(count):
    due = start + timedelta(seconds=window * index / count)
    scheduler.add_job(fire, DateTrigger(due), (due.timestamp(),))
memory = (resident() - before) / count
processor = time.process_time()
scheduler.resume()
done.wait()
processor = time.process_time() - processor
scheduler.shutdown(wait=False)
late.sort()
print("p50", late[count // 2] * 1000, "ms")
print("p99", late[int(count * 0.99)] * 1000, "ms")
print("max", late[-1] * 1000, "ms")
print("memory", memory, "bytes/timer")
print("processor", processor, "s")
