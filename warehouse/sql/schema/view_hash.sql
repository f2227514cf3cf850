-- One row: the hash of the views as they stand; none before they were made.
select schema_view.sha256
from schema_view;
