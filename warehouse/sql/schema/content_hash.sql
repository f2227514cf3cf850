-- One row per content table: its rows and a sum of their hashes. Keyed hashes are left out: each warehouse has its own key.
select
    'capture' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        capture.capture_id,
        capture.url,
        capture.final_url,
        capture.content_type,
        capture.body_sha256,
        capture.site,
        capture.redirects,
        capture.status,
        capture.size_bytes
    ) as hugeint)), 0) as hash_sum
from capture
union all
select
    'article' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        article.article_id,
        article.capture_id,
        article.recipe_id,
        article.url,
        article.final_url,
        article.site,
        article.body_sha256,
        article.title,
        article.title_source,
        article.byline,
        article.byline_source,
        article.author_verdict,
        article.author_generator,
        article.published,
        article.published_source,
        article.modified,
        article.language,
        article.language_source,
        article.canonical_url,
        article.site_name,
        article.page_class,
        article.encoding,
        article.encoding_declared,
        article.encoding_evidence,
        article.text,
        article.page_text,
        article.author_confidence,
        article.published_at,
        article.modified_at,
        article.text_chars,
        article.page_chars,
        article.words,
        article.sentences,
        article.blocks_kept,
        article.blocks_removed,
        article.claims_read,
        article.minhash
    ) as hugeint)), 0) as hash_sum
from article
union all
select
    'block' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        block.article_id,
        block.label,
        block.reason,
        block.rule,
        block.path,
        block.tag,
        block.text,
        block.block_order,
        block.char_start,
        block.char_end,
        block.text_start,
        block.text_end,
        block.link_chars,
        block.kept,
        block.hidden,
        block.score
    ) as hugeint)), 0) as hash_sum
from block
union all
select
    'author' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        author.author_id,
        author.article_id,
        author.name,
        author.verdict,
        author.generator,
        author.path,
        author.author_order,
        author.confidence,
        author.jsonld,
        author.block_orders,
        author.spans,
        author.fields
    ) as hugeint)), 0) as hash_sum
from author
union all
select
    'author_evidence' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        author_evidence.author_id,
        author_evidence.article_id,
        author_evidence.sign,
        author_evidence.field,
        author_evidence.detail,
        author_evidence.quote,
        author_evidence.path,
        author_evidence.evidence_order,
        author_evidence.char_start,
        author_evidence.char_end,
        author_evidence.weight
    ) as hugeint)), 0) as hash_sum
from author_evidence
union all
select
    'personal_datum' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        personal_datum.author_id,
        personal_datum.article_id,
        personal_datum.kind,
        personal_datum.shape,
        personal_datum.datum_order,
        personal_datum.char_start,
        personal_datum.char_end
    ) as hugeint)), 0) as hash_sum
from personal_datum
union all
select
    'date_candidate' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        date_candidate.article_id,
        date_candidate.role,
        date_candidate.value,
        date_candidate.source,
        date_candidate.path,
        date_candidate.candidate_order,
        date_candidate.chosen
    ) as hugeint)), 0) as hash_sum
from date_candidate
union all
select
    'article_entity' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        article_entity.article_id,
        article_entity.entity_id,
        article_entity.name,
        article_entity.type,
        article_entity.mentions
    ) as hugeint)), 0) as hash_sum
from article_entity
union all
select
    'mention' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        mention.article_id,
        mention.entity_id,
        mention.text,
        mention.type,
        mention.kind,
        mention.canonical,
        mention.reason,
        mention.mention_order,
        mention.char_start,
        mention.char_end
    ) as hugeint)), 0) as hash_sum
from mention
union all
select
    'claim' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        claim.claim_id,
        claim.article_id,
        claim.proposition_id,
        claim.subject,
        claim.subject_canonical,
        claim.subject_entity_id,
        claim.relation,
        claim.relation_lemma,
        claim.object,
        claim.object_canonical,
        claim.object_entity_id,
        claim.polarity,
        claim.modality,
        claim.cue,
        claim.attribution,
        claim.time_text,
        claim.time_value,
        claim.time_kind,
        claim.tense,
        claim.sentence,
        claim.rule,
        claim.claim_order,
        claim.sentence_start,
        claim.sentence_end,
        claim.char_start,
        claim.char_end,
        claim.block_order,
        claim.attribution_vague,
        claim.checkable,
        claim.confidence,
        claim.spans
    ) as hugeint)), 0) as hash_sum
from claim
union all
select
    'claim_argument' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        claim_argument.claim_id,
        claim_argument.article_id,
        claim_argument.text,
        claim_argument.canonical,
        claim_argument.entity_id,
        claim_argument.argument_order
    ) as hugeint)), 0) as hash_sum
from claim_argument
union all
select
    'signal' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        signal.article_id,
        signal.signal,
        signal.reason,
        signal.rule,
        signal.source,
        signal.quote,
        signal.signal_order,
        signal.points,
        signal.value,
        signal.threshold,
        signal.spans
    ) as hugeint)), 0) as hash_sum
from signal
union all
select
    'score' as table_name,
    count(*) as row_count,
    coalesce(sum(cast(hash(
        score.article_id,
        score.grade,
        score.score
    ) as hugeint)), 0) as hash_sum
from score;
