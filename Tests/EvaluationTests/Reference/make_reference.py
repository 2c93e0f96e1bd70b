"""Makes reference.json: figures of scikit-learn 1.9, pytrec_eval 0.5, SciPy 1.17 and NumPy on fixed data.

Run with a Python that has them:  python make_reference.py
What none of them computes is computed here straight from its definition, over all pairs or rows.
"""

import json
import math
import pathlib

import numpy as np
import pytrec_eval
import scipy.special
import scipy.stats
import sklearn.metrics as skm
from sklearn.linear_model import LogisticRegression


def kolmogorov_smirnov(y, s, w=None):
    fpr, tpr, _ = skm.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    return float(np.max(np.abs(tpr - fpr)))


def lift(y, s, share, w=None):
    n = len(y)
    w = np.ones(n) if w is None else w
    left = math.ceil(round(share * n, 9)) / n * w.sum()
    wanted, hits = left, 0.0
    for value in sorted(set(s), reverse=True):
        block = s == value
        size, positive = w[block].sum(), (w * y)[block].sum()
        if size >= left:
            hits += positive * left / size
            break
        hits, left = hits + positive, left - size
    return float(hits / wanted / np.average(y, weights=w))


def calibration_error(y, p, bins, w):
    total = 0.0
    for b in set(bins):
        rows = bins == b
        weight = w[rows].sum()
        gap = np.average(p[rows], weights=w[rows]) - np.average(y[rows], weights=w[rows])
        total += weight / w.sum() * abs(gap)
    return float(total)


def recalibration(y, p, w):
    x = np.column_stack([np.ones(len(p)), np.log(p / (1 - p))])
    beta = np.zeros(2)
    for _ in range(100):
        mu = 1 / (1 + np.exp(-x @ beta))
        step = np.linalg.solve((x * (w * mu * (1 - mu))[:, None]).T @ x, x.T @ (w * (y - mu)))
        beta = beta + step
        if np.abs(step).max() < 1e-14:
            break
    library = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    library.fit(x[:, 1:], y, sample_weight=w)
    assert abs(library.coef_[0, 0] - beta[1]) < 1e-6
    return {"intercept": float(beta[0]), "slope": float(beta[1])}


def best_f1(y, s):
    best = (-1.0, None)
    for value in sorted(set(s), reverse=True):
        f1 = skm.f1_score(y, s >= value)
        if f1 > best[0]:
            best = (f1, value)
    return {"f1": float(best[0]), "threshold": float(best[1])}


def binary_case(name, y, p, w, threshold):
    """One case with and without weights; None weights are ones, to keep the formulas single."""
    ones = np.ones(len(y)) if w is None else w
    predicted = p >= threshold
    tn, fp, fn, tp = skm.confusion_matrix(y, predicted, sample_weight=w).ravel()
    ranks = np.array([(ones * (p < v)).sum() + (ones * (p == v)).sum() / 2 for v in p]) / ones.sum()
    precision, recall, thresholds = skm.precision_recall_curve(y, p, sample_weight=w)
    fpr, tpr, _ = skm.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    prevalence = np.average(y, weights=ones)
    brier = skm.brier_score_loss(y, p, sample_weight=w)
    beta = recalibration(y, p, ones)
    metrics = {
        "f1": skm.f1_score(y, predicted, sample_weight=w),
        "precision": skm.precision_score(y, predicted, sample_weight=w),
        "recall": skm.recall_score(y, predicted, sample_weight=w),
        "specificity": skm.recall_score(y, predicted, sample_weight=w, pos_label=0),
        "accuracy": skm.accuracy_score(y, predicted, sample_weight=w),
        "balancedAccuracy": skm.balanced_accuracy_score(y, predicted, sample_weight=w),
        "matthewsCorrelation": skm.matthews_corrcoef(y, predicted, sample_weight=w),
        "rocAUC": skm.roc_auc_score(y, p, sample_weight=w),
        "averagePrecision": skm.average_precision_score(y, p, sample_weight=w),
        "ks": kolmogorov_smirnov(y, p, w),
        "liftAt10": lift(y, p, 0.1, w),
        "logLoss": skm.log_loss(y, p, sample_weight=w),
        "brier": brier,
        "brierSkill": 1 - brier / (prevalence * (1 - prevalence)),
        "ece": calibration_error(y, p, np.minimum(np.floor(10 * p), 9), ones),
        "eceEqualMass": calibration_error(y, p, np.minimum(np.floor(15 * ranks), 14), ones),
        "calibrationGap": np.average(p, weights=ones) - prevalence,
        "calibrationSlope": beta["slope"],
        "calibrationIntercept": beta["intercept"],
        "prevalence": prevalence,
        "positives": int(y.sum()),
    }
    return {
        "name": name,
        "scores": p.tolist(),
        "labels": y.tolist(),
        "weights": None if w is None else w.tolist(),
        "threshold": threshold,
        "confusion": [float(tp), float(fp), float(fn), float(tn)],
        "metrics": {key: float(value) for key, value in metrics.items()},
        "bestF1": None if w is not None else best_f1(y, p),
        "lift": [[share, lift(y, p, share, w)] for share in (0.01, 0.05, 0.25, 0.5, 1.0)],
        # From the highest threshold down; the made-up end points are left out.
        "precisionRecall": [
            [float(a), float(b), float(c)] for a, b, c in zip(recall, precision, thresholds)
        ][::-1],
        "roc": [[float(a), float(b)] for a, b in zip(fpr, tpr)],
    }


def binary_cases(rng):
    cases = []
    for name, n, digits in (("continuous", 400, None), ("tied", 500, 2), ("heavily tied", 300, 1)):
        z = rng.normal(size=n)
        y = (rng.random(n) < 1 / (1 + np.exp(1.5 - 1.3 * z))).astype(int)
        p = 1 / (1 + np.exp(1.2 - z - 0.4 * rng.normal(size=n)))
        if digits is not None:
            p = np.clip(np.round(p, digits), 0.5 / 10**digits, 1 - 0.5 / 10**digits)
        w = np.round(rng.gamma(2.0, 1.0, size=n), 3)
        cases.append(binary_case(name, y, p, None, 0.3))
        cases.append(binary_case(name + ", weighted", y, p, w, 0.3))
    return cases


def ranking_case(rng):
    """pytrec_eval breaks ties by document descending, so item i is document 999 − i."""
    groups, items, scores, labels = [], [], [], []
    for group in range(60):
        size = int(rng.integers(1, 25))
        rate = rng.choice([0.0, 0.08, 0.3, 0.8])
        for item in rng.choice(40, size=size, replace=False):
            groups.append(group)
            items.append(int(item))
            scores.append(float(np.round(rng.random(), 1)))
            labels.append(int(rng.random() < rate))
    truth, run = {}, {}
    for g, i, s, y in zip(groups, items, scores, labels):
        truth.setdefault(str(g), {})[str(999 - i)] = y
        run.setdefault(str(g), {})[str(999 - i)] = s
    names = {"map_cut.7", "ndcg_cut.7", "recip_rank", "success.1,2,3,4,5,6,7", "P.7", "recall.7"}
    found = pytrec_eval.RelevanceEvaluator(truth, names).evaluate(run)
    per_group = []
    for g in sorted(truth, key=int):
        m = sum(truth[g].values())
        if m == 0:
            continue
        f = found[g]
        rank = f["recip_rank"] if f["recip_rank"] > 1 / 7.5 else 0.0
        # pytrec_eval divides by all that is relevant, AP@k by what k places can hold of it.
        per_group.append([int(g), f["map_cut_7"] * m / min(m, 7), f["ndcg_cut_7"], rank,
                          f["success_7"], f["P_7"], f["recall_7"]])
    return {"groups": groups, "items": items, "scores": scores, "labels": labels,
            "groupCount": len(truth), "perGroup": per_group}


def delong_case(rng):
    """Placement values over all pairs, covariance by NumPy."""
    n = 220
    y = (rng.random(n) < 0.3).astype(int)
    a = np.round(y * 0.8 + rng.normal(size=n), 1)
    b = np.round(y * 0.5 + 0.5 * a + rng.normal(size=n), 1)
    areas, tens, ones = [], [], []
    for s in (a, b):
        pos, neg = s[y == 1], s[y == 0]
        wins = (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
        areas.append(wins.mean())
        tens.append(wins.mean(axis=1))
        ones.append(wins.mean(axis=0))
    cov = np.cov(tens) / (y == 1).sum() + np.cov(ones) / (y == 0).sum()
    z = (areas[0] - areas[1]) / math.sqrt(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1])
    half = scipy.stats.norm.ppf(0.975) * math.sqrt(cov[0, 0])
    return {"labels": y.tolist(), "first": a.tolist(), "second": b.tolist(),
            "areas": [float(v) for v in areas], "standardError": math.sqrt(cov[0, 0]),
            "interval": [float(areas[0] - half), float(areas[0] + half)],
            "z": float(z), "p": float(2 * scipy.stats.norm.sf(abs(z)))}


def psi(reference, current):
    edges = np.unique(np.quantile(reference[~np.isnan(reference)], np.arange(1, 10) / 10))
    def shares(values):
        present = values[~np.isnan(values)]
        counts = np.bincount(np.searchsorted(edges, present, side="left"), minlength=len(edges) + 1)
        return np.append(counts, np.isnan(values).sum()) / len(values)
    r, c = shares(reference), shares(current)
    bins = int(((r + c) > 0).sum())
    fr, fc = np.maximum(r, 1e-4), np.maximum(c, 1e-4)
    return {"value": float(np.sum((fc - fr) * np.log(fc / fr))), "bins": bins,
            "noiseFloor": (bins - 1) * (1 / len(reference) + 1 / len(current))}


def drift_cases(rng):
    cases = []
    def add(name, r, c):
        rp, cp = r[~np.isnan(r)], c[~np.isnan(c)]
        statistic = scipy.stats.ks_2samp(rp, cp, method="asymp").statistic
        root = math.sqrt(len(rp) * len(cp) / (len(rp) + len(cp)))
        clean = lambda v: [None if math.isnan(x) else float(x) for x in v]
        cases.append({"name": name, "reference": clean(r), "current": clean(c), "psi": psi(r, c),
                      "ks": float(statistic), "p": float(scipy.special.kolmogorov(root * statistic))})
    add("shifted", rng.normal(size=500), rng.normal(0.4, 1.2, size=300))
    add("alike", rng.normal(size=300), rng.normal(size=250))
    r, c = np.round(rng.exponential(2, size=400)), np.round(rng.exponential(2.6, size=350))
    r[::17], c[::5] = np.nan, np.nan
    add("counts with missing", r, c)
    add("flags", (rng.random(300) < 0.12).astype(float), (rng.random(200) < 0.3).astype(float))
    return cases


def regression_case(rng):
    actual = np.round(rng.gamma(2, 50, size=200))
    predicted = np.round(actual * 0.8 + rng.normal(0, 30, size=200))
    w = np.round(rng.gamma(2, 1, size=200), 3)
    def figures(w):
        return {"rmse": float(skm.root_mean_squared_error(actual, predicted, sample_weight=w)),
                "mae": float(skm.mean_absolute_error(actual, predicted, sample_weight=w)),
                "r2": float(skm.r2_score(actual, predicted, sample_weight=w))}
    return {"predictions": predicted.tolist(), "actuals": actual.tolist(), "weights": w.tolist(),
            "plain": figures(None), "weighted": figures(w),
            "spearman": float(scipy.stats.spearmanr(predicted, actual).statistic)}


def main():
    rng = np.random.default_rng(20240229)
    reference = {"binary": binary_cases(rng), "ranking": ranking_case(rng),
                 "delong": delong_case(rng), "drift": drift_cases(rng),
                 "regression": regression_case(rng)}
    path = pathlib.Path(__file__).with_name("reference.json")
    path.write_text(json.dumps(reference) + "\n")


if __name__ == "__main__":
    main()
