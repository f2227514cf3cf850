-- Groups of copies are made anew.
truncate article_copy;
update article_state
set cluster_id = article_id
where article_state.cluster_id <> article_state.article_id;
