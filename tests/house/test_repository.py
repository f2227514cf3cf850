"""Laws of the repository itself."""

import re
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    "LICENSE",
    "Makefile",
    "README.md",
    "constraints.txt",
    "extractors",
    "flows",
    "pyproject.toml",
    "tests",
    "warehouse",
}
# Spelled in pieces, so that this file does not name them.
HOSTS = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("deb", "debian"))
]
UNSAFE = re.compile(r"\b(import (pickle|joblib|cloudpickle|dill|marshal)|torch\.load|np\.load\([^)]*allow_pickle=True)")


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True)
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("package", ["extractors", "warehouse", "flows"])
def test_the_generic_names_are_this_project(package: str) -> None:
    assert Path(import_module(package).__file__ or "").parent == ROOT / package


def test_the_top_level_is_as_given() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked_files()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_no_file_names_a_package_registry() -> None:
    found = [
        (path.name, host)
        for path in tracked_files()
        for host in HOSTS
        if path.stat().st_size < 5_000_000 and host.encode() in path.read_bytes()
    ]
    assert found == []


def test_nothing_is_unpickled() -> None:
    sources = [path for path in tracked_files() if path.suffix == ".py" and path.parts[-3:-2] != ("house",)]
    assert [path.name for path in sources if UNSAFE.search(path.read_text(encoding="utf-8"))] == []


def test_init_files_hold_a_docstring_and_nothing_else() -> None:
    inits = [path for path in tracked_files() if path.name == "__init__.py"]
    assert [str(path) for path in inits if not re.fullmatch(r'"""[^"]+"""\n', path.read_text(encoding="utf-8"))] == []


def test_tests_have_no_init_files() -> None:
    assert [path for path in tracked_files() if path.name == "__init__.py" and "tests" in path.parts] == []


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    pins = dict(
        line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line
    )
    pinned = {canonical(name) for name in pins}
    assert {canonical(re.split(r"[\[<>=!~ ]", line, maxsplit=1)[0]) for line in asked} <= pinned


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
