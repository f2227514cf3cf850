-- One row: whether the ledger holds this part.
select count(*) > 0 as is_loaded
from ledger
where ledger.chunk_id = $chunk_id;
