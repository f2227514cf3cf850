-- One row per kind and answer: of the labelled things that winnow answers so now, how many a person agrees with.
with answered as (
    select
        labels.kind,
        labels.says_now as answer,
        count(*) as labelled,
        count(*) filter (where labels.is_right) as right_ones
    from labels
    where labels.says_now is not null
    group by labels.kind, labels.says_now
),

wanted as (
    select
        labels.kind,
        labels.wanted as answer,
        count(*) as wanted_ones,
        count(*) filter (where labels.is_right) as found_ones
    from labels
    where labels.says_now is not null
    group by labels.kind, labels.wanted
)

select
    coalesce(answered.kind, wanted.kind) as kind,
    coalesce(answered.answer, wanted.answer) as answer,
    coalesce(answered.labelled, 0) as labelled,
    coalesce(answered.right_ones, 0) as right_ones,
    round(answered.right_ones / answered.labelled, 3) as precision,
    coalesce(wanted.wanted_ones, 0) as wanted_ones,
    round(wanted.found_ones / wanted.wanted_ones, 3) as recall_of_labelled
from answered
full outer join wanted on answered.kind = wanted.kind and answered.answer = wanted.answer
order by coalesce(answered.kind, wanted.kind) asc, coalesce(answered.answer, wanted.answer) asc;
