"""What `offerscope train` does, as it is usually written in Python, in one process.

The last fifth of the rows tests; of the others the last fifth chooses each model's threshold, and the
rest is fitted.
"""

import argparse
import json
import time

START = time.perf_counter()

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import xgboost as xgb  # noqa: E402
from sklearn.ensemble import RandomForestClassifier  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.metrics import (  # noqa: E402
    average_precision_score,
    brier_score_loss,
    f1_score,
    log_loss,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_auc_score,
)

IMPORTED = time.perf_counter()


def models(threads):
    return {
        "logistic": LogisticRegression(max_iter=1000),
        "forest": RandomForestClassifier(
            100, max_depth=13, min_samples_leaf=10, n_jobs=threads, random_state=7
        ),
        "boosted": xgb.XGBClassifier(
            n_estimators=100,
            max_depth=6,
            learning_rate=0.1,
            reg_lambda=1,
            min_child_weight=1,
            tree_method="hist",
            n_jobs=threads,
            random_state=7,
        ),
    }


def best_threshold(labels, scores):
    precision, recall, thresholds = precision_recall_curve(labels, scores)
    both = precision + recall
    f1 = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
    return thresholds[min(int(np.argmax(f1)), len(thresholds) - 1)]


def metrics(labels, scores, threshold):
    said = scores >= threshold
    return {
        "logLoss": float(log_loss(labels, np.clip(scores, 1e-15, 1 - 1e-15))),
        "rocAUC": float(roc_auc_score(labels, scores)),
        "averagePrecision": float(average_precision_score(labels, scores)),
        "brier": float(brier_score_loss(labels, scores)),
        "f1": float(f1_score(labels, said)),
        "precision": float(precision_score(labels, said)),
        "recall": float(recall_score(labels, said)),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--target", required=True)
    parser.add_argument("--id", required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    table = pd.read_csv(options.file)
    labels = table.pop(options.target).to_numpy()
    features = pd.get_dummies(table.drop(columns=[options.id])).astype(np.float32)
    count = len(labels)
    test = count - int(count * 0.2 + 0.5)
    validation = test - int(test * 0.2 + 0.5)
    fitted = slice(0, validation)
    chosen, tested = slice(validation, test), slice(test, count)
    leaderboard = {}
    for name, model in models(options.threads).items():
        start = time.perf_counter()
        model.fit(features[fitted], labels[fitted])
        seconds = time.perf_counter() - start
        threshold = best_threshold(
            labels[chosen], model.predict_proba(features[chosen])[:, 1]
        )
        scores = model.predict_proba(features[tested])[:, 1]
        leaderboard[name] = {
            "trainSeconds": seconds,
            "metrics": metrics(labels[tested], scores, threshold),
        }
    print(
        json.dumps(
            {
                "models": leaderboard,
                "importSeconds": IMPORTED - START,
                "workSeconds": time.perf_counter() - IMPORTED,
                "version": f"pandas {pd.__version__}, xgboost {xgb.__version__}",
            }
        )
    )


if __name__ == "__main__":
    main()
