-- One row per pair of asserted claims that put opposed relations between the same two things at overlapping times.
insert into contradiction (kind, proposition_id, claim_a, article_a, claim_b, article_b)
with said as (
    select
        opposed_claim.proposition_id,
        opposed_claim.claim_id,
        opposed_claim.article_id,
        opposed_claim.relation_lemma,
        opposed_claim.opposite,
        opposed_claim.is_symmetric,
        opposed_claim.subject_id,
        opposed_claim.object_id,
        opposed_claim.tense,
        opposed_claim.time_text,
        opposed_claim.is_dated,
        opposed_claim.time_first,
        opposed_claim.time_last,
        article.published_at
    from opposed_claim
    inner join article on opposed_claim.article_id = article.article_id
    inner join article_state on opposed_claim.article_id = article_state.article_id
    where article_state.is_newest and opposed_claim.is_affirmed
    qualify
        row_number() over (
            partition by opposed_claim.proposition_id, opposed_claim.opposite, opposed_claim.tense
            order by opposed_claim.confidence desc, opposed_claim.article_id asc, opposed_claim.claim_id asc
        ) <= 20
)

select
    'relation' as kind,
    a.proposition_id,
    a.claim_id as claim_a,
    a.article_id as article_a,
    b.claim_id as claim_b,
    b.article_id as article_b
from said as a
inner join said as b
    on
        a.opposite = b.relation_lemma
        and a.relation_lemma = b.opposite
        and least(a.subject_id, a.object_id) = least(b.subject_id, b.object_id)
        and greatest(a.subject_id, a.object_id) = greatest(b.subject_id, b.object_id)
        and a.tense = b.tense
where
    a.relation_lemma < b.relation_lemma
    and (a.subject_id = b.subject_id or a.is_symmetric)
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
