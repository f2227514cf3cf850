"""Prefect takes half a megabyte of parameters; a run may have more sources than that."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.run.parameters import parameter_of, settings_of
from flows.settings import Settings
from flows.sources.spec import SourceKind, SourceSpec

WINNOW = Path(sys.executable).with_name("winnow")
MANY = 20_000  # addresses
SOURCES = 3_000  # of a name and a place: 700 KB


def settings_with(urls: int) -> Settings:
    listed = tuple(f"https://herald.example/story-{number}" for number in range(urls))
    return Settings(sources=(SourceSpec(name="many", kind=SourceKind.URLS, location="", urls=listed),), delay_s=2)


def test_a_few_sources_are_shown_as_they_are(tmp_path: Path) -> None:
    settings = settings_with(3)
    with parameter_of(settings, tmp_path) as parameter:
        assert parameter["delay_s"] == 2
        assert settings_of(json.loads(json.dumps(parameter))) == settings
    assert list(tmp_path.iterdir()) == []


def test_very_many_lie_in_a_file_as_long_as_the_run_lasts(tmp_path: Path) -> None:
    settings = settings_with(MANY)
    with parameter_of(settings, tmp_path / "made") as parameter:
        assert len(json.dumps(parameter)) < 1000
        assert settings_of(json.loads(json.dumps(parameter))) == settings
    assert list((tmp_path / "made").iterdir()) == []


@pytest.mark.nightly
def test_a_run_of_very_many_sources_begins_and_ends(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>The harbour office replaced a lamp in May.</p>")
    source = f'[[source]]\nkind = "file"\nlocation = "{tmp_path / "page.html"}"\nname = '
    named = "\n".join(f'{source}"The office, section {number}"' for number in range(SOURCES))
    (tmp_path / "winnow.toml").write_text(f'contact = "desk@herald.example"\n{named}\n')
    command = [WINNOW, "run", "--json", "--config", str(tmp_path / "winnow.toml"), "--warehouse", str(tmp_path / "w")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["pages_read"] == SOURCES
