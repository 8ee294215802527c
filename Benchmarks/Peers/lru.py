"""Hits of a function under functools.lru_cache on some threads."""
import functools
import sys
import threading
import time

calls, threads, size = int(sys.argv[1]), int(sys.argv[2]), 1000


@functools.lru_cache(2 * size)
def square(number):
    return number * number


def work(key):
    total = 0
    for _ in range(calls):
        total += square(key)
        key = key + 7 if key + 7 < size else key + 7 - size


for number in range(size):
    square(number)
workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
start = time.monotonic()
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
seconds = time.monotonic() - start
assert square.cache_info().misses == size
print("rate", calls * threads / seconds / 1e6, "million/s")
print("hit", seconds / (calls * threads) * 1e9, "ns")
