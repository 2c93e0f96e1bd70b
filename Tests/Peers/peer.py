"""One benchmark by one peer, in a process of its own; prints a line of JSON."""

import argparse
import importlib.metadata
import json
import resource
import sys
import time

WARM_UP_BELOW = 2.0
TREES, DEPTH, RATE = 100, 6, 0.1
FOREST_DEPTH, FOREST_LEAF = 13, 10


def timed(work):
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value


def xgboost_settings(options):
    return {
        "objective": "binary:logistic",
        "tree_method": "hist",
        "max_depth": DEPTH,
        "eta": RATE,
        "lambda": 1,
        "min_child_weight": 1,
        "nthread": options.threads,
        "seed": 7,
    }


def lightgbm_settings(options):
    return {
        "objective": "binary",
        "num_leaves": 2**DEPTH,
        "max_depth": DEPTH,
        "learning_rate": RATE,
        "lambda_l2": 1,
        "min_sum_hessian_in_leaf": 1,
        "min_data_in_leaf": 1,
        "num_threads": options.threads,
        "seed": 7,
        "verbose": -1,
    }


def xgboost_matrix(rows, **extra):
    import xgboost as xgb

    return xgb.QuantileDMatrix(
        rows.features, rows.labels, enable_categorical=True, nthread=extra.pop("nthread"), **extra
    )


def lightgbm_data(rows, settings, **extra):
    import lightgbm as lgb

    return lgb.Dataset(
        rows.features, rows.labels, params=settings, free_raw_data=False, **extra
    ).construct()


def xgboost_values(booster, features, options):
    import xgboost as xgb

    matrix = xgb.DMatrix(features, enable_categorical=True, nthread=options.threads)
    return booster.predict(matrix)


def fit_xgboost(rows, options, settings=None, rounds=TREES):
    import xgboost as xgb

    settings = settings or xgboost_settings(options)

    def round_():
        preparation, matrix = timed(lambda: xgboost_matrix(rows, nthread=options.threads))
        seconds, booster = timed(lambda: xgb.train(settings, matrix, rounds))
        return {"seconds": seconds, "apart": {"matrix": preparation}}, booster

    return round_, lambda booster: xgboost_values(booster, rows.held_out_features, options)


def fit_lightgbm(rows, options, **changed):
    import lightgbm as lgb

    settings = lightgbm_settings(options) | changed

    def round_():
        preparation, data = timed(lambda: lightgbm_data(rows, settings))
        seconds, booster = timed(lambda: lgb.train(settings, data, TREES))
        return {"seconds": seconds, "apart": {"matrix": preparation}}, booster

    return round_, lambda booster: booster.predict(
        rows.held_out_features, num_threads=options.threads
    )


def fit_lightgbm_quantised(rows, options):
    return fit_lightgbm(rows, options, use_quantized_grad=True)


def forest_sklearn(rows, options):
    from sklearn.ensemble import RandomForestClassifier

    forest = RandomForestClassifier(
        TREES,
        max_depth=FOREST_DEPTH,
        min_samples_leaf=FOREST_LEAF,
        max_features="sqrt",
        n_jobs=options.threads,
        random_state=7,
    )

    def round_():
        seconds, fitted = timed(lambda: forest.fit(rows.features, rows.labels))
        return {"seconds": seconds}, fitted

    return round_, lambda fitted: fitted.predict_proba(rows.held_out_features)[:, 1]


def forest_xgboost(rows, options):
    """Squared error from base 0 makes a leaf the mean of its labels: a forest of probabilities."""
    columns = rows.features.shape[1]
    settings = xgboost_settings(options) | {
        "objective": "reg:squarederror",
        "base_score": 0,
        "num_parallel_tree": TREES,
        "max_depth": FOREST_DEPTH,
        "eta": 1,
        "lambda": 0,
        "min_child_weight": FOREST_LEAF,
        "subsample": 0.632,
        "colsample_bynode": max(1, round(columns**0.5)) / columns,
    }
    return fit_xgboost(rows, options, settings, rounds=1)


def score_xgboost(rows, options):
    _, booster = fit_xgboost(rows, options)[0]()

    def round_():
        seconds, _ = timed(lambda: booster.inplace_predict(rows.features))
        return per_row(seconds, rows), booster

    return round_, lambda booster: xgboost_values(booster, rows.held_out_features, options)


def score_lightgbm(rows, options):
    fit, values = fit_lightgbm(rows, options)
    _, booster = fit()

    def round_():
        seconds, _ = timed(
            lambda: booster.predict(rows.features, num_threads=options.threads)
        )
        return per_row(seconds, rows), booster

    return round_, values


def shap_xgboost(rows, options):
    import xgboost as xgb

    _, booster = fit_xgboost(rows, options)[0]()

    def round_():
        preparation, matrix = timed(
            lambda: xgb.DMatrix(rows.features, enable_categorical=True, nthread=options.threads)
        )
        seconds, _ = timed(lambda: booster.predict(matrix, pred_contribs=True))
        return per_row(seconds, rows) | {"apart": {"matrix": preparation}}, None

    return round_, None


def shap_lightgbm(rows, options):
    _, booster = fit_lightgbm(rows, options)[0]()

    def round_():
        seconds, _ = timed(
            lambda: booster.predict(
                rows.features, pred_contrib=True, num_threads=options.threads
            )
        )
        return per_row(seconds, rows), None

    return round_, None


def rank_xgboost(rows, options, objective="rank:ndcg"):
    import numpy as np
    import xgboost as xgb

    settings = xgboost_settings(options) | {
        "objective": objective,
        "lambdarank_pair_method": "topk",
        "lambdarank_num_pair_per_sample": 7,
    }
    lists = np.repeat(np.arange(len(rows.list_sizes)), rows.list_sizes)

    def round_():
        preparation, matrix = timed(
            lambda: xgb.QuantileDMatrix(
                rows.features, rows.labels, qid=lists, nthread=options.threads
            )
        )
        seconds, booster = timed(lambda: xgb.train(settings, matrix, TREES))
        return {"seconds": seconds, "apart": {"matrix": preparation}}, booster

    return round_, lambda booster: xgboost_values(booster, rows.held_out_features, options)


def rank_xgboost_map(rows, options):
    return rank_xgboost(rows, options, "rank:map")


def rank_lightgbm(rows, options):
    import lightgbm as lgb

    settings = lightgbm_settings(options) | {
        "objective": "lambdarank",
        "lambdarank_truncation_level": 7,
    }

    def round_():
        preparation, data = timed(
            lambda: lightgbm_data(rows, settings, group=rows.list_sizes)
        )
        seconds, booster = timed(lambda: lgb.train(settings, data, TREES))
        return {"seconds": seconds, "apart": {"matrix": preparation}}, booster

    return round_, lambda booster: booster.predict(
        rows.held_out_features, num_threads=options.threads
    )


def per_row(seconds, rows):
    count = len(rows.labels)
    return {"seconds": seconds, "figures": {"rows": count, "rowsPerSecond": count / seconds}}


def csv_duckdb(options):
    import duckdb

    connection = duckdb.connect(config={"threads": options.threads})
    statement = "CREATE OR REPLACE TABLE rows AS SELECT * FROM read_csv(?)"

    def round_():
        seconds, _ = timed(lambda: connection.execute(statement, [options.file]))
        count = connection.execute("SELECT count(*) FROM rows").fetchone()[0]
        return {"seconds": seconds, "figures": {"rows": count}}, None

    return round_, None


def csv_polars(options):
    import polars as pl

    def round_():
        seconds, table = timed(lambda: pl.read_csv(options.file))
        return {"seconds": seconds, "figures": {"rows": table.height}}, None

    return round_, None


FITS = {
    "xgboost": fit_xgboost,
    "lightgbm": fit_lightgbm,
    "lightgbm-quantised": fit_lightgbm_quantised,
}
FORESTS = {"sklearn": forest_sklearn, "xgboost": forest_xgboost}
SCORES = {"xgboost": score_xgboost, "lightgbm": score_lightgbm}
WORKS = {
    "fit-flags": FITS,
    "fit-bank": FITS,
    "fit-numeric": FITS,
    "forest": FORESTS,
    "forest-numeric": FORESTS,
    "score": SCORES,
    "score-flags": SCORES,
    "shap": {"xgboost": shap_xgboost, "lightgbm": shap_lightgbm},
    "lambdamart": {"xgboost": rank_xgboost, "lightgbm": rank_lightgbm},
    "lambdamart-map": {"xgboost": rank_xgboost_map},
    "csv": {"duckdb": csv_duckdb, "polars": csv_polars},
    "csv-numeric": {"duckdb": csv_duckdb, "polars": csv_polars},
}


def measured(options):
    peer = WORKS[options.work][options.peer]
    if options.work.startswith("csv"):
        rows = None
        round_, values = peer(options)
    else:
        from rows import Rows

        rows = Rows(options.set, options.file, hold_out=options.work != "shap")
        round_, values = peer(rows, options)
    sample, model = round_()
    if sample["seconds"] < WARM_UP_BELOW:
        sample, model = round_()
    if values is not None:
        from rows import order_quality, quality

        scores = values(model)
        sample["quality"] = (
            order_quality(rows.held_out_labels, scores, rows.held_out_list_sizes)
            if options.work.startswith("lambdamart")
            else quality(rows.held_out_labels, scores)
        )
    return sample


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", choices=sorted(WORKS))
    parser.add_argument("peer")
    parser.add_argument("--set", required=True)
    parser.add_argument("--file", required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if options.peer not in WORKS[options.work]:
        sys.exit(f"{options.peer} does not do {options.work}.")
    sample = measured(options)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sample["peakMemory"] = peak / (1024 if sys.platform != "darwin" else 1 << 20)
    package = {"sklearn": "scikit-learn"}.get(options.peer, options.peer.split("-")[0])
    sample["version"] = f"{package} {importlib.metadata.version(package)}"
    print(json.dumps(sample))


if __name__ == "__main__":
    main()
