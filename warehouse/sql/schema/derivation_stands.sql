-- One row: how the derived tables were made and which recipes they knew; none where they were never made.
select
    derivation.sql_sha256,
    derivation.recipes
from derivation;
