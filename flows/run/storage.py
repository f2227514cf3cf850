"""Where do WARC files, chunks and parts lie when pages are read on other machines?

In one folder that all of them see, named by any address that fsspec can reach: a path (also of a network disk) is
used in place, and from anything else (`s3://bucket/folder`) files are copied. A file appears whole or not at all.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import fsspec

from extractors.errors import StorageError


@dataclass(frozen=True)
class Storage:
    """A folder for files that several machines share; names in it use `/`."""

    address: str

    @cached_property
    def _place(self) -> tuple[Any, str]:
        try:
            system, root = fsspec.core.url_to_fs(self.address)
        except (ImportError, ValueError) as error:
            raise StorageError(
                f"storage {self.address}: {error}; `pip install 'winnow[s3]'` brings what s3:// needs"
            ) from error
        return system, str(root).rstrip("/")

    @property
    def folder(self) -> Path | None:
        """Return the folder itself where it is a path of this machine; None where files must be copied."""
        system, root = self._place
        return Path(root) if "file" in _protocols(system) else None

    def holds(self, name: str) -> bool:
        """Say whether a file is there."""
        system, root = self._place
        with self._told(name):
            return bool(system.exists(f"{root}/{name}"))

    def put(self, local: Path, name: str) -> None:
        """Copy a file there."""
        system, root = self._place
        with self._told(name):
            system.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
            system.put_file(str(local), f"{root}/{name}")

    def fetch(self, name: str, local: Path) -> None:
        """Copy a file from there; nothing is done where it has been copied before."""
        if local.exists():
            return
        system, root = self._place
        local.parent.mkdir(parents=True, exist_ok=True)
        draft = local.with_name(f".{local.name}.{os.getpid()}")
        with self._told(name):
            system.get_file(f"{root}/{name}", str(draft))
        draft.replace(local)

    def names(self, folder: str) -> list[str]:
        """Return the names of what lies in a folder there, in order."""
        system, root = self._place
        with self._told(folder):
            system.invalidate_cache()
            found = system.ls(f"{root}/{folder}", detail=False) if system.exists(f"{root}/{folder}") else []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def remove(self, name: str) -> None:
        """Remove a file or folder from there."""
        system, root = self._place
        with self._told(name):
            system.rm(f"{root}/{name}", recursive=True)

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # each file system raises its own: botocore's, aiohttp's, OSError
            raise StorageError(
                f"storage {self.address}: {name}: {type(error).__name__}: {error}; check address, rights and network"
            ) from error


def put_folder(storage: Storage, local: Path, name: str, *, last: str) -> None:
    """Copy a folder there, its file `last` at the end: who sees that one sees all."""
    for path in sorted(local.iterdir(), key=lambda path: path.name == last):
        storage.put(path, f"{name}/{path.name}")


def fetch_folder(storage: Storage, name: str, local: Path) -> None:
    """Copy a folder from there; it appears whole or not at all."""
    if local.exists():
        return
    draft = local.with_name(f".{local.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for each in storage.names(name):
        storage.fetch(f"{name}/{each}", draft / each)
    draft.rename(local)


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)
