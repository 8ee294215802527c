"""Writes preparation.tsv by scikit-learn 1.9.

A row is the preparation, its option, the training column, the column to transform, the outcome. Missing
values and the outcomes of encoders are "-"; categories are numbers that stand for themselves as texts.
"""

import random

import numpy as np
from sklearn import preprocessing
from sklearn.impute import SimpleImputer

source = random.Random(51)
out = open("preparation.tsv", "w")


def joined(values):
    return ",".join("-" if np.isnan(v) else repr(float(v)) for v in values)


def row(name, option, train, test, answer):
    print(name, option, joined(train), joined(test), ";".join(map(joined, answer)), sep="\t", file=out)


for size in [3, 8, 50]:
    train = np.array([source.gauss(5, 3) for _ in range(size)])
    test = np.array([source.gauss(5, 3) for _ in range(6)])
    for name, scaler in [("standard", preprocessing.StandardScaler()),
                         ("minmax", preprocessing.MinMaxScaler()),
                         ("minmax-5", preprocessing.MinMaxScaler((-5, 5))),
                         ("robust", preprocessing.RobustScaler())]:
        for column in [train, np.full(size, 4.25)]:
            scaler.fit(column.reshape(-1, 1))
            row("scaling", name, column, test, [scaler.transform(test.reshape(-1, 1))[:, 0]])
    gaps = np.array([np.nan if source.random() < 0.3 else round(v) for v in train] + [2.0])
    late = np.array([1.0, np.nan, 3.0])
    for name in ["mean", "median"]:
        fitted = SimpleImputer(strategy=name).fit(gaps.reshape(-1, 1))
        row("impute", name, gaps, late, [fitted.transform(late.reshape(-1, 1))[:, 0]])
    groups = np.array([float(source.randrange(4)) for _ in range(size)] + [0.0, 1.0])
    seen = np.array([g for g in groups[::-1]])
    new = np.append(seen, 9.0)
    text = lambda c: np.array([repr(v) for v in c]).reshape(-1, 1)
    fitted = preprocessing.OneHotEncoder(drop="first").fit(text(groups))
    row("onehot", "first", groups, seen, fitted.transform(text(seen)).toarray().T)
    fitted = preprocessing.OneHotEncoder().fit(text(groups))
    row("onehot", "none", groups, seen, fitted.transform(text(seen)).toarray().T)
    fitted = preprocessing.OneHotEncoder(handle_unknown="ignore").fit(text(groups))
    row("onehot", "own", groups, new, [*fitted.transform(text(new)).toarray().T,
                                       [float(v == 9) for v in new]])
    fitted = preprocessing.OrdinalEncoder().fit(text(groups))
    row("ordinal", "", groups, seen, [fitted.transform(text(seen))[:, 0]])
    y = np.array([source.gauss(g, 2) for g in groups])
    for smooth in [0.0, 3.5]:
        fitted = preprocessing.TargetEncoder(smooth=smooth, target_type="continuous")
        fitted.fit(text(groups), y)
        row("target", repr(smooth) + ":" + joined(y), groups, new,
            [fitted.transform(text(new))[:, 0]])
out.close()
