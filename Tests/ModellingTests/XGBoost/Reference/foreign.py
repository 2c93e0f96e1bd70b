"""Prints the booster and the margins of BoosterNormaliserTests.swift. Needs xgboost 3.2."""

import base64
import textwrap

import numpy as np
import xgboost

draws = np.arange(400)
matrix = np.stack([draws % 7, draws % 11, draws % 13], 1).astype("float32")
label = ((matrix[:, 0] + matrix[:, 1] > 12) | (matrix[:, 2] == 3)).astype(int)
settings = {"objective": "binary:logistic", "max_depth": 2, "eta": 0.5, "tree_method": "hist"}
booster = xgboost.train(settings, xgboost.DMatrix(matrix, label), 2)
asked = np.array([[6, 10, 0], [0, 0, 3], [np.nan, 5, 12], [5, np.nan, 1]], dtype="float32")
text = booster.save_raw("json").decode().replace(",", ", ")
print("\n".join(textwrap.wrap(text, 92)))
rows = xgboost.DMatrix(asked)
print([float(x) for x in booster.predict(rows, output_margin=True)])
print([[float(x) for x in row] for row in booster.predict(rows, pred_contribs=True)])
binary = base64.b64encode(booster.save_raw("ubj")).decode()
print("\n".join(textwrap.wrap(binary, 92)))
