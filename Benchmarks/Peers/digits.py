"""How many certified digits of NIST's data sets a peer reaches: digits.py FOLDER PEER.

PEER is python, numpy, statsmodels, sklearn, duckdb, postgres (doubles), numeric (PostgreSQL's exact
decimals) or r. FOLDER has univariate, linear and anova with a CSV file a set, and certified.csv. A
figure is -log10 of the relative error, 15 at most: the mean, the standard deviation, the worst
coefficient and the worst standard error of a regression, and the F of an analysis of variance.
PostgreSQL is started in a temporary folder, as the user postgres, and stopped.
"""
import csv
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time

folder, peer = sys.argv[1], sys.argv[2]
degrees = {"Filip": 10, "Pontius": 2, **{f"Wampler{place}": 5 for place in range(1, 6)}}

certified = {}
with open(os.path.join(folder, "certified.csv"), encoding="utf-8") as file:
    for row in csv.DictReader(file):
        value = math.inf if row["certified"] == "Infinity" else float(row["certified"])
        certified[row["family"], row["dataset"], row["quantity"]] = value


def sets(family):
    for name in sorted(os.listdir(os.path.join(folder, family))):
        if name.endswith(".csv"):
            with open(os.path.join(folder, family, name), encoding="utf-8") as file:
                rows = list(csv.reader(file))
            yield name[:-4], rows[0], rows[1:]


def design(name, rows):
    """The outcome and the columns, powers included, as doubles."""
    y = [float(row[0]) for row in rows]
    if name in degrees:
        return y, [[float(row[1]) ** k for row in rows] for k in range(1, degrees[name] + 1)]
    return y, [[float(row[place]) for row in rows] for place in range(1, len(rows[0]))]


results = {}


def found(family, name, quantity, value):
    right = certified.get((family, name, quantity))
    if right is None or math.isinf(right) or value is None:
        return
    error = abs(float(value) - right)
    if right != 0:
        error /= abs(right)
    digits = 15.0 if error == 0 else min(max(-math.log10(error), 0.0), 15.0)
    if math.isnan(error):
        digits = 0.0
    key = quantity
    if family == "linear":
        key = "errors" if quantity.startswith("se_") else "coefficients"
    label = f"{name}.{key}"
    results[label] = min(results.get(label, 15.0), digits)


def with_python():
    import statistics

    print("# CPython", sys.version.split()[0])
    for name, _, rows in sets("univariate"):
        values = [float(row[0]) for row in rows]
        found("univariate", name, "mean", statistics.mean(values))
        found("univariate", name, "stdev", statistics.stdev(values))
    for name, _, rows in sets("linear"):
        if name in degrees or len(rows[0]) > 2:
            continue
        x, y = [float(row[1]) for row in rows], [float(row[0]) for row in rows]
        without = name.startswith("NoInt")
        line = statistics.linear_regression(x, y, proportional=without)
        found("linear", name, "B1", line.slope)
        if not without:
            found("linear", name, "B0", line.intercept)


def columns_of(np, name, rows):
    y, columns = design(name, rows)
    first = 1 if name.startswith("NoInt") else 0
    if not first:
        columns = [[1.0] * len(y)] + columns
    return np.array(y), np.array(columns).T, first


def with_numpy():
    import numpy as np

    print("# numpy", np.__version__)
    for name, _, rows in sets("univariate"):
        values = np.array([float(row[0]) for row in rows])
        found("univariate", name, "mean", values.mean())
        found("univariate", name, "stdev", values.std(ddof=1))
    for name, _, rows in sets("linear"):
        y, x, first = columns_of(np, name, rows)
        for place, value in enumerate(np.linalg.lstsq(x, y, rcond=None)[0]):
            found("linear", name, f"B{place + first}", value)


def with_statsmodels():
    import numpy as np
    import statsmodels
    import statsmodels.api as sm
    from statsmodels.formula.api import ols

    print("# statsmodels", statsmodels.__version__)
    for name, _, rows in sets("linear"):
        y, x, first = columns_of(np, name, rows)
        model = sm.OLS(y, x).fit()
        for place in range(x.shape[1]):
            found("linear", name, f"B{place + first}", model.params[place])
            found("linear", name, f"se_B{place + first}", model.bse[place])
    for name, _, rows in sets("anova"):
        data = {"g": [row[0] for row in rows], "y": [float(row[1]) for row in rows]}
        table = sm.stats.anova_lm(ols("y ~ C(g)", data).fit())
        found("anova", name, "F", table["F"].iloc[0])


def with_sklearn():
    import numpy as np
    import sklearn
    from sklearn.feature_selection import f_classif
    from sklearn.linear_model import LinearRegression

    print("# scikit-learn", sklearn.__version__)
    for name, _, rows in sets("linear"):
        y, columns = design(name, rows)
        without = name.startswith("NoInt")
        model = LinearRegression(fit_intercept=not without).fit(np.array(columns).T, y)
        if not without:
            found("linear", name, "B0", model.intercept_)
        for place, value in enumerate(model.coef_):
            found("linear", name, f"B{place + 1}", value)
    for name, _, rows in sets("anova"):
        x = np.array([[float(row[1])] for row in rows])
        found("anova", name, "F", f_classif(x, [row[0] for row in rows])[0][0])


def with_sql(ask, kind):
    for name, _, rows in sets("univariate"):
        values = ",".join(f"({row[0]}::{kind})" for row in rows)
        answer = ask(f"select avg(y), stddev_samp(y) from (values {values}) as t(y)")
        found("univariate", name, "mean", answer[0])
        found("univariate", name, "stdev", answer[1])
    for name, _, rows in sets("linear"):
        if name in degrees or len(rows[0]) > 2 or name.startswith("NoInt") or kind == "numeric":
            continue
        values = ",".join(f"({row[0]}::{kind}, {row[1]}::{kind})" for row in rows)
        answer = ask(f"select regr_intercept(y, x), regr_slope(y, x) from (values {values}) as t(y, x)")
        found("linear", name, "B0", answer[0])
        found("linear", name, "B1", answer[1])
    for name, _, rows in sets("anova"):
        values = ",".join(f"('{row[0]}', {row[1]}::{kind})" for row in rows)
        answer = ask(
            f"with t(g, y) as (values {values}), m as (select avg(y) as m from t),"
            " s as (select g, avg(y) as a, count(*) as n from t group by g)"
            " select (select sum(n * (a - m) * (a - m)) from s, m) / ((select count(*) from s) - 1)"
            " / ((select sum((y - a) * (y - a)) from t join s using (g))"
            " / ((select count(*) from t) - (select count(*) from s)))"
        )
        found("anova", name, "F", answer[0])


def with_duckdb():
    import duckdb

    print("# duckdb", duckdb.__version__)
    database = duckdb.connect()
    with_sql(lambda query: database.execute(query).fetchone(), "double")


def with_postgres(kind):
    programs = sorted(
        os.path.join("/usr/lib/postgresql", version, "bin")
        for version in (os.listdir("/usr/lib/postgresql") if os.path.isdir("/usr/lib/postgresql") else [])
    )
    if not programs:
        print("PostgreSQL is not installed", file=sys.stderr)
        return
    bin = programs[-1]
    place = tempfile.mkdtemp(prefix="batteries-benchmark-postgres-")
    owner = {"user": "postgres"} if os.geteuid() == 0 else {}
    if owner:
        shutil.chown(place, "postgres")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    data = os.path.join(place, "data")
    subprocess.run(
        [f"{bin}/initdb", "-D", data, "-A", "trust", "-U", "postgres"], check=True, **owner, **quiet
    )
    # Reached through a socket in the folder; no port of the network.
    server = subprocess.Popen(
        [f"{bin}/postgres", "-D", data, "-k", place, "-c", "listen_addresses="], **owner, **quiet
    )

    def ask(query):
        answer = subprocess.run(
            [f"{bin}/psql", "-h", place, "-U", "postgres", "-qAt", "-F", " ", "-f", "-", "postgres"],
            check=True, capture_output=True, text=True, input=query + ";",
        )
        return answer.stdout.split()

    try:
        for _ in range(200):
            try:
                print("# PostgreSQL", ask("show server_version")[0])
                break
            except subprocess.CalledProcessError:
                time.sleep(0.05)
        with_sql(ask, kind)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(place, ignore_errors=True)


def with_r():
    if shutil.which("Rscript") is None:
        print("R is not installed", file=sys.stderr)
        return
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "digits.R")
    answer = subprocess.run(
        ["Rscript", script, folder], check=True, capture_output=True, text=True
    )
    for line in answer.stdout.splitlines():
        words = line.split()
        if line.startswith("# "):
            print(line)
        elif len(words) == 4:
            value = math.nan if words[3] == "NA" else float(words[3])
            found(words[0], words[1], words[2], value)


peers = {
    "python": with_python, "numpy": with_numpy, "statsmodels": with_statsmodels,
    "sklearn": with_sklearn, "duckdb": with_duckdb, "r": with_r,
    "postgres": lambda: with_postgres("double precision"),
    "numeric": lambda: with_postgres("numeric"),
}
try:
    peers[peer]()
except ImportError as error:
    print(error, file=sys.stderr)
for label, digits in sorted(results.items()):
    print(label, digits, "digits")
