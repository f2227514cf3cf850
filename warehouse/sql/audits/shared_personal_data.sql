-- Which authors share an e-mail address, a telephone number or a handle?
select
    personal_datum.kind,
    personal_datum.shape,
    count(distinct authors.name) as names,
    count(distinct authors.site) as sites,
    count(distinct authors.url) as articles,
    list(distinct authors.name order by authors.name) as author_names
from personal_datum
inner join authors on personal_datum.author_id = authors.author_id
where personal_datum.kind in ('email', 'phone', 'handle')
group by personal_datum.kind, personal_datum.shape, personal_datum.keyed_hash
having count(distinct authors.name) > 1
order by names desc, personal_datum.kind asc, personal_datum.shape asc;
