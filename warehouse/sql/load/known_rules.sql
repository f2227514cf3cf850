-- One row per version of a rule, as the warehouse has it.
select
    rule.rule,
    rule.signal,
    rule.definition,
    rule.costs,
    rule.why,
    rule.source
from rule;
