-- Everything is derived from the start: no row is left, and every address counts as changed.
truncate article_state;
truncate article_copy;
truncate copy_band;
truncate copy_edge;
truncate article_trait;
truncate entity;
truncate entity_name;
truncate entity_alias;
truncate restated_claim;
truncate restated_proposition;
truncate claim_number;
truncate single_answer;
truncate contradiction;
truncate derived_to;
truncate claim_place;
truncate opposing_claim;
truncate changed_url;
insert into changed_url (url)
select distinct article.url
from article;
