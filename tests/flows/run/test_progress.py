"""What a run shows of how far it is never goes beyond what it says there is."""

from flows.run.progress import Stages


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
