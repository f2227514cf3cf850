-- The derived tables are as new as the ledger, the recipes' order and this way to make them.
truncate changed_url;
truncate derivation;
insert into derivation (ledger_rows, derived_at, sql_sha256, recipes)
select
    count(*) as ledger_rows,
    $derived_at,
    $sql_sha256,
    $recipes
from ledger;
