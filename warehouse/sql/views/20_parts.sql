-- One row per piece of visible text of the newest articles, kept or removed.
create or replace view blocks as
select
    article.url,
    article.site,
    block.article_id,
    block.block_order,
    block.label,
    block.kept,
    block.reason,
    block.rule,
    block.score,
    block.text,
    block.path,
    block.tag,
    block.hidden,
    block.char_start,
    block.char_end,
    block.text_start,
    block.text_end,
    block.link_chars
from block
inner join article on block.article_id = article.article_id
inner join article_state on block.article_id = article_state.article_id
where article_state.is_newest;
comment on view blocks is 'One row per piece of visible text of the newest articles, kept or removed, with the reason.';

-- One row per author printed on the newest articles.
create or replace view authors as
with reasons as (
    select
        author_id,
        list(sign order by weight desc, evidence_order asc) as signs,
        list(detail order by weight desc, evidence_order asc) as details
    from author_evidence
    group by author_id
)

select
    articles.url,
    articles.site,
    author.name,
    author.verdict,
    author.confidence,
    author.generator,
    reasons.signs,
    reasons.details,
    author.jsonld,
    author.fields,
    author.path,
    author.block_orders,
    author.spans,
    author.author_order,
    author.author_id,
    author.article_id
from author
inner join articles on author.article_id = articles.article_id
left join reasons on author.author_id = reasons.author_id;
comment on view authors is 'One row per byline or author profile of the newest articles, with the verdict and its signs, strongest first.';

-- One row per thing that the newest articles name.
create or replace view entities as
with about as (
    select
        unnest(list_distinct([claim.subject_entity_id, claim.object_entity_id])) as entity_id,
        claim.article_id
    from claim
),

counted as (
    select
        about.entity_id,
        count(*) as claims
    from about
    inner join article_state on about.article_id = article_state.article_id
    where article_state.is_newest and about.entity_id is not null
    group by about.entity_id
)

select
    entity.entity_id,
    entity.name,
    entity.type,
    entity.mentions,
    entity.articles,
    coalesce(counted.claims, 0) as claims,
    entity.aliases
from entity
left join counted on entity.entity_id = counted.entity_id;
comment on view entities is 'One row per thing that the newest articles name, joined across articles.';

-- One row per claim of the newest articles.
create or replace view claims as
select
    claim.claim_id,
    article.url,
    article.site,
    article.title,
    article.published_at,
    claim.subject,
    claim.relation,
    claim.object,
    claim.polarity,
    claim.modality,
    claim.attribution,
    claim.time_text,
    claim.time_value,
    claim.time_kind,
    claim.time_first,
    claim.time_last,
    claim.tense,
    claim.sentence,
    claim.subject_canonical,
    claim.relation_lemma,
    claim.object_canonical,
    claim.cue,
    claim.attribution_vague,
    claim.checkable,
    claim.confidence,
    claim.rule,
    claim.subject_entity_id,
    claim.object_entity_id,
    claim.proposition_id,
    claim.char_start,
    claim.char_end,
    claim.sentence_start,
    claim.sentence_end,
    claim.block_order,
    claim.claim_order,
    claim.spans,
    claim.article_id
from claim
inner join article on claim.article_id = article.article_id
inner join article_state on claim.article_id = article_state.article_id
where article_state.is_newest;
comment on view claims is 'One row per claim of the newest articles; a sentence copied to another address is a claim there, too.';

-- One row per measured property of the newest articles.
create or replace view signals as
select
    article.url,
    article.site,
    signal.signal,
    signal.value,
    signal.threshold,
    signal.points,
    signal.reason,
    signal.quote,
    signal.rule,
    signal.source,
    signal.spans,
    signal.signal_order,
    signal.article_id
from signal
inner join article on signal.article_id = article.article_id
inner join article_state on signal.article_id = article_state.article_id
where article_state.is_newest;
comment on view signals is 'One row per measured property of the newest articles, and what it costs.';
