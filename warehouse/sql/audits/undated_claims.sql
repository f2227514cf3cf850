-- Which claims speak of a time that no date pins down?
select
    claims.site,
    claims.url,
    claims.time_text,
    claims.subject,
    claims.relation,
    claims.object,
    claims.sentence,
    claims.claim_id
from claims
where
    claims.published_at is null
    and regexp_matches(
        lower(claims.time_text),
        '\b(today|yesterday|tomorrow|tonight|now|currently|recent|recently|ago|this|last|next|past|coming|latest|so far)\b'
    )
order by claims.url, claims.claim_order;
