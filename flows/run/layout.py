"""Where does what lie in a warehouse folder, beside what the warehouse itself keeps there?"""

from dataclasses import dataclass
from pathlib import Path

from warehouse.layout import WarehouseFolder


@dataclass(frozen=True, slots=True)
class Layout:
    """The places in a warehouse folder. Analysts need `snapshot` and `report`; the rest is winnow's own."""

    root: Path

    @property
    def folder(self) -> WarehouseFolder:
        """Return the warehouse's own places."""
        return WarehouseFolder(self.root)

    @property
    def snapshot(self) -> Path:
        """Return the link to the newest published, read-only snapshot."""
        return self.folder.snapshot

    @property
    def parts(self) -> Path:
        """Return the folder of Parquet parts that wait for the loader."""
        return self.folder.parts

    @property
    def warc(self) -> Path:
        """Return the folder of WARC files: every response as received, mode 0600."""
        return self.root / "warc"

    @property
    def chunks(self) -> Path:
        """Return the folder of chunk lists: which responses one reading task takes."""
        return self.root / "private" / "chunks"

    @property
    def journals(self) -> Path:
        """Return the folder of what crawls write down as they go, for the run that follows one that was killed."""
        return self.root / "private" / "crawl"

    @property
    def parameters(self) -> Path:
        """Return the folder of settings that are too long for Prefect, while their runs last."""
        return self.root / "private" / "parameters"

    @property
    def schedules(self) -> Path:
        """Return the folder of what is written down of schedules that somebody serves."""
        return self.root / "private" / "schedules"

    @property
    def report(self) -> Path:
        """Return the folder of the static report."""
        return self.root / "report"

    @property
    def prefect(self) -> Path:
        """Return the home of the Prefect server that a run starts where none is configured."""
        return self.root / "private" / "prefect"
