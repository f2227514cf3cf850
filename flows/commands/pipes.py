"""The JSONL commands as a shell sees them: stdin, stdout, exit code."""

import os
from pathlib import Path

from flows.commands.claims import claim_rows
from flows.commands.extract import extract_rows
from flows.commands.jsonl import read_stdin, stdout_utf8, write_rows
from flows.commands.places import settings_for
from flows.exit_codes import ExitCode
from flows.rules.lint import load_rules
from flows.settings import Settings
from flows.workers.pool import PoolOptions


def pipe_extract(*, config: Path | None, workers: int | None, timings: bool, rules: Path | None = None) -> ExitCode:
    """Answer every line of standard input; exit 4 when a page could not be read."""
    settings = settings_for(config, None)
    options, own = pool_options(settings, workers=workers), load_rules(rules or settings.rules).rules
    errors = write_rows(extract_rows(read_stdin(), options=options, timings=timings, rules=own), stdout_utf8())
    return ExitCode.PAGES_FAILED if errors else ExitCode.OK


def pipe_claims(*, config: Path | None, workers: int | None) -> ExitCode:
    """Answer every line of standard input; exit 4 when a text could not be read."""
    settings = settings_for(config, None)
    options = pool_options(settings, workers=workers)
    errors = write_rows(claim_rows(read_stdin(), options=options, pipeline=settings.pipeline), stdout_utf8())
    return ExitCode.PAGES_FAILED if errors else ExitCode.OK


def pool_options(settings: Settings, *, workers: int | None = None) -> PoolOptions:
    """Return the pool that the settings ask for: all cores unless told."""
    return PoolOptions(
        workers=workers or settings.workers or os.cpu_count() or 1,
        item_deadline_s=settings.page_deadline_s,
        memory_mb=settings.worker_memory_mb,
    )
