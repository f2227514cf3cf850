-- One row per address that has not exactly one newest version.
select
    article_state.url,
    count(*) filter (where article_state.is_newest) as newest
from article_state
group by article_state.url
having count(*) filter (where article_state.is_newest) <> 1
order by article_state.url;
