-- One row per name that profiles or bylines give, over all pages and sites.
create or replace view personas as
with named as (
    select
        authors.author_id,
        authors.article_id,
        authors.url,
        authors.site,
        authors.name,
        lower(authors.name) as persona,
        authors.verdict,
        authors.generator,
        list_transform(authors.fields, lambda entry: entry.field) as template
    from authors
    where authors.name is not null and authors.verdict in ('person', 'generated', 'unsure')
),

data as (
    select
        named.persona,
        count(distinct personal_datum.keyed_hash) as data,
        count(distinct personal_datum.keyed_hash) filter (where personal_datum.kind = 'email') as mailboxes
    from named
    inner join personal_datum on named.author_id = personal_datum.author_id
    group by named.persona
)

select
    named.persona,
    min(named.name) as name,
    count(distinct named.url) as articles,
    count(distinct named.url) filter (where named.verdict = 'generated') as generated_on,
    count(distinct named.site) as sites,
    list_sort(list(distinct named.site)) as site_names,
    list_sort(list(distinct named.generator) filter (where named.generator is not null)) as generators,
    count(distinct named.template) filter (where len(named.template) > 1) as templates,
    coalesce(any_value(data.data), 0) as data,
    coalesce(any_value(data.mailboxes), 0) as mailboxes,
    min(named.url) as first_url
from named
left join data on named.persona = data.persona
group by named.persona;
comment on view personas is 'One row per name that profiles and bylines of the newest articles give: where it signs, and how its data agree.';

-- One row per site that names authors: what its authors have in common.
create or replace view persona_sites as
with signed as (
    select distinct
        authors.site,
        lower(authors.name) as persona,
        authors.verdict = 'generated' as is_generated,
        list_contains(authors.signs, 'name_of_list') as is_listed
    from authors
    where authors.name is not null and authors.verdict in ('person', 'generated')
),

persona as (
    select
        signed.site,
        signed.persona,
        bool_or(signed.is_generated) as is_generated,
        bool_or(coalesce(signed.is_listed, false)) as is_listed
    from signed
    group by signed.site, signed.persona
),

counted as (
    select
        persona.site,
        count(*) as authors,
        count(*) filter (where persona.is_generated) as generated,
        count(*) filter (where persona.is_listed) as listed
    from persona
    group by persona.site
),

-- How common such names are elsewhere: one more of each kind is added, so that no share is 0 or 1.
expected as (
    select
        counted.site,
        (sum(counted.listed) over () - counted.listed + 1) / (sum(counted.authors) over () - counted.authors + 2) as share
    from counted
),

pages as (
    select
        articles.site,
        count(*) as articles,
        count(*) filter (where articles.author_verdict = 'generated') as generated_articles
    from articles
    group by articles.site
),

shape as (
    select
        authors.site,
        list_transform(authors.fields, lambda entry: entry.field) as template
    from authors
    where authors.verdict = 'generated' and len(authors.fields) >= 5
),

shared as (
    select
        shape.template,
        list_sort(list(distinct shape.site)) as site_names
    from shape
    group by shape.template
    having count(distinct shape.site) > 1
),

twins as (
    select
        shape.site,
        list_sort(list_distinct(flatten(list(shared.site_names)))) as site_names
    from shape
    inner join shared on shape.template is not distinct from shared.template
    group by shape.site
)

select
    counted.site,
    counted.authors,
    counted.generated,
    pages.articles,
    pages.generated_articles,
    counted.listed,
    expected.share as listed_elsewhere,
    case
        when counted.authors >= 3 and counted.listed = counted.authors then pow(expected.share, counted.authors)
    end as chance,
    coalesce(list_filter(twins.site_names, lambda name: name <> counted.site), []) as same_template,
    case
        when counted.generated >= 3 and counted.generated >= 0.5 * counted.authors then 'generated'
        when counted.generated > 0 then 'mixed'
        else 'none'
    end as verdict
from counted
inner join expected on counted.site = expected.site
inner join pages on counted.site = pages.site
left join twins on counted.site = twins.site;
comment on view persona_sites is 'One row per site that names authors: how many of them are generated, and what they have in common.';

-- One row per author who passes for a person by the page alone, on a site whose authors are generated.
create or replace view raised_authors as
with against as (
    select
        author_evidence.author_id,
        sum(author_evidence.weight) as points,
        count(distinct author_evidence.field) as fields,
        list(distinct author_evidence.detail order by author_evidence.detail) as details
    from author_evidence
    where author_evidence.weight > 0
    group by author_evidence.author_id
)

select
    authors.url,
    authors.site,
    authors.name,
    authors.verdict,
    authors.confidence,
    against.points,
    against.details,
    persona_sites.generated as generated_on_site,
    persona_sites.authors as authors_on_site,
    authors.author_id,
    authors.article_id
from authors
inner join persona_sites on authors.site = persona_sites.site
inner join against on authors.author_id = against.author_id
where
    authors.verdict in ('person', 'unsure')
    and persona_sites.verdict = 'generated'
    -- The site alone convicts nobody: the profile must speak against itself too.
    and against.points >= 2;
comment on view raised_authors is 'One row per author with signs of a generator that are too few by themselves, on a site whose authors are generated.';

comment on column personas.persona is 'The name in lower case.';
comment on column personas.name is 'The name as printed.';
comment on column personas.articles is 'Addresses that it signs.';
comment on column personas.generated_on is 'Those whose profile is called generated.';
comment on column personas.sites is 'Sites that it signs on.';
comment on column personas.site_names is 'Their names.';
comment on column personas.generators is 'Programs that the evidence names.';
comment on column personas.templates is 'Different orders of fields in its profiles.';
comment on column personas.data is 'Different e-mail addresses, numbers, addresses, birth dates and handles under the name, by their keyed hashes.';
comment on column personas.mailboxes is 'Different e-mail addresses under the name.';
comment on column personas.first_url is 'First of the addresses.';
comment on column persona_sites.site is 'The site.';
comment on column persona_sites.authors is 'Different names that it gives.';
comment on column persona_sites.generated is 'Those of them with a generated profile.';
comment on column persona_sites.articles is 'Its pages.';
comment on column persona_sites.generated_articles is 'Those signed by a generated profile.';
comment on column persona_sites.listed is 'Names whose first name and rare surname both stand in one generator''s lists.';
comment on column persona_sites.listed_elsewhere is 'Share of such names on all other sites, 0 to 1.';
comment on column persona_sites.chance is 'Chance that all its names are such by accident: that share to the power of their number; unknown unless all are.';
comment on column persona_sites.same_template is 'Other sites whose generated profiles give the same fields in the same order.';
comment on column persona_sites.verdict is 'generated: at least three generated names, half of all; mixed: any; none.';
comment on column raised_authors.url is 'Address of the page.';
comment on column raised_authors.site is 'Its site.';
comment on column raised_authors.name is 'The name as printed.';
comment on column raised_authors.verdict is 'What the page alone says: person or unsure.';
comment on column raised_authors.confidence is 'How sure the page alone makes it.';
comment on column raised_authors.points is 'Weight of the signs for a generator on the page.';
comment on column raised_authors.details is 'Those signs in words.';
comment on column raised_authors.generated_on_site is 'Names of the site with a generated profile.';
comment on column raised_authors.authors_on_site is 'All names of the site.';
comment on column raised_authors.author_id is 'The author.';
comment on column raised_authors.article_id is 'The article.';
