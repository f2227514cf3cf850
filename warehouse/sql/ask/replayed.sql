-- One row per field that a replay reads otherwise than the recipe before it did: the same bytes, other rules or another model.
with this_run as (
    select
        run.recipe_id,
        run.model_id,
        run.code_version,
        json_extract_string(run.parameters, '$.rules.id') as rules_id
    from run
    where run.run_id = $run_id
),

used as (
    select
        run.recipe_id,
        max(run.started_at) as used_at,
        arg_max(run.model_id, run.started_at) as model_id,
        arg_max(run.code_version, run.started_at) as code_version,
        -- coalesced: arg_max passes over runs without rules of the user's
        arg_max(coalesce(json_extract_string(run.parameters, '$.rules.id'), ''), run.started_at) as rules_id
    from run
    group by run.recipe_id
),

pair as (
    select
        fresh.url,
        fresh.site,
        fresh.article_id as after_id,
        earlier.article_id as before_id,
        case
            when used.model_id <> this_run.model_id then 'another model'
            when used.code_version <> this_run.code_version then 'version ' || used.code_version || ' → ' || this_run.code_version
            when used.rules_id <> coalesce(this_run.rules_id, '') then 'other rules of yours'
            else 'other rules'
        end as cause
    from article as fresh
    inner join this_run on fresh.recipe_id = this_run.recipe_id
    inner join article as earlier
        on fresh.url = earlier.url and fresh.body_sha256 = earlier.body_sha256 and fresh.recipe_id <> earlier.recipe_id
    inner join used on earlier.recipe_id = used.recipe_id
    where list_contains($urls, fresh.url)
    qualify row_number() over (partition by fresh.article_id order by used.used_at desc, earlier.article_id asc) = 1
),

side as (
    select
        before_id as article_id,
        after_id,
        true as is_before
    from pair
    union all
    select
        after_id as article_id,
        after_id,
        false as is_before
    from pair
),

claims_of as (
    select
        claim.article_id,
        count(*) as claims
    from claim
    where claim.article_id in (select side.article_id from side)
    group by claim.article_id
),

value as (
    select
        side.after_id,
        side.is_before,
        unnest([
            { field: 'title', value: article.title, source: article.title_source },
            { field: 'byline', value: article.byline, source: article.byline_source },
            { field: 'author_verdict', value: article.author_verdict, source: article.author_generator },
            { field: 'published', value: article.published, source: article.published_source },
            { field: 'language', value: article.language, source: article.language_source },
            { field: 'page_class', value: article.page_class, source: null },
            { field: 'words', value: cast(article.words as varchar), source: null },
            { field: 'blocks_kept', value: cast(article.blocks_kept as varchar), source: null },
            { field: 'claims', value: cast(coalesce(claims_of.claims, 0) as varchar), source: null },
            { field: 'score', value: cast(score.score as varchar), source: score.grade }
        ]) as entry
    from side
    inner join article on side.article_id = article.article_id
    left join score on side.article_id = score.article_id
    left join claims_of on side.article_id = claims_of.article_id
),

changed as (
    select
        value.after_id,
        value.entry.field,
        max(value.entry.value) filter (where value.is_before) as before,
        max(value.entry.value) filter (where not value.is_before) as after,
        max(value.entry.source) filter (where value.is_before) as source_before,
        max(value.entry.source) filter (where not value.is_before) as source_after
    from value
    group by value.after_id, value.entry.field
    having before is distinct from after
),

points as (
    select
        side.after_id,
        signal.signal,
        coalesce(sum(signal.points) filter (where side.is_before), 0) as before,
        coalesce(sum(signal.points) filter (where not side.is_before), 0) as after
    from side
    inner join signal on side.article_id = signal.article_id
    group by side.after_id, signal.signal
    having before <> after
),

points_in_words as (
    select
        points.after_id,
        string_agg(points.signal || ' ' || points.before || ' → ' || points.after, ', ' order by abs(points.after - points.before) desc, points.signal asc)
            as words
    from points
    group by points.after_id
),

piece as (
    select
        side.after_id,
        block.char_start,
        block.text,
        bool_or(block.kept) filter (where side.is_before) as kept_before,
        bool_or(block.kept) filter (where not side.is_before) as kept_after,
        max(block.rule) filter (where not side.is_before) as rule,
        max(block.label) filter (where not side.is_before) as label
    from side
    inner join block on side.article_id = block.article_id
    group by side.after_id, block.char_start, block.text
    having kept_before is distinct from kept_after
),

pieces_in_words as (
    select
        piece.after_id,
        string_agg(
            case when piece.kept_after then 'kept' else 'removed' end || ' as ' || piece.label || ' (' || piece.rule || '): ' || left(piece.text, 60),
            '; ' order by piece.char_start
        ) filter (where piece.label is not null) as words
    from piece
    group by piece.after_id
),

sign as (
    select
        side.after_id,
        author_evidence.sign,
        bool_or(side.is_before) as was,
        bool_or(not side.is_before) as is_now
    from side
    inner join author_evidence on side.article_id = author_evidence.article_id
    group by side.after_id, author_evidence.sign
    having was <> is_now
),

signs_in_words as (
    select
        sign.after_id,
        string_agg(case when sign.is_now then 'now ' else 'no longer ' end || sign.sign, ', ' order by sign.is_now desc, sign.sign asc) as words
    from sign
    group by sign.after_id
)

select
    pair.url,
    changed.field,
    changed.before,
    changed.after,
    pair.cause || coalesce(': ' || left(case
        when changed.field = 'score' then points_in_words.words
        when changed.field in ('words', 'blocks_kept', 'page_class', 'claims') then pieces_in_words.words
        when changed.field = 'author_verdict' then signs_in_words.words
        else 'read from ' || coalesce(changed.source_before, 'nowhere') || ' before, from ' || coalesce(changed.source_after, 'nowhere') || ' now'
    end, 300), '') as why
from changed
inner join pair on changed.after_id = pair.after_id
left join points_in_words on changed.after_id = points_in_words.after_id
left join pieces_in_words on changed.after_id = pieces_in_words.after_id
left join signs_in_words on changed.after_id = signs_in_words.after_id
order by pair.url, changed.field;
