-- What is said as a fact here and with doubt there?
with shifted as (
    select
        claims.proposition_id,
        claims.polarity
    from claims
    where claims.subject_entity_id is not null or claims.object_entity_id is not null
    group by claims.proposition_id, claims.polarity
    having bool_or(claims.modality = 'asserted') and bool_or(claims.modality <> 'asserted')
),

voice as (
    select
        claims.proposition_id,
        claims.polarity,
        claims.modality = 'asserted' as is_sure,
        claims.subject,
        claims.relation_lemma,
        claims.object,
        claims.modality,
        claims.sentence,
        claims.url
    from claims
    inner join shifted on claims.proposition_id = shifted.proposition_id and claims.polarity = shifted.polarity
    qualify
        row_number() over (
            partition by claims.proposition_id, claims.polarity, claims.modality = 'asserted'
            order by claims.confidence desc, claims.url asc, claims.claim_order asc
        ) = 1
)

select
    sure.subject,
    sure.relation_lemma,
    sure.object,
    sure.polarity,
    sure.sentence as said_surely,
    sure.url as url_surely,
    doubtful.modality as doubt,
    doubtful.sentence as said_with_doubt,
    doubtful.url as url_with_doubt
from voice as sure
inner join voice as doubtful on sure.proposition_id = doubtful.proposition_id and sure.polarity = doubtful.polarity
where sure.is_sure and not doubtful.is_sure
order by sure.subject, sure.relation_lemma, sure.object, sure.url;
