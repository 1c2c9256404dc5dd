"""Running the tests of packs: for ``policyextract test``; the pytest plugin runs the same cases one by one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from policyextract.language.discovery import shipped_packs
from policyextract.toolkit.bench import Bench
from policyextract.toolkit.cases import Case, pack_cases


@dataclass(frozen=True, slots=True)
class Result:
    """How one case went; ``message`` is None when it passed."""

    pack: str
    case: Case
    message: str | None
    seconds: float

    def __str__(self) -> str:
        body = "\n".join(f"    {line}" for line in (self.message or "passed").splitlines())
        return f"{self.case.place}: {self.case.name}\n{body}"


@dataclass(slots=True)
class Run:
    """All results of a run."""

    results: list[Result] = field(default_factory=list)

    @property
    def failures(self) -> list[Result]:
        """The results that fail the run."""
        return [result for result in self.results if result.message is not None]

    def summary(self) -> str:
        """One line: how many passed, failed and are still to do."""
        todo = sum(r.case.kind == "todo" and r.message is None for r in self.results)
        failed = len(self.failures)
        passed = len(self.results) - failed - todo
        packs = len({r.pack for r in self.results})
        seconds = sum(r.seconds for r in self.results)
        return f"{passed} passed, {failed} failed, {todo} todo in {packs} pack{'s' * (packs != 1)}, {seconds:.1f} s"


def run_tests(packs: Sequence[str | Path] | None = None, match: str | None = None) -> Run:
    """Run the tests of packs.

    Parameters
    ----------
    packs : sequence of str or Path, optional
        Names or folders; without it all packs that ship.
    match : str, optional
        Only rules whose id contains this.

    Raises
    ------
    PackError
        A pack is missing or faulty.
    """
    run = Run()
    for name in packs if packs is not None else list(shipped_packs()):
        bench = Bench.of(name)
        for case in pack_cases(bench.pack):
            if match is None or match in case.rule:
                began = time.perf_counter()
                message = bench.check(case)
                run.results.append(Result(bench.pack.name, case, message, time.perf_counter() - began))
    return run


def junit_xml(run: Run) -> str:
    """The results as JUnit XML: a suite a pack, a test case a case."""
    root = ElementTree.Element("testsuites")
    for pack in dict.fromkeys(result.pack for result in run.results):
        mine = [result for result in run.results if result.pack == pack]
        failed = str(sum(result.message is not None for result in mine))
        suite = ElementTree.SubElement(root, "testsuite", name=pack, tests=str(len(mine)), failures=failed)
        for result in mine:
            rule = result.case.rule.rsplit("/", 1)[0].replace("/", ".")
            case = ElementTree.SubElement(
                suite, "testcase", classname=rule, name=result.case.name, time=f"{result.seconds:.4f}"
            )
            case.set("file", result.case.place.file)
            case.set("line", str(result.case.place.line))
            if result.message is not None:
                failure = ElementTree.SubElement(case, "failure", message=_legal(result.message.splitlines()[0]))
                failure.text = _legal(str(result))
            elif result.case.kind == "todo":
                ElementTree.SubElement(case, "skipped", message="todo")
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _legal(text: str) -> str:
    """XML 1.0 has no control characters."""
    return "".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in text)
