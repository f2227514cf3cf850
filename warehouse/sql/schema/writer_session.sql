-- The loader counts in UTC, wherever it runs.
set timezone = 'UTC';
-- DuckDB 2.0.0 takes `select a ... union select b ...` over one view for twice the same plan and loses the second half.
set disabled_optimizers = 'common_subplan';
