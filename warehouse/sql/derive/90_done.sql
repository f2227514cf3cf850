-- The derived tables are as new as the ledger and as this way to make them.
truncate derivation;
insert into derivation (ledger_rows, derived_at, sql_sha256)
select
    count(*) as ledger_rows,
    $derived_at,
    $sql_sha256
from ledger;
