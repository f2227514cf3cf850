-- New rows of score: those of the articles that this batch brings.
insert into score (
    article_id,
    grade,
    score
)
select
    part.article_id,
    part.grade,
    part.score
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
