-- Configured sources: a new name replaces the old one.
merge into source
using (
    select
        part.source_id,
        part.name,
        part.kind,
        part.location
    from read_parquet($paths) as part
    qualify row_number() over (partition by part.source_id order by part.chunk_id) = 1
) as offered
    on source.source_id = offered.source_id
when matched and source.name <> offered.name then update set name = offered.name
when not matched then insert (
    source_id, name, kind, location
) values (offered.source_id, offered.name, offered.kind, offered.location);
