-- What the rules say that signals name, so that a number leads to the sentence behind it.

create table rule (
    rule varchar,
    signal varchar,
    definition varchar,
    costs varchar,
    why varchar,
    source varchar
);
comment on table rule is 'One row per version of a rule that measured signals here. A version that is used no more stays: old rows name it.';
comment on column rule.rule is 'Its name and version, as signals name it: filler.1.';
comment on column rule.signal is 'The signal that it measures.';
comment on column rule.definition is 'What its value is.';
comment on column rule.costs is 'From which value it costs how many points, or up to which.';
comment on column rule.why is 'Why it costs that much; of a filter of text corpora, what passes.';
comment on column rule.source is 'Where the threshold or the method comes from.';
