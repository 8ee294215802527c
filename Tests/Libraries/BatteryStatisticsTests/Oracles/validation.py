"""Writes validation.tsv by scikit-learn 1.9.

A row is the metric, the outcomes, the predictions (rows of probabilities joined by ";"), the figures.
"""

import random

import numpy as np
from sklearn import metrics

source = random.Random(41)
out = open("validation.tsv", "w")


def joined(values):
    return ",".join(repr(float(v)) for v in values)


def row(name, actual, predicted, figures):
    print(name, joined(actual), ";".join(map(joined, predicted)), joined(figures), sep="\t", file=out)


for size in [2, 7, 40, 200]:
    y = [source.gauss(10, 4) for _ in range(size)]
    p = [v + source.gauss(0, 2) for v in y]
    row("regression", y, [p], [metrics.mean_squared_error(y, p), metrics.root_mean_squared_error(y, p),
                               metrics.mean_absolute_error(y, p), metrics.r2_score(y, p),
                               metrics.max_error(y, p)])
    for classes in [2, 4]:
        a = [source.randrange(classes) for _ in range(size)]
        b = [v if source.random() < 0.6 else source.randrange(classes) for v in a]
        figures = [metrics.accuracy_score(a, b)]
        for average in ["macro", "weighted"]:
            figures += metrics.precision_recall_fscore_support(a, b, labels=range(classes),
                                                               average=average, zero_division=0)[:3]
        for scores in metrics.precision_recall_fscore_support(a, b, labels=range(classes),
                                                              zero_division=np.nan)[:3]:
            figures += list(scores)
        figures += list(metrics.confusion_matrix(a, b, labels=range(classes)).flatten())
        row("confusion%d" % classes, a, [b], figures)
    a = [1.0, 0.0] + [float(source.random() < 0.3) for _ in range(size - 2)]
    p = [source.random() for _ in range(size)]
    row("logloss", a, [p], [metrics.log_loss(a, p, labels=[0, 1]), metrics.brier_score_loss(a, p)])
    row("auc", a, [p], [metrics.roc_auc_score(a, p)])
    tied = [float(source.randrange(4)) for _ in range(size)]
    row("auc", a, [tied], [metrics.roc_auc_score(a, tied)])
    c = [source.randrange(3) for _ in range(size)]
    shares = np.random.RandomState(size).dirichlet([1, 2, 3], size)
    row("classes", c, shares, [metrics.log_loss(c, shares, labels=[0, 1, 2])])
out.close()
