-- Which articles of several sites were made after one pattern, by skeleton, author profile and calls to the reader?
select
    families.traits,
    families.sites,
    families.articles,
    families.score,
    families.generated_author_share,
    families.site_names,
    families.author_schema,
    families.prose_pattern,
    families.examples,
    families.first_seen_at,
    families.last_new_at,
    families.family_id
from families
order by families.articles desc, families.family_id asc;
