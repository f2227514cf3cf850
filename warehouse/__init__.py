"""DuckDB: schema, loading, audits, checks, snapshots and reports."""
