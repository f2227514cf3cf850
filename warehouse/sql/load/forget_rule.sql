-- A version whose words were changed goes before they come again.
delete from rule
where rule.rule = $rule;
