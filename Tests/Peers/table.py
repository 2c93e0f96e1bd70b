"""The comparison as a table for people."""

from works import BUSY

MARKS = {True: "yes", False: "no", None: "–"}


def markdown(document):
    """The whole document in Markdown."""
    machine, threads = document["machine"], document["threads"]
    memory = f", {machine['memoryGiB']} GiB" if "memoryGiB" in machine else ""
    lines = [
        "# Benchmarks",
        "",
        f"{machine['processor']}, {machine['cores']} cores{memory}, {machine['system']}; "
        f"{threads} threads on each side.",
        "",
        "Each round of each side is a process of its own, ours and theirs in turn on the same file; seconds are "
        "medians of the rounds, and a first piece of work under two seconds in a process warms up and does not "
        "count. A ratio above 1 says that we are faster. “Fit alone” leaves out binning on our side and the "
        "making of QuantileDMatrix or Dataset on theirs; the ratio “with matrix” has both. Losses are of the "
        "same held-out rows; ours counts as equal when log-loss is within 0.001 and ROC-AUC, NDCG@7 and MAP@7 within "
        "0.002.",
        "",
    ]
    disturbed = [entry["work"] for entry in document["benchmarks"] if is_disturbed(entry)]
    if disturbed:
        lines += [
            f"**Not to be trusted**, since others took more than {BUSY:.0%} of the machine meanwhile, which costs "
            f"threads that spin the most: {', '.join(disturbed)}.",
            "",
        ]
    if document["share"] != 1:
        lines += [f"A trial with {document['share']:.0%} of the rows: not the real thing.", ""]
    lines += [
        "| work | rows | peer | target | ratio | with matrix | ours | theirs | our loss | their loss | loss | reached |",
        "|---|--:|---|--:|--:|--:|--:|--:|---|---|---|---|",
    ]
    for entry in document["benchmarks"]:
        lines += rows(entry)
    lines += ["", "## How", ""]
    for entry in document["benchmarks"]:
        versions = sorted({peer["version"] for peer in entry["peers"]})
        lines.append(f"- **{entry['work']}**: {entry['what']}. {details(entry)}")
        lines.append(
            f"  Ours {entry['ours']}{'; ' + '; '.join(versions) if versions else ''}. "
            f"{entry['date']}, {len(entry['our']['rounds'])} rounds{busy(entry)}."
        )
    return "\n".join(lines) + "\n"


def rows(entry):
    """The lines of one work: one a peer, or one when there is none."""
    our = entry["our"]
    if not entry["peers"]:
        limit = (
            f"{seconds(entry['limitSeconds'])} at p99"
            if "limitSeconds" in entry
            else f"{entry['limitMiB'] / 1024:.0f} GiB, per row × 1"
        )
        ratio = f"× {entry['perRowRatio']:.2f} per row" if "perRowRatio" in entry else "–"
        cells = [entry["work"], f"{entry['rows']:,}", "–", limit, ratio, "–"]
        cells += [seconds(our["seconds"]), "–", "–", "–", "–", MARKS[entry["isReached"]]]
        return [line(cells)]
    lines = []
    for peer in entry["peers"]:
        target = "–" if peer["target"] is None else f"{peer['target']:g} ×"
        with_matrix = peer["ratioWithPreparation"]
        cells = [
            entry["work"],
            f"{entry['rows']:,}",
            peer["peer"],
            target,
            f"{peer['ratio']:.2f} ×",
            "–" if with_matrix is None else f"{with_matrix:.2f} ×",
            seconds(our["seconds"]),
            seconds(peer["their"]["seconds"]),
            quality(our["quality"]),
            quality(peer["their"]["quality"]),
            peer["loss"] or "–",
            MARKS[peer["isReached"]],
        ]
        lines.append(line(cells))
    return lines


def details(entry):
    """Figures that the table has no column for."""
    our = entry["our"]
    parts = [f"{name} {number(value)}" for name, value in sorted(our["figures"].items())]
    parts += [f"our {name} {seconds(value)}" for name, value in our["apart"].items()]
    for peer in entry["peers"]:
        for name, value in peer["their"]["apart"].items():
            parts.append(f"{peer['peer']} {name} {seconds(value)}")
        for model in peer.get("models", []):
            parts.append(
                f"{model['model']} {quality(model['ours'])} and {quality(model['theirs'])}"
                f" ({model['loss']})"
            )
    if "peakMemory" in our:
        parts.append(f"our peak memory {our['peakMemory']:.0f} MiB")
    return "; ".join(parts) + "." if parts else ""


def summary(entry):
    """One work for the terminal."""
    lines = []
    for cells in rows(entry):
        work, _, peer, target, ratio, _, ours, theirs, our_loss, their_loss, loss, reached = (
            cell.strip() for cell in cells.strip("|").split("|")
        )
        text = f"{work:15} {peer:20} target {target:8} ratio {ratio:10} {ours} : {theirs}"
        if our_loss != "–":
            text += f"  loss {our_loss} : {their_loss} ({loss})"
        lines.append(text + f"  reached: {reached}")
    return "\n".join(lines)


def is_disturbed(entry):
    return (entry["busy"] or 0) > BUSY


def busy(entry):
    return "" if entry["busy"] is None else f", others took {entry['busy']:.0%} of the machine"


def line(cells):
    return "| " + " | ".join(cells) + " |"


def quality(figures):
    if not figures:
        return "–"
    digits = {"logLoss": 5, "rocAUC": 4, "ndcgAt7": 4, "mapAt7": 4}
    known = [name for name in digits if figures.get(name) is not None]
    return ", ".join(f"{figures[name]:.{digits[name]}f}" for name in known)


def seconds(value):
    if value < 0.1:
        return f"{value * 1e3:.2f} ms"
    return f"{value:.3f} s" if value < 10 else f"{value:.1f} s"


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
