"""The words of a buffer, split and counted with collections.Counter."""
import resource
import sys
import time
from collections import Counter

with open(sys.argv[1], "rb") as file:
    text = file.read()
start = time.monotonic()
words = text.split(b" ")
split = time.monotonic()
counter = Counter(words)
end = time.monotonic()
total = counter.total()
print("rate", total / (end - start) / 1e6, "million/s")
print("counting", total / (end - split) / 1e6, "million/s")
print("total", total, "words")
print("distinct", len(counter), "words")
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
