"""Random numbers of several kinds: random_streams.py COUNT."""
import random
import sys
import time

count = int(sys.argv[1])
generator = random.Random(42)


def nanoseconds(body):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        body()
        best = min(best, time.perf_counter() - start)
    return best / count * 1e9


integers = []


def draw():
    integers[:] = [generator.randrange(1000) for _ in range(count)]


print("#", sys.version.split()[0])
print("random", nanoseconds(lambda: [generator.random() for _ in range(count)]), "ns")
print("gauss", nanoseconds(lambda: [generator.gauss(0.0, 1.0) for _ in range(count)]), "ns")
print("randrange", nanoseconds(draw), "ns")
print("shuffle", nanoseconds(lambda: generator.shuffle(integers)), "ns")
print("next", generator.random(), "(number)")
