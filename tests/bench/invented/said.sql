-- One row per claim of the invented articles $first to $first + $articles: what it says and where it stands in the text.
-- Every value is a hash of the article's number and the claim's: the same numbers give the same rows, in any order.
-- Few subjects are named often and most seldom; every twentieth article copies an earlier one of another site.
create or replace temp table said as
with article_number as (
    select
        n,
        case when n % 20 = 19 then n - 17 else n end as source
    from range($first, $first + $articles) as numbers (n)
),

chosen as (
    select
        article_number.n,
        k,
        hash('claim', article_number.source, k) as seed
    from article_number
    cross join range($claims) as numbers (k)
),

slots as (
    select
        chosen.n,
        chosen.k,
        chosen.seed,
        cast(20000 * power((hash('subject', chosen.seed) % 1000000) / 1000000, 3) as integer) as subject_number,
        cast(300 * power((hash('relation', chosen.seed) % 1000000) / 1000000, 2) as integer) as relation_number,
        cast(20000 * power((hash('object', chosen.seed) % 1000000) / 1000000, 3) as integer) as object_number,
        hash('polarity', chosen.seed) % 100 < 8 as is_negative,
        hash('modality', chosen.seed) % 100 as modality_share,
        hash('attribution', chosen.seed) % 100 as attribution_share,
        hash('time', chosen.seed) % 100 as time_share,
        hash('tense', chosen.seed) % 3 as tense_number,
        hash('again', chosen.seed) % 100 < 3 and chosen.k > 0 as is_again
    from chosen
),

-- Three in a hundred say again what the first claim of their article says.
settled as (
    select
        slots.n,
        slots.k,
        slots.seed,
        case when slots.is_again then first(slots.subject_number) over first_claim else slots.subject_number end as subject_number,
        case when slots.is_again then first(slots.relation_number) over first_claim else slots.relation_number end as relation_number,
        case when slots.is_again then first(slots.object_number) over first_claim else slots.object_number end as object_number,
        case when slots.is_again then first(slots.is_negative) over first_claim else slots.is_negative end as is_negative,
        slots.modality_share,
        slots.attribution_share,
        slots.time_share,
        slots.tense_number
    from slots
    window first_claim as (partition by slots.n order by slots.k rows unbounded preceding)
),

worded as (
    select
        settled.n,
        settled.k,
        settled.seed,
        settled.subject_number,
        settled.relation_number,
        settled.object_number,
        settled.is_negative,
        settled.modality_share,
        settled.attribution_share,
        settled.time_share,
        settled.tense_number,
        'Bureau ' || translate(cast(settled.subject_number as varchar), '0123456789', 'abdegiklmo') as subject,
        case
            when settled.relation_number % 20 = 7 then (settled.object_number % 40 + 3) || ' harbours'
            else 'Office ' || translate(cast(settled.object_number as varchar), '0123456789', 'abdegiklmo')
        end as object,
        'relate ' || settled.relation_number || ' to' as relation_lemma,
        (case when settled.is_negative then 'does not ' else '' end) || 'relate ' || settled.relation_number || ' to' as relation
    from settled
),

sentences as (
    select
        worded.*,
        worded.subject || ' ' || worded.relation || ' ' || worded.object || ', as line ' || worded.k || ' of the inquiry records.' as sentence
    from worded
)

select
    sentences.*,
    cast(coalesce(sum(length(sentences.sentence) + 1) over (
        partition by sentences.n order by sentences.k rows between unbounded preceding and 1 preceding
    ), 0) as integer) as sentence_start,
    substr(sha256('article' || sentences.n), 1, 24) as article_id,
    substr(sha256('entity ' || sentences.subject), 1, 24) as subject_entity_id,
    case when sentences.object like 'Office%' then substr(sha256('entity ' || sentences.object), 1, 24) end as object_entity_id,
    substr(sha256(sentences.subject || ' ' || sentences.relation_lemma || ' ' || sentences.object), 1, 24) as proposition_id
from sentences;
