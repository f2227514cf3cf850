-- New rows of claim: those of the articles that this batch brings.
insert into claim (
    claim_id,
    article_id,
    proposition_id,
    subject,
    subject_canonical,
    subject_entity_id,
    relation,
    relation_lemma,
    object,
    object_canonical,
    object_entity_id,
    polarity,
    modality,
    cue,
    attribution,
    time_text,
    time_value,
    time_kind,
    time_first,
    time_last,
    tense,
    sentence,
    rule,
    claim_order,
    sentence_start,
    sentence_end,
    char_start,
    char_end,
    block_order,
    attribution_vague,
    checkable,
    confidence,
    spans
)
select
    part.claim_id,
    part.article_id,
    part.proposition_id,
    part.subject,
    part.subject_canonical,
    part.subject_entity_id,
    part.relation,
    part.relation_lemma,
    part.object,
    part.object_canonical,
    part.object_entity_id,
    part.polarity,
    part.modality,
    part.cue,
    part.attribution,
    part.time_text,
    part.time_value,
    part.time_kind,
    -- A year or month starts on its first day and ends on its last; ".." is an open end.
    case length(split_part(part.time_value, '/', 1))
        when 4 then try_cast(split_part(part.time_value, '/', 1) || '-01-01' as date)
        when 7 then try_cast(split_part(part.time_value, '/', 1) || '-01' as date)
        when 10 then try_cast(split_part(part.time_value, '/', 1) as date)
    end as time_first,
    case length(split_part(part.time_value, '/', -1))
        when 4 then try_cast(split_part(part.time_value, '/', -1) || '-12-31' as date)
        when 7 then last_day(try_cast(split_part(part.time_value, '/', -1) || '-01' as date))
        when 10 then try_cast(split_part(part.time_value, '/', -1) as date)
    end as time_last,
    part.tense,
    part.sentence,
    part.rule,
    part.claim_order,
    part.sentence_start,
    part.sentence_end,
    part.char_start,
    part.char_end,
    part.block_order,
    part.attribution_vague,
    part.checkable,
    part.confidence,
    part.spans
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
