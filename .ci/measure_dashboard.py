#!/usr/bin/env python3
"""Measures the dashboard on a pseudo-terminal: first frame, key to frame while models train, idle
processor time, memory.

    measure_dashboard.py PROGRAM [DATA] [--keys N] [--options "…"]

Prints one line a figure, and what the budget is. Nothing else should run meanwhile.
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


def keys_while_training(run, count):
    """Milliseconds from key to frame, and those of processor time that the drawing thread spent, over
    keys in every pane, while models train."""
    journeys = ["5", "\x1b[B", "\x1b[C", "\x1b[C", "\x1b[B", "\x1b[C", "3", "\x1b[B", "\x1b[C", "2",
                "\x1b[B", "\x1b[B", "1", "\x1b[B", "\x1b[B", "v", "\x1b[B", "\x1b[C", "v", "?",
                "\x1b[B", "\x1b", "4", "\x1b[B"]
    times, spent, missed = [], [], 0
    for number in range(count):
        key = journeys[number % len(journeys)]
        before = run.drawing_seconds()
        seconds = run.frame_time(key, seconds=1)
        spent.append(1000 * (run.drawing_seconds() - before))
        # A key that changes nothing on screen draws nothing.
        if seconds is None:
            missed += 1
        else:
            times.append(1000 * seconds)
        time.sleep(0.03)
    return times, spent, missed


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
        started = time.monotonic()
        times, spent, missed = keys_while_training(run, arguments.keys)
        ended = run.wait_for("trained", seconds=0.1) is not None
        print(f"key to frame: {len(times)} keys in {time.monotonic() - started:.0f} s, "
              f"p50 {share(times, 0.5):.1f} ms, p99 {share(times, 0.99):.1f} ms, "
              f"max {max(times):.1f} ms (budget p99 16); {missed} keys changed nothing; training "
              + ("had ended meanwhile" if ended else "went on all the time"))
        print(f"processor time of the drawing thread a key: p50 {share(spent, 0.5):.1f} ms, "
              f"p99 {share(spent, 0.99):.1f} ms, max {max(spent):.1f} ms; "
              f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        run.press("2")
        run.wait_for("trained", seconds=1800)
        # Permutation and intervals go on after the models.
        quiet, ticks = 0, run.ticks()
        while quiet < 5:
            run.drain(0.2, seconds=1)
            time.sleep(1)
            now = run.ticks()
            quiet = quiet + 1 if now == ticks else 0
            ticks = now
        time.sleep(10)
        print(f"idle over 10 s: {10 * (run.ticks() - ticks)} ms of processor time (budget 0)")
        print(f"memory: {run.memory():.0f} MB resident, {run.memory('VmHWM'):.0f} MB at most")
        code = run.leave()
        print(f"left with {code}")


main()
