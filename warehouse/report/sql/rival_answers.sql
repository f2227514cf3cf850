-- One row per pair of answers of which only one can be right, those of different articles first.
select
    rival.thing,
    rival.relation,
    rival.answer_a,
    rival.sentence_a,
    rival.site_a,
    a.article_id as article_a,
    rival.answer_b,
    rival.sentence_b,
    rival.site_b,
    b.article_id as article_b,
    count(*) over () as total
from only_one_can_be_right as rival
inner join articles as a on rival.url_a = a.url
inner join articles as b on rival.url_b = b.url
order by rival.same_article, rival.thing, rival.relation, rival.answer_a, rival.answer_b, rival.claim_a, rival.claim_b
limit $most;
