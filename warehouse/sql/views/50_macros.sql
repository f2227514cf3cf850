-- One row per line of the score of the newest article at an address, worst first, and the score itself last.
create or replace macro why(address) as table
    with ledger as (
        select
            1 as part,
            signals.signal,
            signals.points,
            signals.reason,
            signals.value,
            signals.threshold,
            signals.quote,
            signals.rule,
            signals.source,
            signals.spans,
            signals.signal_order,
            signals.article_id
        from signals
        inner join articles on signals.article_id = articles.article_id
        where
            address in (articles.url, articles.final_url)
            and (signals.points <> 0 or ends_with(signals.rule, '.ignored'))
        union all
        select
            2 as part,
            'score' as signal,
            articles.score as points,
            '100 and the points above; grade ' || articles.grade as reason,
            articles.score as value,
            null as threshold,
            null as quote,
            null as rule,
            null as source,
            null as spans,
            null as signal_order,
            articles.article_id
        from articles
        where address in (articles.url, articles.final_url) and articles.score is not null
    )

    select
        ledger.signal,
        ledger.points,
        ledger.reason,
        ledger.quote,
        ledger.value,
        ledger.threshold,
        ledger.rule,
        ledger.source,
        ledger.spans,
        ledger.article_id
    from ledger
    order by ledger.part, ledger.points, ledger.signal_order;

-- One row per block that is not part of the newest article at an address, in the order of the page.
create or replace macro removed_from(address) as table
    select
        blocks.block_order,
        blocks.label,
        blocks.reason,
        blocks.text,
        blocks.rule,
        blocks.score,
        blocks.path,
        blocks.char_start,
        blocks.char_end,
        blocks.article_id
    from blocks
    inner join articles on blocks.article_id = articles.article_id
    where address in (articles.url, articles.final_url) and not blocks.kept
    order by blocks.block_order;

-- One row per claim whose subject or object names somebody or something: by its words, canonical name or an alias.
create or replace macro claims_about(thing) as table
    with named as (
        select article_entity.entity_id
        from article_entity
        where lower(article_entity.name) = lower(thing)
        union
        select mention.entity_id
        from mention
        where mention.kind = 'name' and lower(mention.text) = lower(thing) and mention.entity_id is not null
    )

    select
        claims.site,
        claims.published_at,
        claims.polarity,
        claims.modality,
        claims.attribution,
        claims.subject,
        claims.relation,
        claims.object,
        claims.sentence,
        claims.url,
        claims.time_text,
        claims.time_value,
        claims.tense,
        claims.subject_canonical,
        claims.relation_lemma,
        claims.object_canonical,
        claims.confidence,
        claims.proposition_id,
        claims.claim_id,
        claims.article_id
    from claims
    where
        claims.subject_entity_id in (select named.entity_id from named)
        or claims.object_entity_id in (select named.entity_id from named)
        -- One constant pattern: a pattern from another table is compiled again for every row.
        or regexp_matches(
            concat_ws(' | ', claims.subject, claims.subject_canonical, claims.object, claims.object_canonical),
            '(?i)(^|[^\pL\pN])' || regexp_escape(thing) || '($|[^\pL\pN])'
        )
    order by claims.published_at, claims.url, claims.claim_order;

-- One row per claim that is put into the mouth of a source.
create or replace macro said_by(name) as table
    select
        claims.attribution,
        claims.subject,
        claims.relation,
        claims.object,
        claims.polarity,
        claims.modality,
        claims.sentence,
        claims.site,
        claims.published_at,
        claims.url,
        claims.time_text,
        claims.time_value,
        claims.attribution_vague,
        claims.confidence,
        claims.proposition_id,
        claims.claim_id,
        claims.article_id
    from claims
    where regexp_matches(claims.attribution, '(?i)(^|[^\pL\pN])' || regexp_escape(name) || '($|[^\pL\pN])')
    order by claims.published_at, claims.url, claims.claim_order;

-- One row per article in the group of copies of an address, itself included, first published first.
create or replace macro copies_of(address) as table
    select
        copies.url,
        copies.site,
        copies.published_at,
        copies.title,
        copies.similarity,
        copies.is_original,
        copies.first_seen_at,
        copies.cluster_id,
        copies.article_id
    from copies
    where
        copies.cluster_id in (
            select articles.cluster_id
            from articles
            where address in (articles.url, articles.final_url)
        )
    order by copies.is_original desc, copies.published_at asc, copies.first_seen_at asc, copies.url asc;

-- One row per site and week: the mean of a signal over the article versions first seen in that week.
create or replace macro drift(name, since) as table
    select
        article_versions.site,
        date_trunc('week', article_versions.first_seen_at) as wk,
        avg(signal.value) as v,
        count(signal.value) as n,
        avg(signal.value)
        - lag(avg(signal.value)) over (partition by article_versions.site order by date_trunc('week', article_versions.first_seen_at)) as delta
    from signal
    inner join article_versions on signal.article_id = article_versions.article_id
    where
        signal.signal = case name when 'author_fake' then 'generated_author' else name end
        and article_versions.first_seen_at >= cast(since as timestamp with time zone)
    group by article_versions.site, date_trunc('week', article_versions.first_seen_at)
    order by article_versions.site, wk;

-- One row per article that holds a claim: its sentence, where it stands, and the response that held it.
create or replace macro evidence(claim) as table
    with stored as (
        select
            fetch_log.url,
            fetch_log.body_sha256,
            min(fetch_log.fetched_at) as fetched_at,
            arg_min(fetch_log.warc_file, fetch_log.fetched_at) filter (where fetch_log.warc_file is not null) as warc_file,
            arg_min(fetch_log.warc_offset, fetch_log.fetched_at) filter (where fetch_log.warc_file is not null) as warc_offset
        from fetch_log
        where fetch_log.body_sha256 is not null
        group by fetch_log.url, fetch_log.body_sha256
    )

    select
        claims.sentence,
        claims.subject,
        claims.relation,
        claims.object,
        claims.polarity,
        claims.modality,
        claims.cue,
        claims.attribution,
        claims.time_text,
        claims.time_value,
        claims.url,
        block.path,
        claims.sentence_start,
        claims.sentence_end,
        stored.fetched_at,
        capture.body_sha256,
        stored.warc_file,
        stored.warc_offset,
        claims.rule,
        claims.confidence,
        claims.block_order,
        claims.article_id
    from claims
    inner join article on claims.article_id = article.article_id
    inner join capture on article.capture_id = capture.capture_id
    left join block on claims.article_id = block.article_id and claims.block_order = block.block_order
    left join stored on capture.url = stored.url and capture.body_sha256 = stored.body_sha256
    where claims.claim_id = claim
    order by claims.url;
