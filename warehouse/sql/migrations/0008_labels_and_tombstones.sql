-- What people say about winnow's answers, and what must never come back.

create table label (
    label_id varchar,
    kind varchar,
    url varchar,
    body_sha256 varchar,
    target varchar,
    quote varchar,
    found varchar,
    wanted varchar,
    note varchar,
    labelled_by varchar,
    labelled_at timestamp with time zone
);
comment on table label is 'One row per answer of winnow that a person confirmed or corrected; it names bytes and words, so it outlives every replay.';
comment on column label.label_id is 'Hash of kind, url, body and target: a second label of the same thing takes the place of the first.';
comment on column label.kind is 'author: who signs the article; block: what a run of text is; claim: whether and how something is claimed.';
comment on column label.url is 'Address as asked for.';
comment on column label.body_sha256 is 'SHA-256 of the body that was judged, hex.';
comment on column label.target is 'Which one: empty for author, the hash of the text for block, the claim_id for claim.';
comment on column label.quote is 'The words it speaks of. Personal data masked.';
comment on column label.found is 'What winnow said then: author verdict, block label or polarity of the claim.';
comment on column label.wanted is 'What the person says: the same word for right; none for a claim that is not there.';
comment on column label.note is 'Why, in the words of the person.';
comment on column label.labelled_by is 'Who says so.';
comment on column label.labelled_at is 'When, UTC.';

create table tombstone (
    kind varchar,
    salt varchar,
    digest varchar,
    words integer,
    forgotten_at timestamp with time zone
);
comment on table tombstone is 'One row per address, e-mail address or name that was erased on request and is not read again; only a salted hash of it is kept.';
comment on column tombstone.kind is 'url, email or person.';
comment on column tombstone.salt is 'Random characters hashed before it.';
comment on column tombstone.digest is 'SHA-256 of salt and the thing in lower case, hex.';
comment on column tombstone.words is 'Number of words of a name.';
comment on column tombstone.forgotten_at is 'When, UTC.';
