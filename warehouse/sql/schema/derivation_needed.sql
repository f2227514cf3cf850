-- One row: whether anything was loaded, or the way to derive changed, since the derived tables were made.
select
    not exists (
        select derivation.ledger_rows
        from derivation
        where
            derivation.sql_sha256 = $sql_sha256
            and derivation.ledger_rows = (select count(*) from ledger)
    ) as is_needed;
