-- One row per word that is not in the vocabulary of its column.
select
    'claim.polarity' as place,
    claim.polarity as word,
    count(*) as times
from claim
where claim.polarity not in ('positive', 'negative')
group by claim.polarity
union all
select
    'claim.modality' as place,
    claim.modality as word,
    count(*) as times
from claim
where claim.modality not in ('asserted', 'hedged', 'hypothetical', 'reported')
group by claim.modality
union all
select
    'author.verdict' as place,
    author.verdict as word,
    count(*) as times
from author
where author.verdict not in ('person', 'organisation', 'generated', 'absent', 'unsure')
group by author.verdict
union all
select
    'article.page_class' as place,
    article.page_class as word,
    count(*) as times
from article
where
    article.page_class not in (
        'article', 'forum', 'documentation', 'product', 'listing', 'index', 'wall', 'teaser', 'error', 'other'
    )
group by article.page_class;
