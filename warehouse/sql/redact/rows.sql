-- Whatever is said of an article, an author or an address, with persons masked; texts are masked and cut already.
update block
set
    text = substring(article.page_text, block.char_start + 1, block.char_end - block.char_start),
    reason = masked_reason(block.article_id, regexp_replace(block.reason, '“[^”]*”', '“…”', 'g'))
from article
where block.article_id = article.article_id;
update claim
set
    sentence = substring(article.text, claim.sentence_start + 1, claim.sentence_end - claim.sentence_start),
    subject = masked(claim.article_id, claim.subject),
    subject_canonical = masked(claim.article_id, claim.subject_canonical),
    relation = masked(claim.article_id, claim.relation),
    object = masked(claim.article_id, claim.object),
    object_canonical = masked(claim.article_id, claim.object_canonical),
    attribution = masked(claim.article_id, claim.attribution),
    time_text = masked(claim.article_id, claim.time_text)
from article
where claim.article_id = article.article_id;
update claim_argument
set
    text = masked(article_id, text),
    canonical = masked(article_id, canonical);
update signal
set
    reason = masked_reason(article_id, reason),
    quote = masked(article_id, quote);
update mention
set
    text = masked(article_id, text),
    canonical = masked(article_id, canonical);
update article_entity
set name = masked(article_id, name);
update entity
set
    name = masked('', name),
    aliases = list_transform(aliases, lambda alias: regexp_replace(alias, '[\p{L}\p{N}]', '•', 'g'))
where type = 'PERSON';
update entity_name
set name = regexp_replace(name, '[\p{L}\p{N}]', '•', 'g')
where type = 'PERSON';
update author_evidence
set
    detail = masked_reason(article_id, detail),
    quote = masked(article_id, quote);
update author
set
    name = case when verdict = 'organisation' then masked(article_id, name) else stand_in(name) end,
    fields = list_transform(
        fields,
        lambda each: struct_pack(field := each.field, value := regexp_replace(each.value, '[\p{L}\p{N}]', '•', 'g'))
    );
update article
set
    title = masked(article_id, title),
    site_name = masked(article_id, site_name),
    byline = case when author_verdict = 'organisation' then masked(article_id, byline) else stand_in(byline) end,
    url = masked_url(url),
    final_url = masked_url(final_url),
    canonical_url = masked_url(canonical_url);
update article_state
set url = masked_url(url);
update capture
set
    url = masked_url(url),
    final_url = masked_url(final_url),
    redirects = masked_urls(redirects);
update fetch_log
set
    url = masked_url(url),
    final_url = masked_url(final_url),
    redirects = masked_urls(redirects),
    reason = masked('', reason),
    robots_line = masked('', robots_line),
    warc_file = regexp_extract(warc_file, '[^/]*$');
update failure
set
    url = masked_url(url),
    message = masked('', message);
update source
set
    name = masked('', name),
    location = masked('', masked_url(location));
update run
set parameters = '{}';
delete from label;
