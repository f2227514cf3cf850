"""Which schedules are served: one for all sources, or each source's own, early and in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from extractors.errors import SettingsError
from flows.commands.deploy import plans_of
from flows.commands.project import add_source, init_project
from flows.run.flow import chosen_settings
from flows.settings import Settings, load_settings
from flows.sources.spec import SourceSpec, parse_source_argument
from flows.sources.timing import Timing, timing_of

HERALD, GAZETTE, COURIER = (f"https://{name}.example/feed.xml" for name in ("herald", "gazette", "courier"))
OFTEN, MORNINGS = Timing(every_s=6 * 3600), Timing(cron="*/30 6,7 * * 1-5")


def settings_of(**timings: str) -> Settings:
    wanted = {"herald": HERALD, "gazette": GAZETTE, "courier": COURIER}
    known = {"often": OFTEN, "mornings": MORNINGS}
    return Settings(sources=tuple(_source(wanted[name], known.get(when)) for name, when in timings.items()))


def _source(location: str, timing: Timing | None) -> SourceSpec:
    found = parse_source_argument(location)
    return SourceSpec(name=found.name, kind=found.kind, location=location, timing=timing)


@pytest.mark.parametrize(
    ("every", "cron", "words"),
    [("30m", None, "every 30m"), (7200, None, "every 2h"), ("90", None, "every 90s"), (None, "0 6 * * *", "cron 0 6")],
)
def test_an_interval_or_a_cron_line_says_when(every: str | int | None, cron: str | None, words: str) -> None:
    assert str(timing_of(every=every, cron=cron, what="--every")).startswith(words)


@pytest.mark.parametrize(
    ("every", "cron", "words"),
    [
        ("soon", None, "expected 30m, 6h, 1d"),
        ("5s", None, "from a minute to a year"),
        ("1h30m", None, "expected 30m"),
        ("-1h", None, "expected 30m"),
        (None, "0 25 * * *", "five fields"),
        (None, "hourly", "five fields"),
        ("6h", "0 6 * * *", "not both"),
    ],
)
def test_what_is_no_schedule_is_refused_with_what_was_expected(every: str | None, cron: str | None, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        timing_of(every=every, cron=cron, what="--every")


def test_an_added_source_keeps_its_own_schedule(tmp_path: Path) -> None:
    init_project(tmp_path, as_json=False)
    config = tmp_path / "winnow.toml"
    for location, every, cron in ((HERALD, "6h", None), (GAZETTE, None, MORNINGS.cron)):
        add_source(location, name=None, max_pages=5, every=every, cron=cron, as_json=False, config=config)
    assert [source.timing for source in load_settings(config).sources] == [OFTEN, MORNINGS]
    with pytest.raises(SettingsError, match="expected 30m"):
        add_source(COURIER, name=None, max_pages=5, every="daily", cron=None, as_json=False, config=config)
    assert len(load_settings(config).sources) == 2


def test_a_wrong_schedule_in_the_settings_names_file_and_source(tmp_path: Path) -> None:
    config = tmp_path / "winnow.toml"
    config.write_text(f'[[source]]\nlocation = "{HERALD}"\nevery = "fortnightly"\n')
    with pytest.raises(SettingsError, match=r"winnow.toml: source https://herald.example/feed.xml: every fortnightly"):
        load_settings(config)


def test_sources_without_a_schedule_of_their_own_share_the_one_given() -> None:
    (plan,) = plans_of(settings_of(herald="", gazette=""), [], given=OFTEN, name="winnow")
    assert (plan.name, plan.timing, plan.sources, plan.own) == ("winnow", OFTEN, (), None)


def test_each_group_of_sources_is_served_by_its_own_schedule() -> None:
    settings = settings_of(herald="often", gazette="mornings", courier="")
    plans = plans_of(settings, [], given=Timing(every_s=86_400), name="winnow")
    assert [(plan.name, plan.sources) for plan in plans] == [
        ("winnow-every-6h", (HERALD,)),
        ("winnow-cron-xper30-6and7-x-x-1-5", (GAZETTE,)),
        ("winnow", (COURIER,)),
    ]
    given = settings.model_dump(mode="json")
    for plan in plans:
        chosen = chosen_settings(config=None, sources=[], given=given, timing=plan.own)
        assert tuple(source.location for source in chosen.sources) == plan.sources


def test_a_source_that_nobody_schedules_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    (plan,) = plans_of(settings_of(herald="often", courier=""), [], given=None, name="winnow")
    assert plan.sources == (HERALD,)
    assert f"not scheduled: {COURIER}" in capsys.readouterr().err


@pytest.mark.parametrize("sources", [[], [HERALD]], ids=["the settings'", "named"])
def test_without_any_schedule_deploy_says_what_to_type(sources: list[str]) -> None:
    with pytest.raises(SettingsError, match="--every 6h or --cron"):
        plans_of(settings_of(herald=""), sources, given=None, name="winnow")


def test_add_says_a_wrong_interval_in_one_line(tmp_path: Path) -> None:
    init_project(tmp_path, as_json=False)
    winnow = Path(sys.executable).with_name("winnow")
    done = subprocess.run(
        [winnow, "add", HERALD, "--every", "soon"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("winnow: --every soon: expected 30m, 6h, 1d")
