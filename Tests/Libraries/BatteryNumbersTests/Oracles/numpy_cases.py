"""Prints cases with NumPy's answers: numpy_cases.py SEED. The fields are those of cases.py."""

import struct
import sys

import numpy as np

source = np.random.Generator(np.random.PCG64(int(sys.argv[1])))


def bits(values):
    return ",".join("%x" % struct.unpack(">Q", struct.pack(">d", v))[0] for v in np.ravel(values))


def case(*fields):
    print("\t".join(str(field) for field in fields))


def words(values):
    return ",".join("%x" % value for value in values)


# The seeds of NumPy's own philox-testset-1.csv and -2.csv, and others.
for seed in [0xDEADBEAF, 0, 1, 42, 2**32, 2**64 + 5, 2**300 + 17]:
    generator = np.random.Philox(seed)
    case("philox", "%x" % seed, words(generator.random_raw(60)))
    case("doubles", "%x" % seed, bits(np.random.Generator(np.random.Philox(seed)).random(10)))
    jumped = np.random.Philox(seed).jumped(3)
    case("jumped", "%x" % seed, 3, words(jumped.random_raw(9)))
    children = np.random.SeedSequence(seed).spawn(3)
    grandchild = children[1].spawn(2)[1]
    for path, child in [("0", children[0]), ("2", children[2]), ("1,1", grandchild)]:
        case("spawned", "%x" % seed, path, words(np.random.Philox(child).random_raw(5)))
        case("seeds", "%x" % seed, path, words(child.generate_state(7, np.uint64)))
case("keyed", "7,9", "5,0,0,1", words(np.random.Philox(
    key=np.array([7, 9], dtype=np.uint64), counter=np.array([5, 0, 0, 1], dtype=np.uint64)
).random_raw(6)))

for n, m, k in [(1, 1, 1), (2, 3, 4), (5, 5, 5), (7, 9, 8), (13, 3, 17), (1, 40, 1), (33, 5, 9)]:
    a, b = source.normal(size=(n, k)), source.normal(size=(k, m))
    case("product", n, k, m, bits(a), bits(b), bits(a @ b))
for n in [1, 2, 3, 5, 8, 12]:
    a, b = source.normal(size=(n, n)), source.normal(size=n)
    case("solve", n, bits(a), bits(b), bits(np.linalg.solve(a, b)), bits(np.linalg.det(a)))
    case("inverse", n, bits(a), bits(np.linalg.inv(a)))
    s = a @ a.T + np.eye(n)
    case("cholesky", n, bits(s), bits(np.linalg.cholesky(s)))
for n, k, rank in [(5, 2, 2), (10, 4, 4), (10, 4, 2), (6, 6, 3), (20, 7, 7), (3, 5, 3), (9, 5, 1)]:
    a = source.normal(size=(n, rank)) @ source.normal(size=(rank, k))
    b = source.normal(size=n)
    nearest, _, found, _ = np.linalg.lstsq(a, b, rcond=None)
    left = np.linalg.norm(b - a @ nearest)
    case("nearest", n, k, bits(a), bits(b), bits(nearest), int(found), bits(left))
