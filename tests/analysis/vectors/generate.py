"""Writes the vectors of this folder: inputs, and the outputs of an independent implementation.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py

Everything is seeded; the same versions write the same files.
"""
import importlib.metadata
import json
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

HERE = pathlib.Path(__file__).parent


def write(name, packages, cases):
    made_by = {p: importlib.metadata.version(p) for p in packages}
    text = json.dumps({"madeBy": made_by, "cases": cases}, indent=None, separators=(",", ":"))
    (HERE / f"{name}.json").write_text(text.replace("},{", "},\n{") + "\n")


def distributions():
    cases = []
    for p in [1e-6, 0.001, 0.025, 0.3, 0.8, 0.975, 0.999]:
        for df in [1, 2, 5, 19, 299, 38373]:
            x = float(stats.t.ppf(p, df))
            cases.append({"f": "tQuantile", "args": [p, df], "out": x})
            cases.append({"f": "tCdf", "args": [x, df], "out": p})
        for a, b in [(1, 10), (3, 97), (200, 5), (20000, 23960)]:
            cases.append({"f": "betaQuantile", "args": [p, a, b], "out": float(stats.beta.ppf(p, a, b))})
        cases.append({"f": "normalQuantile", "args": [p], "out": float(stats.norm.ppf(p))})
        cases.append({"f": "normalCdf", "args": [float(stats.norm.ppf(p))], "out": p})
    for x in [0.01, 1, 4, 10, 40]:
        cases.append({"f": "chiSquareSurvival", "args": [x, 1], "out": float(stats.chi2.sf(x, 1))})
        cases.append({"f": "normalPValue", "args": [x], "out": float(2 * stats.norm.sf(x))})
        cases.append({"f": "tPValue", "args": [-x, 7], "out": float(2 * stats.t.sf(x, 7))})
    for k in [0, 3, 10, 15, 20]:
        cases.append({"f": "binomialCdf", "args": [k, 20, 0.5], "out": float(stats.binom.cdf(k, 20, 0.5))})
    write("distributions", ["scipy"], cases)


def proportions():
    cases = []
    for n in [1, 5, 10, 29, 263, 43960]:
        for k in sorted({0, 1, n // 7, n // 2, n - 1, n}):
            for level in [0.8, 0.95, 0.99]:
                case = {"k": k, "n": n, "level": level}
                for name, method in [("wilson", "wilson"), ("clopperPearson", "beta")]:
                    low, high = proportion_confint(k, n, alpha=1 - level, method=method)
                    case[name] = [float(low), float(high)]
                cases.append(case)
    write("proportions", ["statsmodels", "scipy"], cases)


def clustered():
    rng = np.random.default_rng(1)
    cases = []
    for clusters, size, shift in [(2, 3, 1.0), (8, 3, 1.0), (40, 2, 0.0), (100, 5, 2.0)]:
        labels = np.sort(rng.integers(0, clusters, clusters * size))
        values = np.round(rng.normal(size=clusters)[labels] * shift + rng.normal(size=len(labels)) + 3, 3)
        fit = sm.OLS(values, np.ones(len(values))).fit(
            cov_type="cluster", cov_kwds={"groups": labels, "df_correction": True}, use_t=True
        )
        low, high = fit.conf_int()[0]
        cases.append({
            "values": values.tolist(), "clusters": labels.tolist(), "mean": float(fit.params[0]),
            "standardError": float(fit.bse[0]), "low": float(low), "high": float(high),
        })
    write("clustered", ["statsmodels", "numpy"], cases)


if __name__ == "__main__":
    for make in [distributions, proportions, clustered]:
        make()
