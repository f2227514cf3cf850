"""How sites print a person: renderings of one profile as HTML, for the stress pages.

A template takes the profile's rows and its heading and returns HTML; none of them knows whether the person is real.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field as it is to be printed."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A profile as it is to be printed: its rows in order, a heading, and social accounts as (network, handle, bio)."""

    rows: Sequence[Row]
    heading: str
    accounts: Sequence[tuple[str, str, str]] = field(default=())

    def value(self, key: str) -> str:
        """Return the value of a field, empty where the profile has none."""
        return next((escape(row.value) for row in self.rows if row.key == key), "")

    def rest(self, *keys: str) -> list[Row]:
        """Return the rows of all other fields."""
        return [row for row in self.rows if row.key not in keys]


Template = Callable[[Printed, Random], str]


def _join(printed: Printed, form: str, between: str = "") -> str:
    return between.join(form.format(k=escape(row.label), v=escape(row.value)) for row in printed.rows)


def _accounts(printed: Printed) -> str:
    return "".join(
        f"<h5>{network}</h5><ul><li>username: {escape(handle)}</li><li>bio: {escape(bio)}</li>"
        f"<li>followers: {len(bio) * 37}</li></ul>"
        for network, handle, bio in printed.accounts
    )


def list_bold(printed: Printed, rng: Random) -> str:
    """Return a bulleted list with bold labels."""
    colon = rng.choice([":", "", " -"])
    rows = _join(printed, "<li><b>{k}" + colon + "</b> {v}</li>")
    return f"<h3>{escape(printed.heading)}</h3><ul class='det'>{rows}</ul>{_accounts(printed)}"


def table_head(printed: Printed, rng: Random) -> str:
    """Return a table with header cells."""
    caption = f"<caption>{escape(printed.heading)}</caption>" if rng.random() < 0.5 else ""
    return f"<table>{caption}{_join(printed, '<tr><th>{k}</th><td>{v}</td></tr>')}</table>"


def table_cells(printed: Printed, rng: Random) -> str:
    """Return a table of plain cells."""
    colon = rng.choice([":", ""])
    head = f"<tr><td colspan=2><b>{escape(printed.heading)}</b></td></tr>"
    return f"<table border=0>{head}{_join(printed, '<tr><td>{k}' + colon + '</td><td>{v}</td></tr>')}</table>"


def table_wide(printed: Printed, _: Random) -> str:
    """Return a table of one row under its header."""
    heads, cells = _join(printed, "<th>{k}</th>"), _join(printed, "<td>{v}</td>")
    table = f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"
    return f"<h4>{escape(printed.heading)}</h4>{table}"


def definitions(printed: Printed, rng: Random) -> str:
    """Return a definition list, each pair in a box of its own or not."""
    form = rng.choice(["<dt>{k}</dt><dd>{v}</dd>", "<div><dt>{k}</dt><dd>{v}</dd></div>"])
    return f"<section><h2>{escape(printed.heading)}</h2><dl>{_join(printed, form)}</dl></section>"


def boxes(printed: Printed, rng: Random) -> str:
    """Return nested boxes with spans."""
    form = rng.choice(
        [
            "<div class='r'><span class='k'>{k}</span><span class='v'>{v}</span></div>",
            "<div class='row'><div class='col-3'>{k}</div><div class='col-9'>{v}</div></div>",
            "<div><div><div>{k}:</div></div><div><div>{v}</div></div></div>",
            "<p class='lb'>{k}</p><p class='vl'>{v}</p>",
        ]
    )
    return f"<div class='pf'><div class='pf-t'>{escape(printed.heading)}</div>{_join(printed, form)}</div>"


def breaks(printed: Printed, rng: Random) -> str:
    """Return labelled lines between line breaks."""
    form = rng.choice(["{k}: {v}", "<strong>{k}</strong> {v}", "{k} - {v}", "<em>{k}:</em> {v}"])
    return f"<p><strong>{escape(printed.heading)}</strong><br>{_join(printed, form, '<br>')}</p>{_accounts(printed)}"


def bare_breaks(printed: Printed, rng: Random) -> str:
    """Return bare values between line breaks."""
    tag = rng.choice(["p", "div", "address"])
    return f"<{tag} class='sig'>{'<br>'.join(escape(row.value) for row in printed.rows)}</{tag}>"


def one_line(printed: Printed, rng: Random) -> str:
    """Return all fields in one line."""
    between = rng.choice([" | ", " • ", " · ", "; "])
    return f"<p class='meta'>{_join(printed, '{k}: {v}', between)}</p>"


def bare_line(printed: Printed, rng: Random) -> str:
    """Return all bare values in one line."""
    between = rng.choice([" | ", " • ", " · "])
    return f"<footer><p>{between.join(escape(row.value) for row in printed.rows)}</p></footer>"


def card(printed: Printed, rng: Random) -> str:
    """Return a card with the name as its heading."""
    tag = rng.choice(["h3", "h4", "strong", "div"])
    work = " ".join(
        filter(None, (printed.value("job"), rng.choice(["at", "@", "\u2013", ","]), printed.value("company")))
    )
    head = f"<{tag} class='nm'>{printed.value('name')}</{tag}>"
    work = (
        f"<p class='jb'>{work}</p>"
        if printed.value("job") and printed.value("company")
        else f"<p>{printed.value('job') or printed.value('company')}</p>"
    )
    bio = f"<p>{printed.value('bio')}</p>" if printed.value("bio") else ""
    rest = "".join(f"<span>{escape(row.value)}</span> " for row in printed.rest("name", "job", "company", "bio"))
    head = f"<img src='a.jpg' alt=''>{head}{work}{bio}"
    return f"<div class='box'>{head}<div class='ct'>{rest}</div></div>{_accounts(printed)}"


def side_card(printed: Printed, _: Random) -> str:
    """Return a card of a side column: picture, name, small lines."""
    rows = "".join(f"<li>{escape(row.value)}</li>" for row in printed.rest("name", "job"))
    job = f"<small>{printed.value('job')}</small>" if printed.value("job") else ""
    face = f"<figure><img src='p.png'><figcaption>{printed.value('name')}</figcaption></figure>"
    return f"<aside><div class='wg'><h4>{escape(printed.heading)}</h4>{face}{job}<ul>{rows}</ul></div></aside>"


def microformat(printed: Printed, _: Random) -> str:
    """Return an hCard."""
    rows = "".join(f"<div class='{row.key}'>{escape(row.value)}</div>" for row in printed.rest("name"))
    return f"<div class='vcard author'><span class='fn n'>{printed.value('name')}</span>{rows}</div>"


def symbols(printed: Printed, rng: Random) -> str:
    """Return values behind symbols instead of labels."""
    signs = {
        "email": "\u2709",
        "phone": "\u260e",
        "address": "\U0001f4cd",
        "birthdate": "\U0001f382",
        "website": "\U0001f517",
    }
    tag = rng.choice(["li", "div", "p"])
    rows = "".join(f"<{tag}>{signs.get(row.key, '')} {escape(row.value)}</{tag}>" for row in printed.rest("name"))
    return f"<div class='who'><h4>{printed.value('name')}</h4>{rows}</div>"


def arrows(printed: Printed, rng: Random) -> str:
    """Return labels and values joined by an unusual mark."""
    mark = rng.choice([" &rarr; ", " = ", " &raquo; ", " ~ ", " / "])
    return f"<h4>{escape(printed.heading)}</h4><ul>{_join(printed, '<li>{k}' + mark + '{v}</li>')}</ul>"


def capitals(printed: Printed, _: Random) -> str:
    """Return labels in capitals over their values."""
    rows = "".join(
        f"<div class='f'><h6>{escape(row.label.upper())}</h6><p>{escape(row.value)}</p></div>" for row in printed.rows
    )
    return f"<section class='ab'><h3>{escape(printed.heading.upper())}</h3>{rows}</section>"


def folded(printed: Printed, _: Random) -> str:
    """Return a part that opens on a click."""
    return (
        f"<details open><summary>{escape(printed.heading)}</summary>{_join(printed, '<div>{k}: {v}</div>')}</details>"
    )


def sentences(printed: Printed, rng: Random) -> str:
    """Return the fields as English sentences."""
    name = printed.value("name")
    job, company = printed.value("job") or "author", printed.value("company") or "this site"
    said = [f"{name} is {rng.choice(['a', 'an', 'our'])} {job} at {company}."]
    parts = {
        "birthdate": "Born on {}.",
        "address": "Lives at {}.",
        "email": "Write to {}.",
        "phone": "Call {}.",
        "website": "More at {}.",
        "username": "Known online as {}.",
        "bio": "{}",
    }
    said += [parts[row.key].format(escape(row.value)) for row in printed.rows if row.key in parts]
    return f"<h3>{escape(printed.heading)}</h3><p>{' '.join(said)}</p>"


TEMPLATES: Mapping[str, Template] = {
    made.__name__: made
    for made in (
        list_bold, table_head, table_cells, table_wide, definitions, boxes, breaks, bare_breaks, one_line, bare_line,
        card, side_card, microformat, symbols, arrows, capitals, folded, sentences,
    )
}  # fmt: skip

_PROPERTIES = {
    "name": "name", "username": "alternateName", "email": "email", "birthdate": "birthDate", "phone": "telephone",
    "job": "jobTitle", "bio": "description", "website": "url",
}  # fmt: skip


def markup(printed: Printed, rng: Random) -> str:
    """Return the profile as JSON-LD, as the article's author or as the page's subject."""
    person: dict[str, object] = {"@type": "Person"}
    person |= {_PROPERTIES[row.key]: row.value for row in printed.rows if row.key in _PROPERTIES}
    for row in printed.rows:
        if row.key == "address":
            person["address"] = rng.choice([row.value, {"@type": "PostalAddress", "streetAddress": row.value}])
        elif row.key == "company":
            person["worksFor"] = {"@type": "Organization", "name": row.value}
    person["sameAs"] = [f"https://{network}.com/{handle}" for network, handle, _ in printed.accounts]
    story: dict[str, object] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The ferry"}
    form = rng.choice(["author", "list", "graph", "creator"])
    if form == "graph":
        story = {
            "@context": "https://schema.org",
            "@graph": [story | {"author": {"@id": "#a"}}, person | {"@id": "#a"}],
        }
    else:
        story |= {"creator": person} if form == "creator" else {"author": [person] if form == "list" else person}
    return f'<script type="application/ld+json">{json.dumps(story)}</script>'
