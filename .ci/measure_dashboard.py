#!/usr/bin/env python3
"""Measures the dashboard on a pseudo-terminal: first frame, key to frame while models train, idle
processor time, memory.

    measure_dashboard.py PROGRAM [DATA] [--keys N] [--options "…"]

Prints one line a figure, and what the budget is. Nothing else should run meanwhile. Many trees, as
with --options "--set forest.treeCount=1500,boosted.rounds=2000", keep the models training.
"""

import argparse
import os
import shlex
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pty_program import FRAME_END, PtyProgram  # noqa: E402


def share(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def first_frames(program, environment, count=10):
    times = []
    for _ in range(count):
        run = PtyProgram([program], environment=environment)
        times.append(run.wait_for(FRAME_END, seconds=10))
        run.drain(0.1)
        run.leave()
    return [1000 * seconds for seconds in times if seconds is not None]


# Keys in every pane. Each undoes what one before it did, so that every round begins alike.
JOURNEY = ["5", "\x1b[B", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[A", "\x1b[A", "3", "\x1b[B", "\x1b[A",
           "]", "[", "2", "\x1b[B", "\x1b[B", "\x1b[A", "\x1b[A", "1", "\x1b[B", "\x1b[A", "v", "\x1b[B",
           "\x1b[A", "v", "?", "\x1b[B", "\x1b", "4", "\x1b[B", "\x1b[A"]


def frames_of_keys(run, count, patience):
    """For each key its place in the journey, milliseconds from the key to the next frame, None where no
    frame came within the patience, and milliseconds of processor time that the drawing thread spent."""
    measured = []
    for number in range(count):
        place = number % len(JOURNEY)
        before = run.drawing_seconds()
        seconds = run.frame_time(JOURNEY[place], seconds=patience)
        spent = 1000 * (run.drawing_seconds() - before)
        measured.append((place, None if seconds is None else 1000 * seconds, spent))
        time.sleep(0.03)
    return measured


def report_keys(measured, idle_places, seconds, is_over):
    """A key that changes nothing draws nothing; while models train the next frame would be that of
    their progress. Such keys are known from pressing the same ones when all is quiet."""
    times = [time for place, time, _ in measured if place not in idle_places and time is not None]
    spent = [spent for _, _, spent in measured]
    print(f"key to frame: {len(times)} keys in {seconds:.0f} s, p50 {share(times, 0.5):.1f} ms, "
          f"p99 {share(times, 0.99):.1f} ms, max {max(times):.1f} ms (budget p99 16); "
          f"{len(measured) - len(times)} keys changed nothing; training "
          + ("had ended meanwhile" if is_over else "went on all the time"))
    worst = sorted((time, place) for place, time, _ in measured
                   if place not in idle_places and time is not None)[-12:]
    print("slowest: " + ", ".join(f"{JOURNEY[place]!r} ({place}) {time:.1f} ms" for time, place in worst))
    print(f"processor time of the drawing thread a key: p50 {share(spent, 0.5):.1f} ms, "
          f"p99 {share(spent, 0.99):.1f} ms, max {max(spent):.1f} ms; "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def wait_until_idle(run):
    """Permutation and intervals go on after the models."""
    run.press("2")
    run.wait_for("models trained", seconds=1800)
    quiet, ticks = 0, run.ticks()
    while quiet < 5:
        run.drain(0.2, seconds=1)
        time.sleep(1)
        now = run.ticks()
        quiet = quiet + 1 if now == ticks else 0
        ticks = now


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("data", nargs="?")
    parser.add_argument("--keys", type=int, default=600)
    parser.add_argument("--options", default="")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    with tempfile.TemporaryDirectory() as folder:
        environment = {"XDG_STATE_HOME": folder}
        times = first_frames(program, environment)
        print(f"first frame: median {share(times, 0.5):.0f} ms, worst {max(times):.0f} ms "
              "(budget 100)")
        command = [program] + ([arguments.data] if arguments.data else [])
        run = PtyProgram(command + shlex.split(arguments.options), environment=environment)
        if not arguments.data:
            run.wait_for("bank")
            run.press("\r")
        if run.wait_for("training", seconds=120) is None:
            sys.exit("no training began")
        # Before the first model is there, a customer has no form to press keys in.
        run.press("5")
        if run.wait_for("Typical customer", seconds=600) is None:
            sys.exit("no model was trained")
        began = len(run.output)
        started = time.monotonic()
        measured = frames_of_keys(run, arguments.keys, patience=1)
        elapsed = time.monotonic() - started
        is_over = run.wait_for("models trained", seconds=0.1, since=began) is not None
        wait_until_idle(run)
        settled = frames_of_keys(run, 2 * len(JOURNEY), patience=0.3)[len(JOURNEY):]
        idle_places = {place for place, seconds, _ in settled if seconds is None}
        report_keys(measured, idle_places, elapsed, is_over)
        wait_until_idle(run)
        ticks = run.ticks()
        time.sleep(10)
        print(f"idle over 10 s: {10 * (run.ticks() - ticks)} ms of processor time (budget 0)")
        print(f"memory: {run.memory():.0f} MB resident, {run.memory('VmHWM'):.0f} MB at most")
        code = run.leave()
        print(f"left with {code}")


main()
