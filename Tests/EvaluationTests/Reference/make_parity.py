"""Prints the figures of SliceParityTests: those of Fairlearn 0.12 and scikit-learn on fixed data.

Run with a Python that has them:  python make_parity.py
"""

import numpy as np
from fairlearn.metrics import (
    MetricFrame, false_positive_rate, selection_rate, true_positive_rate)
from sklearn.metrics import precision_score

i = np.arange(300)
scores = ((i * 37) % 101) / 100
labels = ((i * i * 7 + i) % 5 < 2).astype(int)
levels = np.array(["a", "b", "c"])[(i * i + 3 * i) % 7 % 3]
frame = MetricFrame(
    metrics=dict(
        selection=selection_rate, truePositive=true_positive_rate,
        falsePositive=false_positive_rate, precision=precision_score),
    y_true=labels, y_pred=(scores >= 0.6).astype(int), sensitive_features=levels)
print(frame.by_group.map(repr).to_string())
print(frame.difference(method="between_groups").map(repr))
print(frame.ratio(method="between_groups").map(repr))
