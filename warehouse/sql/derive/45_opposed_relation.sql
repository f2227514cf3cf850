-- What was known of the touched disputes goes before it is made anew.
delete from contradiction
where contradiction.kind = 'relation' and contradiction.key in (select touched_dispute.key from touched_dispute);

-- One row per pair of asserted claims that put opposed relations between the same two things at overlapping times.
-- At most twenty claims of a proposition and tense speak.
insert into contradiction (kind, key, proposition_id, claim_a, article_a, claim_b, article_b)
with disputed as materialized (  -- by numbers alone: few claims are read afterwards
    select opposing_claim.key
    from opposing_claim
    semi join touched_dispute on opposing_claim.key = touched_dispute.key
    group by opposing_claim.key
    having min(opposing_claim.is_lower) <> max(opposing_claim.is_lower)
),

said as (
    select
        opposing_claim.key,
        opposing_claim.is_lower,
        opposing_claim.is_forward,
        opposing_claim.is_symmetric,
        opposing_claim.tense,
        opposing_claim.time_text,
        opposing_claim.is_dated,
        opposing_claim.time_first,
        opposing_claim.time_last,
        opposing_claim.published_at,
        opposing_claim.proposition_id,
        opposing_claim.claim_id,
        opposing_claim.article_id
    from opposing_claim
    semi join disputed on opposing_claim.key = disputed.key
    qualify
        row_number() over (
            partition by opposing_claim.key, opposing_claim.proposition_id, opposing_claim.tense
            order by opposing_claim.confidence desc, opposing_claim.article_id asc, opposing_claim.claim_id asc
        ) <= 20
)

select
    'relation' as kind,
    a.key,
    a.proposition_id,
    a.claim_id as claim_a,
    a.article_id as article_a,
    b.claim_id as claim_b,
    b.article_id as article_b
from said as a
inner join said as b on a.key = b.key and a.tense = b.tense
where
    a.is_lower
    and not b.is_lower
    and (a.is_forward = b.is_forward or a.is_symmetric)
    -- What was bought and sold, opened and closed in the past was so one after the other.
    and (a.tense = 'present' or a.time_text = b.time_text)
    and case
        when a.is_dated and b.is_dated
            then
                coalesce(a.time_first, date '-infinity') <= coalesce(b.time_last, date 'infinity')
                and coalesce(b.time_first, date '-infinity') <= coalesce(a.time_last, date 'infinity')
        else coalesce(a.time_text = b.time_text, true)
    end
    and (
        a.article_id = b.article_id
        or (a.is_dated and b.is_dated)
        or coalesce(abs(date_diff('day', a.published_at, b.published_at)) <= 366, true)
    );
