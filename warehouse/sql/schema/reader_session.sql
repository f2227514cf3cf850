-- A reader counts in UTC.
set timezone = 'UTC';
-- DuckDB 2.0.0 takes `select a ... union select b ...` over one view for twice the same plan and loses the second half.
set disabled_optimizers = 'common_subplan';
-- No setting can be changed from here on.
set lock_configuration = true;
