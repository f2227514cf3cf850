-- New rows of personal_datum: those of the articles that this batch brings.
insert into personal_datum (
    author_id,
    article_id,
    kind,
    shape,
    keyed_hash,
    datum_order,
    char_start,
    char_end
)
select
    part.author_id,
    part.article_id,
    part.kind,
    part.shape,
    part.keyed_hash,
    part.datum_order,
    part.char_start,
    part.char_end
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
