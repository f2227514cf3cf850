-- Derived tables are kept up to date for the addresses that a load touched, and hold what audits would search all claims for.

alter table derivation add column recipes varchar[];
comment on column derivation.recipes is 'Recipes in the order of their last use, as they stood.';

create table changed_url (
    url varchar
);
comment on table changed_url is 'One row per address that a load touched since the derived tables were made.';
comment on column changed_url.url is 'The address.';

create table entity_name (
    entity_id varchar,
    type varchar,
    name varchar,
    mentions bigint,
    articles bigint
);
comment on table entity_name is 'One row per thing, type and name in the newest articles: what entity is counted from.';
comment on column entity_name.entity_id is 'The thing.';
comment on column entity_name.type is 'OntoNotes type, empty where unknown.';
comment on column entity_name.name is 'Its canonical name in some articles, empty where unknown.';
comment on column entity_name.mentions is 'Times it is mentioned in them.';
comment on column entity_name.articles is 'How many articles name it so.';

create table entity_alias (
    entity_id varchar,
    text varchar,
    mentions bigint
);
comment on table entity_alias is 'One row per thing and printed name in the newest articles.';
comment on column entity_alias.entity_id is 'The thing.';
comment on column entity_alias.text is 'The name as printed.';
comment on column entity_alias.mentions is 'Times it stands in the newest articles.';

create table restated_claim (
    proposition_id varchar,
    polarity varchar,
    is_sure boolean,
    tense varchar,
    time_text varchar,
    names_something boolean,
    is_pronoun boolean,
    confidence double,
    site varchar,
    published_at timestamp with time zone,
    sentence_start integer,
    claim_order integer,
    claim_id varchar,
    article_id varchar
);
comment on table restated_claim is 'One row per claim of the newest articles whose proposition stands in more than one claim.';
comment on column restated_claim.proposition_id is 'What is claimed, without polarity, modality and time.';
comment on column restated_claim.polarity is 'positive or negative.';
comment on column restated_claim.is_sure is 'Whether its modality is asserted.';
comment on column restated_claim.tense is 'Tense, present where unknown.';
comment on column restated_claim.time_text is 'Time words in lower case.';
comment on column restated_claim.names_something is 'Whether subject or object is named, so that it means the same in another article.';
comment on column restated_claim.is_pronoun is 'Whether the subject is a pronoun.';
comment on column restated_claim.confidence is 'Confidence of the claim, 0 to 1.';
comment on column restated_claim.site is 'Site of its article.';
comment on column restated_claim.published_at is 'Publication of its article.';
comment on column restated_claim.sentence_start is 'First code point of its sentence.';
comment on column restated_claim.claim_order is 'Place among the claims of its article.';
comment on column restated_claim.claim_id is 'The claim.';
comment on column restated_claim.article_id is 'Its article.';

create table claim_number (
    subject_key varchar,
    relation_lemma varchar,
    unit varchar,
    tense varchar,
    time_text varchar,
    amount double,
    site varchar,
    published_at timestamp with time zone,
    claim_order integer,
    article_id varchar
);
comment on table claim_number is 'One row per sure claim of the newest articles whose object holds one amount.';
comment on column claim_number.subject_key is 'The thing, or the words within one article where they name nothing.';
comment on column claim_number.relation_lemma is 'Relation.';
comment on column claim_number.unit is 'The object with # in the place of the amount.';
comment on column claim_number.tense is 'Tense, present where unknown.';
comment on column claim_number.time_text is 'Time words in lower case, empty where there are none.';
comment on column claim_number.amount is 'The amount.';
comment on column claim_number.site is 'Site of its article.';
comment on column claim_number.published_at is 'Publication of its article.';
comment on column claim_number.claim_order is 'Place among the claims of its article.';
comment on column claim_number.article_id is 'Its article.';
