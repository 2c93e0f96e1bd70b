"""Runs benchmarks of offerscope and of the usual Python packages in turn, A B A B, on the same files.

Each round of each side is a process of its own, on the same cores, with the same number of threads.
Writes artifacts/benchmarks/benchmarks.json and benchmarks.md. Standard library only; the packages of the
other side are installed into .peers/venv.
"""

import argparse
import datetime
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from environment import HERE, ROOT, busy_share, limited, machine, our_version, peers_python
from table import markdown, summary
from works import BUSY, NAMES, WORKS, verdict

SAME_TIME = 1.05
"""Two times are the same up to this ratio, which is what rounds differ by."""

PIPELINE_MODELS = ["logistic", "forest", "boosted"]


class Comparison:
    def __init__(self, options):
        self.options = options
        self.environment = limited(options.threads)
        self.python = None
        catalogue = self.json_of([options.program, "bench", "list", "--json"])["benchmarks"]
        self.offered = {entry["name"]: entry for entry in catalogue}

    def run(self, work):
        """The entry of one work, or `None` when this build of ours does not offer it."""
        if work.name not in self.offered:
            print(f"{work.name}: this build of offerscope has no such benchmark", file=sys.stderr)
            return None
        entry = {
            "work": work.name,
            "what": self.offered[work.name]["summary"],
            "rows": self.rows(work),
            "ours": our_version(self.options.program),
            "date": datetime.date.today().isoformat(),
        }
        if work.targets and self.python is None:
            self.python = peers_python()
        self.busy = []
        entry |= getattr(self, work.kind)(work)
        entry["busy"] = round(median(self.busy), 3) if self.busy else None
        return entry

    def rows(self, work, share=1.0):
        return max(1000, round(self.offered[work.name]["rows"] * self.options.share * share))

    def rounds(self, work):
        """Numbers of the rounds; before each it looks at what others do on the machine."""
        for number in range(self.options.rounds):
            busy = busy_share()
            self.busy += [] if busy is None else [busy]
            words = f", others take {busy:.0%} of the machine" if busy and busy > BUSY else ""
            print(f"{work.name}: round {number + 1}{words}", file=sys.stderr)
            yield number

    def file(self, work):
        if work.set == "bank" and self.options.bank:
            return self.options.bank
        command = ["bench", "data", work.set, "--data", self.options.data]
        return self.text_of([self.options.program, *command, "--rows", str(self.rows(work))])

    def ours(self, work, share=1.0):
        command = [self.options.program, "bench", "run", work.name, "--json", "--quiet"]
        command += ["--rounds", "1", "--threads", str(self.options.threads)]
        command += ["--data", self.options.data, "--rows", str(self.rows(work, share))]
        if self.options.bank:
            command += ["--bank", self.options.bank]
        report = self.json_of(command)["benchmarks"][0]
        return report["rounds"][0] | {"peakMemory": report["peakMemory"]}

    def peer(self, work, name, file):
        command = [str(self.python), str(HERE / "peer.py"), work.name, name]
        command += ["--set", work.set, "--file", file, "--threads", str(self.options.threads)]
        return self.json_of(command)

    def peers(self, work):
        """Fits, scores, SHAP values and files: the same work by each peer."""
        file = self.file(work)
        ours, theirs = [], {name: [] for name in work.targets}
        for _ in self.rounds(work):
            ours.append(self.ours(work))
            for name in work.targets:
                theirs[name].append(self.peer(work, name, file))
        return compared(work, ours, theirs)

    def pipeline(self, work):
        """Whole processes, from the file to the leaderboard."""
        file, threads = self.file(work), str(self.options.threads)
        roles = ["--target", "ordered", "--id", "UserID"]
        settings = "forest.treeCount=100,boosted.rounds=100,boosted.earlyStoppingRounds=0"
        our_command = [self.options.program, "train", file, *roles, "--threads", threads]
        our_command += ["--models", ",".join(PIPELINE_MODELS), "--set", settings]
        our_command += ["--split", "time:0.2", "--json", "--quiet"]
        their_command = [str(self.python), str(HERE / "pipeline.py"), file, *roles]
        their_command += ["--threads", threads]
        ours, theirs = [], []
        for _ in self.rounds(work):
            seconds, report = self.timed(our_command)
            models = {model["name"]: model for model in report["models"]}
            ours.append({"seconds": seconds, "models": models})
            seconds, report = self.timed(their_command)
            apart = {"imports (within)": report["importSeconds"]}
            theirs.append(report | {"seconds": seconds, "apart": apart})
        for sample in ours + theirs:
            sample["figures"] = {
                f"{name} fit seconds": sample["models"][name]["trainSeconds"]
                for name in PIPELINE_MODELS
            }
            sample["qualities"] = {
                name: {
                    figure: sample["models"][name]["metrics"][figure]
                    for figure in ["logLoss", "rocAUC"]
                }
                for name in PIPELINE_MODELS
            }
            sample["quality"] = sample["qualities"]["boosted"]
        entry = compared(work, ours, {"python": theirs})
        peer = entry["peers"][0]
        peer["models"] = [
            {
                "model": name,
                "ours": ours[-1]["qualities"][name],
                "theirs": theirs[-1]["qualities"][name],
                "loss": verdict(ours[-1]["qualities"][name], theirs[-1]["qualities"][name]),
            }
            for name in PIPELINE_MODELS
        ]
        peer["loss"] = worst(model["loss"] for model in peer["models"])
        return entry

    def alone(self, work):
        """Ours only, against a limit in seconds."""
        samples = [self.ours(work) for _ in self.rounds(work)]
        entry = {"our": side(samples), "limitSeconds": work.limit, "peers": []}
        entry["isReached"] = entry["our"]["seconds"] <= work.limit
        return entry

    def scaling(self, work):
        """Ours only: the memory at full size, and the time of a row there and at a tenth."""
        small = [self.ours(work, share=0.1) for _ in self.rounds(work)]
        large = [self.ours(work) for _ in self.rounds(work)]
        per_row = [
            median(sample["figures"]["microsecondsPerRow"] for sample in samples)
            for samples in (small, large)
        ]
        entry = {"our": side(large), "small": side(small), "limitMiB": work.limit, "peers": []}
        entry["perRowRatio"] = per_row[1] / per_row[0]
        fits = entry["our"]["peakMemory"] <= work.limit
        entry["isReached"] = fits and entry["perRowRatio"] <= SAME_TIME
        return entry

    def timed(self, command):
        start = time.perf_counter()
        report = self.json_of(command)
        return time.perf_counter() - start, report

    def json_of(self, command):
        return json.loads(self.text_of(command))

    def text_of(self, command):
        try:
            done = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
                env=self.environment,
            )
        except OSError as error:
            sys.exit(f"{command[0]} can't be run ({error.strerror}); build it, or name it by --program.")
        if done.returncode != 0:
            words = " ".join(str(word) for word in command[1:4])
            sys.exit(f"{Path(command[0]).name} {words} failed:\n{done.stderr.strip()[-2000:]}")
        return done.stdout.strip()


def side(samples):
    """The rounds of one side with their medians."""
    last = samples[-1]
    entry = {
        "seconds": median(sample["seconds"] for sample in samples),
        "rounds": [round(sample["seconds"], 6) for sample in samples],
        "apart": {
            name: median(sample["apart"][name] for sample in samples)
            for name in last.get("apart", {})
        },
        "figures": last.get("figures", {}),
        "quality": last.get("quality"),
    }
    if "peakMemory" in last:
        entry["peakMemory"] = max(sample["peakMemory"] for sample in samples)
    return entry


def compared(work, ours, theirs):
    """Both sides with ratios; above 1 we are faster."""
    our = side(ours)
    peers = []
    for name, samples in theirs.items():
        their, target = side(samples), work.targets[name]
        loss = verdict(our["quality"], their["quality"])
        ratio = their["seconds"] / our["seconds"]
        both = [total(their) / total(our)] if their["apart"] and our["apart"] else []
        peers.append(
            {
                "peer": name,
                "version": samples[-1]["version"],
                "their": their,
                "target": target,
                "ratio": ratio,
                "ratioWithPreparation": both[0] if both else None,
                "loss": loss,
                "isReached": None if target is None else ratio >= target and loss != "worse",
            }
        )
    return {"our": our, "peers": peers}


def total(entry):
    return entry["seconds"] + sum(entry["apart"].values())


def worst(losses):
    found = set(losses)
    return next((loss for loss in ["worse", "equal", "better"] if loss in found), None)


def merged(path, header, entries):
    """The entries with those that an earlier run on the same machine left of other works."""
    try:
        earlier = json.loads(path.read_text())
    except (OSError, ValueError):
        earlier = {}
    known = {}
    if all(earlier.get(name) == header[name] for name in header):
        known = {entry["work"]: entry for entry in earlier["benchmarks"]}
    known |= {entry["work"]: entry for entry in entries}
    return header | {"benchmarks": [known[name] for name in NAMES if name in known]}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("works", nargs="*", help="which; all that are not very large without any")
    parser.add_argument("--program", default=str(ROOT / ".build/release/offerscope"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--share", type=float, default=1.0, help="of each table's rows, for a trial")
    parser.add_argument("--data", default="artifacts/benchmark-data", help="the folder of the tables")
    parser.add_argument("--bank", help="a file in the form of UCI's bank-full.csv")
    parser.add_argument("--out", default="artifacts/benchmarks")
    options = parser.parse_args()
    unknown = [name for name in options.works if name not in NAMES]
    if unknown:
        parser.error(f"{unknown[0]} is not known; there are {', '.join(NAMES)}")
    if options.rounds < 1 or options.threads < 1 or not 0 < options.share <= 1:
        parser.error("--rounds and --threads are at least 1, and --share is above 0 and at most 1")
    options.program = str(Path(options.program).resolve())
    for name in ["data", "out", "bank"]:
        if getattr(options, name):
            setattr(options, name, str(Path(getattr(options, name)).absolute()))
    return options


def main():
    options = arguments()
    comparison = Comparison(options)
    header = {
        "machine": machine(),
        "threads": options.threads,
        "share": options.share,
        "bank": "UCI bank-full" if options.bank else "generated",
    }
    chosen = [
        work
        for work in WORKS
        if work.name in options.works
        or not (options.works or comparison.offered.get(work.name, {}).get("isOptIn"))
    ]
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    for work in chosen:
        entry = comparison.run(work)
        if entry is None:
            continue
        print(summary(entry), flush=True)
        document = merged(out / "benchmarks.json", header, [entry])
        (out / "benchmarks.json").write_text(json.dumps(document, indent=1) + "\n")
        (out / "benchmarks.md").write_text(markdown(document))


if __name__ == "__main__":
    main()
