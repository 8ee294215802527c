"""Writes diagnostics.tsv by statsmodels 0.15.

A row is: the columns, the outcome, the weights or "-", then the figures: standardised, internally and
externally studentized residuals, Cook's distances, DFFITS, [Durbin-Watson], Breusch-Pagan (Koenker's
statistic and p, the original's), variance inflation, quantiles of the normal plot. A weighted model is
given to statsmodels as an unweighted one of columns times the roots of the weights.
"""

import random

import numpy as np
import statsmodels.api as sm
from statsmodels.graphics.gofplots import ProbPlot
from statsmodels.stats.diagnostic import het_breuschpagan
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.stats.stattools import durbin_watson

source = random.Random(61)
out = open("diagnostics.tsv", "w")


def joined(values):
    return ",".join(repr(float(v)) for v in values)


for rows, size, weighted in [(6, 1, False), (25, 3, False), (60, 6, False), (30, 2, True)]:
    columns = [[source.gauss(3, 2) for _ in range(rows)] for _ in range(size)]
    if size > 2:
        columns[-1] = [a + b / 2 + source.gauss(0, 0.1) for a, b in zip(*columns[:2])]
    y = [1 + 2 * columns[0][i] + source.gauss(0, 1 + abs(columns[0][i])) for i in range(rows)]
    weights = np.array([source.uniform(0.2, 3) if weighted else 1.0 for _ in range(rows)])
    x = sm.add_constant(np.array(columns).T)
    root = np.sqrt(weights)
    fit = sm.OLS(np.array(y) * root, x * root[:, None]).fit()
    influence = fit.get_influence()
    koenker = het_breuschpagan(fit.resid, x)[:2]
    original = het_breuschpagan(fit.resid, x, robust=False)[:2]
    factors = []
    for place in range(1, size + 1):
        if weighted:
            others = np.delete(x, place, 1)
            factors.append(1 / (1 - sm.WLS(x[:, place], others, weights).fit().rsquared))
        else:
            factors.append(variance_inflation_factor(x, place))
    plot = ProbPlot(influence.resid_studentized_internal, a=3 / 8)
    print(";".join(map(joined, columns)), joined(y), joined(weights) if weighted else "-",
          joined(fit.resid / np.sqrt(fit.mse_resid)), joined(influence.resid_studentized_internal),
          joined(influence.resid_studentized_external), joined(influence.cooks_distance[0]),
          joined(influence.dffits[0]), joined([durbin_watson(fit.resid)]),
          joined([*koenker, *original]), joined(factors), joined(plot.theoretical_quantiles),
          sep="\t", file=out)
out.close()
