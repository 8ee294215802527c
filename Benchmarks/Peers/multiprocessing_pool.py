"""Small items through a pool of processes, one at a time and in chunks, and the start of a pool."""
import multiprocessing
import sys
import time


def work(number):
    return number + 1


if __name__ == "__main__":
    count, workers, chunk = (int(word) for word in sys.argv[1:4])
    start = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        assert pool.map(work, range(workers), 1)[0] == 1
        began = time.monotonic()
        values = list(pool.imap(work, range(count), chunk))
        seconds = time.monotonic() - began
        assert values[-1] == count
    print("start", (began - start) * 1e3, "ms")
    print("item", seconds / count * 1e6, "us")
