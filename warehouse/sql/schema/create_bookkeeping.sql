-- What the warehouse knows of its own schema and of what was derived when.
create table if not exists schema_migration (
    name varchar,
    sha256 varchar,
    applied_at timestamp with time zone
);
comment on table schema_migration is 'One row per migration that made this schema.';
comment on column schema_migration.name is 'File of the migration.';
comment on column schema_migration.sha256 is 'SHA-256 of the file as it was applied.';
comment on column schema_migration.applied_at is 'When, UTC.';

create table if not exists schema_view (
    sha256 varchar
);
comment on table schema_view is 'One row: the views and macros as they stand.';
comment on column schema_view.sha256 is 'SHA-256 of the files that define them.';
