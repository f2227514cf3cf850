"""How is a chunk read in a process of Dask or Ray, perhaps on another machine?

What crosses over is a ticket and the chunk's name; pages, key and rows go through the storage. A worker process
keeps one pool with one reader, so the spaCy pipeline is loaded once and a page that crashes costs one page.
"""

import multiprocessing
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from extractors.errors import RunError
from flows.rules.read import read_rules
from flows.run.chunks import CaptureRef, Chunk, read_chunk, write_chunk
from flows.run.layout import Layout
from flows.run.recipe import recipe_id
from flows.run.steps import ReaderPool, ReadOutcome, read_chunk_to_part
from flows.run.storage import Storage, fetch_folder, put_folder
from flows.workers.pages import reader_work
from flows.workers.pool import PoolOptions, WorkerPool
from warehouse.parts import MANIFEST

KEY = "private/key"  # as in a warehouse folder; whoever reads it could read the WARC files as well
# The pool of this process, by pipeline and deadline: it outlives a task, so that the next one finds it warm.
POOLS: dict[tuple[str | None, float], ReaderPool] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a worker must know to read a chunk of a run."""

    storage: str
    run_id: str
    recipe_id: str
    pipeline: str | None
    page_deadline_s: float
    worker_memory_mb: int
    rules: str = ""  # the text of the user's rules: no worker looks for the file

    def as_json(self) -> dict[str, object]:
        """Return the ticket as a task's parameter."""
        return asdict(self)


def read_remotely(ticket: Ticket, chunk_name: str) -> dict[str, int | str]:
    """Read one chunk that lies in the storage into a part there; return the part's name and counts as JSON."""
    _check(ticket)
    storage = Storage(ticket.storage)
    if storage.folder is not None:
        layout = Layout(storage.folder)
        return _as_json(_read(ticket, layout.chunks / chunk_name, layout))
    with tempfile.TemporaryDirectory(prefix="winnow-") as folder:
        layout = Layout(Path(folder))
        outcome = _read(ticket, _fetched_chunk(storage, chunk_name, layout), layout)
        assert outcome.part is not None  # nobody stops a worker elsewhere
        put_folder(storage, outcome.part, f"parts/{outcome.part.name}", last=MANIFEST)
    return _as_json(outcome)


def share_chunk(storage: Storage, chunk: Path, layout: Layout) -> None:
    """Put a chunk, and the WARC files that it needs, where workers find them."""
    if storage.folder is not None:
        return
    for file in sorted({ref.warc_file for ref in read_chunk(chunk).refs}):
        if not storage.holds(shared_name(file)):
            storage.put(layout.warc / file, shared_name(file))
    storage.put(layout.folder.key, KEY)
    storage.put(chunk, f"chunks/{chunk.name}")


def forget_shared(storage: Storage) -> None:
    """Remove from an object store what a run that died had shared and what its workers left; WARC files stay."""
    if storage.folder is None:
        for folder in ("chunks", "parts"):
            for name in storage.names(folder):
                storage.remove(f"{folder}/{name}")


def fetch_part(storage: Storage, part: str, layout: Layout) -> Path:
    """Bring a part that a worker left to the loader's folder and return its place there."""
    place = layout.parts / part
    if storage.folder is None:
        fetch_folder(storage, f"parts/{part}", place)
        storage.remove(f"parts/{part}")
    return place


def shared_name(warc_file: str) -> str:
    """Return the name in the storage of a WARC file: winnow's own by its name, one from elsewhere by its path too."""
    path = Path(warc_file)
    return f"warc/{sha256(warc_file.encode()).hexdigest()[:16]}-{path.name}" if path.is_absolute() else f"warc/{path}"


def outcome_of(answer: Mapping[str, int | str], layout: Layout, storage: Storage) -> ReadOutcome:
    """Return what a worker's answer means here, its part fetched."""
    part = fetch_part(storage, str(answer["part"]), layout)
    return ReadOutcome(part=part, read=int(answer["read"]), failed=int(answer["failed"]))


def _check(ticket: Ticket) -> None:
    if multiprocessing.current_process().daemon:
        raise RunError(
            "this Dask worker may not start processes, so a crash or hang of a page would cost the run; start it "
            "with DASK_DISTRIBUTED__WORKER__DAEMON=False"
        )
    here = recipe_id(ticket.pipeline, read_rules(ticket.rules).rules)
    if here != ticket.recipe_id:
        raise RunError(f"the worker's code, rules or model differ ({here}) from the run's ({ticket.recipe_id})")


def _fetched_chunk(storage: Storage, name: str, layout: Layout) -> Path:
    """Fetch a chunk with its WARC files and the key, and return a copy of it that names the files as they lie here."""
    storage.fetch(f"chunks/{name}", layout.chunks / f"shared-{name}")
    storage.fetch(KEY, layout.folder.key)
    shared = read_chunk(layout.chunks / f"shared-{name}")
    here = Chunk(chunk_id=shared.chunk_id, refs=tuple(_fetched(storage, ref, layout) for ref in shared.refs))
    return write_chunk(here, layout.chunks)


def _fetched(storage: Storage, ref: CaptureRef, layout: Layout) -> CaptureRef:
    name = shared_name(ref.warc_file)
    storage.fetch(name, layout.root / name)
    return replace(ref, warc_file=Path(name).name)


def _read(ticket: Ticket, chunk: Path, layout: Layout) -> ReadOutcome:
    return read_chunk_to_part(
        chunk,
        layout=layout,
        run_id=ticket.run_id,
        recipe_id=ticket.recipe_id,
        key=layout.folder.key.read_bytes(),
        pool=_pool(ticket),
        rules=read_rules(ticket.rules).rules,
    )


def _pool(ticket: Ticket) -> ReaderPool:
    """Return this process's pool, one reader in it; made at the first call."""
    use = (ticket.pipeline, ticket.page_deadline_s)
    if use not in POOLS:
        options = PoolOptions(workers=1, item_deadline_s=ticket.page_deadline_s, memory_mb=ticket.worker_memory_mb)
        POOLS[use] = WorkerPool(reader_work(ticket.pipeline), options)
    return POOLS[use]


def _as_json(outcome: ReadOutcome) -> dict[str, int | str]:
    assert outcome.part is not None  # as above
    return {"part": outcome.part.name, "read": outcome.read, "failed": outcome.failed}
