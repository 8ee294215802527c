"""Writes questions.jsonl by SciPy 1.17, statsmodels 0.15 and scikit-learn 1.9, and fractions.

Each line is a case: the kind of the question, the question as a configuration has it, the columns as
texts, the settings, and what the JSON of the answer has to hold, by paths such as
coefficients.0.estimate. "digits" is how many digits both have to share.
"""

import json
import random
from fractions import Fraction

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import stats
from sklearn.linear_model import (ElasticNet, Lasso, LinearRegression, LogisticRegression,
                                  Ridge)
from sklearn.metrics import (accuracy_score, log_loss, mean_absolute_error, mean_squared_error,
                             r2_score, roc_auc_score)
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures, StandardScaler
from statsmodels.stats.diagnostic import het_breuschpagan, normal_ad
from statsmodels.stats.stattools import durbin_watson

source = random.Random(2026)
out = open("questions.jsonl", "w")


def write(kind, question, numbers, labels, expected, digits=9, **settings):
    line = {"kind": kind, "question": question, "numbers": numbers, "labels": labels,
            "expected": {key: None if value is None else float(value)
                         for key, value in expected.items()},
            "digits": digits, **settings}
    print(json.dumps(line), file=out)


def texts(values):
    return [repr(v) for v in values]


def gauss(count, mean, deviation, places=4):
    return [round(source.gauss(mean, deviation), places) for _ in range(count)]


def linear(fit):
    expected = {"rSquared": fit.rsquared, "fStatistic": fit.fvalue, "fP": fit.f_pvalue,
                "degreesOfFreedom": fit.df_resid, "modelDegreesOfFreedom": fit.df_model,
                "residualStandardDeviation": fit.mse_resid ** 0.5, "count": fit.nobs,
                "adjustedRSquared": fit.rsquared_adj, "logLikelihood": fit.llf,
                "residualSumOfSquares": fit.ssr, "conditionNumber":
                np.linalg.cond(fit.model.wexog)}
    ends = fit.conf_int(0.1)
    ends = ends.values if hasattr(ends, "values") else ends
    expected["durbinWatson"] = durbin_watson(fit.wresid)
    expected["breuschPagan.statistic"], expected["breuschPagan.p"] = het_breuschpagan(
        fit.wresid, sm.add_constant(fit.model.exog))[:2]
    if not hasattr(fit.model, "weights") or np.ptp(fit.model.weights) == 0:
        influence = fit.get_influence()
        for key, values in [("largestLeverage", influence.hat_matrix_diag),
                            ("largestCooksDistance", influence.cooks_distance[0])]:
            expected[key + ".row"] = np.argmax(values) + 1
            expected[key + ".value"] = np.max(values)
    # patsy puts groups first, a formula here keeps its order.
    names = list(fit.params.index)
    order = sorted(range(len(names)), key=lambda i: names[i].startswith("C("))
    order.sort(key=lambda i: names[i] != "Intercept")
    for place, i in enumerate(order):
        expected[f"coefficients.{place}.estimate"] = np.asarray(fit.params)[i]
        expected[f"coefficients.{place}.standardError"] = np.asarray(fit.bse)[i]
        expected[f"coefficients.{place}.t"] = np.asarray(fit.tvalues)[i]
        expected[f"coefficients.{place}.p"] = np.asarray(fit.pvalues)[i]
        expected[f"coefficients.{place}.low"] = ends[i][0]
        expected[f"coefficients.{place}.high"] = ends[i][1]
    return expected


def judged(expected, lane):
    """A polynomial in doubles says nothing of its residuals but their leverage."""
    if lane == "fast":
        for key in ["durbinWatson", "breuschPagan", "largestCooksDistance"]:
            expected = {path: value for path, value in expected.items()
                        if not path.startswith(key)} | {key: None}
    return expected


# Regressions by formula.
size = 40
frame = pd.DataFrame({"x1": gauss(size, 5, 2), "x2": gauss(size, -1, 1),
                      "g": [source.choice("abc") for _ in range(size)],
                      "w": [round(source.uniform(0.5, 3), 2) for _ in range(size)]})
frame["y"] = [round(2 + a - 3 * b + {"a": 0, "b": 1, "c": -2}[g] + source.gauss(0, 1), 3)
              for a, b, g in zip(frame.x1, frame.x2, frame.g)]
numbers = {name: texts(frame[name].tolist()) for name in ["y", "x1", "x2", "w"]}
labels = {"g": frame.g.tolist()}
for lane in ["exact", "fast"]:
    for formula, patsy in [("y ~ x1", None), ("y ~ x1 + x2", None), ("y ~ x1 - 1", None),
                           ("y ~ x1 + I(x2^2) + C(g)", "y ~ x1 + I(x2**2) + C(g)"),
                           ("y ~ x1 * x2", None), ("log(y + 30) ~ exp(x2)",
                                                   "np.log(y + 30) ~ np.exp(x2)")]:
        fit = smf.ols(patsy or formula, frame).fit()
        write("regress", {"formula": formula}, numbers, labels,
              {key: value for key, value in linear(fit).items()}, lane=lane, confidence=0.9)
    fit = smf.ols("y ~ x1 + x2 - 1", frame).fit()
    write("regress", {"formula": "y ~ x1 + x2", "intercept": False}, numbers, labels, linear(fit),
          lane=lane, confidence=0.9)
    fit = smf.wls("y ~ x1 + x2", frame, weights=frame.w).fit()
    write("regress", {"formula": "y ~ x1 + x2"}, numbers, labels, linear(fit), lane=lane,
          confidence=0.9, weights="w")
    fit = smf.ols("y ~ x2 + I(x2**2) + I(x2**3)", frame).fit()
    write("regress", {"formula": "y ~ x2", "model": "polynomial:3"}, numbers, labels,
          judged(linear(fit), lane), lane=lane, confidence=0.9)
    fit = smf.wls("y ~ x2 + I(x2**2)", frame, weights=frame.w).fit()
    write("regress", {"formula": "y ~ x2", "model": "polynomial:2"}, numbers, labels,
          judged(linear(fit), lane), lane=lane, confidence=0.9, weights="w")

# A polynomial whose powers are nearly parallel: coefficients by rational arithmetic.
x = [Fraction(-888, 100) + Fraction(7 * k * k + 31 * k, 10000) for k in range(60)]
y = [Fraction(round(10 ** 6 * (0.8 + 0.02 * ((k * 37) % 11))), 10 ** 6) for k in range(60)]
degree = 8
rows = [[value ** power for power in range(degree + 1)] for value in x]
gram = [[sum(row[i] * row[j] for row in rows) for j in range(degree + 1)] for i in range(degree + 1)]
right = [[sum(row[i] * b for row, b in zip(rows, y))] + [Fraction(int(i == j))
                                                         for j in range(degree + 1)]
         for i in range(degree + 1)]
for step in range(degree + 1):
    for i in range(degree + 1):
        if i != step:
            factor = gram[i][step] / gram[step][step]
            gram[i] = [a - factor * b for a, b in zip(gram[i], gram[step])]
            right[i] = [a - factor * b for a, b in zip(right[i], right[step])]
solution = [right[i][0] / gram[i][i] for i in range(degree + 1)]
inverse = [right[i][1 + i] / gram[i][i] for i in range(degree + 1)]
rest = sum((b - sum(c * v for c, v in zip(solution, row))) ** 2 for row, b in zip(rows, y))
variance = rest / (len(x) - degree - 1)
expected = {"residualStandardDeviation": float(variance) ** 0.5}
for i in range(degree + 1):
    expected[f"coefficients.{i}.estimate"] = solution[i]
    expected[f"coefficients.{i}.standardError"] = float(variance * inverse[i]) ** 0.5


def decimal(value):
    whole = value * 10 ** 6
    assert whole.denominator == 1
    sign = "-" if whole < 0 else ""
    whole = abs(int(whole))
    return f"{sign}{whole // 10 ** 6}.{whole % 10 ** 6:06}"


columns = {"x": [decimal(v) for v in x], "y": [decimal(v) for v in y]}
for lane, digits in [("exact", 14.5), ("fast", 10)]:
    write("regress", {"formula": "y ~ x", "model": f"polynomial:{degree}"}, columns, {}, expected,
          digits=digits, lane=lane)

# Slopes that are held back, and logits.
design = frame[["x1", "x2"]].values
for penalty in [0.5, 20.0]:
    fit = Ridge(alpha=penalty, solver="svd", tol=1e-15).fit(design, frame.y)
    write("regress", {"formula": "y ~ x1 + x2", "model": f"ridge:{penalty}"}, numbers, labels,
          {"coefficients.0.estimate": fit.intercept_, "coefficients.1.estimate": fit.coef_[0],
           "coefficients.2.estimate": fit.coef_[1], "coefficients.1.standardError": None,
           "rSquared": fit.score(design, frame.y)})
for penalty, mix in [(0.1, 1.0), (2.0, 1.0), (0.3, 0.5)]:
    fit = ElasticNet(alpha=penalty, l1_ratio=mix, tol=1e-15, max_iter=10 ** 6)
    fit = fit.fit(design, frame.y)
    model = f"lasso:{penalty}" if mix == 1 else f"elastic-net:{penalty}:{mix}"
    write("regress", {"formula": "y ~ x1 + x2", "model": model}, numbers, labels,
          {"coefficients.0.estimate": fit.intercept_, "coefficients.1.estimate": fit.coef_[0],
           "coefficients.2.estimate": fit.coef_[1], "fStatistic": None,
           "rSquared": fit.score(design, frame.y)})
frame["z"] = [int(source.random() < 1 / (1 + np.exp(-(v - 8) / 2))) for v in frame.y]
numbers["z"] = texts(frame.z.tolist())
fit = smf.logit("z ~ x1 + x2", frame).fit(method="newton", tol=1e-14, disp=0, maxiter=200)
expected = {"logLikelihood": fit.llf, "aic": fit.aic, "bic": fit.bic,
            "pseudoRSquared": fit.prsquared, "degreesOfFreedom": fit.df_resid}
for i in range(3):
    expected[f"coefficients.{i}.estimate"] = fit.params.iloc[i]
    expected[f"coefficients.{i}.standardError"] = fit.bse.iloc[i]
    expected[f"coefficients.{i}.z"] = fit.tvalues.iloc[i]
    expected[f"coefficients.{i}.p"] = fit.pvalues.iloc[i]
write("regress", {"formula": "z ~ x1 + x2", "model": "logistic"}, numbers, labels, expected)
fit = LogisticRegression(C=1 / 2.5, tol=1e-14, max_iter=10 ** 5, solver="newton-cholesky")
fit.fit(design, frame.z)
write("regress", {"formula": "z ~ x1 + x2", "model": "logistic:2.5"}, numbers, labels,
      {"coefficients.0.estimate": fit.intercept_[0], "coefficients.1.estimate": fit.coef_[0][0],
       "coefficients.2.estimate": fit.coef_[0][1], "coefficients.1.p": None})

# Tests.
a, b = gauss(12, 10, 2, 2), gauss(9, 12, 3, 2)
assert len(set(a + b)) == 21
both = {"v": texts(a + b)}
groups = {"g": ["first"] * 12 + ["second"] * 9}
pairs = {"p": texts(a[:9]), "q": texts(b)}
for lane in ["exact", "fast"]:
    for side in ["two-sided", "less", "greater"]:
        for equal in [False, True]:
            r = stats.ttest_ind(a, b, equal_var=equal, alternative=side)
            ends = r.confidence_interval(0.95)
            write("test", {"test": "t", "value": "v", "group": "g", "alternative": side,
                           "equalVariances": equal}, both, groups,
                  {"statistic": r.statistic, "p": r.pvalue, "degreesOfFreedom": r.df,
                   "low": None if ends.low == -np.inf else ends.low,
                   "high": None if ends.high == np.inf else ends.high}, lane=lane)
        r = stats.ttest_1samp(a, 9.5, alternative=side)
        write("test", {"test": "t", "value": "v", "mean": "9.5", "alternative": side},
              {"v": texts(a)}, {}, {"statistic": r.statistic, "p": r.pvalue,
                                    "degreesOfFreedom": r.df}, lane=lane)
        r = stats.ttest_rel(a[:9], b, alternative=side)
        write("test", {"test": "t", "value": ["p", "q"], "paired": True, "alternative": side},
              pairs, {}, {"statistic": r.statistic, "p": r.pvalue,
                          "degreesOfFreedom": r.df}, lane=lane)
        r = stats.mannwhitneyu(a, b, alternative=side, method="exact")
        write("test", {"test": "mann-whitney", "value": "v", "group": "g", "alternative": side},
              both, groups, {"statistic": r.statistic, "p": r.pvalue}, lane=lane)
        up = stats.wilcoxon(a[:9], b, alternative="greater", method="exact").statistic
        r = stats.wilcoxon(a[:9], b, alternative=side, method="exact")
        write("test", {"test": "wilcoxon", "value": ["p", "q"], "alternative": side}, pairs, {},
              {"statistic": up, "p": r.pvalue}, lane=lane)
    r = stats.ks_2samp(a, b, method="exact")
    write("test", {"test": "ks", "value": "v", "group": "g"}, both, groups,
          {"statistic": r.statistic, "p": r.pvalue}, lane=lane)
    c = gauss(7, 11, 1, 2)
    r = stats.f_oneway(a, b, c)
    write("test", {"test": "anova", "value": "v", "group": "g"}, {"v": texts(a + b + c)},
          {"g": ["1"] * 12 + ["2"] * 9 + ["10"] * 7},
          {"fStatistic": r.statistic, "p": r.pvalue, "betweenDegreesOfFreedom": 2,
           "withinDegreesOfFreedom": 25, "groups.2.mean": np.mean(c),
           "groups.2.standardDeviation": np.std(c, ddof=1)}, lane=lane)
for name, distribution in [("normal:10:2", stats.norm(10, 2)), ("uniform:4:15", stats.uniform(4, 11)),
                           ("exponential:0.1", stats.expon(scale=10))]:
    r = stats.kstest(a, distribution.cdf, method="exact")
    write("test", {"test": "ks", "value": "v", "distribution": name}, {"v": texts(a)}, {},
          {"statistic": r.statistic, "p": r.pvalue})
dice = [source.choice("123456") for _ in range(90)]
r = stats.chisquare([dice.count(f) for f in "123456"])
write("test", {"test": "chi-square", "label": "d"}, {}, {"d": dice},
      {"statistic": r.statistic, "p": r.pvalue, "degreesOfFreedom": 5, "observed.5": dice.count("6")})
shares = np.array([1, 1, 1, 1, 1, 2]) / 7
r = stats.chisquare([dice.count(f) for f in "123456"], shares * 90)
write("test", {"test": "chi-square", "label": "d",
               "expected": {"1": 1, "2": 1, "3": 1, "4": 1, "5": 1, "6": 2}}, {}, {"d": dice},
      {"statistic": r.statistic, "p": r.pvalue, "degreesOfFreedom": 5})
colors = [source.choice(["red", "green", "blue"]) for _ in range(90)]
r = stats.chi2_contingency(pd.crosstab(pd.Series(dice), pd.Series(colors)))
write("test", {"test": "chi-square", "label": ["d", "c"]}, {}, {"d": dice, "c": colors},
      {"statistic": r.statistic, "p": r.pvalue, "degreesOfFreedom": r.dof})
halves, sides = [str(int(f) > 3) for f in dice], [str(c == "red") for c in colors]
for correction in [True, False]:
    r = stats.chi2_contingency(pd.crosstab(pd.Series(halves), pd.Series(sides)),
                               correction=correction)
    write("test", {"test": "chi-square", "label": ["h", "s"], "correction": correction}, {},
          {"h": halves, "s": sides}, {"statistic": r.statistic, "p": r.pvalue})
counts = [12, 5, 3, 9]
r = stats.chi2_contingency([[12, 5], [3, 9]])
write("test", {"test": "chi-square", "label": ["h", "s"]}, {"n": texts(counts)},
      {"h": ["a", "a", "b", "b"], "s": ["x", "y", "x", "y"]},
      {"statistic": r.statistic, "p": r.pvalue}, weights="n")

# Normality.
for count, kind in [(6, "normal"), (30, "normal"), (200, "skewed")]:
    values = gauss(count, 3, 1) if kind == "normal" else [round(source.expovariate(1), 4)
                                                          for _ in range(count)]
    shapiro, jarque = stats.shapiro(values), stats.jarque_bera(values)
    expected = {"columns.v.shapiroWilk.statistic": shapiro.statistic,
                "columns.v.shapiroWilk.p": shapiro.pvalue,
                "columns.v.jarqueBera.statistic": jarque.statistic,
                "columns.v.jarqueBera.p": jarque.pvalue, "columns.v.count": count}
    if count >= 8:
        agostino = stats.normaltest(values)
        expected["columns.v.dAgostino.statistic"] = agostino.statistic
        expected["columns.v.dAgostino.p"] = agostino.pvalue
        expected["columns.v.andersonDarling.statistic"] = normal_ad(np.array(values))[0]
        expected["columns.v.andersonDarling.p"] = normal_ad(np.array(values))[1]
    else:
        expected["columns.v.dAgostino"] = None
        expected["columns.v.andersonDarling"] = None
    write("normality", {"columns": ["v"]}, {"v": texts(values)}, {}, expected, digits=6)

# Rows that are left out one at a time, so that no generator decides on the folds.
for model, scale, columns, estimator in [
        ("linear", "none", ["x1", "x2"], LinearRegression()),
        ("linear", "standard", ["x1", "x2"], LinearRegression()),
        ("polynomial:2", "none", ["x2"], make_pipeline(PolynomialFeatures(2, include_bias=False),
                                                       LinearRegression())),
        ("ridge:3.0", "none", ["x1", "x2"], Ridge(alpha=3.0, solver="svd", tol=1e-15)),
        ("ridge:3.0", "standard", ["x1", "x2"],
         make_pipeline(StandardScaler(), Ridge(alpha=3.0, solver="svd", tol=1e-15))),
        ("lasso:0.3", "min-max", ["x1", "x2"],
         make_pipeline(MinMaxScaler(), Lasso(alpha=0.3, tol=1e-15, max_iter=10 ** 6)))]:
    found = cross_val_predict(estimator, frame[columns].values, frame.y.values, cv=LeaveOneOut())
    write("cross-validate", {"formula": "y ~ " + " + ".join(columns), "model": model,
                             "folds": size, "scale": scale}, numbers, labels,
          {"metrics.rmse.overall": mean_squared_error(frame.y, found) ** 0.5,
           "metrics.mae.overall": mean_absolute_error(frame.y, found),
           "metrics.mae.mean": mean_absolute_error(frame.y, found),
           "metrics.rSquared.overall": r2_score(frame.y, found),
           "metrics.rSquared.mean": None, "folds.0.trainingRows": size - 1})
found = []
for i in range(size):
    fit = smf.logit("z ~ x1 + x2", frame.drop(i)).fit(method="newton", tol=1e-14, disp=0,
                                                      maxiter=200)
    found.append(float(fit.predict(frame.iloc[[i]]).iloc[0]))
write("cross-validate", {"formula": "z ~ x1 + x2", "model": "logistic", "folds": size}, numbers,
      labels, {"metrics.accuracy.overall": accuracy_score(frame.z, np.array(found) >= 0.5),
               "metrics.accuracy.mean": accuracy_score(frame.z, np.array(found) >= 0.5),
               "metrics.logLoss.overall": log_loss(frame.z, found),
               "metrics.auc.overall": roc_auc_score(frame.z, found), "metrics.auc.mean": None})
out.close()
