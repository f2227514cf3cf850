-- One row per page whose text is another than at the crawl before, by the same rules: what came, went and turned round.
with difference as (
    select
        edits.article_id,
        edits.site,
        edits.title,
        edits.url,
        edits.modified,
        edits.seen_at,
        edits.older_seen_at,
        edits.is_silent,
        edits.kind,
        edits.change,
        edits.before,
        edits.after,
        edits.place,
        struct_pack(change := edits.change, before := edits.before, after := edits.after, claim_order := claim.claim_order) as entry
    from edits
    inner join article_state on edits.article_id = article_state.article_id
    left join claim on edits.claim_after = claim.claim_id
    where article_state.is_newest
)

select
    difference.article_id,
    difference.site,
    difference.title,
    difference.url,
    difference.modified,
    difference.is_silent,
    timezone('UTC', difference.seen_at) as seen_at,
    timezone('UTC', difference.older_seen_at) as older_seen_at,
    list(difference.after order by difference.place asc) filter (
        where difference.kind = 'passage' and difference.change = 'appeared'
    ) as new_texts,
    list(difference.before order by difference.place asc) filter (
        where difference.kind = 'passage' and difference.change = 'vanished'
    ) as gone_texts,
    list(
        difference.entry order by
            case difference.change when 'flipped' then 1 when 'recast' then 2 when 'appeared' then 3 else 4 end asc,
            difference.place asc,
            difference.after asc,
            difference.before asc
    ) filter (where difference.kind = 'claim') as claims,
    count(*) over () as total
from difference
group by
    difference.article_id,
    difference.site,
    difference.title,
    difference.url,
    difference.modified,
    difference.is_silent,
    difference.seen_at,
    difference.older_seen_at
order by
    count(*) filter (where difference.change = 'flipped') desc,
    difference.is_silent desc,
    difference.seen_at desc,
    difference.url asc
limit $most;
