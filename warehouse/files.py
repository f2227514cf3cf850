"""How does a file survive a power cut? It is on the disk before its name says so."""

import os
from pathlib import Path


def sync_path(path: Path) -> None:
    """Wait until the content of a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
