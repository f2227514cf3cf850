-- The derived tables are as new as the ledger.
truncate derivation;
insert into derivation (ledger_rows, derived_at)
select
    count(*) as ledger_rows,
    $derived_at
from ledger;
