"""The rows that both sides see: the same file, and the same held-out rows."""

import time

import numpy as np
import polars as pl

HELD_OUT_EVERY = 5

TARGETS = {"flags": "ordered", "bank": "y", "numeric": "label", "impressions": "label"}
KEYS = {"flags": ["UserID"], "impressions": ["list"]}


class Rows:
    """Encoded rows: `features` is a matrix of 32-bit floats, or a data frame with categories."""

    def __init__(self, set_name, path, hold_out=True):
        start = time.perf_counter()
        table = read(path)
        self.read_seconds = time.perf_counter() - start
        label = table[TARGETS[set_name]]
        if label.dtype == pl.String:
            label = label == "yes"
        labels = label.cast(pl.Float32).to_numpy()
        keys = KEYS.get(set_name, [])
        lists = table["list"].to_numpy() if "list" in keys else None
        features = encoded(table.drop([TARGETS[set_name], *keys]))
        places = np.arange(len(labels)) if lists is None else lists
        held_out = places % HELD_OUT_EVERY == HELD_OUT_EVERY - 1
        if not hold_out:
            held_out[:] = False
        self.features, self.held_out_features = chosen(features, ~held_out), chosen(features, held_out)
        self.labels, self.held_out_labels = labels[~held_out], labels[held_out]
        if lists is not None:
            self.list_sizes = sizes(lists[~held_out])
            self.held_out_list_sizes = sizes(lists[held_out])

    @property
    def has_categories(self):
        return not isinstance(self.features, np.ndarray)


def read(path):
    """The file as a table; the delimiter is found in its first line."""
    with open(path, encoding="utf-8") as file:
        header = file.readline()
    return pl.read_csv(path, separator=";" if header.count(";") > header.count(",") else ",")


def encoded(table):
    """Numbers as they are, yes and no as 1 and 0, other words as categories."""
    columns, has_categories = [], False
    for column in table:
        if column.dtype == pl.String:
            if set(column.unique()) <= {"yes", "no"}:
                column = (column == "yes").cast(pl.Float32)
            else:
                column = column.cast(pl.Categorical)
                has_categories = True
        else:
            column = column.cast(pl.Float32)
        columns.append(column)
    if not has_categories:
        return np.ascontiguousarray(pl.DataFrame(columns).to_numpy())
    import pandas as pd

    frame = {}
    for column in columns:
        if column.dtype == pl.Categorical:
            frame[column.name] = pd.Categorical(column.cast(pl.String).to_list())
        else:
            frame[column.name] = column.to_numpy()
    return pd.DataFrame(frame)


def chosen(features, mask):
    if isinstance(features, np.ndarray):
        return np.ascontiguousarray(features[mask])
    return features[mask].reset_index(drop=True)


def sizes(lists):
    """How long each run of equal values is."""
    starts = np.flatnonzero(np.r_[True, lists[1:] != lists[:-1]])
    return np.diff(np.r_[starts, len(lists)])


def quality(labels, probabilities):
    """Log-loss and area under the ROC curve."""
    from sklearn.metrics import log_loss, roc_auc_score

    return {
        "logLoss": float(log_loss(labels, np.clip(probabilities, 1e-15, 1 - 1e-15))),
        "rocAUC": float(roc_auc_score(labels, probabilities)),
    }


def order_quality(labels, scores, list_sizes, cut=7):
    """Mean NDCG and mean average precision at the cut, over the lists with something relevant."""
    discounts = 1 / np.log2(np.arange(cut) + 2)
    places = np.arange(cut) + 1
    ndcg, precision, count, start = 0.0, 0.0, 0, 0
    for size in list_sizes:
        relevant = labels[start : start + size]
        order = np.argsort(-scores[start : start + size], kind="stable")[:cut]
        start += size
        attainable = min(int(relevant.sum()), cut)
        if attainable == 0:
            continue
        found = relevant[order]
        ndcg += float(found @ discounts[: len(found)]) / float(discounts[:attainable].sum())
        hits = np.cumsum(found) / places[: len(found)]
        precision += float(found @ hits) / attainable
        count += 1
    return {"ndcgAt7": ndcg / count, "mapAt7": precision / count}
