-- Claims of relations that let a thing have one answer only: one capital, one place of birth, one president at a time.

alter table relation add column happens_once boolean;
comment on column relation.happens_once is 'Whether a functional relation tells what happens once, so that no other time excuses another answer.';

create table single_answer (
    key ubigint,
    thing_id varchar,
    relation varchar,
    answer_id varchar,
    is_country boolean,
    happens_once boolean,
    tense varchar,
    time_text varchar,
    is_dated boolean,
    time_first date,
    time_last date,
    published_at timestamp with time zone,
    confidence double,
    sentence_start integer,
    claim_order integer,
    article_id varchar
);
comment on table single_answer is 'One row per sure claim of the newest articles that gives a thing its one answer, or puts it inside another.';
comment on column single_answer.key is 'Hash of thing, relation, and whether a date is the answer.';
comment on column single_answer.thing_id is 'The thing that has one answer: entity.entity_id.';
comment on column single_answer.relation is 'Functional relation, read from the thing: have capital for "is the capital of"; be inside for what lies in what.';
comment on column single_answer.answer_id is 'The answer: entity.entity_id; NULL where the dates are the answer, as those of a birth.';
comment on column single_answer.is_country is 'Whether the answer is a country that the gazetteer knows.';
comment on column single_answer.happens_once is 'Whether the relation tells what happens once.';
comment on column single_answer.tense is 'Tense, present where unknown.';
comment on column single_answer.time_text is 'Time words in lower case.';
comment on column single_answer.is_dated is 'Whether the time words mean dates.';
comment on column single_answer.time_first is 'First day that the time words mean; NULL for an open start.';
comment on column single_answer.time_last is 'Last day that they mean; NULL for an open end.';
comment on column single_answer.published_at is 'Publication of its article.';
comment on column single_answer.confidence is 'Confidence of the claim, 0 to 1.';
comment on column single_answer.sentence_start is 'Start of its sentence in the article, in characters.';
comment on column single_answer.claim_order is 'Place among the claims of its article.';
comment on column single_answer.article_id is 'Its article.';
