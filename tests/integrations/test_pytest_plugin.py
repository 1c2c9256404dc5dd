"""pytest collects the tests beside rules, in any folder."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

from tests.packs import write_pack

ROOT = Path(__file__).parent.parent.parent
RULES = """
fields: {fee: fees}
rules:
  - id: fee
    gives: fee
    pattern: '[0-9]+元'
    tests:
      match: ['<fee>5元</fee>', '五元']
      no_match: ['5元']
      todo: ['<fee>五元</fee>']
  - {id: bare, gives: fee, pattern: '[0-9]+角'}
"""


def pytest_in(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    installed = any(entry.name == "policyextract" for entry in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "policyextract.integrations.pytest_plugin"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        *plugin,
        "-p",
        "no:cacheprovider",
        "-q",
        "--rootdir",
        str(folder),
        *options,
        str(folder),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_each_text_is_a_test(tmp_path: Path) -> None:
    """Matches, counter-examples, known gaps and untested rules are items; failures show place and difference."""
    pack = write_pack(tmp_path, {"sub/fees": RULES})
    done = pytest_in(tmp_path, "-rA")
    assert "3 failed, 1 passed, 1 xfailed" in done.stdout
    assert f"{pack}/sub/fees.rules.yaml:8:32\nnothing was found" in done.stdout
    assert "sub-fees/bare" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_pack_error_is_a_collection_error(tmp_path: Path) -> None:
    """A faulty pack fails the run with the loader's message."""
    write_pack(tmp_path, {"a": "ruls: []\n"})
    done = pytest_in(tmp_path)
    assert done.returncode == 2
    assert "unknown key `ruls`" in done.stdout


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    """A rule file without a pack.yaml above it is somebody else's format."""
    (tmp_path / "other.rules.yaml").write_text("groups: []\n")
    assert pytest_in(tmp_path).returncode == 5


def test_the_plugin_is_light() -> None:
    """Registering the plugin costs a session without rule files nothing."""
    code = (
        "import sys, pytest; before = set(sys.modules); import policyextract.integrations.pytest_plugin;"
        "print(sorted(m for m in set(sys.modules) - before if not m.startswith('policyextract')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
