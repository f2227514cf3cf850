-- One row per part that was loaded.
select ledger.chunk_id
from ledger
order by ledger.chunk_id;
