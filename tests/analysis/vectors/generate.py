"""Writes the vectors of this folder: inputs, and the outputs of an independent implementation.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python -W ignore generate.py && deno fmt .

Everything is seeded; the same versions write the same files.
"""
import importlib.metadata
import itertools
import json
import pathlib

import choix
import krippendorff
import numpy as np
import pandas as pd
import statsmodels.api as sm
from irrCAC.raw import CAC
from scipy import stats
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.optimize import minimize
from scipy.spatial.distance import squareform
from sklearn.metrics import silhouette_samples
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa
from statsmodels.stats.multitest import multipletests
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


def agreement():
    rng = np.random.default_rng(2)
    cases = []
    for units, raters, categories, missing in [(12, 3, 2, 0), (40, 4, 3, 0), (40, 5, 7, 0.25), (200, 3, 3, 0.1)]:
        center = rng.integers(0, categories, units)
        table = np.clip(center[:, None] + rng.integers(-1, 2, (units, raters)) * (rng.random((units, raters)) < 0.5),
                        0, categories - 1).astype(float)
        table[rng.random(table.shape) < missing] = np.nan
        ratings = [[None if np.isnan(x) else int(x) for x in row] for row in table]
        case = {"ratings": ratings, "categories": list(range(categories))}
        cac = CAC(pd.DataFrame(table), categories=list(range(categories)), digits=12)
        case["fleissMissing"] = float(cac.fleiss()["est"]["coefficient_value"])
        case["ac1"] = float(cac.gwet()["est"]["coefficient_value"])
        case["raw"] = float(cac.gwet()["est"]["pa"])
        if missing == 0:
            case["fleiss"] = float(fleiss_kappa(aggregate_raters(table.astype(int))[0]))
        for level in ["nominal", "ordinal", "interval"]:
            case[level] = float(krippendorff.alpha(
                reliability_data=table.T, value_domain=list(range(categories)), level_of_measurement=level))
        both = ~np.isnan(table[:, 0]) & ~np.isnan(table[:, 1])
        counts = np.zeros((categories, categories))
        np.add.at(counts, (table[both, 0].astype(int), table[both, 1].astype(int)), 1)
        case["cohen"] = float(cohens_kappa(counts, return_results=False))
        cases.append(case)
    write("agreement", ["irrCAC", "krippendorff", "statsmodels"], cases)


def comparison():
    rng = np.random.default_rng(3)
    cases = []
    for n in [1, 2, 15, 66]:
        p = np.round(rng.random(n) ** 3, 6)
        cases.append({"kind": "adjust", "p": p.tolist(), "holm": multipletests(p, method="holm")[1].tolist(),
                      "bh": multipletests(p, method="fdr_bh")[1].tolist()})
    for b, c in [(1, 5), (0, 3), (10, 10), (40, 60), (86, 150), (3, 200)]:
        table = [[7, b], [c, 9]]
        cases.append({"kind": "mcnemar", "b": b, "c": c, "exact": float(mcnemar(table, exact=True).pvalue),
                      "chiSquare": float(mcnemar(table, exact=False, correction=True).pvalue)})
    write("comparison", ["statsmodels", "scipy"], cases)


def bradley_terry():
    rng = np.random.default_rng(4)
    cases = []
    for items, n, ridge, lean in [(5, 60, 1.0, False), (8, 200, 0.1, False), (20, 300, 1.0, True), (6, 400, 0.01, True)]:
        truth = rng.normal(size=items)
        first = rng.integers(0, items, n)
        second = (first + rng.integers(1, items, n)) % items
        nudge = rng.integers(-1, 2, n) if lean else np.zeros(n, dtype=int)
        p = 1 / (1 + np.exp(-(truth[first] - truth[second] + 0.7 * nudge)))
        outcome = (rng.random(n) < p).astype(float)
        if lean:
            outcome[rng.random(n) < 0.15] = 0.5
        case = {"items": items, "ridge": ridge, "first": first.tolist(), "second": second.tolist(),
                "nudge": nudge.tolist(), "outcome": outcome.tolist()}
        design = np.zeros((n, items + 1))
        design[np.arange(n), first] += 1
        design[np.arange(n), second] -= 1
        design[:, items] = nudge

        def loss(x):
            eta = design @ x
            return np.sum(np.logaddexp(0, eta) - outcome * eta) + ridge / 2 * np.sum(x[:items] ** 2)

        def slope(x):
            penalty = np.append(ridge * x[:items], 0)
            return design.T @ (1 / (1 + np.exp(-design @ x)) - outcome) + penalty

        best = minimize(loss, np.zeros(items + 1), jac=slope, method="L-BFGS-B",
                        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 5000})
        case["scipy"] = best.x.tolist()
        if not lean:
            data = [(int(a), int(b)) if y == 1 else (int(b), int(a)) for a, b, y in zip(first, second, outcome)]
            case["choix"] = choix.opt_pairwise(items, data, alpha=ridge / 2, tol=1e-10).tolist()
        cases.append(case)
    write("bradley_terry", ["choix", "scipy", "numpy"], cases)


def variance():
    rng = np.random.default_rng(5)
    cases = []
    for models, samples, judgings in [(4, 3, 2), (12, 2, 3)]:
        effect = rng.normal(size=models)
        rows = [{"m": m, "s": s, "y": round(float(effect[m] + a + rng.normal() * 0.5), 3)}
                for m in range(models) for s, a in enumerate(rng.normal(size=samples) * 0.7) for _ in range(judgings)]
        table = anova_lm(ols("y ~ C(m) + C(m):C(s)", pd.DataFrame(rows)).fit())
        ms = table["mean_sq"].tolist()
        judge = ms[2]
        within = (ms[1] - ms[2]) / judgings
        between = (ms[0] - ms[1]) / (judgings * samples)
        cases.append({"rows": rows, "judge": judge, "withinModel": within, "betweenModel": between})
    write("variance", ["statsmodels", "pandas"], cases)


def bootstrap():
    rng = np.random.default_rng(6)
    cases = []
    for n in [30, 80]:
        x = np.round(rng.exponential(size=n), 4)
        y = np.round(rng.exponential(size=n) + 0.5, 4)
        case = {"x": x.tolist(), "y": y.tolist()}
        for name in ["percentile", "BCa"]:
            found = stats.bootstrap((x, y), lambda a, b, axis=-1: a.sum(axis) / b.sum(axis), paired=True,
                                    vectorized=True, n_resamples=200_000, method=name, batch=5000,
                                    random_state=np.random.default_rng(7)).confidence_interval
            case[name] = [float(found.low), float(found.high)]
        cases.append(case)
    write("bootstrap", ["scipy", "numpy"], cases)


def panel():
    rng = np.random.default_rng(8)
    cases = []
    for n in [4, 7, 12, 20]:
        points = rng.normal(size=(n, 3))
        distances = np.round(np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1)), 6)
        condensed = squareform(distances)
        tree = linkage(condensed, method="average")
        order = leaves_list(optimal_leaf_ordering(tree, condensed))
        labels = [int(x) for x in rng.permutation(np.arange(n) % 3)]

        def cost(leaves):
            return float(sum(distances[a, b] for a, b in zip(leaves, leaves[1:])))

        def turned(turns):
            """The leaves of SciPy's tree with some branches turned."""
            leaves = [[i] for i in range(n)]
            for turn, (a, b) in zip(turns, tree[:, :2].astype(int)):
                leaves.append(leaves[b] + leaves[a] if turn else leaves[a] + leaves[b])
            return leaves[-1]

        # SciPy's optimal_leaf_ordering is not always the best: up to 12 leaves all turns are tried.
        tried = [cost(turned(turns)) for turns in itertools.product([0, 1], repeat=n - 1)] if n <= 12 else []
        cases.append({
            "distances": distances.tolist(), "heights": tree[:, 2].tolist(), "labels": labels,
            "cost": min(tried) if tried else None, "scipyCost": cost(order),
            "silhouettes": silhouette_samples(distances, labels, metric="precomputed").tolist(),
        })
    write("panel", ["scipy", "scikit-learn"], cases)


def noise_floor():
    cases = []
    for models in [2, 5, 12]:
        for values in [1, 2]:
            def exceeds(s):
                return 1 - stats.chi2.cdf(models * s * s, models - 1) ** values
            grid = np.linspace(0, 8, 200_001)
            cases.append({"models": models, "values": values, "mean": float(np.trapz(exceeds(grid), grid)),
                          "above": float(exceeds(1.5))})
    write("noise_floor", ["scipy", "numpy"], cases)


if __name__ == "__main__":
    for make in [distributions, proportions, clustered, agreement, comparison, bradley_terry, variance,
                 bootstrap, panel, noise_floor]:
        make()
