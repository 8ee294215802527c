"""Writes scikit.tsv and scikit-data.tsv by scikit-learn 1.9.1 and the data sets that it brings along.

scikit.tsv: the model, its options, the set, the intercept and the slopes. scikit-data.tsv: the set, the
columns (";" between them), the outcome; diabetes and iris alone. Of wine and breast cancer the tests ask a
scikit-learn that is installed: "scikit.py data SET" prints the same line.

Columns of diabetes are those of scaled=False, the figures as they were measured. A set with ".scaled" has
columns of mean 0 and (population) deviation 1, which the tests make themselves: coordinates descend slowly on
columns of unlike scales. Logistic models tell one class from the rest.

scikit-learn is asked for tolerances as tight as it takes. Its LinearRegression gets centred columns, or it
cuts off directions that are small beside a mean; what its logistic regression leaves is polished by Newton's
steps on its own objective, by 6e-11 at the most.
"""

import sys
import warnings

import numpy as np
from sklearn import datasets
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge

warnings.simplefilter("error", ConvergenceWarning)


def load(name):
    if name == "diabetes":
        found = datasets.load_diabetes(scaled=False)
        return found.data, found.target
    if name == "iris":
        found = datasets.load_iris()
        return found.data[:, :3], found.data[:, 3]
    if name == "iris.versicolor":
        found = datasets.load_iris()
        return found.data, (found.target == 1) * 1.0
    if name == "wine":
        found = datasets.load_wine()
        return found.data[:, 1:], found.data[:, 0]
    if name == "wine.second":
        found = datasets.load_wine()
        return found.data[:, [0, 1, 10]], (found.target == 1) * 1.0
    if name == "cancer":
        found = datasets.load_breast_cancer()
        return found.data[:, :10], found.data[:, 20]
    found = datasets.load_breast_cancer()
    return found.data[:, [0, 1, 4]], found.target * 1.0


def text(values):
    return ",".join(repr(float(v)) for v in values)


def columns(x):
    return ";".join(text(column) for column in x.T)


def line(name):
    x, y = load(name)
    return "\t".join([name, columns(x), text(y)])


if sys.argv[1:2] == ["data"]:
    print(line(sys.argv[2]))
    sys.exit()
with open("scikit-data.tsv", "w") as out:
    for name in ["diabetes", "iris", "iris.versicolor"]:
        print(line(name), file=out)
out = open("scikit.tsv", "w")


def write(model, option, name, intercept, slopes):
    print(model, option, name, text([intercept, *slopes]), sep="\t", file=out)


def polished(x, y, w, c):
    """Newton's steps on half the squares of the slopes plus c times the log loss."""
    x = np.column_stack([np.ones(len(y)), x]).astype(np.longdouble)
    w = np.asarray(w, np.longdouble)
    penalty = np.diag([0.0] + [0 if c is None else 1 / c] * (x.shape[1] - 1)).astype(np.longdouble)
    for _ in range(8):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (p - y) + penalty @ w
        hessian = (x.T * (p * (1 - p))) @ x + penalty
        w = w - np.linalg.solve(hessian.astype(float), gradient.astype(float))
    return w


for name in ["diabetes", "iris", "wine", "cancer"]:
    x, y = load(name)
    # On centred columns no direction is cut off as too small.
    fit = LinearRegression(tol=1e-15).fit(x - x.mean(0), y)
    write("linear", "", name, fit.intercept_ - x.mean(0) @ fit.coef_, fit.coef_)
    for penalty in [0.1, 10.0]:
        fit = Ridge(alpha=penalty, solver="svd", tol=1e-15).fit(x, y)
        write("ridge", repr(penalty), name, fit.intercept_, fit.coef_)
    # Coordinates descend quickly on columns of one scale: what is fitted is the scaled set.
    z = (x - x.mean(0)) / x.std(0)
    for penalty in [0.01, 0.5]:
        fit = Lasso(alpha=penalty, tol=1e-14, max_iter=10**7).fit(z, y)
        write("net", "%r,1.0" % penalty, name + ".scaled", fit.intercept_, fit.coef_)
        fit = ElasticNet(alpha=penalty, l1_ratio=0.3, tol=1e-14, max_iter=10**7).fit(z, y)
        write("net", "%r,0.3" % penalty, name + ".scaled", fit.intercept_, fit.coef_)
for name in ["iris.versicolor", "wine.second", "cancer.kind"]:
    x, y = load(name)
    for c in [np.inf, 1.0, 0.05]:
        fit = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x, y)
        w = [fit.intercept_[0], *fit.coef_[0]]
        best = polished(x, y, w, None if c == np.inf else c)
        write("logistic", repr(c), name, float(best[0]), [float(v) for v in best[1:]])
