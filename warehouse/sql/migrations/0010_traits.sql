-- What pages of one maker have in common: skeleton, fields of the author's profile, ways to address the reader.

create table article_trait (
    article_id varchar,
    skeleton varchar,
    author_schema varchar,
    prose_pattern varchar
);
comment on table article_trait is 'One row per newest article: three traits by which pages of one template are known across sites.';
comment on column article_trait.article_id is 'The article.';
comment on column article_trait.skeleton is 'Hash of the element paths of what surrounds the article; unknown under four paths.';
comment on column article_trait.author_schema is 'Fields of its most detailed author profile, in order of the alphabet; unknown under four fields.';
comment on column article_trait.prose_pattern is 'The stock calls that it makes to its reader, in order of the alphabet; unknown under two.';
