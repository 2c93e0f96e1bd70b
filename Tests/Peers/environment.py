"""The other side's packages in a folder of their own, and what the machine is. Standard library only."""

import hashlib
import os
import platform
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOME = ROOT / ".peers" / "venv"
REQUIREMENTS = HERE / "requirements.txt"


def peers_python():
    """The Python that has the pinned packages; they are installed when they are not there."""
    python = HOME / "bin" / "python"
    mark = HOME / "requirements.sha256"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if python.exists() and mark.exists() and mark.read_text() == wanted:
        return python
    print("installing the pinned packages into .peers/venv", file=sys.stderr)
    make = [sys.executable, "-m", "venv", "--clear", HOME]
    if subprocess.run(make, stdout=sys.stderr).returncode != 0:
        sys.exit("This Python can't make environments; install its venv package (python3-venv).")
    install = [python, "-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS]
    if subprocess.run(install, stdout=sys.stderr).returncode != 0:
        sys.exit("The pinned packages could not be installed; pip says why above.")
    mark.write_text(wanted)
    return python


def limited(threads):
    """Keeps this process and those it starts to so many cores, and says so to their libraries."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))[:threads]
        os.sched_setaffinity(0, cores)
    names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"]
    return os.environ | {name: str(threads) for name in names}


def machine():
    """What the numbers depend on; no names of machines, people or folders."""
    description = {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
    }
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        description["memoryGiB"] = round(size / 2**30)
    return description


def processor():
    information = Path("/proc/cpuinfo")
    if information.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", information.read_text(), re.MULTILINE)
        if found:
            return found.group(1).strip()
    return platform.processor() or platform.machine()


def busy_share(seconds=0.3):
    """The share of all cores' time that others take while nothing of ours runs; `None` if not known."""

    def taken():
        times = [int(part) for part in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        return sum(times), sum(times) - times[3] - times[4]

    try:
        start = taken()
        time.sleep(seconds)
        end = taken()
    except (OSError, ValueError, IndexError):
        return None
    return (end[1] - start[1]) / max(1, end[0] - start[0])


def our_version(program):
    """The program's version with the commit that the checkout is at."""
    version = output([program, "--version"])
    commit = output(["git", "-C", ROOT, "rev-parse", "--short=10", "HEAD"])
    changed = output(["git", "-C", ROOT, "status", "--porcelain", "--", "Sources", "Package.swift"])
    return version + (f" at {commit}" if commit else "") + (", changed" if changed else "")


def output(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
