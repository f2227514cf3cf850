-- One row per author profile among the given ones, fields masked.
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
where author.author_id in (select unnest($author_ids))
order by author.article_id asc, author.author_order asc;
