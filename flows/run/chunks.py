"""Which responses does one reading task take? A chunk is a list of places in WARC files, about 200 of them."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from extractors.ids import hash_id
from extractors.records import Capture
from flows.warc.read import read_capture


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRef:
    """One response, by its place in a WARC file."""

    url: str
    source_id: str
    body_sha256: str
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """The responses of one reading task; its id says what they are and how they will be read."""

    chunk_id: str
    refs: tuple[CaptureRef, ...]

    def first(self, count: int, *, recipe_id: str) -> "Chunk":
        """Return the chunk of the first responses alone; this very one where that is all of them."""
        return self if count == len(self.refs) else make_chunk(self.refs[:count], recipe_id=recipe_id)


def make_chunk(refs: Iterable[CaptureRef], *, recipe_id: str) -> Chunk:
    """Return a chunk whose id is the hash of its inputs and the recipe."""
    listed = tuple(refs)
    inputs = [f"{ref.url} {ref.body_sha256}" for ref in listed]
    return Chunk(chunk_id=hash_id(recipe_id, *inputs), refs=listed)


def write_chunk(chunk: Chunk, folder: Path) -> Path:
    """Write the chunk's list under its id; the file appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{chunk.chunk_id}.json"
    half = path.with_suffix(f".{os.getpid()}.half")
    half.write_text(json.dumps({"chunk_id": chunk.chunk_id, "refs": [asdict(ref) for ref in chunk.refs]}))
    half.replace(path)
    return path


def read_chunk(path: Path) -> Chunk:
    """Return the chunk that a list names."""
    stored = json.loads(path.read_text())
    return Chunk(chunk_id=stored["chunk_id"], refs=tuple(CaptureRef(**ref) for ref in stored["refs"]))


def remove_chunks(folder: Path) -> None:
    """Remove the lists of a run that died: the next run makes its own. Call it while no run goes on."""
    for path in folder.glob("*"):
        path.unlink(missing_ok=True)


def captures_of(chunk: Chunk, warc_folder: Path) -> Iterator[tuple[CaptureRef, Capture]]:
    """Yield each response of the chunk, read back from its WARC file."""
    for ref in chunk.refs:
        yield ref, read_capture(warc_folder / ref.warc_file, offset=ref.warc_offset)
