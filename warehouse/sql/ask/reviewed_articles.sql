-- One row per newest article, with what schema.org has words for.
select
    articles.url,
    articles.canonical_url,
    articles.title,
    articles.site,
    articles.site_name,
    articles.byline,
    articles.author_verdict,
    articles.published,
    articles.modified,
    articles.language,
    articles.words,
    articles.score,
    articles.grade,
    min(copies.original_url) filter (where not copies.is_original) as original_url,
    list(signals.reason order by signals.points asc, signals.signal_order asc) filter (where signals.points < 0) as reasons,
    articles.article_id
from articles
left join copies on articles.article_id = copies.article_id
left join signals on articles.article_id = signals.article_id
where articles.page_class = 'article'
group by all
order by articles.url asc;
