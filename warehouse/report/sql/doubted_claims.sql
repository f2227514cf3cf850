-- One row per claim that is sure here and doubted there, both in articles, in most claims first.
select
    shifted.subject,
    shifted.relation_lemma,
    shifted.object,
    shifted.said_surely,
    sure.article_id as sure_article_id,
    sure.site as sure_site,
    shifted.doubt,
    shifted.said_with_doubt,
    doubtful.article_id as doubtful_article_id,
    doubtful.site as doubtful_site,
    shifted.sure_claims,
    shifted.doubtful_claims,
    count(*) over () as total
from claims_are_sure_here_and_doubted_there as shifted
inner join articles as sure on shifted.surely_at = sure.url
inner join articles as doubtful on shifted.with_doubt_at = doubtful.url
where sure.page_class = 'article' and doubtful.page_class = 'article'
order by shifted.sure_claims + shifted.doubtful_claims desc, shifted.subject asc, shifted.proposition_id asc, shifted.polarity asc
limit $most;
