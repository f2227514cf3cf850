-- One row per pair of claims that cannot both hold, those between sites first.
select
    contradictions.kind,
    contradictions.subject,
    contradictions.relation_lemma,
    contradictions.object,
    contradictions.site_a,
    contradictions.site_b,
    contradictions.article_a,
    contradictions.article_b,
    articles_a.title as title_a,
    articles_b.title as title_b,
    articles_a.published as published_a,
    articles_b.published as published_b,
    a.claim_order as order_a,
    b.claim_order as order_b,
    a.polarity as polarity_a,
    b.polarity as polarity_b,
    a.sentence as sentence_a,
    b.sentence as sentence_b,
    a.sentence_start as sentence_start_a,
    b.sentence_start as sentence_start_b,
    a.char_start as start_a,
    b.char_start as start_b,
    a.char_end as end_a,
    b.char_end as end_b,
    a.attribution as attribution_a,
    b.attribution as attribution_b,
    count(*) over () as total
from contradictions
inner join claim as a on contradictions.claim_a = a.claim_id and contradictions.article_a = a.article_id
inner join claim as b on contradictions.claim_b = b.claim_id and contradictions.article_b = b.article_id
inner join articles as articles_a on contradictions.article_a = articles_a.article_id
inner join articles as articles_b on contradictions.article_b = articles_b.article_id
order by
    row_number() over (
        partition by contradictions.proposition_id
        order by
            contradictions.site_a = contradictions.site_b,
            least(a.confidence, b.confidence) desc,
            contradictions.claim_a,
            contradictions.article_a asc,
            contradictions.article_b asc
    ) > 1,
    contradictions.site_a = contradictions.site_b,
    contradictions.same_article asc,
    articles_a.page_class = 'article' and articles_b.page_class = 'article' desc,
    least(a.confidence, b.confidence) desc,
    contradictions.claim_a,
    contradictions.claim_b asc,
    contradictions.article_a asc,
    contradictions.article_b asc
limit $most;
