-- What depends on several pages: made anew after every load from the tables of content and history.

create table article_state (
    article_id varchar,
    url varchar,
    first_seen_at timestamp with time zone,
    last_seen_at timestamp with time zone,
    times_seen bigint,
    version bigint,
    is_newest boolean,
    cluster_id varchar
);
comment on table article_state is 'One row per article version: when it was seen, whether it is the newest of its address, which copies it belongs to.';
comment on column article_state.article_id is 'Its article.';
comment on column article_state.url is 'Address as asked for.';
comment on column article_state.first_seen_at is 'First fetch that returned this body.';
comment on column article_state.last_seen_at is 'Last fetch that returned or confirmed this body.';
comment on column article_state.times_seen is 'Fetches that returned or confirmed it.';
comment on column article_state.version is '1 for the first version of the address, counted by when it was seen.';
comment on column article_state.is_newest is 'Whether it is what the address held when it was last fetched, read by the newest recipe.';
comment on column article_state.cluster_id is 'The same for articles whose texts are copies of each other; its own article_id for a text without copies.';

create table article_copy (
    cluster_id varchar,
    article_id varchar,
    original_article_id varchar,
    similarity double,
    is_original boolean
);
comment on table article_copy is 'One row per article that has copies at other addresses, newest versions only.';
comment on column article_copy.cluster_id is 'The group of copies.';
comment on column article_copy.article_id is 'Its article.';
comment on column article_copy.original_article_id is 'The member published, or else seen, first.';
comment on column article_copy.similarity is 'Estimated share of common 5-word runs with the original, 0 to 1.';
comment on column article_copy.is_original is 'Whether it is the first itself.';

create table entity (
    entity_id varchar,
    name varchar,
    type varchar,
    mentions bigint,
    articles bigint,
    aliases varchar[]
);
comment on table entity is 'One row per thing that articles name, joined across articles, newest versions only.';
comment on column entity.entity_id is 'Hash of the canonical name.';
comment on column entity.name is 'Canonical name.';
comment on column entity.type is 'OntoNotes label of most of its mentions.';
comment on column entity.mentions is 'Times it is named.';
comment on column entity.articles is 'Articles that name it.';
comment on column entity.aliases is 'Names used for it, most used first.';

create table contradiction (
    kind varchar,
    proposition_id varchar,
    claim_a varchar,
    article_a varchar,
    claim_b varchar,
    article_b varchar
);
comment on table contradiction is 'One row per pair of claims that cannot both hold: newest versions, asserted, at overlapping times.';
comment on column contradiction.kind is 'polarity: one affirms what the other denies; relation: both affirm opposed relations.';
comment on column contradiction.proposition_id is 'Proposition of the first claim.';
comment on column contradiction.claim_a is 'The affirming claim.';
comment on column contradiction.article_a is 'Its article.';
comment on column contradiction.claim_b is 'The denying or opposed claim.';
comment on column contradiction.article_b is 'Its article.';

create table derivation (
    ledger_rows bigint,
    derived_at timestamp with time zone
);
comment on table derivation is 'One row: what the derived tables were made from.';
comment on column derivation.ledger_rows is 'Parts that were loaded then.';
comment on column derivation.derived_at is 'When, UTC.';
