"""Square matrices multiplied by NumPy: matrix.py SIZE THREADS."""
import os
import sys
import time

size, threads = int(sys.argv[1]), sys.argv[2]
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = threads
try:
    import numpy as np
except ImportError:
    print("numpy is not installed", file=sys.stderr)
    sys.exit(0)

print("#", "numpy", np.__version__)
generator = np.random.default_rng(42)
a, b = generator.random((size, size)), generator.random((size, size))
best = float("inf")
for _ in range(8):
    start = time.perf_counter()
    a @ b
    best = min(best, time.perf_counter() - start)
print("time", best * 1e3, "ms")
print("rate", 2 * size**3 / best / 1e9, "GFLOP/s")
