-- Numbers in the place of strings where a load looks through all that is known.

alter table restated_claim add column key ubigint;
comment on column restated_claim.key is 'md5_number_lower of the proposition, as in claim_place.';
alter table restated_proposition add column key ubigint;
comment on column restated_proposition.key is 'md5_number_lower of the proposition, as in claim_place.';
alter table contradiction add column key ubigint;
comment on column contradiction.key is 'opposing_claim.key of opposed relations; NULL where one claim denies the other.';

drop table opposing_place;
create table opposing_claim (
    key ubigint,
    is_lower boolean,
    is_forward boolean,
    is_symmetric boolean,
    tense varchar,
    time_text varchar,
    is_dated boolean,
    time_first date,
    time_last date,
    published_at timestamp with time zone,
    confidence double,
    proposition_id varchar,
    claim_id varchar,
    article_id varchar
);
comment on table opposing_claim is 'One row per sure claim of the newest articles that puts a relation with an opposite between two things, and per opposite.';
comment on column opposing_claim.key is 'md5_number_lower of the two things and the two relations, each in order: claims that exclude each other share it.';
comment on column opposing_claim.is_lower is 'Whether the relation of this claim is the first of the two.';
comment on column opposing_claim.is_forward is 'Whether its subject is the first of the two things.';
comment on column opposing_claim.is_symmetric is 'Whether the relation holds in both directions.';
comment on column opposing_claim.tense is 'Tense, present where unknown.';
comment on column opposing_claim.time_text is 'Time words in lower case.';
comment on column opposing_claim.is_dated is 'Whether the time words mean dates.';
comment on column opposing_claim.time_first is 'First day that the time words mean; NULL for an open start.';
comment on column opposing_claim.time_last is 'Last day that they mean; NULL for an open end.';
comment on column opposing_claim.published_at is 'Publication of its article.';
comment on column opposing_claim.confidence is 'Confidence of the claim, 0 to 1.';
comment on column opposing_claim.proposition_id is 'What is claimed, without polarity, modality and time.';
comment on column opposing_claim.claim_id is 'The claim.';
comment on column opposing_claim.article_id is 'Its article.';
