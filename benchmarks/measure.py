"""Measuring on a machine that others use too: interleaved rounds, medians, ratios."""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured, the ratio, what it should be, and the absolute numbers behind it."""

    name: str
    ratio: str
    first: str
    goal: str
    detail: str


def interleaved(contestants: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    """Median processor seconds of each contestant; they take turns, so that a busy moment hits all of them."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, work in contestants.items():
            gc.collect()
            began = time.process_time()
            work()
            times[name].append(time.process_time() - began)
    return {name: statistics.median(found) for name, found in times.items()}


def fresh(code: str) -> float:
    """The number that a piece of code prints in a new process."""
    # As where it is installed: modules are compiled once and not at each start.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return float(json.loads(run.stdout.strip().splitlines()[-1]))


def machine() -> str:
    """The machine, in one line, without its name."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{model}, {cores} cores, {platform.system()}, Python {platform.python_version()}{load}"
