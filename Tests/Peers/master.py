"""The table that `offerscope etl amex` makes, as a careful person writes it with pandas, in one process.

Sums over windows are differences of running sums found by binary search, which is the fastest that pandas
and numpy offer; "before" is strictly before. Prints seconds and, with --against, how many cells differ.
"""

import argparse
import json
import time

import numpy as np
import pandas as pd

DAY = 86_400
SPAN = 1 << 32


def seconds(texts):
    return pd.to_datetime(texts).astype("datetime64[s]").astype("int64").to_numpy()


class Stream:
    """What happened, by key and time, with running sums of some amounts."""

    def __init__(self, keys, times, amounts=None):
        place = keys.astype(np.int64) * SPAN + times
        order = np.argsort(place, kind="stable")
        self.place = place[order]
        self.times = times[order]
        values = np.ones(len(order), np.int64) if amounts is None else amounts[order]
        self.sums = np.concatenate([[0], np.cumsum(values)])

    def _from(self, keys, times):
        return np.searchsorted(self.place, keys.astype(np.int64) * SPAN + np.maximum(times, 0), "left")

    def before(self, keys, times, days=None):
        start = keys.astype(np.int64) * SPAN
        first = np.searchsorted(self.place, start, "left") if days is None else self._from(keys, times - days * DAY)
        return self.sums[self._from(keys, times)] - self.sums[first]

    def since(self, keys, times):
        """Days since the last of the key before, NaN where there is none."""
        first = np.searchsorted(self.place, keys.astype(np.int64) * SPAN, "left")
        end = self._from(keys, times)
        last = np.concatenate([[0], self.times])[end]
        return np.where(end > first, (times - last) / DAY, np.nan)


def largest(customers, times, cents, at, now, days):
    """The largest of a customer's amounts in the window before each row."""
    line = pd.DataFrame(
        {
            "key": np.concatenate([customers, at]),
            "t": pd.to_datetime(np.concatenate([times, now]), unit="s"),
            "cents": np.concatenate([cents.astype(float), np.full(len(at), np.nan)]),
            "row": np.concatenate([np.full(len(times), -1), np.arange(len(at))]),
        }
    ).sort_values(["key", "t"], kind="stable")
    rolled = line.set_index("t").groupby("key", sort=False)["cents"].rolling(f"{days}D", closed="left", min_periods=1)
    line["largest"] = rolled.max().to_numpy()
    rows = line[line["row"] >= 0]
    found = np.empty(len(at))
    found[rows["row"].to_numpy()] = rows["largest"].to_numpy()
    return found


def table(folder):
    read = lambda name, columns: pd.read_csv(f"{folder}/{name}.csv", usecols=columns, dtype=str)
    shown = read("impressions", ["id1", "id2", "id3", "id4"])
    events = read("events", ["id2", "id3", "id6", "id4", "id7"])
    spent = read("transactions", ["id2", "f367", "f369", "f370", "f371", "id8"])
    offers = read("offers", ["id3", "f375", "f376", "id8", "id12", "id13"]).set_index("id3")
    shown = shown[shown["id3"].isin(offers.index)].reset_index(drop=True)
    customers = pd.Index(pd.concat([shown["id2"], events["id2"], spent["id2"]]).unique())
    names = pd.Index(pd.concat([shown["id3"], events["id3"]]).unique())
    industries = pd.Index(pd.concat([offers["id8"], spent["id8"]]).dropna().unique())
    industry = industries.get_indexer(offers["id8"].reindex(names))
    code = lambda frame: customers.get_indexer(frame["id2"])
    c, o, t = code(shown), names.get_indexer(shown["id3"]), seconds(shown["id4"])
    ec, eo, et = code(events), names.get_indexer(events["id3"]), seconds(events["id4"])
    hit = events["id7"].notna().to_numpy()
    ct = seconds(events["id7"][hit])
    sc, st = code(spent), seconds(spent["f370"] + " " + spent["f371"])
    cents = np.round(spent["f367"].astype(float).to_numpy() * 100).astype(np.int64)
    credit = (spent["f369"] == "C").to_numpy()
    line = industries.get_indexer(spent["id8"])
    out = {"impression_id": shown["id1"], "customer_id": shown["id2"], "offer_id": shown["id3"]}
    seen, clicks = Stream(ec, et), Stream(ec[hit], ct)
    n = {days: seen.before(c, t, days) for days in (1, 7, 30, 90)}
    k = {days: clicks.before(c, t, days) for days in (1, 7, 30, 90)}
    for days in n:
        out[f"c_impressions_{days}"] = n[days]
    out["c_impressions_decayed"] = (8 * n[1] + 4 * n[7] + 2 * n[30] + n[90]) / 15
    for days in (7, 30, 90):
        out[f"c_clicks_{days}"] = k[days]
    out["c_clicks_decayed"] = (8 * k[1] + 4 * k[7] + 2 * k[30] + k[90]) / 15
    for days in (30, 90):
        out[f"c_click_rate_{days}"] = (k[days] + 1) / (n[days] + 20)
    out["c_days_since_shown"], out["c_days_since_click"] = seen.since(c, t), clicks.since(c, t)
    bought = Stream(sc[~credit], st[~credit])
    money = Stream(sc[~credit], st[~credit], cents[~credit])
    spent_90 = money.before(c, t, 90)
    count_90 = bought.before(c, t, 90)
    out["t_count_30"] = bought.before(c, t, 30)
    out["t_spend_30"], out["t_spend_90"] = money.before(c, t, 30) / 100, spent_90 / 100
    with np.errstate(divide="ignore", invalid="ignore"):
        out["t_mean_90"] = np.where(count_90 > 0, spent_90 / 100 / count_90, np.nan)
    out["t_largest_90"] = largest(sc[~credit], st[~credit], cents[~credit], c, t, 90) / 100
    out["t_credits_90"] = Stream(sc[credit], st[credit], cents[credit]).before(c, t, 90) / 100
    out["t_days_since"] = bought.since(c, t)
    width = len(industries) + 1
    at = c * width + industry[o]
    lined = Stream(sc[~credit] * width + line[~credit], st[~credit], cents[~credit])
    shows, clicked = Stream(ec * width + industry[eo], et), Stream((ec * width + industry[eo])[hit], ct)
    out["k_impressions_90"], out["k_clicks_90"] = shows.before(at, t, 90), clicked.before(at, t, 90)
    out["k_click_rate_90"] = (out["k_clicks_90"] + 1) / (out["k_impressions_90"] + 20)
    k_spent = lined.before(at, t, 90)
    out["k_spend_90"] = k_spent / 100
    with np.errstate(divide="ignore", invalid="ignore"):
        out["k_spend_share_90"] = np.where(spent_90 > 0, k_spent / spent_90, 0)
    out["k_days_since_spent"] = lined.since(at, t)
    pair, pairs = c * len(names) + o, ec * len(names) + eo
    both = pd.Index(pd.unique(np.concatenate([pair, pairs])))
    pair, pairs = both.get_indexer(pair), both.get_indexer(pairs)
    shows, clicked = Stream(pairs, et), Stream(pairs[hit], ct)
    out["p_impressions_30"], out["p_impressions"] = shows.before(pair, t, 30), shows.before(pair, t)
    out["p_clicks"], out["p_days_since_shown"] = clicked.before(pair, t), shows.since(pair, t)
    shows, clicked = Stream(eo, et), Stream(eo[hit], ct)
    out["o_impressions"], out["o_clicks"] = shows.before(o, t), clicked.before(o, t)
    out["o_click_rate"] = (out["o_clicks"] + 1) / (out["o_impressions"] + 20)
    week = clicked.before(o, t, 7)
    out["o_impressions_7"] = shows.before(o, t, 7)
    out["o_click_rate_7"] = (week + 1) / (out["o_impressions_7"] + 20)
    out["o_clicks_decayed"] = (4 * clicked.before(o, t, 1) + 2 * week + clicked.before(o, t, 30)) / 7
    facts = offers.reindex(shown["id3"])
    out["offer_industry"] = facts["id8"].to_numpy()
    out["offer_redemption"], out["offer_discount"] = (facts[name].astype(float).to_numpy() for name in ("f375", "f376"))
    starts, ends = seconds(facts["id12"].reset_index(drop=True)), seconds(facts["id13"].reset_index(drop=True))
    out["offer_age_days"], out["offer_days_left"] = (t - starts) / DAY, (ends - t) / DAY
    out["offer_duration_days"] = (ends - starts) / DAY
    outcome = pd.DataFrame({"c": ec, "o": eo, "t": et, "y": hit.astype(int)}).groupby(["c", "o", "t"], sort=False)["y"].max()
    out["y"] = outcome.reindex(pd.MultiIndex.from_arrays([c, o, t])).to_numpy()
    made = pd.DataFrame(out).assign(shown_at=t)
    for name in made.columns[made.dtypes == np.float64]:
        made[name] = made[name].astype(np.float32)
    return made.sort_values(["shown_at", "impression_id"]).reset_index(drop=True)


def differing(made, path):
    ours = pd.read_parquet(path).sort_values(["shown_at", "impression_id"]).reset_index(drop=True)
    counts = {}
    for name in made.columns.drop("shown_at"):
        left, right = made[name], ours[name]
        same = (left == right) | (left.isna() & right.isna())
        if left.dtype.kind in "fi" and right.dtype.kind in "fi":
            same |= np.isclose(left, right, rtol=1e-6, atol=1e-6, equal_nan=True)
        if not same.all():
            counts[name] = int((~same).sum())
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--out")
    parser.add_argument("--against")
    options = parser.parse_args()
    start = time.perf_counter()
    made = table(options.folder)
    if options.out:
        made.to_parquet(options.out, compression="snappy")
    result = {"rows": len(made), "columns": made.shape[1], "seconds": time.perf_counter() - start}
    if options.against:
        result["differing"] = differing(made, options.against)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
