-- What the claims of a proposition say together, so that audits read a row instead of grouping all claims each time.

create table restated_proposition (
    proposition_id varchar,
    polarity varchar,
    claims bigint,
    sites bigint,
    first_published timestamp with time zone,
    first_article varchar,
    first_order integer,
    sure_claims bigint,
    sure_article varchar,
    sure_order integer,
    doubtful_claims bigint,
    doubtful_article varchar,
    doubtful_order integer
);
comment on table restated_proposition is 'One row per proposition and polarity of restated_claim on several sites, or sure here and doubted there.';
comment on column restated_proposition.proposition_id is 'What is claimed, without polarity, modality and time.';
comment on column restated_proposition.polarity is 'positive or negative.';
comment on column restated_proposition.claims is 'Claims that state it.';
comment on column restated_proposition.sites is 'Sites that state it.';
comment on column restated_proposition.first_published is 'Publication of the article that had it first, where known.';
comment on column restated_proposition.first_article is 'That article: published first, or else with the smallest id.';
comment on column restated_proposition.first_order is 'Place of the claim in it: claim.claim_order.';
comment on column restated_proposition.sure_claims is 'Claims that state it as a fact.';
comment on column restated_proposition.sure_article is 'Article of the one with the highest confidence; NULL where there is none.';
comment on column restated_proposition.sure_order is 'Place of that claim in it.';
comment on column restated_proposition.doubtful_claims is 'Claims that hedge, report or suppose it.';
comment on column restated_proposition.doubtful_article is 'Article of the one with the highest confidence; NULL where there is none.';
comment on column restated_proposition.doubtful_order is 'Place of that claim in it.';
