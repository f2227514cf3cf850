-- One row per pair of asserted claims of which one affirms what the other denies, at overlapping times.
-- Grouping first leaves the few propositions with both polarities; an article speaks once for a side, and at most 20 do.
-- A change over time is none: another tense, dates that do not overlap, where one has no dates other time words,
-- or texts published more than a year apart.
-- Between articles the claim must name something: "the council met" speaks of another council elsewhere.
insert into contradiction (kind, proposition_id, claim_a, article_a, claim_b, article_b)
with disputed as (
    select
        restated_now.proposition_id,
        restated_now.tense
    from restated_now
    where restated_now.is_sure and not restated_now.is_pronoun
    group by restated_now.proposition_id, restated_now.tense
    having min(restated_now.polarity) <> max(restated_now.polarity)
),

best as (
    select
        restated_now.proposition_id,
        restated_now.tense,
        restated_now.polarity,
        restated_now.time_text,
        restated_now.is_dated,
        restated_now.time_first,
        restated_now.time_last,
        restated_now.names_something,
        restated_now.published_at,
        restated_now.confidence,
        restated_now.claim_id,
        restated_now.article_id,
        restated_now.sentence_start
    from restated_now
    semi join disputed on restated_now.proposition_id = disputed.proposition_id and restated_now.tense = disputed.tense
    where restated_now.is_sure and not restated_now.is_pronoun
    qualify
        row_number() over (
            partition by
                restated_now.proposition_id,
                restated_now.tense,
                restated_now.polarity,
                restated_now.article_id,
                restated_now.time_text
            order by restated_now.confidence desc, restated_now.claim_id asc
        ) = 1
),

side as (
    select
        best.proposition_id,
        best.tense,
        best.polarity,
        best.time_text,
        best.is_dated,
        best.time_first,
        best.time_last,
        best.names_something,
        best.published_at,
        best.claim_id,
        best.article_id,
        best.sentence_start
    from best
    qualify
        row_number() over (
            partition by best.proposition_id, best.tense, best.polarity
            order by best.confidence desc, best.article_id asc, best.claim_id asc
        ) <= 20
)

select
    'polarity' as kind,
    a.proposition_id,
    a.claim_id as claim_a,
    a.article_id as article_a,
    b.claim_id as claim_b,
    b.article_id as article_b
from side as a
inner join side as b on a.proposition_id = b.proposition_id and a.tense = b.tense
where
    a.polarity = 'positive'
    and b.polarity = 'negative'
    and case
        when a.is_dated and b.is_dated
            then
                coalesce(a.time_first, date '-infinity') <= coalesce(b.time_last, date 'infinity')
                and coalesce(b.time_first, date '-infinity') <= coalesce(a.time_last, date 'infinity')
        else coalesce(a.time_text = b.time_text, true)
    end
    and (
        -- One sentence that says both makes a distinction.
        (a.article_id = b.article_id and a.sentence_start <> b.sentence_start)
        or (
            a.article_id <> b.article_id
            and a.names_something
            and (
                (a.is_dated and b.is_dated)
                or coalesce(abs(date_diff('day', a.published_at, b.published_at)) <= 366, true)
            )
        )
    );
