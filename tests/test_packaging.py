"""The wheel is whole: it works in a fresh environment, from an empty folder, with packs of other distributions."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


def python(venv: Path) -> str:
    return str(venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def run(*command: str, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=env, timeout=300, **options)  # type: ignore[call-overload, no-any-return]


def build(project: Path, target: Path) -> Path:
    """The wheel of a project, without network: the build backend is the one of this environment."""
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(target), str(project), cwd=target)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


def fresh_environment(folder: Path, *wheels: Path) -> Path:
    """An environment with only these wheels; dependencies come from the environment that runs the tests."""
    venv = folder / "venv"
    done = run(sys.executable, "-m", "venv", "--without-pip", str(venv), cwd=folder)
    assert done.returncode == 0, done.stderr
    site = Path(
        run(python(venv), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    )
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    for each in wheels:
        install = ["install", "--quiet", "--no-deps", "--no-index", "--ignore-installed", str(each)]
        done = run(sys.executable, "-m", "pip", "--python", python(venv), *install, cwd=folder)
        assert done.returncode == 0, done.stderr
    return venv


@pytest.fixture(scope="module")
def venv(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh_environment(tmp_path_factory.mktemp("fresh"), wheel)


def test_wheel_holds_packs_and_types(wheel: Path) -> None:
    """The wheel carries the packs, the typing marker and the licence, and none of the tests."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "policyextract/rules/cn-core/pack.yaml" in names
    assert "policyextract/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "examples/", "docs/"))]


def test_wheel_finds_its_packs(venv: Path, tmp_path: Path) -> None:
    """Installed from the wheel, the packs are the ones inside the package."""
    code = "from policyextract.language.discovery import find_pack; print(find_pack('cn-core'))"
    found = run(python(venv), "-c", code, cwd=tmp_path)
    assert Path(found.stdout.strip()).is_relative_to(venv), found.stderr


def test_wheel_extracts_from_an_empty_folder(venv: Path, tmp_path: Path) -> None:
    """The console script reads a document from stdin with nothing else on the machine."""
    text = (ROOT / "examples" / "after-school-campaign.md").read_text(encoding="utf-8")
    script = str(Path(python(venv)).with_name("policyextract"))
    done = run(script, "extract", "-", "--format", "json", "--no-text", cwd=tmp_path, input=text)
    assert done.returncode == 0, done.stderr
    assert '"cn-core"' in done.stdout


def test_pytest_collects_rules_with_only_the_wheel(venv: Path, tmp_path: Path) -> None:
    """In a folder outside the repository, a new pack is tested by plain pytest."""
    made = run(str(Path(python(venv)).with_name("policyextract")), "new-pack", "our-rules", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    done = run(python(venv), "-m", "pytest", "-q", cwd=tmp_path)
    assert "4 passed" in done.stdout, done.stdout + done.stderr


PACK_PROJECT = {
    "pyproject.toml": """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "acme-policy-rules"
version = "1.0.0"
[project.entry-points."policyextract.packs"]
acme-rules = "acme_policy_rules.pack"
[tool.hatch.build.targets.wheel]
packages = ["acme_policy_rules"]
""",
    # A pack that runs code would be caught by this.
    "acme_policy_rules/__init__.py": "raise SystemExit('a pack must not be imported')\n",
    "acme_policy_rules/pack/pack.yaml": """
name: acme-rules
version: 1.0.0
requires: {cn-core: '*'}
""",
    "acme_policy_rules/pack/slogans.rules.yaml": """
fields: {slogan: slogans}
rules:
  - id: slogan
    gives: slogan
    pattern: '口号是“(?P<words>[^”]+)”'
    captures: {words: text}
    tests:
      match: ['本次活动的<slogan>口号是“<words>爱护河流</words>”</slogan>。']
      no_match: ['没有口号']
""",
}


def test_pack_of_another_distribution(wheel: Path, tmp_path: Path) -> None:
    """A pack distributed as a wheel is found by its name, is not imported, and adds its field to the result."""
    for name, text in PACK_PROJECT.items():
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "empty").mkdir()
    venv = fresh_environment(tmp_path, wheel, build(tmp_path / "project", tmp_path / "out"))
    code = (
        "from policyextract import extract\n"
        "doc = extract('各地开展主题活动，口号是“爱护河流”。', packs=['cn-core', 'acme-rules'])\n"
        "print([pack.name for pack in doc.packs], [value.text for value in doc.fields['slogans']])\n"
    )
    done = run(python(venv), "-c", code, cwd=tmp_path / "empty")
    assert done.returncode == 0, done.stderr
    assert "acme-rules" in done.stdout
    assert "爱护河流" in done.stdout
