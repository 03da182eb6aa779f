"""The work of analysis_bench.ts in NumPy and SciPy; prints seconds as JSON.

    python3 analysis_numpy.py [--quick]
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

QUICK = "--quick" in sys.argv
MODELS, VALUES, ROWS, PAIRS = 12, 3302, 43960, 38374
REPLICATES = 200 if QUICK else 2000


def bradley_terry(rng):
    first = rng.integers(0, VALUES, ROWS)
    second = (first + rng.integers(1, VALUES, ROWS)) % VALUES
    nudge = rng.integers(-1, 2, ROWS)
    row = np.repeat(np.arange(ROWS), 3)
    column = np.stack([first, second, np.full(ROWS, VALUES)], 1).ravel()
    entry = np.stack([np.ones(ROWS), -np.ones(ROWS), nudge], 1).ravel()
    design = csr_matrix((entry, (row, column)), shape=(ROWS, VALUES + 1))
    transposed = design.T.tocsr()
    ridge = np.append(np.ones(VALUES), 0)
    spent = 0.0
    for _ in range(1 if QUICK else MODELS):
        truth = np.append(rng.normal(size=VALUES), 0.8)
        outcome = (rng.random(ROWS) < 1 / (1 + np.exp(-design @ truth))).astype(float)

        def loss(x):
            eta = design @ x
            return np.sum(np.logaddexp(0, eta) - outcome * eta) + np.sum(ridge * x * x) / 2

        def slope(x):
            return transposed @ (1 / (1 + np.exp(-(design @ x))) - outcome) + ridge * x

        def curve(x, v):
            p = 1 / (1 + np.exp(-(design @ x)))
            return transposed @ (p * (1 - p) * (design @ v)) + ridge * v

        start = time.perf_counter()
        found = minimize(loss, np.zeros(VALUES + 1), jac=slope, hessp=curve, method="Newton-CG",
                         options={"xtol": 1e-9})
        spent += time.perf_counter() - start
        assert np.abs(slope(found.x)).max() < 1e-3, np.abs(slope(found.x)).max()
    return spent * (MODELS if QUICK else 1)


def bootstrap(rng):
    pairs = np.concatenate([np.arange(PAIRS), rng.integers(0, PAIRS, ROWS - PAIRS)])
    scores = rng.integers(0, 7, (ROWS, MODELS)).astype(float)
    start = time.perf_counter()
    sums = np.zeros((PAIRS, MODELS + 1))
    np.add.at(sums, pairs, np.hstack([scores, np.ones((ROWS, 1))]))
    means = np.empty((REPLICATES, MODELS))
    together = 50
    for at in range(0, REPLICATES, together):
        weights = np.stack([np.bincount(rng.integers(0, PAIRS, PAIRS), minlength=PAIRS) for _ in range(together)])
        totals = weights.astype(float) @ sums
        means[at:at + together] = totals[:, :MODELS] / totals[:, MODELS:]
    np.percentile(means, [2.5, 97.5], axis=0)
    return (time.perf_counter() - start) * 2000 / REPLICATES


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    print(json.dumps({"bradleyTerry": bradley_terry(rng), "bootstrap": bootstrap(rng),
                      "numpy": np.__version__}))
