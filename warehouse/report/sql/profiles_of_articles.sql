-- One row per author profile of the given articles, fields masked.
select
    author.author_id,
    author.article_id,
    author.author_order,
    author.name,
    author.verdict,
    author.confidence,
    author.generator,
    author.jsonld,
    author.path,
    author.fields
from author
where author.article_id in (select unnest($article_ids))
order by author.article_id asc, author.verdict = 'generated' desc, author.author_order asc;
