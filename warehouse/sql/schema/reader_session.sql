-- A reader counts in UTC.
set timezone = 'UTC';
-- Logs are no place for a progress bar.
set enable_progress_bar = false;
-- DuckDB 2.0.0 takes `select a ... union select b ...` over one view for twice the same plan and loses the second half.
set disabled_optimizers = 'common_subplan';
-- No setting can be changed from here on.
set lock_configuration = true;
