-- One row per column of every table and view, views first.
with relations as (
    select
        duckdb_views.view_oid as relation_oid,
        duckdb_views.view_name as relation,
        duckdb_views.comment as relation_comment,
        true as is_view
    from duckdb_views()
    where not duckdb_views.internal
    union all
    select
        duckdb_tables.table_oid as relation_oid,
        duckdb_tables.table_name as relation,
        duckdb_tables.comment as relation_comment,
        false as is_view
    from duckdb_tables()
    where not duckdb_tables.internal
)

select
    relations.relation,
    relations.relation_comment,
    relations.is_view,
    duckdb_columns.column_name,
    duckdb_columns.data_type,
    duckdb_columns.comment as column_comment
from relations
inner join duckdb_columns() on relations.relation_oid = duckdb_columns.table_oid
order by relations.is_view desc, relations.relation asc, duckdb_columns.column_index asc;
