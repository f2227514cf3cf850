-- The old hash of the views goes before the new one is recorded.
delete from schema_view;
