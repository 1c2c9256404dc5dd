"""pytest collects the tests that stand beside rules: each ``*.rules.yaml`` of a pack, each text a test.

Registered by the package, so it works wherever the wheel is installed. Loads nothing until there is such a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from policyextract.toolkit.bench import Bench
    from policyextract.toolkit.cases import Case

_SUFFIX = ".rules.yaml"
_BENCHES: pytest.StashKey[dict[Path, Bench]] = pytest.StashKey()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> RulesFile | None:
    """A rule file of a pack; a file without a ``pack.yaml`` above it is somebody else's."""
    if not file_path.name.endswith(_SUFFIX) or _pack_root(file_path) is None:
        return None
    return RulesFile.from_parent(parent, path=file_path)


class RulesFile(pytest.File):
    """A ``*.rules.yaml`` file."""

    def collect(self) -> Iterator[RuleItem]:
        """One item for each case of the file."""
        from policyextract.errors import PackError
        from policyextract.toolkit.cases import file_cases

        try:
            bench = self._bench()
            _ = bench.ruleset
        except PackError as error:
            raise self.CollectError(str(error)) from None
        shown = self.path.relative_to(bench.pack.root).as_posix()
        for file in bench.pack.files:
            if file.shown.endswith(f"/{shown}"):
                for case in file_cases(bench.pack, file):
                    name = case.name.removeprefix(f"{bench.pack.name}/")
                    yield RuleItem.from_parent(self, name=name, case=case, bench=bench)

    def _bench(self) -> Bench:
        from policyextract.toolkit.bench import Bench

        root = _pack_root(self.path)
        assert root is not None
        benches = self.config.stash.setdefault(_BENCHES, {})
        if root not in benches:
            benches[root] = Bench.of(root)
        return benches[root]


class RuleItem(pytest.Item):
    """One case: a text beside a rule, a document test, or a rule that has no test."""

    def __init__(self, *, case: Case, bench: Bench, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case
        self.bench = bench

    def runtest(self) -> None:
        """Fail with what the toolkit says is wrong."""
        message = self.bench.check(self.case)
        if message is not None:
            raise RuleFailure(message)
        if self.case.kind == "todo":
            pytest.xfail("known gap")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The message alone: the traceback of the toolkit tells a rule author nothing."""
        if isinstance(excinfo.value, RuleFailure):
            return f"{self.case.place}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """File and line of the test's text."""
        return self.path, max(self.case.place.line - 1, 0), self.name


class RuleFailure(Exception):  # noqa: N818  # a failed expectation, not a programming error
    """A test beside a rule failed."""


def _pack_root(path: Path) -> Path | None:
    return next((folder for folder in path.parents if (folder / "pack.yaml").is_file()), None)
