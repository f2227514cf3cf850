-- One row per row of a public view, whose name is checked against the list of them: all columns, whichever they are.
select row.* from query_table($view) as row; -- noqa: AM04
