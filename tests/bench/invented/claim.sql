-- The claims of the invented articles.
select
    substr(sha256(said.sentence || ' ' || said.sentence_start || ' ' || said.article_id), 1, 24) as claim_id,
    said.article_id,
    said.k as claim_order,
    said.proposition_id,
    said.subject,
    said.subject as subject_canonical,
    said.subject_entity_id,
    said.relation,
    said.relation_lemma,
    said.object,
    said.object as object_canonical,
    said.object_entity_id,
    case when said.is_negative then 'negative' else 'positive' end as polarity,
    case
        when said.modality_share < 80 then 'asserted'
        when said.modality_share < 90 then 'hedged'
        when said.modality_share < 95 then 'reported'
        else 'hypothetical'
    end as modality,
    case
        when said.attribution_share < 5 then 'analysts'
        when said.attribution_share < 30 then 'Speaker ' || said.seed % 400
    end as attribution,
    said.attribution_share < 5 as attribution_vague,
    case
        when said.time_share < 5 then 'this week'
        when said.time_share < 15 then 'in ' || (2015 + said.time_share)
    end as time_text,
    case when said.time_share between 5 and 14 then cast(2015 + said.time_share as varchar) end as time_value,
    case
        when said.time_share < 5 then 'unanchored'
        when said.time_share < 15 then 'absolute'
    end as time_kind,
    case when said.time_share between 5 and 14 then make_date(cast(2015 + said.time_share as bigint), 1, 1) end as time_first,
    case when said.time_share between 5 and 14 then make_date(cast(2015 + said.time_share as bigint), 12, 31) end as time_last,
    case said.tense_number when 0 then 'past' else 'present' end as tense,
    said.time_share <> 50 as checkable,
    said.sentence,
    said.sentence_start,
    said.sentence_start + length(said.sentence) as sentence_end,
    said.sentence_start as char_start,
    said.sentence_start + length(said.sentence) as char_end,
    0 as block_order,
    0.5 + said.seed % 50 / 100 as confidence,
    'active' as rule,
    [
        {'slot': 'subject', 'char_start': said.sentence_start, 'char_end': said.sentence_start + length(said.subject)},
        {
            'slot': 'relation',
            'char_start': said.sentence_start + length(said.subject) + 1,
            'char_end': said.sentence_start + length(said.subject) + 1 + length(said.relation)
        }
    ] as spans
from said
