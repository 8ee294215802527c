"""Timers spread evenly over a window, with Python's sched."""
import resource
import sched
import sys
import time


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


count, window = int(sys.argv[1]), float(sys.argv[2])
late = [1.0 + index for index in range(count)]
late.clear()


def fire(due):
    late.append(time.monotonic() - due)


before = resident()
scheduler = sched.scheduler(time.monotonic, time.sleep)
# Each entry sorts itself in; the start leaves room for that.
start = time.monotonic() + max(0.5, count * 20e-6)
for index in range(count):
    due = start + window * index / count
    scheduler.enterabs(due, 0, fire, (due,))
memory = (resident() - before) / count
processor = time.process_time()
scheduler.run()
processor = time.process_time() - processor
late.sort()
print("p50", late[count // 2] * 1000, "ms")
print("p99", late[int(count * 0.99)] * 1000, "ms")
print("max", late[-1] * 1000, "ms")
print("memory", memory, "bytes/timer")
print("processor", processor, "s")
