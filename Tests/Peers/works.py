"""The rows of the table: what is measured, against whom, and how much faster it has to be."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Work:
    """One row. `targets` has a peer's name and the least ratio of its time to ours, `None` for a peer
    that is there to be looked at."""

    name: str
    targets: dict = field(default_factory=dict)
    set: str = "flags"
    kind: str = "peers"  # or "pipeline", "alone" (a limit in seconds) or "scaling"
    limit: float | None = None


BUSY = 0.1
"""From this share of the machine on that others take, the numbers are not to be trusted: the threads of
XGBoost, LightGBM and scikit-learn wait for each other by spinning, and lose much more than ours."""

WORKS = [
    Work("pipeline", {"python": 20}, kind="pipeline"),
    Work("fit-flags", {"xgboost": 10, "lightgbm": 10}),
    Work("fit-bank", {"xgboost": 3, "lightgbm": 3}, "bank"),
    Work("fit-numeric", {"xgboost": 1.5, "lightgbm": 1.5, "lightgbm-quantised": None}, "numeric"),
    Work("forest", {"sklearn": 20, "xgboost": 5}),
    Work("forest-numeric", {"sklearn": 20, "xgboost": 5}, "numeric"),
    Work("lambdamart", {"xgboost": 3, "lightgbm": 3}, "impressions"),
    Work("lambdamart-map", {"xgboost": 3}, "impressions"),
    Work("score", {"xgboost": 5, "lightgbm": 5}, "numeric"),
    Work("score-flags", {"xgboost": 5, "lightgbm": 5}),
    Work("whatif", set="offers", kind="alone", limit=0.001),
    Work("shap", {"xgboost": 1, "lightgbm": None}, "bank"),
    Work("csv", {"duckdb": 1.5, "polars": 1.5}),
    Work("csv-numeric", {"duckdb": 1.5, "polars": 1.5}, "numeric"),
    Work("big", set="wide", kind="scaling", limit=8 * 1024),
]

NAMES = [work.name for work in WORKS]

LOSS_TOLERANCE = {"logLoss": 1e-3, "rocAUC": 2e-3, "ndcgAt7": 2e-3, "mapAt7": 2e-3}
"""How far apart two models may be and still count as equally good, by figure."""


def verdict(ours, theirs):
    """Whether our model is as good as theirs: "equal", "better", "worse", or `None` without models."""
    if not ours or not theirs:
        return None
    said = "equal"
    for name, tolerance in LOSS_TOLERANCE.items():
        if ours.get(name) is None or theirs.get(name) is None:
            continue
        gain = ours[name] - theirs[name]
        if name == "logLoss":
            gain = -gain
        if gain < -tolerance:
            return "worse"
        if gain > tolerance:
            said = "better"
    return said
