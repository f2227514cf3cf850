-- One row per difference between a version of a text and the version before it, read by the same recipe.
-- A claim that says the opposite now is flipped, one that is surer, less sure or on another's word is recast.
create or replace view edits as
with version as (
    select
        article.article_id,
        article.url,
        article.site,
        article.title,
        article.modified,
        article_state.first_seen_at,
        lag(article.article_id) over reading as older_id,
        lag(article.modified) over reading as older_modified,
        lag(article_state.first_seen_at) over reading as older_seen_at
    from article
    inner join article_state on article.article_id = article_state.article_id
    where article_state.first_seen_at is not null
    window reading as (
        partition by article.url, article.recipe_id
        order by article_state.first_seen_at asc, article.article_id asc
    )
),

pair as (
    select version.*
    from version
    where version.older_id is not null
),

side as (
    select
        pair.article_id as newer_id,
        pair.article_id,
        true as is_after
    from pair
    union all
    select
        pair.article_id as newer_id,
        pair.older_id as article_id,
        false as is_after
    from pair
),

passage as (
    select
        side.newer_id,
        block.text,
        bool_or(side.is_after) as stands_after,
        bool_or(not side.is_after) as stood_before,
        min(block.block_order) as place
    from side
    inner join block on side.article_id = block.article_id
    where block.kept
    group by side.newer_id, block.text
),

said as (
    select
        side.newer_id,
        side.is_after,
        claim.proposition_id,
        min(claim.block_order) as place,
        arg_min(claim.claim_id, claim.claim_order) as claim_id,
        arg_min(claim.sentence, claim.claim_order) as sentence,
        list_sort(list_distinct(list(claim.polarity))) as polarities,
        list_sort(list_distinct(list(claim.modality || coalesce(' ' || claim.attribution, '')))) as manners
    from side
    inner join claim on side.article_id = claim.article_id
    group by side.newer_id, side.is_after, claim.proposition_id
),

said_after as (
    select said.*
    from said
    where said.is_after
),

said_before as (
    select said.*
    from said
    where not said.is_after
),

restated as (
    select
        coalesce(after_it.newer_id, before_it.newer_id) as newer_id,
        case
            when before_it.claim_id is null then 'appeared'
            when after_it.claim_id is null then 'vanished'
            when before_it.polarities <> after_it.polarities then 'flipped'
            when before_it.manners <> after_it.manners then 'recast'
        end as change,
        before_it.sentence as before,
        after_it.sentence as after,
        coalesce(after_it.place, before_it.place) as place,
        before_it.claim_id as claim_before,
        after_it.claim_id as claim_after
    from said_after as after_it
    full join said_before as before_it
        on after_it.newer_id = before_it.newer_id and after_it.proposition_id = before_it.proposition_id
),

difference as (
    select
        passage.newer_id,
        'passage' as kind,
        if(passage.stands_after, 'appeared', 'vanished') as change,
        if(passage.stood_before, passage.text, null) as before,
        if(passage.stands_after, passage.text, null) as after,
        passage.place,
        null as claim_before,
        null as claim_after
    from passage
    where not (passage.stands_after and passage.stood_before)
    union all
    select
        restated.newer_id,
        'claim' as kind,
        restated.change,
        restated.before,
        restated.after,
        restated.place,
        restated.claim_before,
        restated.claim_after
    from restated
    where restated.change is not null
)

select
    pair.url,
    pair.site,
    pair.title,
    difference.kind,
    difference.change,
    difference.before,
    difference.after,
    pair.older_seen_at,
    pair.first_seen_at as seen_at,
    coalesce(pair.modified, '') = coalesce(pair.older_modified, '') as is_silent,
    pair.modified,
    difference.place,
    difference.claim_before,
    difference.claim_after,
    pair.older_id as older_article_id,
    pair.article_id
from pair
inner join difference on pair.article_id = difference.newer_id;
comment on view edits is 'One row per passage or claim that came, went or changed between two crawls of an address; is_silent where the page does not say so.';

-- One row per difference between the versions of the text at an address, newest crawl first, claims before passages.
create or replace macro edits_of(address) as table
    select
        edits.kind,
        edits.change,
        edits.before,
        edits.after,
        edits.older_seen_at,
        edits.seen_at,
        edits.is_silent,
        edits.modified,
        edits.claim_before,
        edits.claim_after,
        edits.older_article_id,
        edits.article_id
    from edits
    inner join article on edits.article_id = article.article_id
    where address in (article.url, article.final_url)
    order by
        edits.seen_at desc,
        edits.kind asc,
        case edits.change when 'flipped' then 1 when 'recast' then 2 when 'appeared' then 3 else 4 end asc,
        edits.place asc,
        edits.after asc,
        edits.before asc;

comment on column edits.url is 'Address as asked for.';
comment on column edits.site is 'Registered domain of the final address, or its host where it has none.';
comment on column edits.title is 'Title of the later version.';
comment on column edits.kind is 'claim or passage.';
comment on column edits.change is 'appeared, vanished; of claims also flipped (the opposite now) and recast (surer, less sure, or on another''s word).';
comment on column edits.before is 'The sentence or passage as it was; unknown for what appeared.';
comment on column edits.after is 'The sentence or passage as it is; unknown for what vanished.';
comment on column edits.older_seen_at is 'First fetch that returned the earlier version.';
comment on column edits.seen_at is 'First fetch that returned the later version.';
comment on column edits.is_silent is 'Whether the page gives the same date of change, or none, before and after.';
comment on column edits.modified is 'Date of change that the later version gives.';
comment on column edits.place is 'Block of the page in which it stands, or stood.';
comment on column edits.claim_before is 'Id of the claim as it was.';
comment on column edits.claim_after is 'Id of the claim as it is.';
comment on column edits.older_article_id is 'The earlier version.';
comment on column edits.article_id is 'The later version.';
