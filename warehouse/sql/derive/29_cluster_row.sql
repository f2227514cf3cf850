-- The groups that were found, as two lists of the same length.
insert into cluster_of (article_id, cluster_id)
select
    unnest($article_ids) as article_id,
    unnest($cluster_ids) as cluster_id;
