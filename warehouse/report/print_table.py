"""How do tables, their small drawings and lists of facts become HTML?

Tables are most of the index and of a source's page: a template takes several times as long for each cell. Every value
goes through `escape`.
"""

from collections.abc import Iterable
from html import escape

from warehouse.report.print_text import escape_text
from warehouse.report.records import Bar, Cell, Column, Fact, Gauge, Row, Spark, Table


def print_gauge(gauge: Gauge, css: str = "") -> str:
    """Return a score as a ring."""
    return (
        f'<svg class="gauge tone-{escape(gauge.tone)} {css}" viewBox="0 0 36 36" role="img"'
        f' aria-label="{escape(gauge.label)}"><circle class="ring" cx="18" cy="18" r="15.9155"/>'
        f'<circle class="arc" cx="18" cy="18" r="15.9155" stroke-dasharray="{escape(gauge.arc)}"/>'
        f'<text class="num" x="18" y="19.500">{escape(gauge.number)}</text>'
        f'<text class="letter" x="18" y="26.500">{escape(gauge.grade)}</text></svg>'
    )


def print_bar(bar: Bar) -> str:
    """Return a horizontal bar of 0 to 100."""
    return (
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="track" width="100" height="6"/><rect class="fill-{escape(bar.tone)}"'
        f' width="{escape(bar.width)}" height="6"/></svg>'
    )


def _spark(spark: Spark) -> str:
    return (
        '<svg class="spark" viewBox="0 0 12 100" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(spark.label)}"><path d="{escape(spark.path)}"/></svg>'
    )


def _content(cell: Cell) -> str:
    text = escape_text(cell.text)
    if cell.href:
        text = f'<a href="{escape(cell.href)}">{text}</a>'
    if cell.bar is not None:
        text += print_bar(cell.bar)
    if cell.spark is not None:
        text += _spark(cell.spark)
    if cell.note:
        text += f"<small>{escape_text(cell.note)}</small>"
    if cell.gauge is None:
        return text
    return f'<div class="scored">{print_gauge(cell.gauge, "small")}<div>{text}</div></div>'


def _attributes(cell: Cell) -> str:
    css = f' class="{escape(cell.css)}"' if cell.css else ""
    return css if cell.order is None else f'{css} data-order="{escape(cell.order)}"'


def _row(row: Row) -> str:
    anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
    words = f' data-words="{escape(row.words)}"' if row.words else ""
    head, *cells = row.cells
    rest = "".join([f"<td{_attributes(cell)}>{_content(cell)}</td>" for cell in cells])
    return f'<tr{anchor}{words}><th scope="row"{_attributes(head)}>{_content(head)}</th>{rest}</tr>\n'


def _column(column: Column) -> str:
    hint = f' title="{escape(column.hint)}"' if column.hint else ""
    css = f' class="{escape(column.css)}"' if column.css else ""
    return f'<th scope="col"{css}{hint}>{escape_text(column.name)}</th>'


def print_table(table: Table, css: str = "") -> str:
    """Return a table in a region of its own that scrolls where it is too wide."""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}"><table class="{css}">\n'
        f"<caption>{escape_text(table.caption)}</caption>\n"
        f"<thead><tr>{''.join(map(_column, table.columns))}</tr></thead>\n"
        f"<tbody>\n{''.join(map(_row, table.rows))}</tbody></table></div>"
    )


def _fact(fact: Fact) -> str:
    value = escape_text(fact.value)
    if fact.href:
        outside = ' rel="noopener noreferrer nofollow"' if fact.href.startswith("http") else ""
        value = f'<a href="{escape(fact.href)}"{outside}>{value}</a>'
    elif fact.code:
        value = f"<code>{value}</code>"
    note = f" <small>{escape_text(fact.note)}</small>" if fact.note else ""
    return f'<div><dt>{escape_text(fact.name)}</dt><dd dir="auto">{value}{note}</dd></div>'


def print_facts(facts: Iterable[Fact]) -> str:
    """Return named values as a list."""
    return f'<dl class="facts">{"".join(map(_fact, facts))}</dl>'
