"""Which key hashes personal data in this warehouse?"""

import os
import secrets
from pathlib import Path

from extractors.errors import WarehouseError

KEY_BYTES = 32
OWNER_ONLY = 0o600


def read_key(path: Path) -> bytes:
    """Return the key of the warehouse, made at the first call; the file is open to its owner alone."""
    try:
        if not path.exists():
            _make_key(path)
        key = path.read_bytes()
    except OSError as error:
        raise WarehouseError(f"{path}: the key cannot be read or made: {error.strerror}") from error
    if len(key) != KEY_BYTES:
        raise WarehouseError(f"{path}: the key has {len(key)} bytes, expected {KEY_BYTES}; put the old file back")
    return key


def _make_key(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, this never replaces the key that another process just made
    except FileExistsError:
        pass
    finally:
        draft.unlink()
