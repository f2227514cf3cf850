"""What a run shows of how far it is never goes beyond what it says there is."""

import pytest

from flows.run.progress import HostLine, Lines, Stages


class _Told(Stages):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, int, int | None, str]] = []

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        self.seen.append((stage, done, total, detail))


def test_a_total_told_by_an_older_task_does_not_shrink_the_stage() -> None:
    told = _Told()
    for total in (None, 200, 400, 200):
        told.step("read", total)

    assert [(done, total) for _, done, total, _ in told.seen] == [(1, None), (2, 200), (3, 400), (4, 400)]


def test_a_second_run_counts_from_its_own_beginning() -> None:
    told = _Told()
    for total in (2, 2, 1, None):
        told.step("read", total)

    assert [(done, total) for _, done, total, _ in told.seen] == [(1, 2), (2, 2), (1, 1), (1, None)]


def test_hosts_add_up_to_what_is_fetched() -> None:
    told = _Told()
    told.host("herald.example", done=3, total=13, failed=1, slow="")
    told.host("mill.example", done=2, total=2, failed=0, slow="")
    assert told.seen[-1] == ("fetch", 5, 15, "1 of 2 hosts done")


def test_a_log_has_a_line_for_each_host_that_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    for done in range(1, 14):
        lines.host("herald.example", done=done, total=13, failed=2, slow="robots.txt asks for 5 s")
    said = [line for line in capsys.readouterr().err.splitlines() if "herald" in line]
    assert said == ["winnow: herald.example 13/13 2 failed, robots.txt asks for 5 s"]


def test_pages_found_one_by_one_do_not_write_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    for done in range(1, 101):
        lines.host("herald.example", done=done, total=done, failed=0, slow="")
    said = capsys.readouterr().err.splitlines()
    assert len([line for line in said if "herald" in line]) == 7  # 1, 2, 4, … 64


def test_a_host_tells_its_rate() -> None:
    line = HostLine(name="herald.example", done=21, total=40, failed=0, slow="", seconds=20.0)
    assert str(line) == "1.0 req/s"
    assert not line.is_done
