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
    claim.subject,
    claim.subject_canonical,
    claim.relation,
    claim.object,
    claim.object_canonical,
    further.arguments,
    claim.polarity,
    claim.modality,
    claim.cue,
    claim.attribution,
    claim.attribution_vague,
    claim.time_text,
    claim.time_value,
    claim.confidence,
    claim.char_start,
    claim.char_end
from claim
left join further on claim.claim_id = further.claim_id and claim.article_id = further.article_id
where claim.article_id in (select unnest($article_ids))
order by claim.article_id asc, claim.claim_order asc;
