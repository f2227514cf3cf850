-- One row per claim of the given articles, in the order of the text.
with further as (
    select
        claim_argument.claim_id,
        claim_argument.article_id,
        string_agg(claim_argument.text, ' · ' order by claim_argument.argument_order asc) as arguments
    from claim_argument
    where claim_argument.article_id in (select unnest($article_ids))
    group by claim_argument.claim_id, claim_argument.article_id
)

select
    claim.article_id,
    claim.claim_order,
    coalesce(claim.subject, '') as subject,
    case when claim.subject_canonical <> coalesce(claim.subject, '') then claim.subject_canonical else '' end as subject_canonical,
    coalesce(claim.relation, '') as relation,
    coalesce(claim.object, '') as object,
    case when claim.object_canonical <> coalesce(claim.object, '') then claim.object_canonical else '' end as object_canonical,
    coalesce(further.arguments, '') as arguments,
    claim.polarity,
    coalesce(claim.cue, '') as cue,
    claim.modality,
    coalesce(claim.attribution, '') as attribution,
    coalesce(claim.time_text, '') as time_text,
    case when claim.time_value <> coalesce(claim.time_text, '') then claim.time_value else '' end as time_value,
    claim.attribution_vague,
    claim.confidence,
    claim.char_start,
    claim.char_end
from claim
left join further on claim.claim_id = further.claim_id and claim.article_id = further.article_id
where claim.article_id in (select unnest($article_ids))
order by claim.article_id asc, claim.claim_order asc;
