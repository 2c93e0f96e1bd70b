#!/usr/bin/env python3
"""Drives the dashboard on a terminal that reads 2 kB a second: frames are left out, keys are not.

    check_slow_terminal.py PROGRAM
"""

import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pty_program import FRAME_END, PtyProgram  # noqa: E402

RIGHT, LEFT = "\x1b[C", "\x1b[D"
# Age goes up and down within its range, so that each key that is lost shows at the end.
KEYS = [RIGHT] * 8 + ["3", "4", "1", "2", "5"] * 5 + [LEFT] * 5 + ["3", "5"]


def fail(words):
    sys.exit(f"check_slow_terminal: {words}")


def opened(program, environment):
    run = PtyProgram([program, "sample_data/bank", "--reduce-motion"], environment=environment)
    if run.wait_for("4 models trained") is None:
        run.kill()
        fail("the models were not trained")
    run.press("5")
    # Permutation goes on after the models, and draws when it ends.
    quiet, ticks = 0, run.ticks()
    while quiet < 3:
        run.drain(0.2, seconds=5)
        time.sleep(0.3)
        quiet, ticks = (quiet + 1 if run.ticks() == ticks else 0), run.ticks()
    return run


def redrawn(run):
    """Everything on screen, as it is drawn anew."""
    run.drain(0.5)
    start = len(run.output)
    run.press("\x0c")
    run.drain(0.5)
    return bytes(run.output[start:])


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        environment = {"XDG_STATE_HOME": folder}
        quick = opened(program, environment)
        start = len(quick.output)
        for key in KEYS:
            quick.press(key)
            quick.drain(0.1)
        quick_bytes = len(quick.output) - start
        expected = redrawn(quick)
        quick.leave()

        slow = opened(program, environment)
        start = len(slow.output)
        began = time.monotonic()
        waiting = list(KEYS)
        # Keys come twenty a second, and a tenth of 2 kB is read each tenth of a second.
        while waiting or time.monotonic() - began < 5:
            for _ in range(2):
                if waiting:
                    slow.press(waiting.pop(0))
            slow.read(0, limit=200)
            time.sleep(0.1)
        frames = bytes(slow.output[start:]).count(FRAME_END)
        shown = redrawn(slow)
        slow_bytes = len(slow.output) - start - len(shown)
        if frames >= len(KEYS):
            fail(f"{frames} frames were drawn for {len(KEYS)} keys; none was left out")
        if slow_bytes > 0.8 * quick_bytes:
            fail(f"{slow_bytes} bytes were drawn, {quick_bytes} on a quick terminal")
        if shown != expected:
            fail("the screen differs from that of a quick terminal: keys were lost")
        code = slow.leave()
        if code != 0:
            slow.kill()
            fail(f"q left with {code}")
        print(f"slow terminal: {len(KEYS)} keys arrived, {slow_bytes} of {quick_bytes} bytes drawn")


main()
