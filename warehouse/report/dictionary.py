"""What does every column of the warehouse mean, in its own comments?"""

from collections.abc import Sequence
from itertools import groupby

from warehouse.report.records import Cell, Column, DictionaryPage, Row, Table
from warehouse.report.rows import ColumnFacts

COLUMNS = (Column(name="column"), Column(name="type"), Column(name="meaning", css="wide"))


def show_dictionary(columns: Sequence[ColumnFacts]) -> DictionaryPage:
    """Return every table and view with the comments of its columns."""
    relations = []
    for name, group in groupby(columns, key=lambda column: column.relation):
        members = list(group)
        rows = tuple(
            Row(
                cells=(
                    Cell(text=column.column_name, css="nowrap"),
                    Cell(text=column.data_type.lower()),
                    Cell(text=column.column_comment or "", css="wide"),
                )
            )
            for column in members
        )
        kind = "View" if members[0].is_view else "Table"
        comment = f"{kind}. {members[0].relation_comment or ''}"
        relations.append((name, comment, Table(caption=name, columns=COLUMNS, rows=rows)))
    return DictionaryPage(relations=tuple(relations))
