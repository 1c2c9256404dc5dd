"""The house stands: imports flow one way, importing is light, no knowledge hides in Python."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import policyextract

PACKAGE = Path(policyextract.__file__).parent
MODULES = [p for p in sorted(PACKAGE.rglob("*.py")) if "rules" not in p.relative_to(PACKAGE).parts]
HAN = re.compile(r"[\u3400-\u9fff〇]")
# The script itself, as a character class.
RANGE = re.compile(r"[\u3400\u4e00]-[\u9fa5\u9fff](?:\uf900-\ufaff\u3007)?")
# Characters as a regular expression may write them, in a raw string.
ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x\{([0-9a-fA-F]{1,6})\})")
SCRIPT_ENDS = {"\u3400", "\u4e00", "\u9fa5", "\u9fff"}  # compared with, to ask for the script of a character
# Modules that may hold Chinese characters, and why.
ALLOWED = {
    "cleaning/pagedates.py": "the marks of a page date (year, month, day, hour) are its format, not vocabulary",
}
HEAVY = ["spacy", "jieba", "dateparser", "pandas", "bs4", "pyarrow", "polars", "typer", "rich", "yaml", "jionlp"]


def has_han(text: str) -> bool:
    """Whether a string holds a Chinese word, written out or escaped; the script as a range is none."""
    plain = ESCAPED.sub(lambda found: chr(int(found[1] or found[2] or found[3], 16)), text)
    return plain not in SCRIPT_ENDS and HAN.search(RANGE.sub("", plain)) is not None


def strings_with_han(tree: ast.AST) -> list[tuple[int, str]]:
    """String literals with Chinese words, docstrings left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and has_han(node.value)
    ]


def test_rooms_import_one_way() -> None:
    """import-linter keeps the contract of pyproject.toml."""
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("statement", ["import policyextract", "from policyextract import extract"])
def test_import_is_light(statement: str) -> None:
    """Importing the public face loads none of the heavy libraries."""
    code = f"import sys; {statement}; print([m for m in {HEAVY!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stdout + run.stderr


def test_no_chinese_word_in_python() -> None:
    """Knowledge lives in packs: no Chinese word stands in a string of a module outside values/."""
    found = {
        f"{path.relative_to(PACKAGE)}:{line}": text
        for path in MODULES
        if "values" not in path.parts and path.relative_to(PACKAGE).as_posix() not in ALLOWED
        for line, text in strings_with_han(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == {}
    assert [name for name in ALLOWED if not (PACKAGE / name).exists()] == []


@pytest.mark.parametrize("text", ["日", r"\u65e5", r"[0-9]\x{65e5}?", "\u65e5", r"\U000065e5"])
def test_a_chinese_word_is_seen_however_it_is_written(text: str) -> None:
    """Escapes in raw strings hide none."""
    assert has_han(text)
    assert not has_han(r"[\u3400-\u9fff\uf900-\ufaff\u3007]+[\u3002\uff1b]")


def test_files_stay_readable() -> None:
    """A file can be read in one sitting: about 400 lines."""
    lines = {str(p.relative_to(PACKAGE)): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {name: n for name, n in lines.items() if n > 440} == {}


def test_the_public_face_is_complete() -> None:
    """Every public name is offered to completion, to type checkers and to import."""
    typed = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imported = {a.name for node in ast.walk(typed) if isinstance(node, ast.ImportFrom) for a in node.names}
    assert set(policyextract.__all__) - {"__version__"} <= imported
    assert set(policyextract.__all__) <= set(dir(policyextract))
    with pytest.raises(AttributeError, match="no attribute 'extrat'"):
        _ = policyextract.extrat  # type: ignore[attr-defined]
