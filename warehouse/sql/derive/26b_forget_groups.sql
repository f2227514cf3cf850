-- Their groups are made anew: who was in one is alone again.
create or replace temp table ungrouped as
select article_copy.article_id
from article_copy
semi join regrouped on article_copy.article_id = regrouped.article_id;

delete from article_copy
where article_copy.article_id in (select ungrouped.article_id from ungrouped);
update article_state
set cluster_id = article_id
where
    article_state.cluster_id <> article_state.article_id
    and article_state.article_id in (select ungrouped.article_id from ungrouped);
