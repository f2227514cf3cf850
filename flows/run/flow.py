"""The whole job as a Prefect flow. Thin: each task calls one plain function of `steps` or of the warehouse.

Prefect's state shows a run and schedules it; what is left to do is decided by the warehouse's ledger and by ids that
are hashes of content, so a run may be killed anywhere and started again. Results that pass between tasks are paths
and counts.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from prefect import flow, task
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.ids import hash_id
from flows.run.artifacts import RunSummary, publish_artifacts
from flows.run.layout import Layout
from flows.run.progress import reporter
from flows.run.recipe import code_version, model_id, recipe_id
from flows.run.relations import relation_rows
from flows.run.steps import (
    CrawlOutcome,
    Known,
    ReaderPool,
    ReadOutcome,
    crawl_to_chunks,
    ended,
    forget_files,
    read_chunk_to_part,
)
from flows.settings import Settings, load_settings
from flows.workers.pages import PageFailure, prepare_reader, read_pages
from flows.workers.pool import PoolOptions, Work
from warehouse.derive import derive
from warehouse.history import known_articles, known_validators
from warehouse.key import read_key
from warehouse.lease import hold_lease
from warehouse.loader import load_part, record_run
from warehouse.open import open_for_writing
from warehouse.parts import ready_parts
from warehouse.records import RunRow
from warehouse.relations import replace_relations
from warehouse.report.build import build_report
from warehouse.snapshot import publish
