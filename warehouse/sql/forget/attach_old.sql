-- The database with the traces of deleted rows.
attach $old as old (read_only); -- noqa: PRS
