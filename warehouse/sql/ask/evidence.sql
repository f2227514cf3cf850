-- One row per place that proves a claim: what it says, its sentence, element, response, WARC record.
select
    proof.subject,
    proof.relation,
    proof.object,
    proof.polarity,
    proof.modality,
    proof.cue,
    proof.attribution,
    proof.time_text,
    proof.time_value,
    proof.sentence,
    proof.sentence_start,
    proof.sentence_end,
    proof.url,
    proof.path,
    proof.fetched_at,
    proof.body_sha256,
    proof.warc_file,
    proof.warc_offset,
    proof.rule,
    proof.confidence
from evidence($claim_id) as proof;
