-- One row per mention whose characters are not at their place in the article.
select
    mention.article_id,
    mention.mention_order
from mention
inner join article on mention.article_id = article.article_id
where substring(article.text, mention.char_start + 1, mention.char_end - mention.char_start) is distinct from mention.text
order by mention.article_id, mention.mention_order;
