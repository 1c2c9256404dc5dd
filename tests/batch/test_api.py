"""extract_many: the same machine from Python."""

import itertools
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyextract.batch import Failure, extract_many
from policyextract.models import PolicyDocument
from tests.batch.fakes import FakeExtractor


@pytest.mark.parametrize("workers", [0, 2])
def test_results_come_in_order_with_failures_in_their_place(tmp_path: Path, workers: int) -> None:
    """Text, bytes, paths and mappings go in; a result or a failure comes out for each."""
    page = tmp_path / "page.html"
    page.write_text("a page")
    documents = ["text", b"bytes", page, {"id": "m", "content": "x", "title": "known"}, "RAISE", {"id": "n"}, 5]
    first, second, third, fourth, *failures = extract_many(
        documents,
        workers=workers,
        extractor=FakeExtractor(),  # type: ignore[arg-type]
    )
    assert all(isinstance(found, PolicyDocument) for found in (first, second, third, fourth))
    assert [found.title for found in (first, second, third, fourth)] == ["text", "bytes", "a page", "known"]  # type: ignore[union-attr]
    assert (third.source.path, fourth.source.id) == (str(page), "m")
    assert [(type(found), found.error.type, found.source.id) for found in failures] == [  # type: ignore[union-attr]
        (Failure, "RuntimeError", None),
        (Failure, "InputError", "n"),
        (Failure, "InputError", None),
    ]


@pytest.mark.parametrize("workers", [0, 2])
def test_lazy_in_and_out(workers: int) -> None:
    """An endless iterable gives results as they are taken, and the rest is never read."""
    read = itertools.count()

    def endless() -> Iterator[str]:
        for number in read:
            yield str(number)

    results = extract_many(endless(), workers=workers, extractor=FakeExtractor())
    assert [found.title for found in itertools.islice(results, 50)] == [str(n) for n in range(50)]  # type: ignore[union-attr]
    assert next(read) < 2000


def test_script_needs_no_main_guard(tmp_path: Path) -> None:
    """A plain script may call it at module level: workers do not import the script."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.batch.fakes import FakeExtractor\n"
        "from policyextract.batch import extract_many\n"
        "print([found.title for found in extract_many('abc', workers=2, extractor=FakeExtractor())])\n"
    )
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, script, root], capture_output=True, text=True, cwd=root, timeout=60)
    assert (run.stdout, run.stderr) == ("['a', 'b', 'c']\n", "")


def test_works_in_a_thread() -> None:
    """Several threads may each run their own."""
    found: list[int] = []

    def work() -> None:
        found.append(sum(1 for _ in extract_many("x" * 100, workers=1, extractor=FakeExtractor())))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [100, 100, 100]
