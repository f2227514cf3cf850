-- What pages hold: rows that depend on a page's bytes, the code, the rules and the model, and on nothing else.

create table capture (
    capture_id varchar,
    url varchar,
    final_url varchar,
    redirects varchar[],
    status integer,
    content_type varchar,
    body_sha256 varchar,
    size_bytes bigint,
    site varchar
);
comment on table capture is 'One row per address and body: the response an article was read from. Its times and WARC places are in fetch_log.';
comment on column capture.capture_id is 'Hash of url and body_sha256.';
comment on column capture.url is 'Address as asked for.';
comment on column capture.final_url is 'Address after redirects.';
comment on column capture.redirects is 'Every hop in order, the asked address first, without the final one.';
comment on column capture.status is 'HTTP status.';
comment on column capture.content_type is 'The Content-Type header as received.';
comment on column capture.body_sha256 is 'SHA-256 of the body, hex.';
comment on column capture.size_bytes is 'Length of the body.';
comment on column capture.site is 'Registered domain of the final address, or its host where it has none.';

create table article (
    article_id varchar,
    capture_id varchar,
    recipe_id varchar,
    url varchar,
    final_url varchar,
    site varchar,
    body_sha256 varchar,
    title varchar,
    title_source varchar,
    byline varchar,
    byline_source varchar,
    author_verdict varchar,
    author_confidence double,
    author_generator varchar,
    published varchar,
    published_source varchar,
    published_at timestamp with time zone,
    modified varchar,
    modified_at timestamp with time zone,
    language varchar,
    language_source varchar,
    canonical_url varchar,
    site_name varchar,
    page_class varchar,
    encoding varchar,
    encoding_declared varchar,
    encoding_evidence varchar,
    text varchar,
    page_text varchar,
    text_chars integer,
    page_chars integer,
    words integer,
    sentences integer,
    blocks_kept integer,
    blocks_removed integer,
    claims_read boolean,
    minhash uinteger[]
);
comment on table article is 'One row per version of a text: one body of one address, read by one recipe (code, rules and model).';
comment on column article.article_id is 'Hash of url, body_sha256 and recipe_id.';
comment on column article.capture_id is 'The response it was read from: capture.capture_id.';
comment on column article.recipe_id is 'Hash of the code, rules and model that read it.';
comment on column article.url is 'Address as asked for.';
comment on column article.final_url is 'Address after redirects.';
comment on column article.site is 'Registered domain of the final address, or its host where it has none.';
comment on column article.body_sha256 is 'SHA-256 of the response body, hex.';
comment on column article.title is 'Title of the text.';
comment on column article.title_source is 'Where the title was read.';
comment on column article.byline is 'Names as printed, without By; several joined by a comma. Personal data masked.';
comment on column article.byline_source is 'Where the byline was read.';
comment on column article.author_verdict is 'person, organisation, generated, absent or unsure: generated where any author of the page is.';
comment on column article.author_confidence is 'Confidence in author_verdict, 0 to 1.';
comment on column article.author_generator is 'The program that made up the author, where the evidence names one.';
comment on column article.published is 'Date of publication as the page gives it, ISO 8601, as precise as its source.';
comment on column article.published_source is 'Where the date of publication was read.';
comment on column article.published_at is 'The same as a moment; a date without a time is its midnight, one without a zone is UTC.';
comment on column article.modified is 'Date of the last change as the page gives it, ISO 8601.';
comment on column article.modified_at is 'The same as a moment.';
comment on column article.language is 'ISO 639-1 code.';
comment on column article.language_source is 'How the language was known.';
comment on column article.canonical_url is 'The address that the page calls its own.';
comment on column article.site_name is 'The name that the page gives its site.';
comment on column article.page_class is 'article, forum, documentation, product, listing, index, wall, teaser, error or other.';
comment on column article.encoding is 'Codec that decoded the body.';
comment on column article.encoding_declared is 'Encoding that the header or the page declared.';
comment on column article.encoding_evidence is 'How the encoding was known: bom, utf-8, header, meta, detector or fallback.';
comment on column article.text is 'The kept blocks joined by a blank line; claims and mentions point into it. Personal data masked.';
comment on column article.page_text is 'All blocks joined by a blank line; blocks, signals and author evidence point into it. Personal data masked.';
comment on column article.text_chars is 'Characters of text.';
comment on column article.page_chars is 'Characters of page_text.';
comment on column article.words is 'Words of text.';
comment on column article.sentences is 'Sentences of text; unknown where no claims were read.';
comment on column article.blocks_kept is 'Number of blocks kept.';
comment on column article.blocks_removed is 'Number of blocks removed.';
comment on column article.claims_read is 'Whether claims were looked for.';
comment on column article.minhash is 'MinHash of the text: 128 values over runs of 5 words; unknown under 20 words.';

create table block (
    article_id varchar,
    block_order integer,
    label varchar,
    kept boolean,
    reason varchar,
    rule varchar,
    score double,
    path varchar,
    tag varchar,
    hidden boolean,
    char_start integer,
    char_end integer,
    text_start integer,
    text_end integer,
    link_chars integer,
    text varchar
);
comment on table block is 'One row per piece of visible text of a page, kept or removed.';
comment on column block.article_id is 'Its article.';
comment on column block.block_order is 'Place in the document, from 0.';
comment on column block.label is 'What the block is to a reader: content, heading, list, navigation, generated_author and so on.';
comment on column block.kept is 'Whether it is part of the article.';
comment on column block.reason is 'Why it was kept or removed, in words.';
comment on column block.rule is 'Name of the rule that decided.';
comment on column block.score is '0 surely boilerplate to 1 surely article.';
comment on column block.path is 'Element path in the page.';
comment on column block.tag is 'Innermost block-level element.';
comment on column block.hidden is 'Whether a browser would not show it.';
comment on column block.char_start is 'First character in article.page_text, from 0.';
comment on column block.char_end is 'One past the last character in article.page_text.';
comment on column block.text_start is 'First character in article.text; unknown for a removed block.';
comment on column block.text_end is 'One past the last character in article.text; unknown for a removed block.';
comment on column block.link_chars is 'Characters inside links.';
comment on column block.text is 'Its text. Personal data masked.';

create table author (
    author_id varchar,
    article_id varchar,
    author_order integer,
    name varchar,
    verdict varchar,
    confidence double,
    generator varchar,
    jsonld boolean,
    path varchar,
    block_orders integer[],
    spans struct(char_start integer, char_end integer)[],
    fields struct(field varchar, value varchar)[]
);
comment on table author is 'One row per byline or author profile as printed on a page.';
comment on column author.author_id is 'Hash of article_id and author_order.';
comment on column author.article_id is 'Its article.';
comment on column author.author_order is 'Place among the authors of the page, from 0.';
comment on column author.name is 'The name as printed.';
comment on column author.verdict is 'person, organisation, generated, absent or unsure.';
comment on column author.confidence is 'Confidence in the verdict, 0 to 1.';
comment on column author.generator is 'The program that made up the profile, where the evidence names one.';
comment on column author.jsonld is 'Whether it stands in JSON-LD and not in visible text.';
comment on column author.path is 'Element path of a profile in markup.';
comment on column author.block_orders is 'The blocks it stands in: block.block_order.';
comment on column author.spans is 'Its characters in article.page_text.';
comment on column author.fields is 'Fields of the profile as printed. Personal data masked.';

create table author_evidence (
    author_id varchar,
    article_id varchar,
    evidence_order integer,
    sign varchar,
    field varchar,
    detail varchar,
    weight double,
    char_start integer,
    char_end integer,
    quote varchar,
    path varchar
);
comment on table author_evidence is 'One row per reason for an author verdict.';
comment on column author_evidence.author_id is 'Its author.';
comment on column author_evidence.article_id is 'Its article.';
comment on column author_evidence.evidence_order is 'Place among the reasons, from 0.';
comment on column author_evidence.sign is 'Name of the sign, like lorem_bio or zip_state_mismatch.';
comment on column author_evidence.field is 'The field of the profile it speaks of.';
comment on column author_evidence.detail is 'The reason in words. Personal data masked.';
comment on column author_evidence.weight is 'Positive speaks for generated, negative for genuine.';
comment on column author_evidence.char_start is 'First character in article.page_text; unknown for markup.';
comment on column author_evidence.char_end is 'One past the last character in article.page_text.';
comment on column author_evidence.quote is 'Those characters. Personal data masked.';
comment on column author_evidence.path is 'Element path of evidence in markup.';

create table personal_datum (
    author_id varchar,
    article_id varchar,
    datum_order integer,
    kind varchar,
    char_start integer,
    char_end integer,
    shape varchar,
    keyed_hash varchar
);
comment on table personal_datum is 'One row per e-mail address, telephone number, postal address, birth date or handle that was masked.';
comment on column personal_datum.author_id is 'The author profile that holds it.';
comment on column personal_datum.article_id is 'Its article.';
comment on column personal_datum.datum_order is 'Place among the data of the profile, from 0.';
comment on column personal_datum.kind is 'email, phone, address, birthdate or handle.';
comment on column personal_datum.char_start is 'First masked character in article.page_text; unknown for markup.';
comment on column personal_datum.char_end is 'One past the last masked character.';
comment on column personal_datum.shape is 'What it looked like, without what it said: a•••@gmail.com.';
comment on column personal_datum.keyed_hash is 'HMAC-SHA-256 of the normalised value with the key of this warehouse: equal values, equal hashes.';

create table date_candidate (
    article_id varchar,
    candidate_order integer,
    role varchar,
    value varchar,
    source varchar,
    path varchar,
    chosen boolean
);
comment on table date_candidate is 'One row per date that a page offers for itself.';
comment on column date_candidate.article_id is 'Its article.';
comment on column date_candidate.candidate_order is 'Place among the candidates, from 0.';
comment on column date_candidate.role is 'published or modified.';
comment on column date_candidate.value is 'ISO 8601, as precise as its source.';
comment on column date_candidate.source is 'Where it was read: meta, JSON-LD, a time element, text, the address.';
comment on column date_candidate.path is 'Element path.';
comment on column date_candidate.chosen is 'Whether the article took it.';

create table article_entity (
    article_id varchar,
    entity_id varchar,
    name varchar,
    type varchar,
    mentions integer
);
comment on table article_entity is 'One row per entity that an article names.';
comment on column article_entity.article_id is 'Its article.';
comment on column article_entity.entity_id is 'Hash of the canonical name: the same in every article.';
comment on column article_entity.name is 'Canonical name.';
comment on column article_entity.type is 'OntoNotes label of most of its mentions here: GPE, ORG, PERSON, NORP and so on.';
comment on column article_entity.mentions is 'Times the article names it.';

create table mention (
    article_id varchar,
    mention_order integer,
    entity_id varchar,
    text varchar,
    char_start integer,
    char_end integer,
    type varchar,
    kind varchar,
    canonical varchar,
    reason varchar
);
comment on table mention is 'One row per run of characters that names something.';
comment on column mention.article_id is 'Its article.';
comment on column mention.mention_order is 'Place among the mentions of the article, from 0.';
comment on column mention.entity_id is 'What it names; unknown where that is not plain.';
comment on column mention.text is 'The characters.';
comment on column mention.char_start is 'First character in article.text.';
comment on column mention.char_end is 'One past the last character in article.text.';
comment on column mention.type is 'OntoNotes label, empty for pronouns and nominals.';
comment on column mention.kind is 'name, nominal, pronoun or metonym.';
comment on column mention.canonical is 'Canonical name of what it names.';
comment on column mention.reason is 'How it was resolved, or why it was not.';

create table claim (
    claim_id varchar,
    article_id varchar,
    claim_order integer,
    proposition_id varchar,
    subject varchar,
    subject_canonical varchar,
    subject_entity_id varchar,
    relation varchar,
    relation_lemma varchar,
    object varchar,
    object_canonical varchar,
    object_entity_id varchar,
    polarity varchar,
    modality varchar,
    cue varchar,
    attribution varchar,
    attribution_vague boolean,
    time_text varchar,
    tense varchar,
    checkable boolean,
    sentence varchar,
    sentence_start integer,
    sentence_end integer,
    char_start integer,
    char_end integer,
    block_order integer,
    confidence double,
    rule varchar,
    spans struct(slot varchar, char_start integer, char_end integer)[]
);
comment on table claim is 'One row per claim of an article: one relation between two things, as a sentence states it.';
comment on column claim.claim_id is 'Hash of the sentence and its slots with their places: the same text gives the same id, so copies share it.';
comment on column claim.article_id is 'Its article.';
comment on column claim.claim_order is 'Place among the claims of the article, from 0.';
comment on column claim.proposition_id is 'Hash of canonical subject, relation and object, without polarity, modality or time.';
comment on column claim.subject is 'Words of the subject.';
comment on column claim.subject_canonical is 'Canonical name of the subject.';
comment on column claim.subject_entity_id is 'Entity that the subject names.';
comment on column claim.relation is 'Words of the relation with auxiliaries and negation.';
comment on column claim.relation_lemma is 'Normalised relation: be ally of.';
comment on column claim.object is 'Words of the object; unknown where there is none.';
comment on column claim.object_canonical is 'Canonical name of the object.';
comment on column claim.object_entity_id is 'Entity that the object names.';
comment on column claim.polarity is 'positive or negative.';
comment on column claim.modality is 'asserted, hedged, hypothetical or reported.';
comment on column claim.cue is 'The words that decided polarity or modality.';
comment on column claim.attribution is 'Who says so, nested sources nearest first; unknown in the voice of the author.';
comment on column claim.attribution_vague is 'Whether the source is nobody in particular: analysts, sources, it is believed.';
comment on column claim.time_text is 'The words that say when.';
comment on column claim.tense is 'past, present or future.';
comment on column claim.checkable is 'Whether somebody could find out if it is true.';
comment on column claim.sentence is 'The sentence that states it. Personal data masked.';
comment on column claim.sentence_start is 'First character of the sentence in article.text.';
comment on column claim.sentence_end is 'One past the last character of the sentence in article.text.';
comment on column claim.char_start is 'First character of the claim in article.text.';
comment on column claim.char_end is 'One past the last character of the claim in article.text.';
comment on column claim.block_order is 'The block that holds the sentence.';
comment on column claim.confidence is 'How sure winnow is to have read it right, 0 to 1.';
comment on column claim.rule is 'The construction it was read from.';
comment on column claim.spans is 'Characters of each slot in article.text.';

create table claim_argument (
    claim_id varchar,
    article_id varchar,
    argument_order integer,
    text varchar,
    canonical varchar,
    entity_id varchar
);
comment on table claim_argument is 'One row per further argument of a claim, with its preposition.';
comment on column claim_argument.claim_id is 'Its claim.';
comment on column claim_argument.article_id is 'Its article.';
comment on column claim_argument.argument_order is 'Place among the arguments, from 0.';
comment on column claim_argument.text is 'Words of the argument.';
comment on column claim_argument.canonical is 'Canonical name of what it names.';
comment on column claim_argument.entity_id is 'Entity that it names.';

create table signal (
    article_id varchar,
    signal_order integer,
    signal varchar,
    value double,
    threshold double,
    points integer,
    reason varchar,
    rule varchar,
    source varchar,
    quote varchar,
    spans struct(char_start integer, char_end integer)[]
);
comment on table signal is 'One row per measured property of an article, and what it costs. Points add up to score - 100.';
comment on column signal.article_id is 'Its article.';
comment on column signal.signal_order is 'Place among the signals, from 0.';
comment on column signal.signal is 'Name of the signal.';
comment on column signal.value is 'What was measured; unknown where it could not be.';
comment on column signal.threshold is 'From where it costs points.';
comment on column signal.points is '0 or negative; a floor at 0 is a line of its own and positive.';
comment on column signal.reason is 'The reason in words, with its numbers. Personal data masked.';
comment on column signal.rule is 'Rule with its version.';
comment on column signal.source is 'Where the method or the threshold comes from.';
comment on column signal.quote is 'First characters that the reason speaks of. Personal data masked.';
comment on column signal.spans is 'All characters that the reason speaks of, in article.page_text.';

create table score (
    article_id varchar,
    score integer,
    grade varchar
);
comment on table score is 'One row per scored article.';
comment on column score.article_id is 'Its article.';
comment on column score.score is '100 plus the points of its signals.';
comment on column score.grade is 'A from 90, B from 75, C from 60, D from 45, E below.';
