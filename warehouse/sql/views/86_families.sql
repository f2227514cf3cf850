-- One row per article of a template family. Its sites share two of three traits; with the skeleton for one of the two, all
-- articles of that skeleton with a profile or calls belong to it. An article stands in the family with most sites.
create or replace view family_members as
with paired as (
    select
        article_trait.article_id,
        article_trait.skeleton,
        unnest([
            'skeleton and author profile: ' || article_trait.skeleton || ' | ' || article_trait.author_schema,
            'skeleton and calls: ' || article_trait.skeleton || ' | ' || article_trait.prose_pattern,
            'author profile and calls: ' || article_trait.author_schema || ' | ' || article_trait.prose_pattern
        ]) as shared
    from article_trait
),

spanning as (
    select
        if(starts_with(paired.shared, 'skeleton'), any_value(paired.skeleton), paired.shared) as family_key,
        max(split_part(paired.shared, ': ', 1)) as traits
    from paired
    inner join articles on paired.article_id = articles.article_id
    where paired.shared is not null
    group by paired.shared
    having count(distinct articles.site) > 1
),

candidate as (
    select distinct
        paired.article_id,
        spanning.family_key,
        spanning.traits
    from paired
    inner join spanning on spanning.family_key in (paired.skeleton, paired.shared)
    where paired.shared is not null
),

sized as (
    select
        candidate.family_key,
        max(candidate.traits) as traits,
        count(distinct articles.site) as sites,
        count(*) as members
    from candidate
    inner join articles on candidate.article_id = articles.article_id
    group by candidate.family_key
),

chosen as (
    select
        candidate.article_id,
        arg_max(sized.family_key, (sized.sites, sized.members, sized.family_key)) as family_key,
        arg_max(sized.traits, (sized.sites, sized.members, sized.family_key)) as traits
    from candidate
    inner join sized on candidate.family_key = sized.family_key
    group by candidate.article_id
)

select
    md5(chosen.family_key) as family_id,
    chosen.traits,
    articles.url,
    articles.site,
    articles.title,
    articles.score,
    articles.author_verdict,
    articles.published_at,
    articles.first_seen_at,
    article_trait.author_schema,
    article_trait.prose_pattern,
    article_trait.skeleton,
    articles.article_id
from chosen
inner join articles on chosen.article_id = articles.article_id
inner join article_trait on chosen.article_id = article_trait.article_id;
comment on view family_members is 'One row per article of a template family: it shares two of three traits with articles of other sites.';

-- One row per template family: articles of several sites with the same skeleton, author profile or calls, two of the three.
create or replace view families as
select
    family_members.family_id,
    any_value(family_members.traits) as traits,
    count(distinct family_members.site) as sites,
    count(*) as articles,
    round(avg(family_members.score), 1) as score,
    avg(cast(family_members.author_verdict = 'generated' as integer)) as generated_author_share,
    mode(family_members.author_schema) as author_schema,
    mode(family_members.prose_pattern) as prose_pattern,
    list_sort(list(distinct family_members.site)) as site_names,
    list_sort(list(family_members.url))[1:5] as examples,
    min(family_members.first_seen_at) as first_seen_at,
    max(family_members.first_seen_at) as last_new_at
from family_members
group by family_members.family_id
having count(distinct family_members.site) > 1;
comment on view families is 'One row per template family: articles of several sites that share two of skeleton, author profile and calls to the reader.';

comment on column family_members.family_id is 'Hash of what the family shares.';
comment on column family_members.traits is 'Which two traits it shares.';
comment on column family_members.url is 'Address as asked for.';
comment on column family_members.site is 'Registered domain of the final address, or its host where it has none.';
comment on column family_members.title is 'Title of the text.';
comment on column family_members.score is 'Score of the article; unknown where it was not scored.';
comment on column family_members.author_verdict is 'Verdict on its author.';
comment on column family_members.published_at is 'When it says it was published.';
comment on column family_members.first_seen_at is 'First fetch that returned this body.';
comment on column family_members.author_schema is 'Fields of its most detailed author profile.';
comment on column family_members.prose_pattern is 'The stock calls that it makes to its reader.';
comment on column family_members.skeleton is 'Hash of the element paths of what surrounds the article.';
comment on column family_members.article_id is 'Its article.';

comment on column families.family_id is 'Hash of what the family shares.';
comment on column families.traits is 'Which two of skeleton, author profile and calls all its articles share.';
comment on column families.sites is 'Number of its sites.';
comment on column families.articles is 'Number of its articles.';
comment on column families.score is 'Mean score of its articles.';
comment on column families.generated_author_share is 'Share of its articles with a generated author, 0 to 1.';
comment on column families.author_schema is 'The most frequent fields of their author profiles.';
comment on column families.prose_pattern is 'Their most frequent stock calls.';
comment on column families.site_names is 'Its sites.';
comment on column families.examples is 'Five of its addresses.';
comment on column families.first_seen_at is 'When its first article was first seen.';
comment on column families.last_new_at is 'When its newest article was first seen.';
