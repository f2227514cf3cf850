-- One row per proposition that several articles state, in most independent texts first.
select
    any_value(coalesce(claims.subject_canonical, claims.subject)) as subject,
    any_value(claims.relation_lemma) as relation_lemma,
    any_value(coalesce(claims.object_canonical, claims.object)) as object,
    count(*) as claims,
    count(*) filter (where claims.polarity = 'negative') as negative_claims,
    count(distinct claims.article_id) as articles,
    count(distinct articles.cluster_id) as texts,
    count(distinct claims.site) as sites,
    arg_max(claims.sentence, claims.confidence) as sentence,
    arg_max(claims.article_id, claims.confidence) as article_id,
    arg_max(claims.claim_order, claims.confidence) as claim_order,
    count(*) over () as total
from claims
inner join articles on claims.article_id = articles.article_id
where articles.score is not null and coalesce(claims.subject_entity_id, claims.object_entity_id) is not null
group by claims.proposition_id
having count(distinct claims.article_id) > 1
order by texts desc, articles desc, claims desc, claims.proposition_id asc
limit $most;
