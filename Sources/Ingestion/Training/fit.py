"""Fits XGBoost's own Spark estimators to a table, by the plan in the file that is named.

Rows are set apart by a hash of their group or by their time, which needs no look at the whole. The
rows that no tree is fitted to come back in one file with the side that each is on, and so do the
boosters. Lines that begin with @@ are for the program that waits.
"""

import json
import os
import sys


def say(kind, text):
    print(f"@@{kind}|{text}", flush=True)


def stop(text):
    say("stop", text)
    sys.exit(3)


try:
    import numpy
    import pandas
    import pyarrow
    import pyspark
    import sklearn
    import xgboost
    from pyspark.sql import SparkSession, functions as F, types as T
    from xgboost.spark import SparkXGBClassifier, SparkXGBRanker
except ImportError as missing:
    stop(
        f"{sys.executable} lacks {missing.name or missing}; install what training on Spark needs with "
        f"“{sys.executable} -m pip install pyspark xgboost scikit-learn pandas pyarrow”"
    )

if xgboost.__version__.split(".")[0] not in ("2", "3"):
    stop(
        f"{sys.executable} has xgboost {xgboost.__version__}, and versions 2 and 3 are known; install one of them with "
        f"“{sys.executable} -m pip install 'xgboost>=2,<4'”"
    )

VALIDATION, TEST = 1, 2
NUMBERS = (T.ByteType, T.ShortType, T.IntegerType, T.LongType, T.FloatType, T.DoubleType, T.DecimalType)


def opened(session, plan):
    if plan["format"] == "parquet":
        return session.read.parquet(plan["table"])
    return session.read.csv(
        plan["table"], header=True, inferSchema=True, sep=plan["delimiter"], quote='"', escape='"', multiLine=True
    )


def column(name):
    return F.col("`" + name.replace("`", "``") + "`")


def labelled(rows, plan):
    """The rows with a known outcome, which is 1 where it is the positive one."""
    for name in [plan["target"], plan["identifier"], plan["time"], *plan["group"]]:
        if name and name not in rows.columns:
            stop(f"{plan['table']} has no column {name}; there are {', '.join(rows.columns[:12])}")
    target = column(plan["target"])
    known = rows.where(target.isNotNull())
    values = sorted(str(row[0]) for row in known.select(target).distinct().limit(3).collect())
    kind = rows.schema[plan["target"]].dataType
    if len(values) != 2:
        stop(f"{plan['target']} has {'more than two' if len(values) > 2 else len(values)} values; name a target of two")
    if isinstance(kind, NUMBERS):
        positive = float(plan["positive"] or 1)
        label = target.cast("double") == positive
        values = [float(value) for value in values]
    else:
        positive = plan["positive"] or next((v for v in values if v.lower() in ("1", "yes", "true", "y", "t")), None)
        label = F.lower(target.cast("string")) == str(positive).lower()
        positive, values = str(positive).lower(), [value.lower() for value in values]
    if positive not in values:
        stop(f"{plan['target']} holds {values[0]} and {values[1]}; say with --positive which of them is the outcome")
    return known.withColumn("offerscope_label", label.cast("int"))


def share_of(plan, seed):
    """A number 0 … 1 that rows of one group have in common."""
    keys = plan["group"] or ([plan["identifier"]] if plan["identifier"] else [])
    cells = [column(name) for name in keys] or [F.to_json(F.struct("*"))]
    return F.pmod(F.xxhash64(F.lit(seed), *cells), F.lit(1_000_003)) / F.lit(1_000_003.0)


def moment(rows, name):
    """The time of a row in seconds; of what is no time, its number."""
    kind = rows.schema[name].dataType
    cell = column(name)
    if isinstance(kind, T.StringType):
        # Text as ISO 8601 writes it, or a number.
        return F.coalesce(cell.try_cast("timestamp").cast("double"), cell.try_cast("double"))
    if isinstance(kind, (T.DateType, T.TimestampNTZType)):
        # Without a zone; the session is in UTC.
        cell = cell.cast("timestamp")
    elif not isinstance(kind, (T.TimestampType, *NUMBERS)):
        stop(f"the time {name} is a {kind.simpleString()}; name a column of dates or numbers with --time")
    return cell.cast("double")


def sides(rows, plan):
    """The rows with their side: 0 fits, 1 chooses, 2 judges; and in time the later ones judge."""
    scheme, share, inner = plan["scheme"], plan["share"], plan["validationShare"]
    if scheme in ("holdout", "group"):
        test, validation = share_of(plan, plan["seed"]) < share, share_of(plan, plan["seed"] + 1) < inner
    else:
        time = moment(rows, plan["time"])
        if scheme == "grouptime":
            from pyspark.sql import Window

            time = F.max(time).over(Window.partitionBy(*[column(name) for name in plan["group"]]))
        rows = rows.withColumn("offerscope_time", F.coalesce(time, F.lit(-1e300)))
        cuts = rows.approxQuantile("offerscope_time", [(1 - share) * (1 - inner), 1 - share], 1e-3)
        if cuts and cuts[1] == -1e300:
            stop(f"the time column {plan['time']} holds no date or number in most rows; name another with --time")
        test, validation = F.col("offerscope_time") > cuts[1], F.col("offerscope_time") > cuts[0]
    return rows.withColumn("offerscope_side", F.when(test, TEST).when(validation, VALIDATION).otherwise(0))


def described(rows, plan):
    """The features: numbers, words by their place among the sorted ones, and yes or no."""
    fitted = rows.where("offerscope_side = 0")
    features = []
    for field in rows.schema.fields:
        if field.name in plan["roles"] or field.name.startswith("offerscope_"):
            continue
        if isinstance(field.dataType, T.BooleanType):
            features.append({"name": field.name, "kind": "flag"})
        elif isinstance(field.dataType, NUMBERS):
            features.append({"name": field.name, "kind": "number"})
        elif isinstance(field.dataType, T.StringType):
            found = fitted.select(column(field.name)).distinct().limit(plan["maximumLevels"] + 1).collect()
            levels = sorted({row[0] for row in found if row[0] is not None and row[0].strip()})
            if 2 <= len(levels) <= plan["maximumLevels"]:
                features.append({"name": field.name, "kind": "category", "levels": levels})
            else:
                say("note", f"{field.name} is no feature: it is text of {len(levels)} or more values")
        else:
            say("note", f"{field.name} is no feature: it is a {field.dataType.simpleString()}")
    if not features:
        stop(f"{plan['table']} has no column left to learn from")
    return features


def encoded(feature):
    cell = column(feature["name"])
    if feature["kind"] == "category":
        levels = F.array(*[F.lit(level) for level in feature["levels"]])
        place = F.array_position(levels, cell).cast("float")
        return F.when(place > 0, place - 1).otherwise(float("nan")).cast("float")
    number = cell.cast("float")
    return F.when(number.isNull() | (F.abs(number) == float("inf")), float("nan")).otherwise(number).cast("float")


def fit(model, table, names, kinds, plan):
    settings = {name: int(value) if float(value).is_integer() else value for name, value in model["settings"].items()}
    settings.update(
        features_col="offerscope_features", label_col="offerscope_label", force_repartition=True, validation_indicator_col="offerscope_validates",
        num_workers=plan["workers"], missing=float("nan"), tree_method="hist", random_state=plan["seed"] % 2**31,
        feature_types=kinds,
    )
    if model["name"] == "xgbranker":
        estimator = SparkXGBRanker(qid_col="offerscope_list", objective=model["objective"], **settings)
    else:
        estimator = SparkXGBClassifier(eval_metric="logloss", base_score=plan["rate"], **settings)
    booster = estimator.fit(table).get_booster()
    best = booster.attributes().get("best_iteration")
    if best is not None:
        booster = booster[: int(best) + 1]
    booster.feature_names, booster.feature_types = names, kinds
    booster.save_model(os.path.join(plan["out"], model["name"] + ".json"))


def main(plan):
    builder = SparkSession.builder.appName("offerscope")
    for name, value in plan["spark"].items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    rows = sides(labelled(opened(session, plan), plan), plan)
    features = described(rows, plan)
    say("note", f"Spark {pyspark.__version__} and XGBoost {xgboost.__version__}: {len(features)} features")
    counts = {
        row["offerscope_side"]: (row["n"], row["p"])
        for row in rows.groupBy("offerscope_side").agg(F.count("*").alias("n"), F.sum("offerscope_label").alias("p")).collect()
    }
    for side, name in ((0, "fit"), (VALIDATION, "validation"), (TEST, "test")):
        held, positive = counts.get(side, (0, 0))
        if not 0 < positive < held:
            stop(f"the {held} {name} rows have {positive} positive ones; both classes are needed, so change --split")
    plan["rate"] = counts[0][1] / counts[0][0]
    held = counts[VALIDATION][0] + counts[TEST][0]
    back = rows.where("offerscope_side > 0")
    if held > plan["mostRows"]:
        # Whole groups, so that lists stay lists.
        back = back.where(share_of(plan, plan["seed"] + 2) < plan["mostRows"] / held)
        say("note", f"of {held} rows that judge and choose, about {plan['mostRows']} in whole groups come back")
    kept = [field.name for field in rows.schema.fields if field.name in plan["roles"]]
    kept += [feature["name"] for feature in features] + ["offerscope_side"]
    back.select(*[column(name) for name in kept]).coalesce(1).write.mode("overwrite").parquet(
        os.path.join(plan["out"], "held"), compression="snappy"
    )
    names = [f"f{number}" for number in range(len(features))]
    kinds = ["c" if feature["kind"] == "category" else "q" for feature in features]
    table = rows.where(f"offerscope_side < {TEST}").select(
        "offerscope_label", (F.col("offerscope_side") == VALIDATION).alias("offerscope_validates"),
        # Lists by a hash: two of them share one in a billion.
        F.pmod(F.xxhash64(*[column(name) for name in plan["group"]]), F.lit(2**31 - 1)).cast("int").alias("offerscope_list")
        if plan["group"] else F.lit(0).alias("offerscope_list"),
        # One array: with a column each, a part without a row of one side stops the estimator.
        F.array(*[encoded(feature) for feature in features]).alias("offerscope_features"),
    )
    for model in plan["models"]:
        say("began", model["name"])
        fit(model, table, names, kinds, plan)
        say("fitted", model["name"])
    session.stop()
    result = {"features": features, "fitRows": counts[0][0], "validationRows": counts[VALIDATION][0], "testRows": counts[TEST][0]}
    with open(os.path.join(plan["out"], "result.json"), "w", encoding="utf-8") as file:
        json.dump(result, file)


with open(sys.argv[1], encoding="utf-8") as file:
    main(json.load(file))
