-- One row per version of a rule: what a signal measures, what it costs and why.
create or replace view rules as
select
    rule.signal,
    rule.rule,
    rule.definition,
    rule.costs,
    rule.why,
    rule.source
from rule;
comment on view rules is 'One row per version of a rule that measured signals here: what it measures, what it costs and why.';
comment on column rules.signal is 'The signal that it measures.';
comment on column rules.rule is 'Its name and version, as signals name it: filler.1.';
comment on column rules.definition is 'What its value is.';
comment on column rules.costs is 'From which value it costs how many points, or up to which.';
comment on column rules.why is 'Why it costs that much; of a filter of text corpora, what passes.';
comment on column rules.source is 'Where the threshold or the method comes from.';
