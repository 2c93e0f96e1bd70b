"""Prints the reference numbers of LogisticReferenceTests.swift.

Needs numpy and scikit-learn 1.9. The table is made by the same integer recurrence as in the test.
"""

import numpy as np
from sklearn.linear_model import LogisticRegression

ROWS, PENALTY = 240, 0.5


def table():
    state = 20240607
    draws = []
    for _ in range(ROWS * 5):
        state = (state * 1103515245 + 12345) % 2**31
        draws.append(state // 65536)
    draws = np.array(draws).reshape(ROWS, 5)
    number = (draws[:, 0] % 1000).astype(float) / 8
    number[draws[:, 1] % 7 == 0] = np.nan
    flag = (draws[:, 1] % 3 == 0).astype(float)
    level = np.minimum(draws[:, 2] % 5, 3)
    noise = draws[:, 3] % 100
    label = (np.nan_to_num(number, nan=60) / 2 + 20 * flag + 9 * level + noise > 110).astype(int)
    weight = 0.5 + (draws[:, 4] % 4) / 4
    return number, flag, level, label, weight


def design(number, flag, level):
    missing = np.isnan(number)
    known = number[~missing]
    columns = [np.where(missing, 0, (number - known.mean()) / known.std()), missing, flag]
    reference = np.bincount(level).argmax()
    columns += [level == other for other in range(4) if other != reference]
    return np.stack(columns, 1).astype(float)


def main():
    number, flag, level, label, weight = table()
    matrix = design(number, flag, level)
    for name, weights in [("plain", None), ("weighted", weight)]:
        model = LogisticRegression(C=PENALTY, tol=1e-12, solver="newton-cholesky", max_iter=1000)
        model.fit(matrix, label, sample_weight=weights)
        every = np.ones(ROWS) if weights is None else weights
        p = model.predict_proba(matrix)[:, 1]
        ones = np.c_[matrix, np.ones(ROWS)]
        hessian = (ones * (every * p * (1 - p))[:, None]).T @ ones
        hessian += np.diag([1 / PENALTY] * matrix.shape[1] + [0])
        errors = np.sqrt(np.diag(np.linalg.inv(hessian)))
        print(name, "positives", label.sum())
        print("  coefficients", [float(x) for x in np.r_[model.coef_[0], model.intercept_]])
        print("  errors", [float(x) for x in errors])


main()
