"""What a run shows of how far it is never goes beyond what it says there is."""

from flows.run.progress import Stages


class Told(Stages):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[int, int | None]] = []

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        self.seen.append((done, total))


def test_a_total_told_by_an_older_task_does_not_shrink_the_stage() -> None:
    told = Told()
    for total in (None, 200, 400, 200):
        told.step("read", total)

    assert told.seen == [(1, None), (2, 200), (3, 400), (4, 400)]
