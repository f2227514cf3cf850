-- Their groups are made anew.
delete from article_copy
where article_copy.article_id in (select regrouped.article_id from regrouped);
update article_state
set cluster_id = article_id
where
    article_state.cluster_id <> article_state.article_id
    and article_state.article_id in (select regrouped.article_id from regrouped);
