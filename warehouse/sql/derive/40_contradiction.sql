-- One row per pair of asserted claims of which one affirms what the other denies, at overlapping times.
-- Grouping first leaves the few propositions with both polarities; an article speaks once for a side, and at most 20 do.
-- A change over time is none: another tense, other time words, or texts published more than a year apart.
-- Between articles the claim must name something: "the council met" speaks of another council elsewhere.
insert into contradiction (kind, proposition_id, claim_a, article_a, claim_b, article_b)
with said as (
    select
        claim.proposition_id,
        claim.claim_id,
        claim.article_id,
        claim.polarity,
        claim.confidence,
        coalesce(claim.tense, 'present') as tense,
        lower(claim.time_text) as time_text,
        (
            claim.subject_entity_id is not null
            or claim.object_entity_id is not null
            -- A capital inside the words is a name, too; the first word of a sentence has one anyhow.
            or coalesce(regexp_matches(claim.subject, '\s\p{Lu}\p{Ll}'), false)
            or coalesce(regexp_matches(claim.object, '\p{Lu}\p{Ll}'), false)
        ) as names_something,
        article.published_at
    from claim
    inner join article on claim.article_id = article.article_id
    inner join article_state on claim.article_id = article_state.article_id
    where
        article_state.is_newest
        and claim.modality = 'asserted'
        and lower(claim.subject) not in ('it', 'this', 'that', 'these', 'those', 'they', 'he', 'she', 'we', 'you', 'i', 'there')
),

disputed as (
    select
        said.proposition_id,
        said.tense
    from said
    group by said.proposition_id, said.tense
    having bool_or(said.polarity = 'positive') and bool_or(said.polarity = 'negative')
),

best as (
    select said.*
    from said
    inner join disputed on said.proposition_id = disputed.proposition_id and said.tense = disputed.tense
    qualify
        row_number() over (
            partition by said.proposition_id, said.tense, said.polarity, said.article_id, said.time_text
            order by said.confidence desc, said.claim_id asc
        ) = 1
),

side as (
    select best.*
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
    and (a.time_text is null or b.time_text is null or a.time_text = b.time_text)
    and (
        a.article_id = b.article_id
        or (
            a.names_something
            and coalesce(abs(date_diff('day', a.published_at, b.published_at)) <= 366, true)
        )
    );
