-- Which articles are copies of others?
select
    copies.site,
    copies.url,
    copies.title,
    copies.published_at,
    copies.similarity,
    copies.original_site,
    copies.original_url,
    copies.cluster_id
from copies
where not copies.is_original
order by copies.original_url, copies.published_at, copies.url;
