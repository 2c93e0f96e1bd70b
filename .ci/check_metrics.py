#!/usr/bin/env python3
"""Recomputes the figures of `train --json` from its `--predictions`, by other means and with nothing
but the standard library, and fails when one differs by more than 1e-9.

    check_metrics.py COMPARISON.json PREDICTIONS.csv
"""
import csv
import json
import math
import sys
from bisect import bisect_left, bisect_right
from fractions import Fraction


def roc_auc(scores, labels):
    """Counts for each positive the negatives below it, and half of those level with it."""
    negatives = sorted(s for s, y in zip(scores, labels) if y == 0)
    positives = [s for s, y in zip(scores, labels) if y == 1]
    twice = sum(bisect_left(negatives, s) + bisect_right(negatives, s) for s in positives)
    return float(Fraction(twice, 2 * len(positives) * len(negatives)))


def average_precision(scores, labels):
    total, hits, seen, value = sum(labels), 0, 0, 0.0
    by_score = {}
    for score, label in zip(scores, labels):
        rows, positives = by_score.get(score, (0, 0))
        by_score[score] = (rows + 1, positives + label)
    for score in sorted(by_score, reverse=True):
        rows, positives = by_score[score]
        seen, hits = seen + rows, hits + positives
        value += positives / total * hits / seen
    return value


def lift(scores, labels, share=0.1):
    count = math.ceil(len(scores) * share)
    ordered = sorted(scores, reverse=True)
    cut = ordered[count - 1]
    above = [y for s, y in zip(scores, labels) if s > cut]
    level = [y for s, y in zip(scores, labels) if s == cut]
    expected = sum(above) + sum(level) * (count - len(above)) / len(level)
    return expected / count / (sum(labels) / len(labels))


def calibration_error(scores, labels):
    bins = [[] for _ in range(10)]
    for score, label in zip(scores, labels):
        bins[min(int(10 * score), 9)].append((score, label))
    return sum(
        abs(math.fsum(s for s, _ in rows) - sum(y for _, y in rows)) for rows in bins
    ) / len(scores)


def figures(scores, labels, threshold):
    predicted = [s >= threshold for s in scores]
    true_positives = sum(y for y, p in zip(labels, predicted) if p)
    contacts, positives = sum(predicted), sum(labels)
    clipped = [min(max(s, 1e-15), 1 - 1e-15) for s in scores]
    losses = [-math.log(s) if y else -math.log1p(-s) for s, y in zip(clipped, labels)]
    return {
        "f1": 2 * true_positives / (contacts + positives),
        "precision": true_positives / contacts if contacts else None,
        "recall": true_positives / positives,
        "rocAUC": roc_auc(scores, labels),
        "averagePrecision": average_precision(scores, labels),
        "logLoss": math.fsum(losses) / len(losses),
        "brier": math.fsum((s - y) ** 2 for s, y in zip(scores, labels)) / len(scores),
        "ece": calibration_error(scores, labels),
        "liftAt10": lift(scores, labels),
        "positives": positives,
    }


def main():
    comparison = json.load(open(sys.argv[1]))
    with open(sys.argv[2], newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [int(row["label"]) for row in rows]
    assert len(rows) == comparison["split"]["testRows"], "one prediction a test row"
    assert comparison["models"], "a comparison has models"
    worst = 0.0
    for model in comparison["models"]:
        assert model["error"] is None, f"{model['name']}: {model['error']}"
        scores = [float(row[model["name"]]) for row in rows]
        for name, expected in figures(scores, labels, model["threshold"]).items():
            given = model["metrics"][name]
            if expected is None or given is None:
                assert given is expected, f"{model['name']}.{name}: {given}, not {expected}"
                continue
            worst = max(worst, abs(given - expected))
            assert abs(given - expected) <= 1e-9, f"{model['name']}.{name}: {given}, not {expected}"
    print(f"{len(comparison['models'])} models recomputed from {len(rows)} rows; "
          f"largest difference {worst:.1e}")


main()
