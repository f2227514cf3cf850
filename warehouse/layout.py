"""Where does each file of a warehouse lie?"""

from dataclasses import dataclass
from pathlib import Path

SNAPSHOT_NAME = "winnow"
OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class WarehouseFolder:
    """The folder of one warehouse. Analysts open `snapshot`; everything else belongs to winnow."""

    path: Path

    @property
    def database(self) -> Path:
        """The file that the loader alone opens."""
        return self.path / "private" / "warehouse.duckdb"

    @property
    def key(self) -> Path:
        """The key of the hashes of personal data; mode 0600."""
        return self.path / "private" / "key"

    @property
    def lease(self) -> Path:
        """The lock that keeps two writers apart."""
        return self.path / "private" / "lease"

    @property
    def spill(self) -> Path:
        """Where DuckDB puts what does not fit into memory."""
        return self.path / "private" / "spill"

    @property
    def parts(self) -> Path:
        """Where workers leave their rows for the loader."""
        return self.path / "parts"

    @property
    def snapshots(self) -> Path:
        """The last published versions, read-only."""
        return self.path / "snapshots"

    @property
    def snapshot(self) -> Path:
        """The symlink to the newest published version."""
        return self.path / f"{SNAPSHOT_NAME}.duckdb"

    def make(self) -> "WarehouseFolder":
        """Return the folder itself, its directories made; what holds the key is closed to others."""
        for folder in (self.path, self.parts, self.snapshots):
            folder.mkdir(parents=True, exist_ok=True)
        self.database.parent.mkdir(exist_ok=True)
        self.database.parent.chmod(OWNER_ONLY)
        return self
