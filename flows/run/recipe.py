"""Which code, rules and model made a row? One hash that changes when any of them does, a user's rules among them."""

import importlib.metadata
import importlib.resources
import importlib.util
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

from extractors.errors import PipelineError
from extractors.ids import hash_id
from extractors.rules.records import NO_RULES, Rules, rules_id

# The pipeline is named by its manifest, and training code makes no rows.
NOT_CODE = frozenset({"__pycache__", "training", "pipeline"})


def code_version() -> str:
    """Return winnow's version."""
    return importlib.metadata.version("winnow")


@cache
def code_id() -> str:
    """Return the hash of every module and data file of `extractors`, names and bytes, in order."""
    digest = sha256()
    for name, file in sorted(_files(importlib.resources.files("extractors"), "")):
        digest.update(name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:24]


def model_id(pipeline: str | None) -> str:
    """Return the hash that names the spaCy pipeline: of its manifest, or of the `meta.json` of an official one.

    Raises PipelineError when there is no such pipeline.
    """
    if pipeline is None:
        manifest = importlib.resources.files("extractors") / "pipeline" / "manifest.json"
        if not manifest.is_file():
            raise PipelineError(f"{manifest}: the pipeline that winnow carries is missing; install winnow again")
        return sha256(manifest.read_bytes()).hexdigest()[:24]
    for folder in _folders(pipeline):
        metas = [folder / "meta.json", *folder.glob("*/meta.json")]
        for meta in metas:
            if meta.is_file():
                return sha256(meta.read_bytes()).hexdigest()[:24]
    raise PipelineError(f"pipeline {pipeline!r}: no such installed package and no folder with a meta.json")


def recipe_id(pipeline: str | None, rules: Rules = NO_RULES) -> str:
    """Return the hash of rules and model: with a page's bytes and address it decides the page's rows."""
    own = [rules_id(rules)] if rules != NO_RULES else []
    return hash_id(code_id(), model_id(pipeline), *own)


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.name in NOT_CODE:
            continue
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry


def _folders(pipeline: str) -> list[Path]:
    path = Path(pipeline)
    if path.is_dir():
        return [path]
    spec = importlib.util.find_spec(pipeline) if pipeline.isidentifier() else None
    return [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
