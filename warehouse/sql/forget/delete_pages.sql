-- Every row of the forgotten pages goes; what is derived is made anew afterwards.
delete from block
where article_id in (from forgotten_article);
delete from author_evidence
where article_id in (from forgotten_article);
delete from author
where article_id in (from forgotten_article);
delete from personal_datum
where article_id in (from forgotten_article);
delete from date_candidate
where article_id in (from forgotten_article);
delete from article_entity
where article_id in (from forgotten_article);
delete from mention
where article_id in (from forgotten_article);
delete from claim_argument
where article_id in (from forgotten_article);
delete from claim
where article_id in (from forgotten_article);
delete from signal
where article_id in (from forgotten_article);
delete from score
where article_id in (from forgotten_article);
delete from article
where article_id in (from forgotten_article);
delete from capture
where url in (from forgotten_url) or final_url in (from forgotten_url);
delete from fetch_log
where url in (from forgotten_url) or final_url in (from forgotten_url);
delete from failure
where url in (from forgotten_url);
delete from label
where url in (from forgotten_url);
delete from changed_url
where url in (from forgotten_url);
delete from frontier
where url in (from forgotten_url);
truncate derivation;
