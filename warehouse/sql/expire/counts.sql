-- One row per table that a retention may shorten.
select
    'article' as name,
    count(*) as n
from article
union all
select
    'fetch_log' as name,
    count(*) as n
from fetch_log
union all
select
    'failure' as name,
    count(*) as n
from failure
union all
select
    'personal_datum' as name,
    count(*) as n
from personal_datum;
