"""The documentation says what is so: its code runs, its commands print what is shown, its links lead somewhere."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from policyextract.cli import exits
from policyextract.cli.app import COMMANDS, run

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
# Pages whose blocks are run from top to bottom in one folder. The commands of batch.md and cluster.md need data and
# engines; tests/batch and tests/integrations run them.
PAGES = [
    "README.md",
    "docs/cleaning.md",
    "docs/results.md",
    "docs/rule-language.md",
    "docs/tutorial.md",
    "docs/dates.md",
    "docs/enumerations.md",
    "docs/warnings.md",
]
SETUP_COMMANDS = ("scripts/",)


def blocks(page: str) -> Iterator[tuple[str, str]]:
    yield from BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_blocks_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python runs, files named in their first line are written, commands print what the page shows."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notice.html").write_bytes((ROOT / "examples" / "notice.html").read_bytes())
    names: dict[str, object] = {}
    for language, text in blocks(page):
        named = re.match(r"# ([\w./-]+\.(?:yaml|txt|jsonl))\n", text)
        if language == "python":
            exec(compile(text, page, "exec"), names)
        elif named and page != "README.md":
            (tmp_path / named[1]).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / named[1]).write_text(
                text if named[1].endswith(".yaml") else text[named.end() :], encoding="utf-8"
            )
        elif language == "console":
            for command, shown in commands(text):
                check_command(command, shown, capsys)


@pytest.mark.parametrize("page", ["docs/batch.md", "docs/cluster.md"])
def test_python_runs(page: str) -> None:
    """The code of the pages whose commands need data and engines; jobs are defined, not started."""
    names: dict[str, object] = {"__name__": "page"}
    for language, text in blocks(page):
        if language == "python":
            exec(compile(text, page, "exec"), names)


def test_the_readme_shows_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """The rule in the README stands in the file that it names, and the result is the one of its first command."""
    for language, text in blocks("README.md"):
        if language == "yaml":
            name, rule = text.split("\n", 1)
            assert rule in (ROOT / name.removeprefix("# ")).read_text(encoding="utf-8")
        elif language == "text":
            shown = text.splitlines()
    check_command(f"policyextract extract {ROOT / 'examples' / 'after-school-campaign.md'}", shown, capsys)


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block and the lines shown below it."""
    for part in text.split("$ ")[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def check_command(command: str, shown: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    if command.startswith(SETUP_COMMANDS):
        assert (ROOT / command.split()[0]).is_file()
        return
    program, *words = shlex.split(command)
    assert program == "policyextract"
    code = next((int(line.removeprefix("# exit code ")) for line in shown if line.startswith("# exit code ")), exits.OK)
    assert run(words) == code, command
    printed = capsys.readouterr().out
    at = 0
    for line in shown:
        if line.startswith("# exit code ") or line == "…":
            continue
        pieces = [piece.strip() for piece in line.split("…") if piece.strip()]
        for piece in pieces:
            found = printed.find(piece, at)
            assert found >= 0, f"{command}\nshows no {piece!r} in\n{printed[at:]}"
            at = found + len(piece)


def test_links_lead_somewhere() -> None:
    """Each relative link of the README and the documentation is a file."""
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "rules" / "README.md", *DOCS.rglob("*.md")]
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_is_in_the_navigation() -> None:
    """mkdocs.yml lists each page, and only pages that exist; decisions are for contributors."""
    listed = set(re.findall(r"[\w/-]+\.md", yaml.dump(yaml.safe_load((ROOT / "mkdocs.yml").read_text())["nav"])))
    assert listed == {path.relative_to(DOCS).as_posix() for path in DOCS.glob("*.md")}


def test_every_decision_is_in_the_index() -> None:
    """Each page of docs/decisions has a number of its own and a line in the README beside it."""
    pages = sorted(page.name for page in (DOCS / "decisions").glob("[0-9]*.md"))
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    assert [page for page in pages if f"]({page})" not in index] == []
    assert len({page[:3] for page in pages}) == len(pages)


def test_every_command_is_in_the_readme() -> None:
    """The README names each command."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in text and f"policyextract {name}" not in text] == []
