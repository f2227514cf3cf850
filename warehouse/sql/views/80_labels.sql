-- One row per answer that a person confirmed or corrected, with what winnow says now of the same bytes.
create or replace view labels as
with read_as as (
    select
        article.article_id,
        article.url,
        article.site,
        article.body_sha256,
        article.author_verdict
    from article
    inner join article_state on article.article_id = article_state.article_id
    -- The newest reading of the same bytes: the page itself may have changed since.
    qualify
        row_number() over (
            partition by article.url, article.body_sha256
            order by article_state.is_newest desc, article_state.version desc, article.article_id desc
        ) = 1
),

block_now as (
    select
        block.article_id,
        sha256(block.text) as target,
        arg_min(block.label, block.block_order) as label
    from block
    where
        block.article_id in (
            select read_as.article_id
            from read_as
            inner join label on read_as.url = label.url and read_as.body_sha256 = label.body_sha256
            where label.kind = 'block'
        )
    group by block.article_id, sha256(block.text)
),

answer as (
    select
        label.label_id,
        read_as.article_id,
        read_as.site,
        case label.kind
            when 'author' then read_as.author_verdict
            when 'block' then block_now.label
            -- A claim that is read no more is an answer too: there is none.
            when 'claim' then coalesce(claim.polarity, case when read_as.article_id is not null then 'none' end)
        end as says_now
    from label
    left join read_as on label.url = read_as.url and label.body_sha256 = read_as.body_sha256
    left join block_now on read_as.article_id = block_now.article_id and label.target = block_now.target
    left join claim on read_as.article_id = claim.article_id and label.target = claim.claim_id and label.kind = 'claim'
)

select
    label.kind,
    label.url,
    answer.site,
    label.quote,
    label.found,
    label.wanted,
    answer.says_now,
    answer.says_now = label.wanted as is_right,
    label.note,
    label.labelled_by,
    label.labelled_at,
    label.target,
    label.body_sha256,
    answer.article_id,
    label.label_id
from label
inner join answer on label.label_id = answer.label_id;
comment on view labels is 'One row per answer that a person confirmed or corrected, with what winnow says now of the same bytes.';
comment on column labels.kind is 'author, block or claim.';
comment on column labels.url is 'Address as asked for.';
comment on column labels.site is 'Registered domain of the final address, or its host where it has none.';
comment on column labels.quote is 'The words it speaks of. Personal data masked.';
comment on column labels.found is 'What winnow said when it was labelled.';
comment on column labels.wanted is 'What the person says is right.';
comment on column labels.says_now is 'What winnow says of the same bytes now; unknown where it does not read them that way any more.';
comment on column labels.is_right is 'Whether winnow says what the person says; unknown with says_now.';
comment on column labels.note is 'Why, in the words of the person.';
comment on column labels.labelled_by is 'Who says so.';
comment on column labels.labelled_at is 'When, UTC.';
comment on column labels.target is 'Which one: empty for author, the hash of the text for block, the claim_id for claim.';
comment on column labels.body_sha256 is 'SHA-256 of the body that was judged, hex.';
comment on column labels.article_id is 'The newest reading of these bytes.';
comment on column labels.label_id is 'Hash of kind, url, body and target.';
