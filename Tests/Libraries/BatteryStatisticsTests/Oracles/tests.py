"""Writes tests.tsv, models.tsv and inference.tsv by SciPy 1.17, statsmodels 0.15 and scikit-learn 1.9.

tests.tsv: the test, its options, the samples (joined by ";"), the statistic, the probability.
models.tsv: the model, its options, the columns, the outcome, the coefficients, their errors.
inference.tsv: the columns, the outcome, the weights, figures of the model, t, p, the 90% interval's
ends, leverages, standardised residuals, residuals.
"""

import random
import numpy as np
import statsmodels.api as sm
from scipy import stats
from sklearn.linear_model import ElasticNet, Ridge
from statsmodels.stats.diagnostic import normal_ad

source = random.Random(5)
out = open("tests.tsv", "w")


def joined(values):
    return ",".join(repr(float(v)) for v in values)


def case(name, option, samples, statistic, p):
    print(name, option, ";".join(map(joined, samples)), repr(float(statistic)), repr(float(p)),
          sep="\t", file=out)


for size, other, shift in [(5, 7, 0.3), (12, 9, 1.5), (40, 33, 0.1), (30, 30, 4.0)]:
    a = [source.gauss(1, 1) for _ in range(size)]
    b = [source.gauss(1 + shift, 2) for _ in range(other)]
    for side in ["two-sided", "less", "greater"]:
        r = stats.ttest_1samp(a, 0.5, alternative=side)
        case("t1", side, [a], r.statistic, r.pvalue)
        r = stats.ttest_ind(a, b, alternative=side)
        case("t2", side, [a, b], r.statistic, r.pvalue)
        r = stats.ttest_ind(a, b, equal_var=False, alternative=side)
        case("welch", side, [a, b], r.statistic, r.pvalue)
        pairs = min(size, other)
        r = stats.ttest_rel(a[:pairs], b[:pairs], alternative=side)
        case("paired", side, [a[:pairs], b[:pairs]], r.statistic, r.pvalue)
        r = stats.mannwhitneyu(a, b, alternative=side, method="exact")
        case("mannwhitney", side, [a, b], r.statistic, r.pvalue)
        c, d = [round(v) for v in a], [round(v) for v in b]
        r = stats.mannwhitneyu(c, d, alternative=side, method="asymptotic")
        case("mannwhitney", side, [c, d], r.statistic, r.pvalue)
        # scipy's two-sided statistic is the smaller sum; that of either side is the sum above 0.
        up = stats.wilcoxon(a, alternative="greater", method="exact").statistic
        r = stats.wilcoxon(a, alternative=side, method="exact")
        case("wilcoxon", side, [a], up, r.pvalue)
        tied = [v for v in (round(4 * v) / 4 for v in a) if v] + [0.25, 0.25]
        up = stats.wilcoxon(tied, alternative="greater", correction=True,
                            method="asymptotic").statistic
        r = stats.wilcoxon(tied, alternative=side, correction=True, method="asymptotic")
        case("wilcoxon", side, [tied], up, r.pvalue)
    c = [source.gauss(2, 1) for _ in range(11)]
    r = stats.f_oneway(a, b, c)
    case("anova", "", [a, b, c], r.statistic, r.pvalue)
    r = stats.kstest(a, "norm", method="exact")
    case("ks1", "", [a], r.statistic, r.pvalue)
    r = stats.ks_2samp(a, b, method="exact")
    case("ks2", "", [a, b], r.statistic, r.pvalue)
for size in [3, 4, 5, 6, 8, 11, 12, 20, 50, 300, 900]:
    for kind in ["normal", "skewed", "heavy"]:
        a = [source.gauss(10, 3) for _ in range(size)]
        if kind == "skewed":
            a = [source.expovariate(1) for _ in range(size)]
        if kind == "heavy":
            a = [source.gauss(0, 1) / (source.random() + 0.1) for _ in range(size)]
        a = [round(v, 6) for v in a]
        r = stats.shapiro(a)
        case("shapiro", kind, [a], r.statistic, r.pvalue)
        if size >= 8:
            # statsmodels' own statistic takes 1 - cdf and loses digits; its p is kept.
            w = (np.sort(a) - np.mean(a)) / np.std(a, ddof=1)
            odd = 2 * np.arange(1, size + 1) - 1
            logs = stats.norm.logcdf(w) + stats.norm.logsf(w[::-1])
            statistic = -size - np.sum(odd * logs) / size
            case("anderson", kind, [a], statistic, normal_ad(np.array(a))[1])
            r = stats.normaltest(a)
            case("dagostino", kind, [a], r.statistic, r.pvalue)
            r = stats.jarque_bera(a)
            case("jarquebera", kind, [a], r.statistic, r.pvalue)
for table in [[[12, 5], [3, 9]], [[10, 20, 30], [6, 9, 17]], [[1, 2], [30, 4]], [[5, 5], [5, 5]],
              [[100, 40, 3, 7], [90, 60, 10, 2], [8, 80, 3, 3]]]:
    r = stats.chi2_contingency(table)
    case("independence", "", table, r.statistic, r.pvalue)
for counts, expected in [([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]), ([43, 57], [50, 50]),
                         ([900, 1, 1], [1, 1, 1])]:
    scaled = np.array(expected) * sum(counts) / sum(expected)
    r = stats.chisquare(counts, scaled)
    case("fit", "", [counts, expected], r.statistic, r.pvalue)
out.close()

out = open("models.tsv", "w")


def model(name, option, columns, y, coefficients, errors=()):
    print(name, option, ";".join(map(joined, columns)), joined(y), joined(coefficients),
          joined(errors), sep="\t", file=out)


inference = open("inference.tsv", "w")
for rows, size, weighted in [(9, 1, False), (30, 4, False), (80, 7, True), (25, 2, True)]:
    columns = [[source.gauss(3, 2) for _ in range(rows)] for _ in range(size)]
    y = [source.gauss(1, 3) + columns[0][i] for i in range(rows)]
    weights = [source.uniform(0.2, 3) for _ in range(rows)]
    x = sm.add_constant(np.array(columns).T)
    fit = sm.WLS(y, x, weights).fit() if weighted else sm.OLS(y, x).fit()
    # R counts the deviation as a parameter, statsmodels does not.
    numbers = [fit.llf, fit.aic + 2, fit.bic + np.log(rows), fit.rsquared_adj, fit.fvalue,
               fit.f_pvalue, np.linalg.cond(fit.model.wexog), fit.ess]
    interval = fit.conf_int(0.1)
    influence = [] if weighted else fit.get_influence()
    print(";".join(map(joined, columns)), joined(y), joined(weights) if weighted else "-",
          joined(numbers), joined(fit.tvalues), joined(fit.pvalues), joined(interval[:, 0]),
          joined(interval[:, 1]), "-" if weighted else joined(influence.hat_matrix_diag),
          "-" if weighted else joined(influence.resid_studentized_internal), joined(fit.resid),
          sep="\t", file=inference)
inference.close()

for rows, size in [(60, 2), (150, 5)]:
    columns = [[source.gauss(source.uniform(-2, 2), 1) for _ in range(rows)] for _ in range(size)]
    x = np.array(columns).T
    slopes = [source.choice([0, 1, -2, 0.5]) for _ in range(size)]
    y = [3 + sum(s * c[i] for s, c in zip(slopes, columns)) + source.gauss(0, 1)
         for i in range(rows)]
    for penalty in [0.01, 1.0, 50.0]:
        fit = Ridge(alpha=penalty, solver="svd", tol=1e-14).fit(x, y)
        model("ridge", repr(penalty), columns, y, [fit.intercept_, *fit.coef_])
    for penalty, mix in [(0.01, 1.0), (0.3, 1.0), (0.1, 0.5), (1e3, 1.0)]:
        fit = ElasticNet(alpha=penalty, l1_ratio=mix, tol=1e-15, max_iter=10**6).fit(x, y)
        model("net", "%r,%r" % (penalty, mix), columns, y, [fit.intercept_, *fit.coef_])
    z = [float(source.random() < 1 / (1 + np.exp(-(v - 3) / 2))) for v in y]
    fit = sm.Logit(z, sm.add_constant(x)).fit(method="newton", tol=1e-14, disp=0, maxiter=200)
    model("logit", repr(float(fit.llf)), columns, z, fit.params, fit.bse)
out.close()
