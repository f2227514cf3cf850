"""What do all audits together find?"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.report.audit import MOST_ROWS, Audit
from warehouse.report.change_audit import changed
from warehouse.report.claim_audits import contradictions, repeated, unattributed, vague
from warehouse.report.family_audit import families
from warehouse.report.page_audits import copies, failures, fresh, generated
from warehouse.report.persona_audit import personas
from warehouse.report.query import ask
from warehouse.report.rows import (
    ChangeFacts,
    ContradictionFacts,
    CopyFacts,
    FailureFacts,
    FamilyFacts,
    FreshFacts,
    GeneratedFacts,
    PersonaFacts,
    RepeatedFacts,
    UnattributedFacts,
    VagueFacts,
)
from warehouse.report.wording_audits import wording_audits


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFacts:
    """The rows of every audit."""

    contradictions: Sequence[ContradictionFacts]
    copies: Sequence[CopyFacts]
    generated: Sequence[GeneratedFacts]
    personas: Sequence[PersonaFacts]
    vague: Sequence[VagueFacts]
    unattributed: Sequence[UnattributedFacts]
    repeated: Sequence[RepeatedFacts]
    changed: Sequence[ChangeFacts]
    failures: Sequence[FailureFacts]
    wording: tuple[Audit, ...]
    fresh: Sequence[FreshFacts]
    families: Sequence[FamilyFacts]


def read_audits(connection: duckdb.DuckDBPyConnection) -> AuditFacts:
    """Return the rows of every audit, at most `MOST_ROWS` each."""
    most = {"most": MOST_ROWS}
    return AuditFacts(
        contradictions=ask(connection, "contradictions", ContradictionFacts, most),
        copies=ask(connection, "copies", CopyFacts, most),
        generated=ask(connection, "generated_authors", GeneratedFacts, most),
        personas=ask(connection, "personas", PersonaFacts, most),
        vague=ask(connection, "vague_sources", VagueFacts, most),
        unattributed=ask(connection, "unattributed", UnattributedFacts, most),
        repeated=ask(connection, "repeated_claims", RepeatedFacts, most),
        changed=ask(connection, "changed", ChangeFacts, most),
        failures=ask(connection, "failures", FailureFacts, most),
        fresh=ask(connection, "fresh", FreshFacts, most),
        families=ask(connection, "families", FamilyFacts, most),
        wording=wording_audits(connection),
    )


def all_audits(facts: AuditFacts) -> tuple[Audit, ...]:
    """Return every audit in the order of the index."""
    return (
        *((fresh(facts.fresh),) if facts.fresh else ()),
        contradictions(facts.contradictions),
        generated(facts.generated),
        personas(facts.personas),
        families(facts.families),
        copies(facts.copies),
        vague(facts.vague),
        unattributed(facts.unattributed),
        repeated(facts.repeated),
        *facts.wording,
        changed(facts.changed),
        failures(facts.failures),
        *(() if facts.fresh else (fresh(facts.fresh),)),
    )
