-- Where the groups of copies are put before the article states take them.
create or replace temp table cluster_of (
    article_id varchar,
    cluster_id varchar
);
