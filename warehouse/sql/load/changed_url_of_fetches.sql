-- The addresses that the fetches of this batch returned or confirmed: what is derived from them waits to be made anew.
insert into changed_url (url)
select distinct part.url
from read_parquet($paths) as part
where part.outcome in ('fetched', 'not_modified');
