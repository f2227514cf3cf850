-- One row per migration that was applied.
select
    schema_migration.name,
    schema_migration.sha256
from schema_migration
order by schema_migration.name;
