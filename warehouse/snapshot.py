"""What do analysts open? A published, read-only copy of the warehouse, reached through one symlink."""

import os
import re
import shutil
from pathlib import Path

import duckdb

from warehouse.files import sync_path
from warehouse.layout import SNAPSHOT_NAME, WarehouseFolder
from warehouse.trouble import explain

KEPT = 3
READ_ONLY = 0o444
DRAFT_SUFFIX = ".draft"
_VERSION = re.compile(rf"{SNAPSHOT_NAME}\.v(\d+)\.duckdb")


def publish(connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, *, keep: int = KEPT) -> Path:
    """Return the new version that the symlink now leads to; hold the lease, and let nothing else use the connection.

    Readers of older versions go on reading theirs: a file that was removed lives until they close it.
    """
    try:
        connection.execute("force checkpoint")  # everything is in the one file now
        target = _copy(folder)
        _point(folder.snapshot, target)
        _prune(folder, keep=keep)
    except (duckdb.Error, OSError) as error:
        raise explain(error, folder.snapshots) from error
    return target


def list_snapshots(folder: WarehouseFolder) -> list[Path]:
    """Return the published versions that are still there, oldest first."""
    found = [(int(match[1]), path) for path in folder.snapshots.iterdir() if (match := _VERSION.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def _copy(folder: WarehouseFolder) -> Path:
    newest = [_VERSION.fullmatch(path.name) for path in list_snapshots(folder)[-1:]]
    number = max((int(match[1]) for match in newest if match), default=0) + 1
    target = folder.snapshots / f"{SNAPSHOT_NAME}.v{number}.duckdb"
    draft = target.with_suffix(DRAFT_SUFFIX)
    draft.unlink(missing_ok=True)
    shutil.copyfile(folder.database, draft)
    draft.chmod(READ_ONLY)
    sync_path(draft)
    draft.rename(target)
    sync_path(folder.snapshots)
    return target


def _point(link: Path, target: Path) -> None:
    draft = link.with_name(f".{link.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target.relative_to(link.parent))
    draft.replace(link)
    sync_path(link.parent)


def _prune(folder: WarehouseFolder, *, keep: int) -> None:
    for path in list_snapshots(folder)[:-keep]:
        path.unlink()
    for draft in folder.snapshots.glob(f"*{DRAFT_SUFFIX}"):
        draft.unlink()
