-- One row: whether anything was loaded, or the schema changed, since the derived tables were made.
select
    not exists (
        select derivation.ledger_rows
        from derivation
        where derivation.ledger_rows = (select count(*) from ledger)
    ) as is_needed;
