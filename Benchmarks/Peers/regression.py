"""A model fitted by scikit-learn: regression.py linear|ridge|lasso|logistic ROWS COLUMNS FILE.

Writes intercept and coefficients into FILE, for those who say how far theirs are from them. The
rows are in memory one after another, as NumPy has them by default; the figure columns-time is that
of columns one after another.
"""
import sys
import time
import warnings

model, rows, columns, path = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
try:
    import numpy as np
    import sklearn
    from sklearn import linear_model
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(0)

print("# scikit-learn", sklearn.__version__, "numpy", np.__version__)
warnings.simplefilter("ignore")
# The stream of Python's random, and of ours.
numbers = np.random.RandomState([42]).random_sample((rows, columns + 1))
x = np.ascontiguousarray(numbers[:, :columns])
score = numbers[:, columns] - 0.5
if model == "logistic":
    score = 4 * score
for place in range(columns):
    score = score + (place + 1) * (x[:, place] - 0.5) * (-1 if place % 2 else 1)
y = np.where(score > 0, 1.0, 0.0) if model == "logistic" else score
by_columns = np.asfortranarray(x)
tight = {
    "linear": lambda: linear_model.LinearRegression(),
    "ridge": lambda: linear_model.Ridge(alpha=1000.0),
    "lasso": lambda: linear_model.Lasso(alpha=0.1, tol=1e-14, max_iter=100_000),
    "logistic": lambda: linear_model.LogisticRegression(
        C=np.inf, solver="newton-cholesky", tol=1e-13, max_iter=1_000
    ),
}
usual = dict(tight)
usual["lasso"] = lambda: linear_model.Lasso(alpha=0.1)
usual["logistic"] = lambda: linear_model.LogisticRegression(C=np.inf)


def seconds(make, table):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        fitted = make().fit(table, y)
        best = min(best, time.perf_counter() - start)
    return best, fitted


taken, _ = seconds(usual[model], x)
print("time", taken * 1e3, "ms")
taken, _ = seconds(usual[model], by_columns)
print("columns-time", taken * 1e3, "ms")
taken, fitted = seconds(tight[model], x)
print("tight-time", taken * 1e3, "ms")
with open(path, "w", encoding="ascii") as out:
    found = [*np.ravel(fitted.intercept_), *np.ravel(fitted.coef_)]
    out.write(" ".join(repr(float(value)) for value in found) + "\n")
