-- Near-duplicates are found by pairs of longer words, and a load compares only what it touched.

create table copy_band (
    bucket uinteger,
    article_id varchar
);
comment on table copy_band is 'One row per band of the signature of a newest article: texts with a bucket in common are compared.';
comment on column copy_band.bucket is 'Hash of the band and its two values.';
comment on column copy_band.article_id is 'The article.';

create table copy_edge (
    article_a varchar,
    article_b varchar,
    similarity double
);
comment on table copy_edge is 'One row per pair of newest articles whose texts are alike.';
comment on column copy_edge.article_a is 'The one with the smaller id.';
comment on column copy_edge.article_b is 'The other.';
comment on column copy_edge.similarity is 'Estimated share of common pairs of longer words, 0 to 1.';

alter table article_copy add column closest_article_id varchar;
comment on column article_copy.closest_article_id is 'The other article that is most like it.';
alter table article_copy add column closest_similarity double;
comment on column article_copy.closest_similarity is 'How like that one it is.';
alter table article_copy add column evidence varchar;
comment on column article_copy.evidence is 'Why the original counts as the first.';

comment on column article_copy.original_article_id is 'The member that its copies call canonical, or that was published, or else seen, first.';
comment on column article_copy.similarity is 'Estimated share of common pairs of longer words with the original, 0 to 1.';
comment on column article.minhash is 'MinHash of the text: 128 values over pairs of neighbours among its longer words; unknown below ten of them.';
