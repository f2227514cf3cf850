-- One row per id that stands in more than one row.
select
    'capture' as table_name,
    concat_ws(' ', capture.capture_id) as id,
    count(*) as times
from capture
group by capture.capture_id
having count(*) > 1
union all
select
    'article' as table_name,
    concat_ws(' ', article.article_id) as id,
    count(*) as times
from article
group by article.article_id
having count(*) > 1
union all
select
    'block' as table_name,
    concat_ws(' ', block.article_id, block.block_order) as id,
    count(*) as times
from block
group by block.article_id, block.block_order
having count(*) > 1
union all
select
    'author' as table_name,
    concat_ws(' ', author.author_id) as id,
    count(*) as times
from author
group by author.author_id
having count(*) > 1
union all
select
    'author_evidence' as table_name,
    concat_ws(' ', author_evidence.author_id, author_evidence.evidence_order) as id,
    count(*) as times
from author_evidence
group by author_evidence.author_id, author_evidence.evidence_order
having count(*) > 1
union all
select
    'personal_datum' as table_name,
    concat_ws(' ', personal_datum.article_id, personal_datum.datum_order) as id,
    count(*) as times
from personal_datum
group by personal_datum.article_id, personal_datum.datum_order
having count(*) > 1
union all
select
    'date_candidate' as table_name,
    concat_ws(' ', date_candidate.article_id, date_candidate.candidate_order) as id,
    count(*) as times
from date_candidate
group by date_candidate.article_id, date_candidate.candidate_order
having count(*) > 1
union all
select
    'article_entity' as table_name,
    concat_ws(' ', article_entity.article_id, article_entity.entity_id) as id,
    count(*) as times
from article_entity
group by article_entity.article_id, article_entity.entity_id
having count(*) > 1
union all
select
    'mention' as table_name,
    concat_ws(' ', mention.article_id, mention.mention_order) as id,
    count(*) as times
from mention
group by mention.article_id, mention.mention_order
having count(*) > 1
union all
select
    'claim' as table_name,
    concat_ws(' ', claim.article_id, claim.claim_id) as id,
    count(*) as times
from claim
group by claim.article_id, claim.claim_id
having count(*) > 1
union all
select
    'claim_argument' as table_name,
    concat_ws(' ', claim_argument.article_id, claim_argument.claim_id, claim_argument.argument_order) as id,
    count(*) as times
from claim_argument
group by claim_argument.article_id, claim_argument.claim_id, claim_argument.argument_order
having count(*) > 1
union all
select
    'signal' as table_name,
    concat_ws(' ', signal.article_id, signal.signal_order) as id,
    count(*) as times
from signal
group by signal.article_id, signal.signal_order
having count(*) > 1
union all
select
    'score' as table_name,
    concat_ws(' ', score.article_id) as id,
    count(*) as times
from score
group by score.article_id
having count(*) > 1
union all
select
    'run' as table_name,
    concat_ws(' ', run.run_id) as id,
    count(*) as times
from run
group by run.run_id
having count(*) > 1
union all
select
    'source' as table_name,
    concat_ws(' ', source.source_id) as id,
    count(*) as times
from source
group by source.source_id
having count(*) > 1
union all
select
    'fetch_log' as table_name,
    concat_ws(' ', fetch_log.fetch_id) as id,
    count(*) as times
from fetch_log
group by fetch_log.fetch_id
having count(*) > 1
union all
select
    'failure' as table_name,
    concat_ws(' ', failure.failure_id) as id,
    count(*) as times
from failure
group by failure.failure_id
having count(*) > 1
union all
select
    'ledger' as table_name,
    concat_ws(' ', ledger.chunk_id) as id,
    count(*) as times
from ledger
group by ledger.chunk_id
having count(*) > 1
union all
select
    'source_round' as table_name,
    concat_ws(' ', source_round.source_id, source_round.run_id) as id,
    count(*) as times
from source_round
group by source_round.source_id, source_round.run_id
having count(*) > 1
union all
select
    'frontier' as table_name,
    concat_ws(' ', frontier.source_id, frontier.url) as id,
    count(*) as times
from frontier
group by frontier.source_id, frontier.url
having count(*) > 1
union all
select
    'host' as table_name,
    concat_ws(' ', host.host) as id,
    count(*) as times
from host
group by host.host
having count(*) > 1;
