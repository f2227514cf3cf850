-- One row per claim whose subject or object is the named thing, the surest first, with the chain that leads to its bytes.
with stored as (
    select
        fetch_log.url,
        fetch_log.body_sha256,
        arg_min(fetch_log.warc_file, fetch_log.fetched_at) filter (where fetch_log.warc_file is not null) as warc_file,
        arg_min(fetch_log.warc_offset, fetch_log.fetched_at) filter (where fetch_log.warc_file is not null) as warc_offset
    from fetch_log
    where fetch_log.body_sha256 is not null
    group by fetch_log.url, fetch_log.body_sha256
)

select
    about.subject,
    about.relation,
    about.object,
    about.polarity,
    about.modality,
    about.attribution,
    about.time_text,
    about.time_value,
    about.sentence,
    claim.sentence_start,
    about.url,
    block.path,
    capture.body_sha256,
    stored.warc_file,
    stored.warc_offset,
    about.claim_id
from claims_about($name) as about
inner join claim on about.claim_id = claim.claim_id and about.article_id = claim.article_id
inner join article on about.article_id = article.article_id
inner join capture on article.capture_id = capture.capture_id
left join block on claim.article_id = block.article_id and claim.block_order = block.block_order
left join stored on capture.url = stored.url and capture.body_sha256 = stored.body_sha256
order by about.confidence desc, about.claim_id asc;
