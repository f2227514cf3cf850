-- One row: the file that the connection writes to.
select duckdb_databases.path
from duckdb_databases()
where duckdb_databases.database_name = current_database();
