"""Which columns does the Parquet file of each table have?"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pyarrow as pa

_TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int32(),
    "big": pa.int64(),
    "real": pa.float64(),
    "flag": pa.bool_(),
    "moment": pa.timestamp("us", tz="UTC"),
    "day": pa.date32(),
    "texts": pa.list_(pa.string()),
    "ints": pa.list_(pa.int32()),
    "minhash": pa.list_(pa.uint32()),
    "spans": pa.list_(pa.struct([("char_start", pa.int32()), ("char_end", pa.int32())])),
    "slot_spans": pa.list_(pa.struct([("slot", pa.string()), ("char_start", pa.int32()), ("char_end", pa.int32())])),
    "fields": pa.list_(pa.struct([("field", pa.string()), ("value", pa.string())])),
}


def _schema(**kinds: str) -> pa.Schema:
    """Return a schema from column names by type, with the chunk that a row came in as the last column."""
    column_types = {name: _TYPES[kind] for kind, names in kinds.items() for name in names.split()}
    return pa.schema([*column_types.items(), ("chunk_id", pa.string())])


CONTENT_SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {
        "capture": _schema(
            text="capture_id url final_url content_type body_sha256 site",
            texts="redirects",
            int="status",
            big="size_bytes",
        ),
        "article": _schema(
            text="article_id capture_id recipe_id url final_url site body_sha256 title title_source byline"
            " byline_source author_verdict author_generator published published_source modified language"
            " language_source canonical_url site_name page_class encoding encoding_declared encoding_evidence"
            " text page_text",
            real="author_confidence",
            moment="published_at modified_at",
            int="text_chars page_chars words sentences blocks_kept blocks_removed",
            flag="claims_read",
            minhash="minhash",
        ),
        "block": _schema(
            text="article_id label reason rule path tag text",
            int="block_order char_start char_end text_start text_end link_chars",
            flag="kept hidden",
            real="score",
        ),
        "author": _schema(
            text="author_id article_id name verdict generator path",
            int="author_order",
            real="confidence",
            flag="jsonld",
            ints="block_orders",
            spans="spans",
            fields="fields",
        ),
        "author_evidence": _schema(
            text="author_id article_id sign field detail quote path",
            int="evidence_order char_start char_end",
            real="weight",
        ),
        "personal_datum": _schema(
            text="author_id article_id kind shape keyed_hash", int="datum_order char_start char_end"
        ),
        "date_candidate": _schema(text="article_id role value source path", int="candidate_order", flag="chosen"),
        "article_entity": _schema(text="article_id entity_id name type", int="mentions"),
        "mention": _schema(
            text="article_id entity_id text type kind canonical reason", int="mention_order char_start char_end"
        ),
        "claim": _schema(
            text="claim_id article_id proposition_id subject subject_canonical subject_entity_id relation"
            " relation_lemma object object_canonical object_entity_id polarity modality cue attribution time_text"
            " time_value time_kind tense sentence rule",
            int="claim_order sentence_start sentence_end char_start char_end block_order",
            flag="attribution_vague checkable",
            day="time_first time_last",
            real="confidence",
            slot_spans="spans",
        ),
        "claim_argument": _schema(text="claim_id article_id text canonical entity_id", int="argument_order"),
        "signal": _schema(
            text="article_id signal reason rule source quote",
            int="signal_order points",
            real="value threshold",
            spans="spans",
        ),
        "score": _schema(text="article_id grade", int="score"),
    }
)
HISTORY_SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {
        "run": _schema(
            text="run_id flow code_version recipe_id model_id status parameters", moment="started_at ended_at"
        ),
        "source": _schema(text="source_id name kind location"),
        "fetch_log": _schema(
            text="fetch_id run_id source_id url final_url site outcome reason robots_line content_type body_sha256"
            " etag last_modified warc_file",
            texts="redirects",
            moment="fetched_at",
            int="status",
            big="size_bytes warc_offset elapsed_ms",
        ),
        "failure": _schema(text="failure_id run_id source_id url site stage code message", moment="failed_at"),
        "source_round": _schema(text="source_id round_id run_id status", int="round_number"),
        "frontier": _schema(text="source_id url round_id", int="found_order"),
        "host": _schema(text="host reason run_id", int="failures state_order", moment="parked_until"),
    }
)
SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType({**CONTENT_SCHEMAS, **HISTORY_SCHEMAS})


def table_of(name: str, rows: Sequence[Mapping[str, Any]], *, chunk_id: str) -> pa.Table:
    """Return rows as an Arrow table with the columns of the named warehouse table."""
    stamped = [{**row, "chunk_id": chunk_id} for row in rows]
    try:
        return pa.Table.from_pylist(stamped, schema=SCHEMAS[name])
    except UnicodeEncodeError:  # a lone surrogate, which UTF-8 cannot hold
        return pa.Table.from_pylist([_storable(row) for row in stamped], schema=SCHEMAS[name])


def _storable(value: Any) -> Any:
    """Return a value whose strings UTF-8 can hold, each as long as before."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {name: _storable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return value
