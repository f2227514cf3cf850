-- Derived tables are also made anew when the way to make them changed.

alter table derivation add column sql_sha256 varchar;
comment on column derivation.sql_sha256 is 'SHA-256 of the files that made the derived tables.';
