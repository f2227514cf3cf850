"""How does a page of the report become a file?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from warehouse.report.print_text import print_line, print_quiet
from warehouse.report.records import Link, Shell


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
    found.filters["print_line"] = print_line
    found.filters["print_quiet"] = print_quiet
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Prints pages into a folder, each framed by when and from which run the report was made."""

    folder: Path
    generated_at: str
    run: str

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
            before=before,
            after=after,
        )
        text = environment().get_template(template).render(shell=shell, page=page)
        (self.folder / path).write_bytes(text.encode("utf-8", "replace"))
