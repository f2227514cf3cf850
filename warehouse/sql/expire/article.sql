-- One row per address whose page no crawl has seen since a day.
select article_state.url
from article_state
group by article_state.url
having max(article_state.last_seen_at) < $before
order by article_state.url;
