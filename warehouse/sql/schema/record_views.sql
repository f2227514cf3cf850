-- The hash of the views that were just made.
insert into schema_view (sha256)
values ($sha256);
