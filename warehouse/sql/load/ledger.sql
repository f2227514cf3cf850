-- A part that this batch loaded.
insert into ledger (chunk_id, batch_id, loaded_at, rows_offered)
values ($chunk_id, $batch_id, $loaded_at, $rows_offered);
