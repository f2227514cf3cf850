-- One row per row that belongs to no article.
select
    'block' as child,
    block.article_id
from block
anti join article on block.article_id = article.article_id
union all
select
    'author' as child,
    author.article_id
from author
anti join article on author.article_id = article.article_id
union all
select
    'author_evidence' as child,
    author_evidence.article_id
from author_evidence
anti join article on author_evidence.article_id = article.article_id
union all
select
    'personal_datum' as child,
    personal_datum.article_id
from personal_datum
anti join article on personal_datum.article_id = article.article_id
union all
select
    'date_candidate' as child,
    date_candidate.article_id
from date_candidate
anti join article on date_candidate.article_id = article.article_id
union all
select
    'article_entity' as child,
    article_entity.article_id
from article_entity
anti join article on article_entity.article_id = article.article_id
union all
select
    'mention' as child,
    mention.article_id
from mention
anti join article on mention.article_id = article.article_id
union all
select
    'claim' as child,
    claim.article_id
from claim
anti join article on claim.article_id = article.article_id
union all
select
    'claim_argument' as child,
    claim_argument.article_id
from claim_argument
anti join article on claim_argument.article_id = article.article_id
union all
select
    'signal' as child,
    signal.article_id
from signal
anti join article on signal.article_id = article.article_id
union all
select
    'score' as child,
    score.article_id
from score
anti join article on score.article_id = article.article_id;
