-- A migration that was applied.
insert into schema_migration (name, sha256, applied_at)
values ($name, $sha256, $applied_at);
