-- A version of a rule that was not known.
insert into rule (rule, signal, definition, costs, why, source)
values ($rule, $signal, $definition, $costs, $why, $source);
