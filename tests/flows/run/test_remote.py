"""A chunk read on a worker elsewhere gives the same part as one read here."""

from pathlib import Path
from uuid import uuid4

import pytest

from extractors.errors import RunError
from extractors.ids import hash_id
from flows.fetch.crawl import crawl_blocking
from flows.run.chunks import CaptureRef, make_chunk, write_chunk
from flows.run.layout import Layout
from flows.run.recipe import recipe_id
from flows.run.remote import Ticket, outcome_of, read_remotely, share_chunk, shared_name
from flows.run.storage import Storage
from flows.settings import Settings
from flows.sources.spec import parse_source_argument
from flows.warc.write import WarcWriter
from warehouse.key import read_key
from warehouse.parts import read_part

PAGE = "<html><body><h1>Lamp</h1><p>The harbour office replaced the lamp on Tuesday.</p></body></html>"


@pytest.fixture
def chunk(tmp_path: Path) -> tuple[Layout, Path]:
    """Return a warehouse folder with one page in a WARC file, and the chunk that lists it."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "lamp.html").write_text(PAGE)
    layout = Layout(tmp_path / "here")
    read_key(layout.folder.make().key)
    settings = Settings(warehouse=layout.root, sources=(parse_source_argument(str(pages)),))
    with WarcWriter(layout.warc, run_id="r") as warc:
        fetched = [each.fetch for each in crawl_blocking(settings.sources, settings=settings, run_id="r", warc=warc)]
    refs = [
        CaptureRef(
            url=row.url,
            source_id=row.source_id,
            body_sha256=row.body_sha256,
            warc_file=row.warc_file,
            warc_offset=row.warc_offset,
        )
        for row in fetched
        if row is not None and row.body_sha256 and row.warc_file and row.warc_offset is not None
    ]
    return layout, write_chunk(make_chunk(refs, recipe_id=recipe_id(None)), layout.chunks)


@pytest.mark.parametrize("shared", [True, False], ids=["a disk that all see", "an object store"])
def test_a_chunk_is_read_where_it_is_sent(chunk: tuple[Layout, Path], *, shared: bool) -> None:
    layout, path = chunk
    storage = Storage(str(layout.root) if shared else f"memory://{uuid4().hex}")
    share_chunk(storage, path, layout)

    answer = read_remotely(ticket(storage), path.name)
    outcome = outcome_of(answer, layout, storage)

    assert (outcome.read, outcome.failed) == (1, 0)
    assert read_part(outcome.part).rows["article"] == 1
    assert outcome.part.parent == layout.parts


def test_a_worker_with_other_rules_refuses(chunk: tuple[Layout, Path]) -> None:
    layout, path = chunk
    with pytest.raises(RunError, match="the worker's code, rules or model differ"):
        read_remotely(ticket(Storage(str(layout.root)), recipe=hash_id("other")), path.name)


def test_files_of_two_folders_with_one_name_stay_apart() -> None:
    assert shared_name("/a/x.warc.gz") != shared_name("/b/x.warc.gz")
    assert shared_name("r-1.warc.gz") == "warc/r-1.warc.gz"


def ticket(storage: Storage, *, recipe: str | None = None) -> Ticket:
    return Ticket(
        storage=storage.address,
        run_id="r",
        recipe_id=recipe or recipe_id(None),
        pipeline=None,
        page_deadline_s=60.0,
        worker_memory_mb=1_500,
    )
