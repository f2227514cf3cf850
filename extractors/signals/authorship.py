"""Is the author a person, and does the page name one?"""

from extractors.records import AuthorProfile, AuthorVerdict, Signal, Span
from extractors.signals.grading import counted, grade
from extractors.signals.lists import listed
from extractors.signals.material import Material


def generated_author(material: Material) -> Signal:
    """Return how sure it is that the page shows an author whom a program invented."""
    profiles = [p for p in material.article.authors if p.verdict is AuthorVerdict.GENERATED]
    sure = max((profile.confidence for profile in profiles), default=0.0)
    return grade(
        material,
        "generated_author",
        sure,
        reason=_generated_reason(profiles, sure),
        spans=[span for profile in profiles for span in profile.spans],
    )


def _generated_reason(profiles: list[AuthorProfile], sure: float) -> str:
    if not profiles:
        return "no author profile looks generated"
    signs = sorted({evidence.sign for profile in profiles for evidence in profile.evidence if evidence.weight > 0})
    named = f": {', '.join(sign.replace('_', ' ') for sign in signs[:6])}" if signs else ""
    return f"{counted(len(profiles), 'author profile')} generated, confidence {sure:.2f}{named}"


def unnamed_author(material: Material) -> Signal:
    """Return 0 for a named person, 0.5 for an organisation, 1 where nobody is named but an account or an invention."""
    value, reason = _best_name(material)
    byline = next((b for b in material.article.blocks if b.label == "byline"), None)
    spans = (Span(start=byline.start, end=byline.end),) if byline is not None and value > 0 else ()
    return grade(material, "unnamed_author", value, reason=reason, spans=spans)


def _best_name(material: Material) -> tuple[float, str]:
    verdicts = {p.verdict for p in material.article.authors if not _is_role(p.name, material)}
    if verdicts & {AuthorVerdict.PERSON, AuthorVerdict.UNSURE}:
        return 0.0, "a person is named as author"
    if AuthorVerdict.ORGANISATION in verdicts:
        return 0.5, "an organisation is named as author, no person"
    byline = material.article.metadata.byline
    if byline is not None and not _is_role(byline, material) and AuthorVerdict.GENERATED not in verdicts:
        return 0.0, "a byline names an author"
    if byline is not None and _is_role(byline, material):
        return 1.0, f"the byline is an account name ({byline.strip()!r})"
    return 1.0, "no author is named" if AuthorVerdict.GENERATED not in verdicts else "no genuine author is named"


def _is_role(name: str | None, material: Material) -> bool:
    return name is not None and name.strip().lower() in listed(material, "account_names")
