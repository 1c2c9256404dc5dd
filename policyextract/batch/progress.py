"""Progress on a terminal: done, rate, failures, remaining time. Quiet everywhere else."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from policyextract.batch.readers import Inputs, Survey

#: Seconds between two updates of the line.
EVERY = 0.2


class ProgressLine:
    """A context manager that shows how a run comes along.

    Parameters
    ----------
    inputs : Inputs
    survey : Survey
    shown : bool or None
        None shows it when standard error is a terminal.
    """

    def __init__(self, inputs: Inputs, survey: Survey, shown: bool | None = None) -> None:
        self._inputs = inputs
        self._survey = survey
        self._shown = sys.stderr.isatty() if shown is None else shown
        self._bar: Any = None
        self._task: Any = None
        self._last = 0.0
        self._done = 0
        self._failures = 0

    def __enter__(self) -> ProgressLine:
        if self._shown:
            self._bar, self._task = _bar(*self._total())
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._bar is not None:
            self._update()
            self._bar.stop()

    def step(self, failed: bool) -> None:
        """One record more."""
        if self._bar is None:
            return
        self._done += 1
        self._failures += failed
        now = time.monotonic()
        if now - self._last >= EVERY:
            self._last = now
            self._update()

    def skip(self, number: int, failures: int) -> None:
        """Count what an earlier run did."""
        self._done += number
        self._failures += failures

    def _total(self) -> tuple[int | None, bool]:
        """What the bar counts to: documents if their number is known, else bytes, else nothing."""
        if self._survey.documents is not None:
            return self._survey.documents, False
        return self._survey.size or None, True

    def _update(self) -> None:
        by_bytes = self._survey.documents is None
        self._bar.update(
            self._task,
            completed=self._inputs.bytes_read if by_bytes else self._done,
            documents=f"{self._done:,}",
            failures=f"{self._failures:,}",
            rate=f"{self._done / max(self._bar.tasks[0].elapsed or 0, 1e-9):,.0f}",
        )


def _bar(total: int | None, by_bytes: bool) -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = [
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.fields[documents]} documents"),
        TextColumn("{task.fields[rate]}/s"),
        TextColumn("{task.fields[failures]} failures"),
        TimeRemainingColumn(),
    ]
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    return bar, bar.add_task("batch", total=total, documents="0", failures="0", rate="0")
