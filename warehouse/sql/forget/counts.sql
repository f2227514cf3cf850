-- One row per table that a receipt may count.
select
    'article' as name,
    count(*) as n
from article
union all
select
    'capture' as name,
    count(*) as n
from capture
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
    'claim' as name,
    count(*) as n
from claim
union all
select
    'block' as name,
    count(*) as n
from block
union all
select
    'author' as name,
    count(*) as n
from author
union all
select
    'label' as name,
    count(*) as n
from label
union all
select
    'personal_datum' as name,
    count(*) as n
from personal_datum;
