-- One row per place that proves a claim: sentence, element, response, WARC record.
select
    proof.sentence,
    proof.url,
    proof.path,
    proof.fetched_at,
    proof.body_sha256,
    proof.warc_file,
    proof.warc_offset
from evidence($claim_id) as proof;
