-- One row per pair of answers of which only one can be right: a thing has one capital, is born in one place.
create or replace view only_one_can_be_right as
with disputed as (
    select single_answer.key
    from single_answer
    where single_answer.relation <> 'be inside'
    group by single_answer.key
    having
        min(single_answer.answer_id) <> max(single_answer.answer_id)
        or (max(single_answer.answer_id) is null and min(single_answer.time_last) < max(single_answer.time_first))
),

-- At most 20 claims speak of a thing.
side as materialized (
    select
        single_answer.key,
        single_answer.thing_id,
        single_answer.relation,
        single_answer.answer_id,
        single_answer.is_country,
        single_answer.happens_once,
        single_answer.tense,
        single_answer.time_text,
        single_answer.is_dated,
        single_answer.time_first,
        single_answer.time_last,
        single_answer.published_at,
        single_answer.confidence,
        single_answer.sentence_start,
        single_answer.claim_order,
        single_answer.article_id
    from single_answer
    semi join disputed on single_answer.key = disputed.key
    qualify
        row_number() over (
            partition by single_answer.key
            order by single_answer.confidence desc, single_answer.article_id asc, single_answer.claim_order asc
        ) <= 20
),

rivals as (
    select
        a.thing_id,
        a.relation,
        a.answer_id as answer_a,
        b.answer_id as answer_b,
        a.time_text as time_a,
        b.time_text as time_b,
        a.article_id as article_a,
        b.article_id as article_b,
        a.claim_order as order_a,
        b.claim_order as order_b
    from side as a
    inner join side as b on a.key = b.key
    where
        (a.answer_id < b.answer_id or (a.answer_id is null and b.answer_id is null and a.time_last < b.time_first))
        and a.is_country = b.is_country
        -- One sentence that gives both lists them, or puts one inside the other: "was born in Ulm, in Germany".
        and (a.article_id <> b.article_id or a.sentence_start <> b.sentence_start)
        and (
            a.happens_once
            or case
                when a.is_dated and b.is_dated
                    then
                        coalesce(a.time_first, date '-infinity') <= coalesce(b.time_last, date 'infinity')
                        and coalesce(b.time_first, date '-infinity') <= coalesce(a.time_last, date 'infinity')
                when a.tense = 'present' and b.tense = 'present' and a.time_text is null and b.time_text is null
                    -- Within a month nobody has changed capital or president, as a rule; within a year many have.
                    then
                        a.article_id = b.article_id
                        or coalesce(abs(date_diff('day', a.published_at, b.published_at)) <= 31, true)
                when a.is_dated and b.tense = 'present' and b.time_text is null
                    then
                        cast(b.published_at as date)
                        between coalesce(a.time_first, date '-infinity') and coalesce(a.time_last, date 'infinity')
                when b.is_dated and a.tense = 'present' and a.time_text is null
                    then
                        cast(a.published_at as date)
                        between coalesce(b.time_first, date '-infinity') and coalesce(b.time_last, date 'infinity')
                else a.tense = b.tense and a.time_text = b.time_text
            end
        )
    qualify
        row_number() over (
            partition by a.key, a.answer_id, b.answer_id
            order by a.confidence + b.confidence desc, a.article_id asc, b.article_id asc, a.claim_order asc, b.claim_order asc
        ) = 1
),

-- What some article puts inside another is no rival of it.
enclosed as (
    select
        least(single_answer.thing_id, single_answer.answer_id) as answer_a,
        greatest(single_answer.thing_id, single_answer.answer_id) as answer_b
    from single_answer
    where single_answer.relation = 'be inside'
),

named as (
    select
        rivals.relation,
        rivals.answer_a is null as is_date,
        rivals.article_a,
        rivals.article_b,
        rivals.order_a,
        rivals.order_b,
        thing.name as thing,
        coalesce(entity_a.name, rivals.time_a) as name_a,
        coalesce(entity_b.name, rivals.time_b) as name_b,
        string_split(lower(entity_a.name), ' ') as words_a,
        string_split(lower(entity_b.name), ' ') as words_b
    from rivals
    inner join entity as thing on rivals.thing_id = thing.entity_id
    left join entity as entity_a on rivals.answer_a = entity_a.entity_id
    left join entity as entity_b on rivals.answer_b = entity_b.entity_id
    anti join enclosed on rivals.answer_a = enclosed.answer_a and rivals.answer_b = enclosed.answer_b
    where
        rivals.answer_a is null
        or (entity_a.type is not distinct from entity_b.type and not list_has_any(entity_a.aliases, entity_b.aliases))
),

kept as (
    select
        named.thing,
        named.relation,
        named.name_a,
        named.name_b,
        named.article_a,
        named.article_b,
        named.order_a,
        named.order_b
    from named
    where
        named.is_date
        or (
            -- "Merkel" and "Angela Merkel", "ERA" and "European Rail Agency" are one.
            not list_has_all(named.words_a, named.words_b)
            and not list_has_all(named.words_b, named.words_a)
            and lower(replace(named.name_a, '.', '')) <> array_to_string(list_transform(named.words_b, lambda word: left(word, 1)), '')
            and lower(replace(named.name_b, '.', '')) <> array_to_string(list_transform(named.words_a, lambda word: left(word, 1)), '')
        )
),

place as (
    select
        kept.article_a as article_id,
        kept.order_a as claim_order
    from kept
    union
    select
        kept.article_b as article_id,
        kept.order_b as claim_order
    from kept
),

-- Both sides are read in one go: sentences are the most of a table of claims.
said as materialized (
    select
        claim.article_id,
        claim.claim_order,
        claim.claim_id,
        claim.sentence,
        article.site,
        article.url
    from place
    inner join claim on place.article_id = claim.article_id and place.claim_order = claim.claim_order
    inner join article on place.article_id = article.article_id
)

select
    kept.thing,
    kept.relation,
    kept.name_a as answer_a,
    a.sentence as sentence_a,
    a.site as site_a,
    a.url as url_a,
    kept.name_b as answer_b,
    b.sentence as sentence_b,
    b.site as site_b,
    b.url as url_b,
    kept.article_a = kept.article_b as same_article,
    a.claim_id as claim_a,
    b.claim_id as claim_b
from kept
inner join said as a on kept.article_a = a.article_id and kept.order_a = a.claim_order
inner join said as b on kept.article_b = b.article_id and kept.order_b = b.claim_order;
comment on view only_one_can_be_right is 'Of what can only one be right, and articles say two? Surely said, at overlapping times.';

comment on column only_one_can_be_right.thing is 'The thing that can have one answer only.';
comment on column only_one_can_be_right.relation is 'Functional relation, read from the thing: have capital, be born in.';
comment on column only_one_can_be_right.answer_a is 'One answer: the canonical name, or the time words of a date.';
comment on column only_one_can_be_right.sentence_a is 'The surest sentence that gives it.';
comment on column only_one_can_be_right.site_a is 'Its site.';
comment on column only_one_can_be_right.url_a is 'Address of its article.';
comment on column only_one_can_be_right.answer_b is 'The other answer.';
comment on column only_one_can_be_right.sentence_b is 'The surest sentence that gives it.';
comment on column only_one_can_be_right.site_b is 'Its site.';
comment on column only_one_can_be_right.url_b is 'Address of its article.';
comment on column only_one_can_be_right.same_article is 'Whether one article gives both.';
comment on column only_one_can_be_right.claim_a is 'Claim of the first answer.';
comment on column only_one_can_be_right.claim_b is 'Claim of the second answer.';
