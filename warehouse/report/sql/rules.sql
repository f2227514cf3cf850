-- One row per version of a rule, those that cost points first.
select
    rule.rule,
    rule.signal,
    rule.definition,
    rule.costs,
    rule.why,
    rule.source
from rule
order by starts_with(rule.costs, 'nothing') asc, rule.signal asc, rule.rule asc;
