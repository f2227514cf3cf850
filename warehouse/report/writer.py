"""How does a page of the report become a file?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from warehouse.persons import collapse_cuts
from warehouse.report.print_table import print_bar, print_facts, print_gauge, print_table
from warehouse.report.print_text import print_ledger, print_quiet
from warehouse.report.records import Link, Shell

# What templates call for pieces with many values.
PRINTERS = (print_bar, print_facts, print_gauge, print_ledger, print_quiet, print_table)


@cache
def environment() -> Environment:
    """Return the templates: everything is escaped, an unknown name is an error."""
    found = Environment(
        loader=PackageLoader("warehouse.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        auto_reload=False,
    )
    found.filters |= {printer.__name__: printer for printer in PRINTERS}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Prints pages into a folder, each framed by when and from which run the report was made."""

    folder: Path
    generated_at: str
    run: str
    run_id: str

    def write(
        self,
        path: str,
        template: str,
        page: object,
        *,
        title: str,
        crumbs: Sequence[Link] = (),
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        """Print one page."""
        root = "../" if "/" in path else ""
        shell = Shell(
            title=title,
            root=root,
            crumbs=tuple(crumbs),
            generated_at=self.generated_at,
            run=self.run,
            run_id=self.run_id,
            before=before,
            after=after,
        )
        text = environment().get_template(template).render(shell=shell, page=page)
        with open(f"{self.folder}/{path}", "wb", buffering=0) as file:  # noqa: PTH123 (a Path costs as much again)
            file.write(collapse_cuts(text).encode("utf-8", "replace"))
