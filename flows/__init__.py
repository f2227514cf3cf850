"""Everything that fetches, waits, schedules or reads settings: Prefect flows and the `winnow` command."""
